/**
 * npm start: JupyterLab with the extension, on the tour.
 *
 * `npm start -- --fresh` begins the tour anew; every other argument goes to `jupyter lab`.
 */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from './build.mjs';
import { freePort, jupyterEnvironment, linkedShare } from './jupyter.mjs';
import { say, seconds } from './progress.mjs';
import { inVenv, python } from './python.mjs';
import { attempt, inRoot } from './run.mjs';
import { tour } from './tour.mjs';

const NOTEBOOK = 'async-doctor-tour.ipynb';
const start = Date.now();

try {
  // Independent of each other, and each waits mostly for the network.
  const ready = await Promise.allSettled([python(), build()]);
  const failed = ready.find(({ status }) => status === 'rejected');
  if (failed) {
    throw failed.reason;
  }
  process.exitCode = await serve(process.argv.slice(2));
} catch (error) {
  say(`\n${error.message}`);
  process.exitCode = 1;
}

async function serve(given) {
  const folder = tour({ fresh: given.includes('--fresh') });
  const env = jupyterEnvironment(inRoot('.cache', 'jupyter'), [linkedShare()]);
  quietFirstStart(env.JUPYTERLAB_SETTINGS_DIR);
  // In the environment, not in the arguments, where every user of the machine could read it.
  env.JUPYTER_TOKEN = randomBytes(24).toString('hex');
  const port = await freePort(8888);
  const args = ['lab', NOTEBOOK, `--port=${port}`, '--ServerApp.port_retries=0'];
  args.push('--ServerApp.ip=127.0.0.1', '--ServerApp.answer_yes=True', '--log-level=WARN', '--LabApp.log_level=WARN');
  if (process.getuid?.() === 0) {
    args.push('--allow-root');
  }
  if (!canOpenBrowser()) {
    args.push('--no-browser');
  }
  args.push(...given.filter(argument => argument !== '--fresh'));
  say('• Starting JupyterLab …');
  const server = attempt(inVenv('jupyter'), args, { show: true, env, cwd: folder });
  const address = `http://127.0.0.1:${port}`;
  if (await answers(`${address}/api`, server)) {
    say(`✓ JupyterLab is ready (${seconds(start)}). Ctrl+C stops it.\n`);
    say(`  ${address}/lab/tree/${NOTEBOOK}?token=${env.JUPYTER_TOKEN}\n`);
  }
  return (await server).code;
}

/** Wait for the server; false when it ended before it answered. */
async function answers(url, server) {
  let ended = false;
  void server.then(() => (ended = true));
  while (!ended) {
    try {
      await fetch(url);
      return true;
    } catch {
      await new Promise(resolve => setTimeout(resolve, 200));
    }
  }
  return false;
}

/** JupyterLab's first question would stand in front of the tour, and asking for news needs a network. */
function quietFirstStart(settings) {
  const folder = path.join(settings, '@jupyterlab', 'apputils-extension');
  const file = path.join(folder, 'notification.jupyterlab-settings');
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, JSON.stringify({ checkForUpdates: false, fetchNews: 'false' }, null, 2));
  }
}

function canOpenBrowser() {
  const { CI, DISPLAY, WAYLAND_DISPLAY, WSL_DISTRO_NAME, BROWSER } = process.env;
  const screen = process.platform !== 'linux' || DISPLAY || WAYLAND_DISPLAY || WSL_DISTRO_NAME || BROWSER;
  return Boolean(screen) && !CI;
}
