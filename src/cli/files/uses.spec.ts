/** Who calls what of a module, among the files of one command. */
import { join } from 'node:path';
import { addFile, notebookText, temporaryFolder } from '../testing/folder';
import { readFile } from './read';
import { Uses } from './uses';
import { findFiles } from './walk';

const root = temporaryFolder();
let number = 0;

const MODULE = 'import asyncio\ndef fetch():\n    return asyncio.run(work())\n';

/** The uses of `module` in a folder of these files, as `name place` and a mark for calls. */
function usesOf(module: string, files: Readonly<Record<string, string>>): string[] {
  const folder = join(root, `${number++}`);
  Object.entries(files).forEach(([path, text]) => addFile(folder, path, text));
  const { uses = [] } = new Uses([...findFiles([folder])]).document(readFile(join(folder, module)));
  return uses.map(
    ({ name, place, called }) => `${name} ${place.slice(folder.length + 1).replace(/\\/g, '/')}${called ? '()' : ''}`
  );
}

const calls = (from: string, call = 'fetch()'): string => `${from}\nasync def go():\n    return ${call}\n`;

test('a notebook beside the module', () => {
  const files = { 'h.py': MODULE, 'a.ipynb': notebookText('x = 1', 'from h import fetch as f', 'print(f())') };
  expect(usesOf('h.py', files)).toEqual(['fetch a.ipynb:cell[1]', 'fetch a.ipynb:cell[2]()']);
});

test.each([
  ['h.py', 'b.py', 'from h import fetch', 'fetch()'],
  ['h.py', 'b.py', 'import h', 'h.fetch()'],
  ['h.py', 'b.py', 'import h as i', 'i.fetch()'],
  ['h.py', 'sub/b.py', 'from h import fetch', 'fetch()'],
  ['tools/net/h.py', 'b.py', 'import tools.net.h', 'tools.net.h.fetch()'],
  ['tools/net/h.py', 'b.py', 'from tools.net import (\n    other,\n    h\n)', 'h.fetch()'],
  ['tools/h.py', 'tools/b.py', 'from .h import fetch', 'fetch()'],
  ['tools/h.py', 'tools/b.py', 'from . import h', 'h.fetch()'],
  ['tools/h.py', 'tools/sub/b.py', 'from .. import h', 'h.fetch()'],
  ['tools/h.py', 'tools/sub/b.py', 'from ..h import fetch', 'fetch()'],
  ['tools/__init__.py', 'b.py', 'from tools import fetch', 'fetch()'],
  ['src/pkg/h.py', 'examples/b.py', 'from pkg.h import fetch', 'fetch()']
])('%s is what %s means by %j', (module, user, line, call) => {
  const files = { [module]: MODULE, [user]: calls(line, call), 'src/pkg/__init__.py': '' };
  expect(usesOf(module, files)).toEqual([expect.stringMatching(/^fetch .*b\.py:\d+\(\)$/)]);
});

test.each([
  [
    'another module of that name is nearer',
    { 'h.py': MODULE, 'sub/h.py': '', 'sub/b.py': calls('from h import fetch') }
  ],
  ['it is in a folder that is not searched', { 'a/h.py': MODULE, 'b/b.py': calls('from h import fetch') }],
  ['the dots lead elsewhere', { 'h.py': MODULE, 'sub/b.py': calls('from .h import fetch') }],
  ['the name is in a string', { 'h.py': MODULE, 'b.py': calls('x = """\nfrom h import fetch\n"""') }],
  ['no loop runs there', { 'h.py': MODULE, 'b.py': 'from h import fetch\nfetch()\ndef go():\n    fetch()\n' }],
  [
    'a thread calls it',
    { 'h.py': MODULE, 'b.py': calls('import asyncio\nfrom h import fetch', 'await asyncio.to_thread(fetch)') }
  ],
  ['it is a test', { 'h.py': MODULE, 'test_b.py': calls('from h import fetch') }],
  [
    'the notebook patches asyncio',
    {
      'h.py': MODULE,
      'a.ipynb': notebookText('import nest_asyncio\nnest_asyncio.apply()\nfrom h import fetch\nfetch()')
    }
  ],
  ['the file cannot be read', { 'h.py': MODULE, 'b.ipynb': '{"cells": [from h import fetch' }],
  ['the module drives no loop', { 'h.py': 'import asyncio\ndef fetch(): pass\n', 'b.py': calls('from h import fetch') }]
])('nothing when %s', (_, files) => {
  const [module = ''] = Object.keys(files);
  expect(usesOf(module, files)).toEqual([]);
});

test('packages hand names on, under other names as well', () => {
  const files = {
    'pkg/__init__.py': 'from .net import get as load, other\n',
    'pkg/net/__init__.py': 'from pkg.net.h import fetch as get\nfrom .h import missing as other\n',
    'pkg/net/h.py': MODULE,
    'a.ipynb': notebookText('import pkg\npkg.load()', 'pkg.other()', 'import pkg.net\npkg.net.get()', 'pkg.fetch()')
  };
  expect(usesOf('pkg/net/h.py', files)).toEqual([
    'fetch a.ipynb:cell[0]()',
    'missing a.ipynb:cell[1]()',
    'fetch a.ipynb:cell[2]()'
  ]);
});

test('packages that import each other come to an end', () => {
  const files = { 'a/__init__.py': `from b import fetch\n${MODULE}`, 'b/__init__.py': 'from a import fetch\n' };
  expect(usesOf('a/__init__.py', files)).toEqual([]);
});

test('a file with cells is a notebook where it is for a kernel', () => {
  const cells = (last: string): string => `# %%\nfrom h import fetch\n# %%\nfetch()\n# %%\n${last}\n`;
  expect(usesOf('h.py', { 'h.py': MODULE, 'c.py': cells('await x()') })).toEqual([
    'fetch c.py:cell[0]',
    'fetch c.py:cell[1]()'
  ]);
  expect(usesOf('h.py', { 'h.py': MODULE, 'c.py': cells('x()') })).toEqual([]);
});
