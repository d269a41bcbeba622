import { chmodSync, lstatSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fakeEngine } from '../testing/engine';
import { addFile, notebookText, temporaryFolder } from '../testing/folder';
import { runWith } from '../testing/terminal';
import type { IOutcome } from '../testing/terminal';

const folder = temporaryFolder();
const fix = (...argv: string[]): Promise<IOutcome> => runWith(['fix', ...argv]);
let number = 0;
const file = (text: string): string => addFile(folder, `${number++}.ipynb`, text);

test('shows the change and writes nothing', async () => {
  const text = notebookText('a\nsay(BAD)\n\tb', 'x', 'BAD\u001b');
  const path = file(text);
  expect(await fix(path)).toEqual({
    status: 1,
    out: `--- ${path}:cell[0]
+++ ${path}:cell[0]
@@ -1,3 +1,3 @@
 a
-say(BAD)
+say(GOOD)
 \tb
--- ${path}:cell[2]
+++ ${path}:cell[2]
@@ -1,1 +1,1 @@
-BAD\\x1b
+GOOD\\x1b
`,
    err: 'Would rewrite 2 cells of 1 notebook; --write does it.\n'
  });
  expect(readFileSync(path, 'utf8')).toBe(text);
  expect((await fix('--diff', path)).status).toBe(1);
});

test('writes the change and nothing else', async () => {
  const text = notebookText('é = BAD', 'x', 'BAD\nBAD').replace(
    '"metadata": {}',
    '"metadata": {"x": 1.0, "y": "\\u00e9"}'
  );
  const path = file(text);
  expect(await fix('--write', path)).toEqual({
    status: 0,
    out: `${path}: rewrote cell[0], cell[2]\nRewrote 2 cells of 1 notebook.\n`,
    err: ''
  });
  expect(readFileSync(path, 'utf8')).toBe(text.replace(/BAD/g, 'GOOD'));
  expect(await fix('--write', path)).toEqual({ status: 0, out: 'Nothing to rewrite in 1 notebook.\n', err: '' });
});

test('says what is left and why', async () => {
  const path = file(notebookText('ODD', 'SMALL'));
  expect(await fix('--write', path)).toEqual({
    status: 1,
    out: `${path}:cell[0]:1:1: warning odd-word: An odd word. Near: ODD
    left: "Write EVEN" may change the meaning; --unsafe takes it
${path}:cell[1]:1:1: hint small-word: A small word. Near: SMALL
    left: Only you can find a better word.
Nothing to rewrite in 1 notebook. 2 findings left.
`,
    err: ''
  });
});

test('takes unsafe rewrites when asked, one at a time', async () => {
  const path = file(notebookText('ODD ODD BAD', ...Array.from({ length: 12 }, () => 'ODD')));
  const engine = fakeEngine();
  expect((await runWith(['fix', '--unsafe', '--write', path], engine)).status).toBe(0);
  expect(readFileSync(path, 'utf8')).not.toMatch(/ODD|BAD/);
  // As read, after the safe fix, and after each of the fourteen unsafe ones.
  expect(engine.seen).toHaveLength(16);
});

test('outputs of a rewritten cell belong to its old text', async () => {
  const path = file(notebookText('BAD', 'x'));
  const engine = fakeEngine();
  await runWith(['fix', path], engine);
  expect(engine.seen.map(document => document.cells.map(cell => cell.ranSource))).toEqual([
    [undefined, undefined],
    ['BAD', undefined]
  ]);
});

test('only selected rules', async () => {
  const path = file(notebookText('BAD ODD'));
  await fix('--unsafe', '--write', '--select', 'odd-word', path);
  expect(readFileSync(path, 'utf8')).toContain('"BAD EVEN"');
});

test('rules that undo each other come to an end', async () => {
  const engine = fakeEngine();
  const path = file(notebookText('BAD'));
  const endless = {
    ...engine,
    createAnalysis: () => {
      const analysis = engine.createAnalysis();
      return {
        ...analysis,
        read: new Set<string>(),
        update: analysis.update.bind(analysis),
        fixes: analysis.fixes.bind(analysis),
        fixAllSafe: () => {
          const fix = analysis.fixAllSafe();
          return fix && { ...fix, edits: fix.edits.map(edit => ({ ...edit, text: 'BAD BAD' })) };
        }
      };
    }
  };
  const { out } = await runWith(['fix', '--write', path], endless);
  expect(out).toContain('1024 findings left');
});

test('a fix that does not fit is not applied', async () => {
  const engine = fakeEngine();
  const path = file(notebookText('BAD'));
  const stale = {
    ...engine,
    createAnalysis: () => {
      const analysis = engine.createAnalysis();
      return {
        read: new Set<string>(),
        update: analysis.update.bind(analysis),
        fixes: analysis.fixes.bind(analysis),
        fixAllSafe: () => {
          const fix = analysis.fixAllSafe();
          return fix && { ...fix, sources: { 'id-0': 'something else' } };
        }
      };
    }
  };
  expect((await runWith(['fix', '--write', path], stale)).out).toContain('Nothing to rewrite');
});

