/** The bundled file in a process of its own, with the real engine: what a person runs. */
// The process is our own bundle; nothing is sent anywhere.
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { addFile, notebookText, temporaryFolder } from './testing/folder';

const root = join(__dirname, '..', '..');
const folder = temporaryFolder();
const bundle = join(folder, 'async-doctor.cjs');

interface IPackage {
  readonly version: string;
  readonly scripts: Readonly<Record<string, string>>;
}
const own = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as IPackage;

beforeAll(() => {
  // As the script `build:cli` does it.
  buildSync({
    absWorkingDir: root,
    entryPoints: ['src/cli/main.ts'],
    bundle: true,
    platform: 'node',
    target: 'node18',
    format: 'cjs',
    outfile: bundle
  });
});

interface IEnded {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

function run(...argv: readonly string[]): IEnded {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bundle, ...argv], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 1e9
  });
  return { status, out: stdout, err: stderr };
}

const DEFINITION = 'import asyncio\n\n\nasync def main():\n    await asyncio.sleep(0)\n    return 1';

test('the build script still builds what is tested here', () => {
  expect(own.scripts['build:cli']).toContain(
    'esbuild src/cli/main.ts --bundle --platform=node --target=node18 --format=cjs'
  );
});

test('says its version, its rules, and how to use it', () => {
  expect(run('--version')).toEqual({ status: 0, out: `async-doctor ${own.version}\n`, err: '' });
  expect(run('rules').out).toMatch(/^asyncio-run +error /m);
  expect(run('--help').status).toBe(0);
  expect(run().status).toBe(2);
});

test('finds, shows, rewrites, and is content', () => {
  const text = notebookText(DEFINITION, '# é\nasyncio.run(main())  # why\nx = 1', '%%bash\nasyncio.run(main())');
  const path = addFile(folder, 'work.ipynb', text);
  const checked = run('check', 'work.ipynb');
  expect(checked).toMatchObject({ status: 1, err: '' });
  expect(checked.out).toContain('work.ipynb:cell[1]:2:1: error asyncio-run: ');
  expect(checked.out).toContain('1 finding (1 error) in 1 notebook.');
  const shown = run('fix', 'work.ipynb');
  expect(shown).toMatchObject({ status: 1 });
  expect(shown.out).toContain('-asyncio.run(main())  # why\n+await main()  # why\n');
  expect(readFileSync(path, 'utf8')).toBe(text);
  expect(run('fix', '--write', 'work.ipynb')).toEqual({
    status: 0,
    out: 'work.ipynb: rewrote cell[1]\nRewrote 1 cell of 1 notebook.\n',
    err: ''
  });
  expect(readFileSync(path, 'utf8')).toBe(text.replace('asyncio.run(main())  #', 'await main()  #'));
  expect(run('check', 'work.ipynb')).toEqual({ status: 0, out: 'Nothing found in 1 notebook.\n', err: '' });
});

test('stored outputs are evidence', () => {
  const result = { output_type: 'execute_result', data: { 'text/plain': '<coroutine object main at 0x7f>' } };
  const text = notebookText(DEFINITION, 'main()');
  const notebook = JSON.parse(text) as { cells: { outputs: unknown[] }[] };
  notebook.cells[1]?.outputs.push(result);
  addFile(folder, 'shown.ipynb', JSON.stringify(notebook));
  const { out } = run('check', '--format', 'json', 'shown.ipynb');
  expect(JSON.parse(out)).toMatchObject({
    version: 1,
    files: [{ findings: [{ rule: 'unawaited-coroutine', evidence: expect.arrayContaining(['result']) }] }]
  });
});

test('Python files: a script keeps its loop, cells await', () => {
  const mistake = 'async def go():\n    main()\n';
  const script = `${DEFINITION}\n\n${mistake}\nif __name__ == "__main__":\n    asyncio.run(main())\n`;
  const cells = `# %%\n${DEFINITION}\n\n# %%\nprint(await main())\n\n# %%\nasyncio.run(main())\n`;
  addFile(folder, 'python/script.py', script);
  addFile(folder, 'python/cells.py', cells);
  const checked = run('check', 'python');
  expect(checked).toMatchObject({ status: 1, err: '' });
  expect(checked.out.split('\n').filter(line => / (?:error|warning) /.test(line))).toEqual([
    expect.stringContaining('python/cells.py:13:1: error asyncio-run: '),
    expect.stringContaining('python/script.py:9:5: warning unawaited-coroutine: ')
  ]);
  expect(run('fix', '--write', 'python')).toEqual({
    status: 0,
    out: 'python/cells.py: rewrote cell[2]\npython/script.py: rewritten\nRewrote 2 files.\n',
    err: ''
  });
  expect(readFileSync(join(folder, 'python/script.py'), 'utf8')).toBe(
    script.replace('    main()\n', '    await main()\n')
  );
  expect(readFileSync(join(folder, 'python/cells.py'), 'utf8')).toBe(
    cells.replace('asyncio.run(main())', 'await main()')
  );
  expect(run('check', 'python')).toEqual({ status: 0, out: 'Nothing found in 2 files.\n', err: '' });
});

test('a module that drives a loop is told where a notebook that was given calls it', () => {
  addFile(folder, 'module/helpers.py', `${DEFINITION}\n\ndef fetch():\n    return asyncio.run(main())\n`);
  addFile(folder, 'module/report.ipynb', notebookText('from helpers import fetch', 'fetch()'));
  expect(run('check', 'module').out).toContain(
    `helpers.py:9:12: warning library-run: fetch() starts an event loop of its own. ${join('module', 'report.ipynb')}:cell[1] calls it`
  );
  expect(run('check', 'module/helpers.py')).toMatchObject({ status: 0 });
});

test('other languages are left alone', () => {
  addFile(folder, 'r.ipynb', notebookText('asyncio.run(main())').replace(/"python"/g, '"R"'));
  expect(run('check', 'r.ipynb')).toMatchObject({ status: 0, out: 'Nothing found in 1 notebook.\n' });
});

test('the tour notebook is read', () => {
  expect(run('check', join(root, 'tour')).status).toBeLessThan(2);
});

describe('much output', () => {
  const text = notebookText(...Array.from({ length: 40 }, () => 'import asyncio\nasyncio.run(main())'));
  beforeAll(() => {
    for (let number = 0; number < 60; number++) {
      addFile(folder, `many/${number}.ipynb`, text);
    }
  });

  test('arrives whole', () => {
    const { status, out } = run('check', '--format', 'json', 'many');
    expect(status).toBe(1);
    const { files } = JSON.parse(out) as { files: { findings: unknown[] }[] };
    expect(files.map(file => file.findings.length)).toEqual(Array.from({ length: 60 }, () => 40));
  });

  test('a reader that stops early is no trouble', async () => {
    const child = spawn(process.execPath, [bundle, 'check', '--format', 'json', 'many'], { cwd: folder });
    let err = '';
    child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
    child.stdout.once('data', () => child.stdout.destroy());
    const ended = await new Promise<[number | null, string | null]>(resolve =>
      child.on('close', (status, signal) => resolve([status, signal]))
    );
    expect([err, ...ended]).toEqual(['', 1, null]);
  });
});
