/** Rewrites the generated files: the same tests that find them out of date, told to mend instead of to complain. */
import { nodePackages } from './node-packages.mjs';
import { tool } from './run.mjs';

await nodePackages();
const env = { ...process.env, UPDATE: '1' };
const { code } = await tool('jest/bin/jest.js', ['src/house/generated.spec.ts', '--silent'], { env, show: true });
process.exitCode = code;
