/** A Python of our own (.venv) with the packages of requirements/; nothing is installed outside of it. */
import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { once, step } from './progress.mjs';
import { attempt, inRoot, run } from './run.mjs';
import { fingerprint, isStamped, stamp } from './stamps.mjs';

const OLDEST = [3, 10];
const venv = inRoot('.venv');

/** Path of a program of .venv. */
export const inVenv = name =>
  process.platform === 'win32' ? path.join(venv, 'Scripts', `${name}.exe`) : path.join(venv, 'bin', name);

/** The folder of a second, older kernel generation: its only package, laid over .venv. */
const overlay = path.join(venv, 'ipykernel6');

/** The interpreter of .venv, with everything in requirements/dev.txt. */
export const python = once(async () => {
  const ours = inVenv('python');
  const wanted = fingerprint(['requirements/dev.txt']);
  const works = existsSync(ours) && (await attempt(ours, ['-c', ''])).code === 0;
  if (works && isStamped(path.join(venv, '.stamp'), wanted)) {
    return ours;
  }
  const outer = await findPython();
  const install = async () => {
    if (!works) {
      rmSync(venv, { recursive: true, force: true });
    }
    const pip = await createVenv(outer.path, works);
    await run(pip.command, [...pip.args, 'install', ...quiet, '--require-hashes', '-r', 'requirements/dev.txt']);
    stamp(path.join(venv, '.stamp'), wanted);
  };
  await step(`Installing Python packages into .venv with Python ${outer.version}`, install, 'About half a minute.');
  return ours;
});

/** Where ipykernel 6 is: a kernel started with this folder on PYTHONPATH is of that generation. */
export const ipykernel6 = once(async () => {
  const ours = await python();
  const wanted = fingerprint(['requirements/ipykernel6.txt']);
  const file = path.join(overlay, '.stamp');
  if (!isStamped(file, wanted)) {
    await step('Installing ipykernel 6 beside it', async () => {
      rmSync(overlay, { recursive: true, force: true });
      const { command, args } = await pipFor(ours);
      const hashed = ['--require-hashes', '-r', 'requirements/ipykernel6.txt'];
      await run(command, [...args, 'install', ...quiet, '--no-deps', '--target', overlay, ...hashed]);
      stamp(file, wanted);
    });
  }
  return overlay;
});

/** How to call pip for .venv: its own, or the outer one where .venv has none. */
export async function pipFor(interpreter) {
  if ((await attempt(interpreter, ['-m', 'pip', '--version'])).code === 0) {
    return { command: interpreter, args: ['-m', 'pip'] };
  }
  return { command: (await findPython()).path, args: ['-m', 'pip', '--python', interpreter] };
}

// -qq: warnings about other things on the machine would drown the progress.
const quiet = ['-qq', '--no-input', '--disable-pip-version-check'];

async function createVenv(outer, exists) {
  if (!exists) {
    const made = await attempt(outer, ['-m', 'venv', venv]);
    if (made.code !== 0) {
      // Debian without python3-venv has venv but not ensurepip; an outer pip can still fill the folder.
      rmSync(venv, { recursive: true, force: true });
      await run(outer, ['-m', 'venv', '--without-pip', venv]);
    }
  }
  const pip = await pipFor(inVenv('python'));
  const works = await attempt(pip.command, [...pip.args, '--version']);
  if (works.code !== 0) {
    rmSync(venv, { recursive: true, force: true });
    throw new Error(
      `${outer} can neither make a virtual environment with pip nor has pip: sudo apt install python3-venv`
    );
  }
  return pip;
}

const findPython = once(async () => {
  const numbered = [13, 12, 11, 10, 14].map(minor => [`python3.${minor}`]);
  const candidates = process.env.PYTHON ? [[process.env.PYTHON]] : [['python3'], ['python'], ...numbered, ['py', '-3']];
  // The base interpreter: a person's active environment may be deleted tomorrow.
  const question = 'import sys; print(sys.version.split()[0]); print(getattr(sys, "_base_executable", sys.executable))';
  const seen = [];
  for (const [command, ...args] of candidates) {
    // Run it: a name on PATH may be a shim or a store link that only prints advice.
    const { code, output } = await attempt(command, [...args, '-c', question]);
    if (code !== 0) {
      continue;
    }
    const [version, executable] = output.trim().split(/\r?\n/);
    const [major, minor] = version.split('.').map(Number);
    if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) {
      return { path: executable, version };
    }
    seen.push(`${command} is ${version}`);
  }
  const found = seen.length > 0 ? ` (${seen.join(', ')})` : '';
  throw new Error(`Python ${OLDEST.join('.')} or newer is needed${found}. Install it, or set PYTHON to its path.`);
});
