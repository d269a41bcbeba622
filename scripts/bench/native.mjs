/** ruff as a program of its own, of the version in requirements/bench.txt. */
import path from 'node:path';
import { once, step } from '../progress.mjs';
import { pipFor, python } from '../python.mjs';
import { inRoot, run } from '../run.mjs';
import { fingerprint, isStamped, stamp } from '../stamps.mjs';

const LIST = 'requirements/bench.txt';

/** Path of the program; installed into .cache when it is not there. */
export const nativeRuff = once(async () => {
  const folder = inRoot('.cache', 'bench', 'ruff');
  const file = path.join(folder, '.stamp');
  const wanted = fingerprint([LIST]);
  if (!isStamped(file, wanted)) {
    const { command, args } = await pipFor(await python());
    const options = ['-qq', '--no-input', '--disable-pip-version-check', '--upgrade', '--target', folder];
    await step('Installing ruff', () => run(command, [...args, 'install', ...options, '-r', LIST]));
    stamp(file, wanted);
  }
  return path.join(folder, 'bin', process.platform === 'win32' ? 'ruff.exe' : 'ruff');
});
