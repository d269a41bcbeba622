/** The wheel as a user would get it, unpacked in a place of its own. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { build } from './build.mjs';
import { once, step } from './progress.mjs';
import { pipFor, python } from './python.mjs';
import { attempt, inRoot, run } from './run.mjs';

/**
 * Build the wheel and install it, offline, into a folder that is removed at the end of this run.
 * A folder for each run: two runs at once do not take each other's servers their files away.
 *
 * @returns paths: wheel, prefix, share (its share/jupyter), packages (its site-packages), command.
 */
export const wheel = once(async () => {
  await build();
  const interpreter = await python();
  mkdirSync(inRoot('.cache'), { recursive: true });
  const folder = mkdtempSync(inRoot('.cache', 'wheel-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  const dist = path.join(folder, 'dist');
  const prefix = path.join(folder, 'prefix');
  const pip = await pipFor(interpreter);
  await step('Building the wheel and installing it', async () => {
    const offline = ['-qq', '--disable-pip-version-check', '--no-deps'];
    await run(pip.command, [...pip.args, 'wheel', ...offline, '--no-build-isolation', '-w', dist, '.']);
    const built = readdirSync(dist).map(name => path.join(dist, name));
    // The path of .venv alone would say "already there" if somebody had installed the project for development.
    const into = ['--no-index', '--ignore-installed', '--prefix', prefix];
    await run(pip.command, [...pip.args, 'install', ...offline, ...into, ...built]);
  });
  const where = `import sysconfig; print(sysconfig.get_path("purelib", vars={"base": r"${prefix}"}))`;
  const scripts = path.join(prefix, process.platform === 'win32' ? 'Scripts' : 'bin');
  return {
    wheel: path.join(dist, readdirSync(dist)[0]),
    prefix,
    share: path.join(prefix, 'share', 'jupyter'),
    packages: (await attempt(interpreter, ['-c', where])).output.trim(),
    command: path.join(scripts, process.platform === 'win32' ? 'async-doctor.exe' : 'async-doctor')
  };
});
