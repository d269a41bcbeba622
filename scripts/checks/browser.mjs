/** Playwright: JupyterLab and Notebook 7 with the extension of the wheel, in Chromium. */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { chromium } from '../chromium.mjs';
import { nodePackages } from '../node-packages.mjs';
import { say } from '../progress.mjs';
import { ipykernel6 } from '../python.mjs';
import { inRoot, tool } from '../run.mjs';
import { wheel } from '../wheel.mjs';

const LOGS = ['lab', 'notebook'].map(app => `ui-tests/test-results/${app}/server.log`);

export async function browser(given) {
  await nodePackages();
  const browserPath = await chromium();
  await ipykernel6();
  const { share } = await wheel();
  mkdirSync(inRoot('.cache'), { recursive: true });
  const results = inRoot('.cache', `browser-${process.pid}.json`);
  const env = {
    ...process.env,
    CHROMIUM: browserPath,
    ASYNC_DOCTOR_SHARE: share,
    PLAYWRIGHT_JSON_OUTPUT_FILE: results
  };
  LOGS.forEach(log => rmSync(inRoot(log), { force: true }));
  try {
    const args = ['test', '--config', 'ui-tests/playwright.config.mjs', ...given];
    const { code } = await tool('@playwright/test/cli.js', args, { show: true, env });
    return count(results, code);
  } finally {
    rmSync(results, { force: true });
  }
}

function count(results, code) {
  const nothing = { stats: { expected: 0, unexpected: 0, flaky: 0 }, errors: [] };
  const { stats, errors } = existsSync(results) ? JSON.parse(readFileSync(results, 'utf8')) : nothing;
  if (stats.expected + stats.unexpected === 0) {
    LOGS.forEach(tellEnd);
  }
  // No retries are configured, so nothing is flaky; errors are those of servers and of files that do not load.
  const failed = stats.unexpected + stats.flaky + errors.length;
  return { passed: stats.expected, failed: failed === 0 && (code !== 0 || stats.expected === 0) ? 1 : failed };
}

/** No test has run: most likely a server did not start, and its log says why. */
function tellEnd(log) {
  if (existsSync(inRoot(log))) {
    const end = readFileSync(inRoot(log), 'utf8').trimEnd().split('\n').slice(-15).join('\n');
    say(`End of ${log}:\n${end}\n`);
  }
}
