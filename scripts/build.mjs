/** Builds extension and command line, unless that has been done for this very source. */
import { existsSync } from 'node:fs';
import { nodePackages } from './node-packages.mjs';
import { once, step } from './progress.mjs';
import { inRoot, npm } from './run.mjs';
import { fingerprint, isStamped, stamp } from './stamps.mjs';

const INPUTS = [
  ...['src', 'style', 'schema', 'package.json', 'package-lock.json'],
  ...['tsconfig.json', 'tsconfig.build.json', 'core-4.0.13.json']
];
const OUTPUTS = ['jupyterlab_async_doctor/labextension/package.json', 'jupyterlab_async_doctor/cli/async-doctor.cjs'];

export const build = once(async () => {
  await nodePackages();
  const file = inRoot('.cache', 'build.stamp');
  const wanted = fingerprint(INPUTS);
  if (!isStamped(file, wanted) || !OUTPUTS.every(output => existsSync(inRoot(output)))) {
    await step('Building extension and command line', () => npm(['run', '--silent', 'build:prod']));
    stamp(file, wanted);
  }
});
