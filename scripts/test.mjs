/**
 * npm test: everything a change has to pass.
 *
 * `npm test -- unit browser` runs these parts only. What is not the name of a part goes to the runner of the last
 * one: `npm test -- unit src/engine`, `npm test -- browser --project lab`.
 */
import { chromium } from './chromium.mjs';
import { browser } from './checks/browser.mjs';
import { kernel } from './checks/kernel.mjs';
import { lint } from './checks/lint.mjs';
import { types } from './checks/types.mjs';
import { unit } from './checks/unit.mjs';
import { wheel } from './checks/wheel.mjs';
import { nodePackages } from './node-packages.mjs';
import { say, seconds } from './progress.mjs';
import { python } from './python.mjs';

const PARTS = {
  types: { run: types, needs: [nodePackages] },
  lint: { run: lint, needs: [nodePackages] },
  unit: { run: unit, needs: [nodePackages] },
  wheel: { run: wheel, needs: [nodePackages, python] },
  kernel: { run: kernel, needs: [nodePackages, python] },
  browser: { run: browser, needs: [nodePackages, python, chromium] }
};

const given = process.argv.slice(2);
const count = given.findIndex(word => !(word in PARTS));
const chosen = count === -1 ? given : given.slice(0, count);
const rest = count === -1 ? [] : given.slice(count);
if (rest.length > 0 && chosen.length === 0) {
  say(`The parts are ${Object.keys(PARTS).join(', ')}; "${rest[0]}" is none.`);
  process.exit(2);
}
const parts = chosen.length > 0 ? [...new Set(chosen)] : Object.keys(PARTS);

// All downloads at once; a part that cannot do without one reports its failure.
const needs = new Set(parts.flatMap(part => PARTS[part].needs));
await Promise.allSettled([...needs].map(need => need()));

const lines = [];
let passed = 0;
let failed = 0;
for (const part of parts) {
  say(`\n── ${part} ──`);
  const start = Date.now();
  let result;
  try {
    result = await PARTS[part].run(part === parts.at(-1) ? rest : []);
  } catch (error) {
    say(error.message);
    result = { passed: 0, failed: 1 };
  }
  passed += result.passed;
  failed += result.failed;
  lines.push(`${part}: ${result.passed} passed, ${result.failed} failed (${seconds(start)})`);
}

say(`\n${lines.join('\n')}\n\n${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
