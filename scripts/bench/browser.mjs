/** What we cost in the browser: ui-tests/tests/load.bench.ts runs a notebook under the browser's profiler. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { browser as runBrowser } from '../checks/browser.mjs';
import { once } from '../progress.mjs';
import { inRoot } from '../run.mjs';

const results = once(async () => {
  const file = inRoot('.cache', 'bench', 'browser.json');
  mkdirSync(inRoot('.cache', 'bench'), { recursive: true });
  writeFileSync(file, '{}');
  process.env.BENCH = file;
  try {
    const { failed } = await runBrowser(['--project=lab', '--workers=1']);
    if (failed > 0) {
      throw new Error('The notebook of the benchmark did not run to its end.');
    }
    return JSON.parse(readFileSync(file, 'utf8'));
  } finally {
    delete process.env.BENCH;
    rmSync(file, { force: true });
  }
});

/** One of the notebooks: our share of the time in which the main thread was busy, and our longest stretch. */
export async function inBrowser(name) {
  const { share, longest, ours, busy } = (await results())[name];
  return {
    ratio: share,
    text: `${ours.toFixed(0)} ms of ${busy.toFixed(0)} ms busy, ${longest.toFixed(0)} ms at most in one go`
  };
}
