/**
 * Kernels to try rewrites in: both generations of ipykernel on the Python of .venv, and the oldest and the newest other
 * Python that this machine has. A fresh machine has one Python, and that is enough.
 */
import { existsSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { once, say, step } from './progress.mjs';
import { ipykernel6, pipFor, python } from './python.mjs';
import { attempt, inRoot, run } from './run.mjs';
import { fingerprint, isStamped, stamp } from './stamps.mjs';

// What the extension supports: 3.9 to 3.14.
const MINORS = [9, 10, 11, 12, 13, 14];
const QUESTION = 'import sys; print(sys.version.split()[0]); print(sys._base_executable)';
const LIST = 'requirements/kernels.txt';

/** The stand-ins as installed packages: a traceback tells those from a person's own files by their folder. */
function installed() {
  const folder = inRoot('.cache', 'kernels', 'site-packages');
  if (!existsSync(folder)) {
    mkdirSync(path.dirname(folder), { recursive: true });
    // A link, so that they are as they are now; `junction` needs no rights on Windows.
    symlinkSync(inRoot('kernel-tests', 'stand_ins'), folder, 'junction');
  }
  return folder;
}

/**
 * All kernels of this machine.
 *
 * @returns for each a name, its Python as `3.12.1`, its interpreter, and the PYTHONPATH it needs.
 */
export const kernels = once(async () => {
  const ours = await python();
  const overlay = await ipykernel6();
  const [version] = (await run(ours, ['-c', QUESTION])).split(/\r?\n/);
  const own = minorOf(version);
  // What every kernel finds first: how it is looked into, and stand-ins for what examples import.
  const inside = [inRoot('kernel-tests', 'inside'), installed()];
  const others = (await pythons()).filter(each => minorOf(each.version) !== own);
  const found = [
    { name: `newest-${own}`, version, interpreter: ours, paths: inside },
    { name: `ipykernel6-${own}`, version, interpreter: ours, paths: [overlay, ...inside] }
  ];
  for (const each of new Set([others[0], others.at(-1)].filter(Boolean))) {
    const minor = minorOf(each.version);
    const interpreter = await environment(minor, each.outer);
    if (interpreter) {
      found.push({ name: `newest-${minor}`, version: each.version, interpreter, paths: inside });
    }
  }
  return found;
});

/**
 * A share/jupyter folder with these kernels.
 *
 * @returns the folder.
 */
export function kernelsShare(all) {
  const share = inRoot('.cache', 'kernels', 'tests', 'share', 'jupyter');
  for (const { name, interpreter, paths } of all) {
    const folder = path.join(share, 'kernels', name);
    const quiet = ['--HistoryManager.enabled=False', '--Completer.use_jedi=False'];
    const spec = {
      argv: [interpreter, '-m', 'ipykernel_launcher', '-f', '{connection_file}', ...quiet],
      display_name: name,
      language: 'python',
      env: { PYTHONPATH: paths.join(path.delimiter) }
    };
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, 'kernel.json'), JSON.stringify(spec, null, 2));
  }
  return share;
}

/** Pythons that start, one of each version, oldest first. */
async function pythons() {
  const found = new Map();
  for (const [command, ...args] of await candidates()) {
    const { code, output } = await attempt(command, [...args, '-c', QUESTION]);
    const [version, outer] = output.trim().split(/\r?\n/);
    const known = code === 0 && MINORS.some(minor => minorOf(version) === `3.${minor}`);
    if (known && !found.has(minorOf(version))) {
      found.set(minorOf(version), { version, outer });
    }
  }
  return [...found.values()].sort((a, b) => a.version.split('.')[1] - b.version.split('.')[1]);
}

/** `3.12` of `3.12.1`. */
function minorOf(version) {
  return version.split('.').slice(0, 2).join('.');
}

async function candidates() {
  const named = MINORS.map(minor =>
    [process.platform === 'win32' ? ['py', `-3.${minor}`] : [`python3.${minor}`]].flat()
  );
  const { code, output } = await attempt('pyenv', ['root']);
  const versions = path.join(output.trim(), 'versions');
  if (code !== 0 || !existsSync(versions)) {
    return named;
  }
  const program = process.platform === 'win32' ? ['python.exe'] : ['bin', 'python'];
  return [...named, ...readdirSync(versions).map(name => [path.join(versions, name, ...program)])];
}

/** The interpreter of an environment with a kernel for this Python; null when it cannot be made here. */
async function environment(version, outer) {
  const folder = inRoot('.cache', 'pythons', version);
  const interpreter = path.join(
    folder,
    ...(process.platform === 'win32' ? ['Scripts', 'python.exe'] : ['bin', 'python'])
  );
  const wanted = fingerprint([LIST], outer);
  if (isStamped(path.join(folder, '.stamp'), wanted) && (await attempt(interpreter, ['-c', ''])).code === 0) {
    return interpreter;
  }
  try {
    await step(`Installing a kernel for Python ${version}`, async () => {
      rmSync(folder, { recursive: true, force: true });
      if ((await attempt(outer, ['-m', 'venv', folder])).code !== 0) {
        rmSync(folder, { recursive: true, force: true });
        await run(outer, ['-m', 'venv', '--without-pip', folder]);
      }
      const { command, args } = await pipFor(interpreter);
      const quiet = ['-qq', '--no-input', '--disable-pip-version-check'];
      await run(command, [...args, 'install', ...quiet, '--require-hashes', '-r', LIST]);
      stamp(path.join(folder, '.stamp'), wanted);
    });
    return interpreter;
  } catch (error) {
    say(`  Left out: Python ${version}. ${error.message.split('\n').at(-1)}`);
    return null;
  }
}
