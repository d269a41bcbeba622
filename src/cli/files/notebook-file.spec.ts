import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { addFile, notebookText, temporaryFolder } from '../testing/folder';
import { FileProblem } from './problem';
import { readNotebookFile } from './notebook-file';

const folder = temporaryFolder();
const read = (content: string | Buffer): ReturnType<typeof readNotebookFile> =>
  readNotebookFile(addFile(folder, 'a.ipynb', content));

test('keeps the bytes, the text and the document', () => {
  const text = `\ufeff${notebookText('é = "😀"').replace(/\n/g, '\r\n')}`;
  const file = read(text);
  expect(file.text).toBe(text);
  expect(Buffer.from(file.text).equals(file.bytes)).toBe(true);
  expect(file.document.cells[0]?.source).toBe('é = "😀"');
});

test('accepts the NaN and Infinity that Python writes', () => {
  const text = notebookText('a').replace('"outputs": []', '"outputs": [{"data": {"x": [NaN, -Infinity, "NaN"]}}]');
  expect(read(text).document.cells[0]?.source).toBe('a');
  expect(read(`\ufeff${text}`).document.cells[0]?.source).toBe('a');
});

test.each([
  ['', 'it is empty; there is no notebook in it'],
  [' \n', 'it is empty; there is no notebook in it'],
  ['\ufeff', 'it is empty; there is no notebook in it'],
  ['{"cells": [\n  {"a": 1,}\n]}', 'it is not valid JSON: line 2, column 11: a key in double quotes is missing'],
  ['{"cells": [', 'it is not valid JSON: line 1, column 12: the text ends too early'],
  ['{"cells": [\n<<<<<<< mine\n]}', 'it is not valid JSON: line 2, column 1: a merge conflict is not resolved'],
  ['hello', 'it is not valid JSON: line 1, column 1: a value is missing'],
  ['"hello"', 'it is JSON but not a notebook: a notebook is an object with a list of cells'],
  [Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 0xff]), 'it is a binary file, not a notebook'],
  [Buffer.from('{"a": "\xe9"}', 'latin1'), 'it is not UTF-8 text, as notebooks are'],
  [Buffer.from('\ufeff{}', 'utf16le'), 'it is UTF-16 text, and notebooks are UTF-8; save it again as UTF-8']
])('%j: %s', (content, message) => {
  expect(() => read(content)).toThrow(new FileProblem(message));
});

test('a missing file', () => {
  expect(() => readNotebookFile(join(folder, 'none.ipynb'))).toThrow('it cannot be opened: no such file or folder');
});

// An administrator may read anything, so there is nothing to see then.
(process.getuid?.() === 0 ? test.skip : test)('a file that may not be read', () => {
  const path = addFile(folder, 'secret.ipynb', '{}');
  chmodSync(path, 0);
  expect(() => readNotebookFile(path)).toThrow('it cannot be opened: permission denied');
});

test('deep nesting is a mistake of the file, not ours', () => {
  const deep = '['.repeat(100_000);
  expect(() => read(deep)).toThrow(
    new FileProblem('it is not valid JSON: line 1, column 100001: the text ends too early')
  );
  const outputs = `"outputs": [${deep}${']'.repeat(100_000)}]`;
  expect(read(notebookText('a').replace('"outputs": []', outputs)).document.cells[0]?.source).toBe('a');
});
