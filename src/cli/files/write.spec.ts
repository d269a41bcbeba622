import { chmodSync, lstatSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { addFile, temporaryFolder } from '../testing/folder';
import { FileProblem } from './problem';
import { replaceFile } from './write';

const folder = temporaryFolder();
let number = 0;
const file = (text: string): string => addFile(folder, `${number++}/a.ipynb`, text);

test('replaces the text, keeps the mode, leaves nothing behind', () => {
  const path = file('old');
  chmodSync(path, 0o640);
  replaceFile(path, 'nëw', Buffer.from('old'));
  expect(readFileSync(path, 'utf8')).toBe('nëw');
  expect(statSync(path).mode & 0o777).toBe(0o640);
  expect(readdirSync(dirname(path))).toEqual(['a.ipynb']);
});

test('a link stays a link', () => {
  const path = file('old');
  const link = join(dirname(path), 'link.ipynb');
  symlinkSync(path, link);
  replaceFile(link, 'new', Buffer.from('old'));
  expect(lstatSync(link).isSymbolicLink()).toBe(true);
  expect(readFileSync(path, 'utf8')).toBe('new');
});

test('refuses when the file has changed since it was read', () => {
  const path = file('old');
  writeFileSync(path, 'other');
  expect(() => replaceFile(path, 'new', Buffer.from('old'))).toThrow(
    new FileProblem('it was not written: it has changed since it was read; run the command again')
  );
  expect(readFileSync(path, 'utf8')).toBe('other');
  expect(readdirSync(dirname(path))).toEqual(['a.ipynb']);
});

test('refuses a read-only file', () => {
  const path = file('old');
  chmodSync(path, 0o444);
  expect(() => replaceFile(path, 'new', Buffer.from('old'))).toThrow(
    new FileProblem('it was not written: the file is read-only')
  );
  expect(readFileSync(path, 'utf8')).toBe('old');
});

test('says when the file is gone', () => {
  expect(() => replaceFile(join(folder, 'none.ipynb'), 'new', Buffer.from(''))).toThrow(
    new FileProblem('it was not written: no such file or folder')
  );
});
