/** Style, mistakes that can be seen without running, and who imports whom. */
import { nodePackages } from '../node-packages.mjs';
import { tool } from '../run.mjs';
import { checkAll } from './check.mjs';

export async function lint() {
  await nodePackages();
  return checkAll([
    ['eslint', () => tool('eslint/bin/eslint.js', ['.', '--max-warnings', '0'])],
    ['prettier', () => tool('prettier/bin/prettier.cjs', ['--check', '--log-level', 'warn', '.'])],
    ['stylelint', () => tool('stylelint/bin/stylelint.mjs', ['style/**/*.css'])],
    ['import walls', () => tool('dependency-cruiser/bin/dependency-cruise.mjs', ['src'])]
  ]);
}
