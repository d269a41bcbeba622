/** Where a Jupyter server of ours keeps its things, so that a person's own Jupyter stays as it is. */
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { inVenv } from './python.mjs';
import { inRoot } from './run.mjs';

const EXTENSION = 'jupyterlab-async-doctor';

/**
 * Environment of a server.
 *
 * @param folder - where its settings, workspaces and run-time files go.
 * @param shares - folders in which it looks for extensions and kernels.
 */
export function jupyterEnvironment(folder, shares) {
  const env = { ...process.env, JUPYTER_PATH: shares.join(path.delimiter), VIRTUAL_ENV: inRoot('.venv') };
  const folders = {
    JUPYTER_CONFIG_DIR: 'config',
    JUPYTER_DATA_DIR: 'data',
    JUPYTER_RUNTIME_DIR: 'runtime',
    IPYTHONDIR: 'ipython',
    JUPYTERLAB_SETTINGS_DIR: 'settings',
    JUPYTERLAB_WORKSPACES_DIR: 'workspaces'
  };
  for (const [name, sub] of Object.entries(folders)) {
    env[name] = path.join(folder, sub);
    mkdirSync(env[name], { recursive: true });
  }
  // Jupyter starts its subcommands by name.
  env.PATH = [path.dirname(inVenv('jupyter')), process.env.PATH].join(path.delimiter);
  return env;
}

/** A share/jupyter folder in which the built extension is a link: nothing is installed into .venv for it. */
export function linkedShare() {
  const share = inRoot('.cache', 'dev', 'share', 'jupyter');
  const link = path.join(share, 'labextensions', EXTENSION);
  mkdirSync(path.dirname(link), { recursive: true });
  rmSync(link, { recursive: true, force: true });
  symlinkSync(inRoot('jupyterlab_async_doctor', 'labextension'), link, 'junction');
  return share;
}

/** A share/jupyter folder with one more kernel in it: ours, but with `overlay` before its own packages. */
export function kernelShare(name, title, overlay) {
  const share = inRoot('.cache', 'kernels', name, 'share', 'jupyter');
  const folder = path.join(share, 'kernels', name);
  const spec = {
    argv: [inVenv('python'), '-m', 'ipykernel_launcher', '-f', '{connection_file}'],
    display_name: title,
    language: 'python',
    env: { PYTHONPATH: overlay }
  };
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'kernel.json'), JSON.stringify(spec, null, 2));
  return share;
}

/** A port nobody listens on: the preferred one if it is free. */
export async function freePort(preferred = 0) {
  try {
    return await tryPort(preferred);
  } catch {
    return tryPort(0);
  }
}

function tryPort(port) {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const { port: given } = server.address();
      server.close(() => resolve(given));
    });
  });
}
