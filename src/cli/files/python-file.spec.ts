import { addFile, temporaryFolder } from '../testing/folder';
import { FileProblem } from './problem';
import { readPythonFile } from './python-file';

const folder = temporaryFolder();
const read = (content: string | Buffer): ReturnType<typeof readPythonFile> =>
  readPythonFile(addFile(folder, 'a.py', content));

test.each([
  ['', 'script', ['']],
  ['\ufeff', 'script', ['']],
  ['x\n', 'script', ['x']],
  ['\ufeffx\r\ny\r\n', 'script', ['x\r\ny']],
  ['\ufeff# %%\r\nx\r\n\r\n# %%\r\ny', 'percent', ['x', 'y']],
  ['#%%\n#%%\n', 'percent', ['', '']]
])('%j is a %s of %j, and the same when it is written', (text, kind, sources) => {
  const file = read(text);
  expect([file.document.kind, file.document.cells.map(each => each.source)]).toEqual([kind, sources]);
  expect(file.rewritten(new Map())).toBe(text);
  expect(Buffer.from(file.rewritten(new Map())).equals(file.bytes)).toBe(true);
});

test('new sources take the line ends of the file', () => {
  expect(read('# %%\r\nx\r\n# %%\r\ny\r\n').rewritten(new Map([[0, 'a\nb']]))).toBe('# %%\r\na\r\nb\r\n# %%\r\ny\r\n');
  expect(read('x\r\ny\r\n').rewritten(new Map([[0, 'a\r\nb\nc']]))).toBe('a\r\nb\r\nc\r\n');
  // Where both kinds are used, none is the file's.
  expect(read('x\r\ny\nz').rewritten(new Map([[0, 'a\nb\r\nc']]))).toBe('a\nb\r\nc');
});

test('places are those of the file, also after a change', () => {
  const file = read('\ufeff# 1\n# %%\nxé\ny\n# %%\n  z');
  const place = file.places();
  expect([place(0, 0), place(1, 0), place(1, 3), place(2, 2)]).toEqual([
    { line: 1, column: 1 },
    { line: 3, column: 1 },
    { line: 4, column: 1 },
    { line: 6, column: 3 }
  ]);
  expect(file.places(new Map([[1, 'a\nb\nc']]))(2, 0)).toEqual({ line: 7, column: 1 });
});

test.each([
  [Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 0xff]), 'it is a binary file, not Python text'],
  ['x = 1\0', 'it is a binary file, not Python text'],
  [Buffer.from('# \xe9', 'latin1'), 'it is not UTF-8 text, as Python files are'],
  [Buffer.from('\ufeffx', 'utf16le'), 'it is UTF-16 text, and Python files are UTF-8; save it again as UTF-8'],
  [
    Buffer.from('#!/bin/python\n# vim: set fileencoding=latin-1 :\nx = "\xe9"', 'latin1'),
    'it says that it is latin-1 text, and only UTF-8 is read; save it again as UTF-8'
  ],
  [
    '# -*- coding: cp1252 -*-\nx = "é"',
    'it says that it is cp1252 text, and only UTF-8 is read; save it again as UTF-8'
  ]
])('%#: %s', (content, message) => {
  expect(() => read(content)).toThrow(new FileProblem(message));
});

test.each([
  '# -*- coding: latin-1 -*-\nx = 1',
  '# coding: UTF8\nx = "é"',
  '# coding=utf_8\nx = "é"',
  '# -*- coding: utf-8-sig -*-\n"é"',
  'x = 1\n# coding: latin-1\n"é"',
  '"é"\n# coding: latin-1\n',
  '# 1\n# 2\n# coding: latin-1\n"é"'
])('is read: %j', text => {
  expect(read(text).document.cells[0]!.source).toBe(text.trimEnd());
});

test('a script that is too long to be read says so', () => {
  const message = 'it has 1,200,020 characters, and scripts of up to 1,000,000 are read';
  expect(() => read(`async def f(): pass\n${'x = 1\n'.repeat(200_000)}`)).toThrow(new FileProblem(message));
});

test('a long file that holds nothing asynchronous has nothing to be found in', () => {
  expect(read('x = 1\n'.repeat(200_000)).document.kind).toBe('script');
});