test('protected cells and read-only files stay as they are', async () => {
  const locked = file(notebookText('BAD').replace('"metadata": {}', '"metadata": {"editable": false}'));
  expect((await fix('--write', locked)).out).toContain('Nothing to rewrite');
  const path = file(notebookText('BAD'));
  chmodSync(path, 0o444);
  expect(await fix('--write', path)).toEqual({
    status: 2,
    out: 'Nothing was read. 1 file could not be read or written.\n',
    err: `async-doctor: ${path}: it was not written: the file is read-only\n`
  });
});

test('trouble with one file does not stop the others', async () => {
  const broken = addFile(folder, 'bad/a.ipynb', '{');
  const good = addFile(folder, 'bad/b.ipynb', notebookText('BAD'));
  const { status, err } = await fix('--write', join(folder, 'bad'), join(folder, 'x.py'));
  expect(status).toBe(2);
  expect(err).toContain(`async-doctor: ${broken}: it is not valid JSON`);
  expect(readFileSync(good, 'utf8')).toContain('GOOD');
});

test('a notebook of format 3', async () => {
  const text = `{
 "metadata": {"name": ""}, "nbformat": 3, "nbformat_minor": 0,
 "worksheets": [{"cells": [
  {"cell_type": "heading", "level": 1, "source": ["BAD title"]},
  {"cell_type": "code", "collapsed": false, "input": ["a = 1\\n", "BAD"], "language": "python", "metadata": {}, "outputs": []}
 ], "metadata": {}}]
}`;
  const path = file(text);
  await fix('--write', path);
  expect(readFileSync(path, 'utf8')).toBe(text.replace('"BAD"', '"GOOD"'));
});

test('colours', async () => {
  const { out } = await runWith(['fix', file(notebookText('BAD'))], fakeEngine(), true);
  expect(out).toContain('\u001b[31m-BAD\u001b[0m\n\u001b[32m+GOOD\u001b[0m\n');
});

describe('Python files', () => {
  const python = (text: string | Buffer): string => addFile(folder, `${number++}.py`, text);

  test('a script: one diff of the whole file, with its lines', async () => {
    const text = 'one\ntwo\nthree\nfour\nBAD\nODD\n';
    const path = python(text);
    expect(await fix(path)).toEqual({
      status: 1,
      out: `--- ${path}
+++ ${path}
@@ -2,6 +2,6 @@
 two
 three
 four
-BAD
+GOOD
 ODD
 
`,
      err: `${path}:6:1: warning odd-word: An odd word. Near: ODD
    left: "Write EVEN" may change the meaning; --unsafe takes it
Would rewrite 1 file; --write does it. 1 finding left.
`
    });
    expect(readFileSync(path, 'utf8')).toBe(text);
  });

  test('is written with its encoding, line ends and mode, and nothing else changed', async () => {
    const text = '\ufeff#!/usr/bin/env python\r\n# -*- coding: utf-8 -*-\r\nx = "é"  \r\nsay(BAD)\r\n\r\n\r\n';
    const path = python(text);
    chmodSync(path, 0o755);
    expect(await fix('--write', path)).toEqual({
      status: 0,
      out: `${path}: rewritten\nRewrote 1 file.\n`,
      err: ''
    });
    expect(readFileSync(path, 'utf8')).toBe(text.replace('BAD', 'GOOD'));
    expect(statSync(path).mode & 0o777).toBe(0o755);
    expect((await fix('--write', path)).out).toBe('Nothing to rewrite in 1 file.\n');
  });

  test('cells: only those concerned, marks and what is between them stay', async () => {
    const text = '# BAD\n# %% one\nx\n\n\n# %%\nBAD\n \n# %% [markdown] BAD\n# BAD\n#%%\nODD';
    const path = python(text);
    expect((await fix(path)).out).toContain('-BAD\n+GOOD\n');
    expect(await fix('--write', path)).toEqual({
      status: 1,
      out: `${path}: rewrote cell[0], cell[2]
${path}:12:1: warning odd-word: An odd word. Near: ODD
    left: "Write EVEN" may change the meaning; --unsafe takes it
Rewrote 1 file. 1 finding left.
`,
      err: ''
    });
    expect(readFileSync(path, 'utf8')).toBe(text.replace('# BAD\n# %%', '# GOOD\n# %%').replace('\nBAD\n', '\nGOOD\n'));
  });

  test('a link is followed, a read-only file is left alone', async () => {
    const path = python('BAD\n');
    const link = join(folder, 'link.py');
    symlinkSync(path, link);
    await fix('--write', link);
    expect([readFileSync(path, 'utf8'), lstatSync(link).isSymbolicLink()]).toEqual(['GOOD\n', true]);
    const locked = python('BAD\n');
    chmodSync(locked, 0o444);
    expect((await fix('--write', locked)).err).toContain('it was not written: the file is read-only');
    expect(readFileSync(locked, 'utf8')).toBe('BAD\n');
  });
});
