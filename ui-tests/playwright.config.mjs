/**
 * Every test runs in JupyterLab; one tagged @notebook in Notebook 7 as well, one tagged @ipykernel6 on the previous
 * kernel generation as well. Tags @notebook-only and @ipykernel6-only leave JupyterLab out.
 */
import baseConfig from '@jupyterlab/galata/lib/playwright-config.js';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { findChromium } from '../scripts/chromium.mjs';
import { freePort, jupyterEnvironment, kernelShare, linkedShare } from '../scripts/jupyter.mjs';
import { ipykernel6, inVenv } from '../scripts/python.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const results = path.join(here, 'test-results');

// Set once in the runner; its workers read this file again and must come to the same ports.
process.env.LAB_PORT ??= String(await freePort());
process.env.NOTEBOOK_PORT ??= String(await freePort());
const { LAB_PORT, NOTEBOOK_PORT } = process.env;

const use = {
  ...baseConfig.use,
  // Video would need Playwright's own ffmpeg, and a trace makes a test half as slow again.
  video: 'off',
  trace: process.env.TRACE ? 'retain-on-failure' : 'off',
  screenshot: 'only-on-failure',
  launchOptions: { executablePath: findChromium() ?? undefined }
};

// galata's mocks keep settings and state of a test in its page; these folders hold the rest.
async function server(app, port) {
  // Under `npm test` the unpacked wheel, else (npx playwright test) what was built last.
  const share = process.env.ASYNC_DOCTOR_SHARE ?? linkedShare();
  const kernels = kernelShare('python3-ipykernel6', 'Python 3 (ipykernel 6)', await ipykernel6());
  const env = jupyterEnvironment(path.join(results, app), [share, kernels]);
  const options = `--config=jupyter_server_test_config.py --port=${port} --ServerApp.port_retries=0`;
  return {
    // The log has a line for each request that fails, many of them meant to; the report is easier to read without.
    command: `"${inVenv('jupyter')}" ${app} ${options} 2> "${path.join(results, app, 'server.log')}"`,
    cwd: here,
    env,
    url: `http://127.0.0.1:${port}/api`,
    timeout: 120_000,
    reuseExistingServer: false,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 10_000 }
  };
}

const lab = { ...use, host: 'lab', baseURL: `http://127.0.0.1:${LAB_PORT}` };
const report = process.env.PLAYWRIGHT_JSON_OUTPUT_FILE ? [['json']] : [];

export default {
  ...baseConfig,
  testDir: path.join(here, 'tests'),
  // What `npm run bench` measures is no test.
  testMatch: process.env.BENCH ? '**/*.bench.ts' : '**/*.spec.ts',
  // The pictures of the documentation are drawn when somebody wants them anew.
  testIgnore: process.env.SCREENSHOTS ? [] : ['**/screenshots.spec.ts'],
  outputDir: path.join(results, 'artifacts'),
  reporter: [['list'], ['html', { open: 'never', outputFolder: path.join(here, 'playwright-report') }], ...report],
  workers: 2,
  // A test that passes at the second try hides a race that a user will meet.
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  timeout: 60_000,
  // Long enough for a busy machine; what is there at once costs nothing.
  expect: { timeout: 15_000 },
  projects: [
    { name: 'lab', grepInvert: /-only\b/, use: lab },
    {
      name: 'notebook',
      grep: /@notebook\b/,
      use: {
        ...use,
        host: 'notebook',
        baseURL: `http://127.0.0.1:${NOTEBOOK_PORT}`,
        // galata puts it before every address; and each document is a page of its own here.
        appPath: '',
        autoGoto: false
      }
    },
    { name: 'ipykernel6', grep: /@ipykernel6\b/, use: { ...lab, kernel: 'python3-ipykernel6' } }
  ],
  // The workers read this file as well; the servers are the runner's.
  webServer: process.env.TEST_WORKER_INDEX
    ? undefined
    : [await server('lab', LAB_PORT), await server('notebook', NOTEBOOK_PORT)]
};
