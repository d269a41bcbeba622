/**
 * npm run bench: how fast we are, as ratios against something run beside it. Prints a table and writes
 * docs/benchmark.md, from which `npm run update` quotes in the README. Never part of the tests.
 */
import { writeFileSync } from 'node:fs';
import os from 'node:os';
import { build } from './build.mjs';
import { inBrowser } from './bench/browser.mjs';
import { folder, keystroke, recognising, size, starting, wholeNotebook } from './bench/rows.mjs';
import { nodePackages } from './node-packages.mjs';
import { say } from './progress.mjs';
import { inRoot } from './run.mjs';

const INSIDE_TEXT = { cell: seed => (seed * 37) % 1000, edit: source => `${source}\n# x` };
const ASYNC_CELL = { cell: () => 999, edit: (source, stroke) => `${source}\nvalue_${stroke} = 1` };

const ROWS = [
  ['1,000 cells, 1 in 20 async, nothing cached, against ruff (wasm)', '<= 0.2', () => wholeNotebook(20)],
  ['1,000 cells, all async, nothing cached, against ruff (wasm)', '<= 2.0', () => wholeNotebook(1)],
  ['one keystroke in an ordinary cell, against the whole pass', '<= 0.01', () => keystroke(INSIDE_TEXT)],
  ['one keystroke that binds a name in an async cell, against the whole pass', '<= 0.01', () => keystroke(ASYNC_CELL)],
  ['recognising a failure in 1 kB of output, against touching each character', 'stated', () => recognising(1_000)],
  ['the same, 100 kB', 'stated', () => recognising(100_000)],
  ['the same, 10 MB', 'stated', () => recognising(10_000_000)],
  ['starting the command line, against `node -e 0`', '< 3', starting],
  ['500 notebooks on the command line, against native ruff', 'aim <= 5', folder],
  ['500 quick cells, Run All: our share of the busy main thread', '<= 0.01, 50 ms', () => inBrowser('500 quick cells')],
  ['10 MB of text into a cell: our share of the busy main thread', 'stated, 50 ms', () => inBrowser('10 MB of text')],
  ['what the browser fetches, gzip', '<= 60 kB at the start', size]
];

await nodePackages();
await build();
const machine = `Node.js ${process.version}, ${os.cpus().length} cores (${os.arch()}), load ${os.loadavg()[0].toFixed(1)} at the start.`;
say(machine);
const lines = ['| what | measured | ratio | bar |', '|---|---|---|---|'];
for (const [what, bar, measure] of ROWS) {
  const { ratio, text } = await measure();
  const line = `| ${what} | ${text} | ${ratio === null ? '' : ratio.toPrecision(2)} | ${bar} |`;
  say(line);
  lines.push(line);
}
const report = `# Benchmark

Written by \`npm run bench\`. Ratios are medians of pairs that ran in turn, in one process where nothing else is said; below 1 is
quicker than what it is compared with. ${machine}

${lines.join('\n')}
`;
writeFileSync(inRoot('docs', 'benchmark.md'), report);
