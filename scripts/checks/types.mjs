/** TypeScript's verdict; the unit tests are compiled without asking it. */
import { nodePackages } from '../node-packages.mjs';
import { tool } from '../run.mjs';
import { checkAll } from './check.mjs';

const PROJECTS = { 'types of src': 'tsconfig.json', 'types of ui-tests': 'ui-tests/tsconfig.json' };

export async function types(given) {
  await nodePackages();
  return checkAll(
    Object.entries(PROJECTS).map(([name, project]) => [
      name,
      () => tool('typescript/bin/tsc', ['--noEmit', '-p', project, ...given])
    ])
  );
}
