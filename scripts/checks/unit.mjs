/** jest: the engine, the command line, the checks on ourselves, and what of lab runs without a browser. */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { nodePackages } from '../node-packages.mjs';
import { inRoot, tool } from '../run.mjs';

export async function unit(given) {
  await nodePackages();
  mkdirSync(inRoot('.cache'), { recursive: true });
  const results = inRoot('.cache', `unit-${process.pid}.json`);
  // JupyterLab's packages warn about themselves; --silent hides what tests print, not what they report.
  const args = ['--silent', '--json', `--outputFile=${results}`, ...given];
  try {
    const { code } = await tool('jest/bin/jest.js', args, { show: 'errors' });
    return count(results, code);
  } finally {
    rmSync(results, { force: true });
  }
}

function count(results, code) {
  if (!existsSync(results)) {
    return { passed: 0, failed: 1 };
  }
  const {
    numPassedTests: passed,
    numFailedTests,
    numRuntimeErrorTestSuites
  } = JSON.parse(readFileSync(results, 'utf8'));
  // A file that could not even be read has tests nobody counted.
  const failed = numFailedTests + numRuntimeErrorTestSuites;
  return { passed, failed: failed === 0 && (code !== 0 || passed === 0) ? 1 : failed };
}
