import { join } from 'node:path';
import { fakeEngine } from '../testing/engine';
import { addFile, notebookText, temporaryFolder } from '../testing/folder';
import { runWith } from '../testing/terminal';
import type { IOutcome } from '../testing/terminal';

const folder = temporaryFolder({
  'a.ipynb': notebookText('x = 1', 'one\nsay(BAD)', 'ODD'),
  'sub/b.ipynb': notebookText('SMALL'),
  'clean/c.ipynb': notebookText('x'),
  'broken.ipynb': '{"cells": [}',
  'notes.txt': 'BAD'
});
const path = (name: string): string => join(folder, name);
const check = (...argv: string[]): Promise<IOutcome> => runWith(['check', ...argv]);

test('text: one line for each finding, its fix, a summary', async () => {
  expect(await check(path('a.ipynb'), path('sub'), path('clean'))).toEqual({
    status: 1,
    err: '',
    out: `${path('a.ipynb')}:cell[1]:2:5: error bad-word: A bad word. Near: BAD)
    fix: Write GOOD
${path('a.ipynb')}:cell[2]:1:1: warning odd-word: An odd word. Near: ODD
    fix (may change the meaning): Write EVEN

${path('sub/b.ipynb')}:cell[0]:1:1: hint small-word: A small word. Near: SMALL

3 findings (1 error, 1 warning, 1 hint) in 2 of 3 notebooks.
`
  });
});

test('text: nothing found', async () => {
  expect(await check(path('clean'))).toEqual({ status: 0, out: 'Nothing found in 1 notebook.\n', err: '' });
});

test('text: colours and hostile text', async () => {
  const name = 'ev\u001b[31mil.ipynb';
  addFile(folder, `hostile/${name}`, notebookText('BAD\u001b]8;;x\u0007\u202e'));
  const { out } = await check(path('hostile'));
  expect(out).toContain(
    'ev\\x1b[31mil.ipynb:cell[0]:1:1: error bad-word: A bad word. Near: BAD\\x1b]8;;x\\x07\\u202e\n'
  );
  const colored = await runWith(['check', path('a.ipynb')], fakeEngine(), true);
  expect(colored.out).toContain('\u001b[31merror\u001b[0m bad-word');
});

test('a file that cannot be read costs one line; the others are checked', async () => {
  const { status, out, err } = await check(path('broken.ipynb'), path('notes.txt'), path('none'), path('a.ipynb'));
  expect(status).toBe(2);
  expect(err.trimEnd().split('\n')).toEqual([
    `async-doctor: ${path('broken.ipynb')}: it is not valid JSON: line 1, column 12: a value is missing`,
    `async-doctor: ${path('notes.txt')}: only notebooks (.ipynb) and Python files (.py) are read`,
    `async-doctor: ${path('none')}: it cannot be opened: no such file or folder`
  ]);
  expect(out).toContain('error bad-word');
  expect(out).toContain('2 findings (1 error, 1 warning) in 1 notebook. 3 files could not be read.');
});

test('a folder leaves out what is neither notebook nor Python, silently', async () => {
  const { err } = await check(folder);
  expect(err).not.toContain('notes.txt');
});

test('a failure of the engine is told and stops nothing', async () => {
  addFile(folder, 'crash/a.ipynb', notebookText('CRASH'));
  addFile(folder, 'crash/b.ipynb', notebookText('BAD'));
  const { status, out, err } = await check(path('crash'));
  expect(status).toBe(2);
  expect(err).toContain('async-doctor itself failed on it; please report this: TypeError: boom');
  expect(out).toContain('b.ipynb:cell[0]');
});

test.each([
  ['error', 'SMALL ODD', 0],
  ['warning', 'SMALL', 0],
  ['warning', 'ODD', 1],
  ['hint', 'SMALL', 1]
])('level %s over %s ends with %d', async (level, source, status) => {
  const file = addFile(folder, 'level.ipynb', notebookText(source));
  expect((await check('--level', level, file)).status).toBe(status);
});

test('rules are selected and ignored', async () => {
  const file = addFile(folder, 'all.ipynb', notebookText('BAD LOUD ODD SMALL'));
  const found = async (...argv: string[]): Promise<string[]> =>
    [...(await check(...argv, file)).out.matchAll(/(\w+) (\w+-word)/g)].map(match => match[0]);
  expect(await found()).toEqual(['error bad-word', 'warning odd-word', 'hint small-word']);
  expect(await found('--select', 'bad-word,loud-word')).toEqual(['error bad-word', 'warning loud-word']);
  expect(await found('--ignore', 'bad-word')).toEqual(['warning odd-word', 'hint small-word']);
  expect(await found('--select', 'bad-word,odd-word', '--ignore', 'odd-word')).toEqual(['error bad-word']);
});

test('a rule that does not exist is a mistake in the command', async () => {
  expect(await check('--select', 'bad-wrod', folder)).toEqual({
    status: 2,
    out: '',
    err: 'async-doctor: there is no rule "bad-wrod"; did you mean bad-word? ("async-doctor check --help" says more)\n'
  });
});

