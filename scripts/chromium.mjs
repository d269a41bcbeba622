/** A browser for the tests: one that is there, else the distribution's. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { once, step } from './progress.mjs';
import { attempt, run } from './run.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chromium-headless-shell'];
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ...[process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA].flatMap(folder =>
    folder ? [path.join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe')] : []
  )
];
const INSTALL = ['apt-get', 'install', '-y', '--no-install-recommends', '-o', 'DPkg::Lock::Timeout=300', 'chromium'];

export const chromium = once(async () => {
  const found = findChromium();
  if (found) {
    return found;
  }
  if (process.getuid?.() === 0 && (await attempt('apt-get', ['--version'])).code === 0) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const install = async () => {
      await run('apt-get', ['update', '-o', 'DPkg::Lock::Timeout=300'], { env });
      await run(INSTALL[0], INSTALL.slice(1), { env });
    };
    await step('Installing Chromium (apt-get)', install, 'A download of 108 MB.');
    const installed = findChromium();
    if (installed) {
      return installed;
    }
  }
  throw new Error(`No Chromium was found. Install one (sudo ${INSTALL.join(' ')}) or set CHROMIUM to its path.`);
});

/** @returns its path, or null. */
export function findChromium() {
  if (process.env.CHROMIUM) {
    return process.env.CHROMIUM;
  }
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter(Boolean);
  const onPath = folders.flatMap(folder => NAMES.map(name => path.join(folder, name)));
  const byName = (a, b) => NAMES.indexOf(path.basename(a)) - NAMES.indexOf(path.basename(b));
  return [...onPath.sort(byName), ...PLACES].find(file => existsSync(file)) ?? null;
}
