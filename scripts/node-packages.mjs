/** node_modules as package-lock.json says. */
import { existsSync, readFileSync } from 'node:fs';
import { once, step } from './progress.mjs';
import { inRoot, npm } from './run.mjs';

const OLDEST = [20, 19];

export const nodePackages = once(async () => {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])) {
    throw new Error(`Node.js ${OLDEST.join('.')} or newer is needed (this is ${process.versions.node}).`);
  }
  if (!installed()) {
    // NODE_ENV=production would leave out all tools.
    const install = () => npm(['ci', '--include=dev']);
    await step('Installing JavaScript packages (npm ci)', install, 'About a minute.');
  }
});

/** npm writes down what it has installed after everything is in place; compare that with the lock file. */
function installed() {
  const record = inRoot('node_modules', '.package-lock.json');
  if (!existsSync(record)) {
    return false;
  }
  const packages = file => JSON.parse(readFileSync(file, 'utf8')).packages;
  const present = packages(record);
  const wanted = Object.entries(packages(inRoot('package-lock.json')));
  return (
    wanted.every(([name, { version, optional }]) => name === '' || optional || present[name]?.version === version) &&
    // A folder copied from another machine has that machine's binaries.
    Object.values(present).every(
      ({ os, cpu }) => (os?.includes(process.platform) ?? true) && (cpu?.includes(process.arch) ?? true)
    )
  );
}
