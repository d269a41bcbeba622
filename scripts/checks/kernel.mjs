/** Rewrites of rule pages and of tables, executed before and after in real kernels. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { jupyterEnvironment } from '../jupyter.mjs';
import { kernels, kernelsShare } from '../kernels.mjs';
import { nodePackages } from '../node-packages.mjs';
import { say, seconds, step } from '../progress.mjs';
import { python } from '../python.mjs';
import { inRoot, run } from '../run.mjs';

/** How many kinds of kernels are tried at once. */
const AT_ONCE = 2;

/**
 * @param given - words that the names of cases must hold; `--kernel WORD` chooses kernels, `--early` lists the cases that
 * stop early.
 */
export async function kernel(given) {
  await nodePackages();
  const { words, only, early } = options(given);
  const house = await bundle();
  const chosen = (await kernels()).filter(each => each.name.includes(only));
  const folder = inRoot('.cache', 'kernel-tests', String(process.pid));
  mkdirSync(folder, { recursive: true });
  const share = kernelsShare(chosen);
  let passed = 0;
  let failed = 0;
  try {
    await step(`Running examples before and after in ${chosen.map(each => each.name).join(', ')}`, () =>
      inTurn(chosen, AT_ONCE, async each => {
        const start = Date.now();
        const cases = house.readCases(each.version).filter(({ name }) => words.every(word => name.includes(word)));
        const moved = house.readMoved(each.version).filter(({ name }) => words.every(word => name.includes(word)));
        const { kernel: examples, script } = house.runsOf(cases);
        const runs = { kernel: [...examples, ...house.runsOfMoved(moved)], script };
        const { results, scripts } = await execute(each, runs, path.join(folder, each.name), [share]);
        const verdicts = [...house.judge(cases, results, scripts), ...house.judgeMoved(moved, results.results)];
        const wrong = verdicts.filter(({ trouble }) => trouble !== null);
        passed += verdicts.length - wrong.length;
        failed += wrong.length;
        tell(each, results, verdicts, wrong, start, early);
      })
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return { passed, failed: passed + failed === 0 ? 1 : failed };
}

function tell({ name }, { versions, kernels: count }, verdicts, wrong, start, early) {
  const what = `ipykernel ${versions.ipykernel}, IPython ${versions.IPython}, CPython ${versions.python}`;
  const stopped = verdicts.filter(each => each.early);
  wrong.forEach(each => say(`✗ ${name}: ${each.name}\n${each.trouble.replace(/^/gm, '    ')}`));
  if (early) {
    stopped.forEach(each => say(`  stops early: ${each.name}`));
  }
  say(
    `${wrong.length > 0 ? '✗' : '✓'} ${what}: ${verdicts.length - wrong.length} of ${verdicts.length} tests, ` +
      `${stopped.length} of them stop early, ${count} kernels (${seconds(start)})`
  );
}

/** The page reader, the engine and the judge, as one file of today. */
async function bundle() {
  const { build } = await import('esbuild');
  const outfile = inRoot('.cache', `kernel-house-${process.pid}.cjs`);
  try {
    await build({
      entryPoints: [inRoot('src', 'house', 'kernel', 'main.ts')],
      bundle: true,
      platform: 'node',
      target: 'node20',
      format: 'cjs',
      outfile,
      logLevel: 'warning',
      // Pages are looked for from where their reader stands in the tree.
      plugins: [{ name: 'dirname', setup: keepDirname }]
    });
    return createRequire(import.meta.url)(outfile);
  } finally {
    rmSync(outfile, { force: true });
  }
}

function keepDirname({ onLoad }) {
  onLoad({ filter: /[\\/]house[\\/].*\.ts$/ }, ({ path: file }) => ({
    contents: readFileSync(file, 'utf8').replaceAll('__dirname', JSON.stringify(path.dirname(file))),
    loader: 'ts'
  }));
}

async function execute({ name, interpreter, paths }, runs, folder, shares) {
  const env = jupyterEnvironment(folder, shares);
  const file = kind => path.join(folder, `${kind}.json`);
  writeFileSync(file('kernel'), JSON.stringify(runs.kernel));
  writeFileSync(file('script'), JSON.stringify(runs.script));
  const inside = { ...env, PYTHONPATH: paths.join(path.delimiter) };
  const program = each => inRoot('kernel-tests', each);
  // Examples write files where they are: let that be here.
  await run(interpreter, [program('as_script.py'), file('script'), file('scripts')], {
    env: inside,
    cwd: folder
  });
  await run(await python(), [program('run_cases.py'), file('kernel'), file('results'), name], {
    env,
    cwd: folder
  });
  const [scripts, results] = ['scripts', 'results'].map(kind => JSON.parse(readFileSync(file(kind), 'utf8')));
  return { results, scripts: scripts.results };
}

/** Work on all, a few at once. */
async function inTurn(all, atOnce, work) {
  const waiting = [...all];
  const worker = async () => {
    while (waiting.length > 0) {
      await work(waiting.shift());
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

function options(given) {
  const at = given.indexOf('--kernel');
  const rest = given.filter((word, index) => !word.startsWith('--') && (at === -1 || index !== at + 1));
  return { words: rest, only: at === -1 ? '' : (given[at + 1] ?? ''), early: given.includes('--early') };
}
