import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../testing/folder';
import { findFiles } from './walk';

const folder = temporaryFolder({
  'b.ipynb': '',
  'a/z.ipynb': '',
  'a/Y.IPYNB': '',
  'a/.hidden.ipynb': '',
  'a/script.py': '',
  'a/.ipynb_checkpoints/z-checkpoint.ipynb': '',
  'a/node_modules/n.ipynb': '',
  '.git/g.ipynb': '',
  'env/pyvenv.cfg': '',
  'env/lib/e.ipynb': '',
  'conda/conda-meta/history': '',
  'conda/lib/os.py': '',
  'lib/site-packages/s.py': '',
  'lib/__pycache__/p.py': '',
  'lib/build/kept.py': '',
  'project/pyproject.toml': '',
  'project/build/lib/copy.py': '',
  'project/dist/copy.py': '',
  'project/dist.py': '',
  'project/a.pyi': '',
  'c.ipynb/inner.ipynb': '',
  'notes.txt': ''
});
symlinkSync(folder, join(folder, 'a', 'loop'), 'junction');
symlinkSync(join(folder, 'nowhere.ipynb'), join(folder, 'dangling.ipynb'));
symlinkSync(join(folder, 'b.ipynb'), join(folder, 'x.ipynb'));
mkdirSync(join(folder, 'empty'));

const found = (...paths: string[]): string[] =>
  [...findFiles(paths.map(path => join(folder, path)))].map(
    ({ path, problem }) => path.slice(folder.length + 1) + (problem === null ? '' : `: ${problem}`)
  );

test('a folder: sorted, each file once, nothing hidden, no loop', () => {
  // `a/loop` leads to the folder itself and `x.ipynb` to b.ipynb: both were seen already.
  expect(found('.')).toEqual(
    [
      ...['a/Y.IPYNB', 'a/script.py', 'a/z.ipynb', 'b.ipynb', 'c.ipynb/inner.ipynb'],
      ...['lib/build/kept.py', 'project/dist.py']
    ].map(path => join(path))
  );
});

test('what is typed is read even where a walk would leave it out', () => {
  expect(found('a/.hidden.ipynb', 'a/node_modules', '.git', 'x.ipynb')).toEqual(
    ['a/.hidden.ipynb', 'a/node_modules/n.ipynb', '.git/g.ipynb', 'x.ipynb'].map(path => join(path))
  );
});

test('a file named twice is read once', () => {
  expect(found('b.ipynb', 'b.ipynb', 'x.ipynb', 'a/../b.ipynb')).toEqual(['b.ipynb']);
});

test('what cannot be read says why', () => {
  expect(found('none', 'dangling.ipynb', 'notes.txt', 'b.ipynb/x', 'empty')).toEqual([
    'none: it cannot be opened: no such file or folder',
    'dangling.ipynb: it cannot be opened: no such file or folder',
    'notes.txt: only notebooks (.ipynb) and Python files (.py) are read',
    `${join('b.ipynb/x')}: it cannot be opened: a part of the path is a file, not a folder`
  ]);
});

test('a path without a folder stays as typed', () => {
  const before = process.cwd();
  process.chdir(folder);
  try {
    expect([...findFiles(['.'])].map(target => target.path)).toContain('b.ipynb');
    expect([...findFiles(['./a'])].map(target => target.path)).toContain(join('a', 'z.ipynb'));
  } finally {
    process.chdir(before);
  }
});