test('json: the report as documented', async () => {
  const { status, out, err } = await check('--format', 'json', path('a.ipynb'), path('broken.ipynb'));
  expect(status).toBe(2);
  expect(err).toContain('broken.ipynb');
  const place = (offset: number, line: number, column: number): object => ({ offset, line, column });
  expect(JSON.parse(out)).toEqual({
    version: 1,
    files: [
      {
        path: path('a.ipynb'),
        kind: 'notebook',
        error: null,
        findings: [
          {
            rule: 'bad-word',
            level: 'error',
            cell: { index: 1, id: 'id-1' },
            evidence: ['source'],
            start: place(8, 2, 5),
            end: place(11, 2, 8),
            message: 'A bad word. Near: BAD)',
            fixes: [
              { title: 'Write GOOD', applicability: 'safe', edits: [{ cell: 1, start: 8, end: 11, text: 'GOOD' }] }
            ]
          },
          {
            rule: 'odd-word',
            level: 'warning',
            cell: { index: 2, id: 'id-2' },
            evidence: ['source'],
            start: place(0, 1, 1),
            end: place(3, 1, 4),
            message: 'An odd word. Near: ODD',
            fixes: [
              { title: 'Write EVEN', applicability: 'unsafe', edits: [{ cell: 2, start: 0, end: 3, text: 'EVEN' }] }
            ]
          }
        ]
      },
      {
        path: path('broken.ipynb'),
        kind: 'notebook',
        error: 'it is not valid JSON: line 1, column 12: a value is missing',
        findings: []
      }
    ]
  });
});

test('json: several files and none', async () => {
  const { out } = await check('--format', 'json', path('clean'), path('sub'), path('notes.txt'));
  expect(JSON.parse(out)).toMatchObject({ files: [{ findings: [] }, { findings: [{}] }, { kind: null }] });
  addFile(folder, 'nothing/readme.txt', '');
  expect(JSON.parse((await check('--format', 'json', path('nothing'))).out)).toEqual({ version: 1, files: [] });
});

test('github: annotations at the lines of the file', async () => {
  addFile(folder, 'odd, na:me/a.ipynb', notebookText('x\nprint("100%\\n", BAD)\n', 'SMALL'));
  const file = path('odd, na:me/a.ipynb');
  const { out } = await check('--format', 'github', file, path('broken.ipynb'));
  const lines = out.trimEnd().split('\n');
  const text = notebookText('x\nprint("100%\\n", BAD)\n', 'SMALL').split('\n');
  const line = text.findIndex(each => each.includes('BAD')) + 1;
  const column = (text[line - 1] ?? '').indexOf('BAD') + 1;
  const name = file.replace(/:/g, '%3A').replace(/,/g, '%2C');
  expect(lines).toHaveLength(3);
  expect(lines[0]).toBe(
    `::error file=${name},line=${line},endLine=${line},col=${column},endColumn=${column + 3},title=async-doctor bad-word::cell[0] line 2: A bad word. Near: BAD)`
  );
  expect(lines[1]).toContain('::notice file=');
  expect(lines[2]).toBe(
    `::error file=${path('broken.ipynb')},title=async-doctor::it is not valid JSON: line 1, column 12: a value is missing`
  );
});

test('github: percent signs do not become something else', async () => {
  const file = addFile(folder, 'percent.ipynb', notebookText('BAD%0A::error::x'));
  expect((await check('--format', 'github', file)).out).toContain('Near: BAD%250A::error::x\n');
});

test('sarif: rules, results with places in the file, and trouble', async () => {
  const { status, out } = await check('--format', 'sarif', path('a.ipynb'), path('broken.ipynb'));
  expect(status).toBe(2);
  const log = JSON.parse(out);
  expect(log).toMatchObject({ version: '2.1.0', $schema: expect.stringContaining('sarif-2.1.0') });
  const [run] = log.runs;
  expect(run.tool.driver).toMatchObject({ name: 'async-doctor', version: '1.2.3' });
  expect(run.tool.driver.rules[0]).toEqual({
    id: 'bad-word',
    shortDescription: { text: 'A bad word' },
    fullDescription: { text: 'A bad word' },
    help: { text: '# bad-word\n\nBad words are bad.\n', markdown: '# bad-word\n\nBad words are bad.\n' },
    defaultConfiguration: { level: 'error' }
  });
  expect(run.tool.driver.rules[1].defaultConfiguration).toEqual({ enabled: false });
  expect(run.results).toHaveLength(2);
  const lines = notebookText('x = 1', 'one\nsay(BAD)', 'ODD').split('\n');
  const line = lines.findIndex(each => each.includes('BAD'));
  const column = (lines[line] ?? '').indexOf('BAD') + 1;
  expect(run.results[0]).toEqual({
    ruleId: 'bad-word',
    ruleIndex: 0,
    level: 'error',
    message: { text: 'A bad word. Near: BAD)' },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: `file://${path('a.ipynb')}` },
          region: { startLine: line + 1, startColumn: column, endLine: line + 1, endColumn: column + 3 }
        },
        logicalLocations: [{ name: 'cell[1]', fullyQualifiedName: 'cell[1]:2:5', kind: 'element' }]
      }
    ]
  });
  expect(run.invocations[0]).toMatchObject({
    executionSuccessful: false,
    toolExecutionNotifications: [{ level: 'error', message: { text: expect.stringContaining('not valid JSON') } }]
  });
});

test('sarif: relative paths stay relative', async () => {
  const before = process.cwd();
  process.chdir(folder);
  try {
    addFile(folder, 'a b/ü.ipynb', notebookText('BAD'));
    const log = JSON.parse((await check('--format', 'sarif', 'a b')).out);
    expect(log.runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri).toBe('a%20b/%C3%BC.ipynb');
    expect(log.runs[0].invocations[0].executionSuccessful).toBe(true);
  } finally {
    process.chdir(before);
  }
});
