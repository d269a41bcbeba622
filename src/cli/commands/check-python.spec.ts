/** `check` over Python files: places are those of the file, but for JSON. */
import { join } from 'node:path';
import { addFile, notebookText, temporaryFolder } from '../testing/folder';
import { runWith } from '../testing/terminal';
import type { IOutcome } from '../testing/terminal';

const folder = temporaryFolder({ 'clean/c.ipynb': notebookText('x'), 'nothing/readme.txt': '' });
const path = (name: string): string => join(folder, name);
const check = (...argv: string[]): Promise<IOutcome> => runWith(['check', ...argv]);
const script = addFile(folder, 'python/s.py', '\ufeffx = 1\r\nsay(BAD)\r\n');
const cells = addFile(folder, 'python/c.py', '# %%\nx\n\n# %% [markdown]\n# BAD\n# %%\n\nsay(ODD)\n');

test('text: the lines of the file', async () => {
  expect(await check(script, cells)).toEqual({
    status: 1,
    err: '',
    out: `${script}:2:5: error bad-word: A bad word. Near: BAD)
    fix: Write GOOD

${cells}:8:5: warning odd-word: An odd word. Near: ODD)
    fix (may change the meaning): Write EVEN

2 findings (1 error, 1 warning) in 2 of 2 files.
`
  });
});

test('text: what was read is called by its name', async () => {
  const clean = addFile(folder, 'python/clean.py', '');
  expect((await check(clean)).out).toBe('Nothing found in 1 file.\n');
  expect((await check(clean, path('clean'))).out).toBe('Nothing found in 2 files.\n');
  expect((await check(path('nothing'))).out).toBe('Nothing was read.\n');
});

test('json: lines of the cell, and a script is one', async () => {
  const { files } = JSON.parse((await check('--format', 'json', script, cells)).out);
  expect(files).toMatchObject([
    {
      kind: 'script',
      findings: [{ cell: { index: 0, id: 'cell-0' }, start: { offset: 11, line: 2, column: 5 } }]
    },
    {
      kind: 'percent',
      findings: [
        {
          cell: { index: 2, id: 'cell-2' },
          start: { offset: 5, line: 2, column: 5 },
          fixes: [{ edits: [{ cell: 2, start: 5, end: 8, text: 'EVEN' }] }]
        }
      ]
    }
  ]);
});

test('github and sarif: the lines of the file', async () => {
  const { out } = await check('--format', 'github', script, cells);
  expect(out.split('\n')).toEqual([
    `::error file=${script},line=2,endLine=2,col=5,endColumn=8,title=async-doctor bad-word::A bad word. Near: BAD)`,
    `::warning file=${cells},line=8,endLine=8,col=5,endColumn=8,title=async-doctor odd-word::An odd word. Near: ODD)`,
    ''
  ]);
  const [run] = JSON.parse((await check('--format', 'sarif', script, cells)).out).runs;
  const region = { startColumn: 5, endColumn: 8 };
  expect(run.results.map((each: { locations: unknown }) => each.locations)).toEqual([
    [{ physicalLocation: expect.objectContaining({ region: { ...region, startLine: 2, endLine: 2 } }) }],
    [
      {
        physicalLocation: expect.objectContaining({ region: { ...region, startLine: 8, endLine: 8 } }),
        logicalLocations: [{ name: 'cell[2]', fullyQualifiedName: 'cell[2]:2:5', kind: 'element' }]
      }
    ]
  ]);
});

test('a file that cannot be read says why', async () => {
  const wrong = addFile(folder, 'latin/a.py', Buffer.from('# \xe9\n', 'latin1'));
  const { status, err, out } = await check('--format', 'json', path('latin'));
  expect([status, err]).toEqual([2, `async-doctor: ${wrong}: it is not UTF-8 text, as Python files are\n`]);
  expect(JSON.parse(out).files).toMatchObject([{ kind: null, findings: [] }]);
});
