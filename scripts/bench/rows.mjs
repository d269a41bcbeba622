/** What is measured: one function a row of the report, each returning words and numbers, never a verdict alone. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { firstLoad } from '../first-load.mjs';
import { inRoot } from '../run.mjs';
import { bundle } from './bundles.mjs';
import { compare, median, quantile, time } from './measure.mjs';
import { nativeRuff } from './native.mjs';
import { documentOf, ipynbOf, scriptOf, sources } from './notebooks.mjs';

const load = createRequire(import.meta.url);
const ROUNDS = 15;
const WARM_UPS = 4;

const round = (value, digits = 2) => Number(value.toFixed(digits));

/** ruff with the rules about asyncio, in this process. */
function ruff() {
  const { PositionEncoding, Workspace } = load('@astral-sh/ruff-wasm-nodejs');
  const settings = { preview: true, lint: { select: ['ASYNC', 'RUF006'] } };
  return new Workspace(settings, PositionEncoding.Utf16);
}

/** A whole notebook of 1,000 cells, nothing remembered, against ruff on the same text. */
export async function wholeNotebook(every) {
  const { createAnalysis, DEFAULT_OPTIONS } = await bundle(['engine/index', 'engine/analyse'], 'engine');
  const workspace = ruff();
  const input = seed => {
    const cells = sources({ every, seed });
    return { document: documentOf(cells), script: scriptOf(cells) };
  };
  const result = compare({
    inputs: Array.from({ length: ROUNDS }, (_, index) => input(100 + index)),
    warmUps: Array.from({ length: WARM_UPS }, (_, index) => input(1 + index)),
    ours: each => createAnalysis().update(each.document, DEFAULT_OPTIONS),
    theirs: each => workspace.check(each.script)
  });
  return { ...result, text: `${round(result.ours, 1)} ms against ${round(result.theirs, 1)} ms (median of ${ROUNDS})` };
}

/** One changed cell against the whole pass over the same notebook. */
export async function keystroke(change) {
  const { createAnalysis, DEFAULT_OPTIONS } = await bundle(['engine/index', 'engine/analyse'], 'engine');
  const ratios = [];
  for (let seed = 1; seed <= ROUNDS; seed += 1) {
    const cells = sources({ seed });
    const first = documentOf(cells);
    const analysis = createAnalysis();
    const whole = time(() => analysis.update(first, DEFAULT_OPTIONS));
    const keys = [];
    let document = first;
    for (let stroke = 0; stroke < 20; stroke += 1) {
      const at = change.cell(seed, stroke);
      const changed = document.cells.map((cell, index) =>
        index === at ? { ...cell, source: change.edit(cell.source, stroke) } : cell
      );
      document = { ...document, cells: changed };
      const next = document;
      keys.push(time(() => analysis.update(next, DEFAULT_OPTIONS)));
    }
    ratios.push({ whole, key: median(keys), ratio: median(keys) / whole });
  }
  const kept = ratios.slice(WARM_UPS);
  const key = median(kept.map(each => each.key));
  const whole = median(kept.map(each => each.whole));
  const ratio = median(kept.map(each => each.ratio));
  return { ratio, text: `${round(key, 2)} ms against ${round(whole, 1)} ms` };
}

/** Recognising a failure at several lengths, against a loop that touches each UTF-16 unit. */
export async function recognising(length) {
  const { recogniseOutput } = await bundle(['engine/failures/recognise'], 'recognise');
  const line = 'epoch 12 loss=0.4312 accuracy=0.91 the event loop of training goes on and on\n';
  const text = line.repeat(Math.ceil(length / line.length)).slice(0, length);
  const times = [];
  const touches = [];
  for (let turn = 0; turn < 12; turn += 1) {
    const output = { type: 'stream', name: 'stderr', text: `${turn}${text}` };
    times.push(time(() => recogniseOutput(output)));
    touches.push(time(() => touch(output.text)));
  }
  const ours = median(times.slice(2));
  return { ratio: ours / median(touches.slice(2)), text: `${round(ours, 3)} ms`, ours };
}

function touch(text) {
  let sum = 0;
  for (let at = 0; at < text.length; at += 1) {
    sum = (sum + text.charCodeAt(at)) | 0;
  }
  return sum;
}

/** Whole processes, in turn. */
function processes(ours, theirs, rounds) {
  const run = ([program, ...args]) => time(() => spawnSync(program, args, { stdio: 'ignore' }));
  const mine = [];
  const other = [];
  for (let turn = 0; turn < rounds; turn += 1) {
    mine.push(run(ours));
    other.push(run(theirs));
  }
  const ratios = mine.map((each, index) => each / other[index]);
  return {
    ratio: median(ratios),
    low: quantile(ratios, 0.25),
    high: quantile(ratios, 0.75),
    ours: median(mine),
    theirs: median(other)
  };
}

const CLI = inRoot('jupyterlab_async_doctor', 'cli', 'async-doctor.cjs');

/** Starting the command line against starting node alone. */
export function starting() {
  const result = processes([process.execPath, CLI, '--version'], [process.execPath, '-e', '0'], 21);
  return { ...result, text: `${round(result.ours, 0)} ms against ${round(result.theirs, 0)} ms` };
}

/** A folder of 500 notebooks on the command line, against native ruff on the same folder. */
export async function folder() {
  const where = inRoot('.cache', 'bench', 'notebooks');
  rmSync(where, { recursive: true, force: true });
  mkdirSync(where, { recursive: true });
  for (let seed = 1; seed <= 500; seed += 1) {
    writeFileSync(path.join(where, `${seed}.ipynb`), ipynbOf(sources({ cells: 30, seed })));
  }
  const theirs = [await nativeRuff(), 'check', '--no-cache', '--preview', '--select', 'ASYNC,RUF006', where];
  const result = processes([process.execPath, CLI, 'check', where], theirs, 7);
  return { ...result, text: `${round(result.ours, 0)} ms against ${round(result.theirs, 0)} ms` };
}

/** gzip of what the browser fetches. */
export function size() {
  const { start, python, all } = firstLoad();
  const kB = bytes => `${round(bytes / 1000, 1)} kB`;
  return {
    ratio: null,
    text: `${kB(start)} when JupyterLab starts, ${kB(python)} with a Python notebook open, ${kB(all)} with everything`
  };
}
