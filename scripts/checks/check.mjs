/** A check is a test that is not one of a test runner's: it is named, counted, and says why it failed. */
import { say, seconds } from '../progress.mjs';

/**
 * Do checks one after the other.
 *
 * @param checks - pairs of a name and what to do; it fails by throwing or with the exit code of a program.
 * @returns how many passed and failed.
 */
export async function checkAll(checks) {
  let passed = 0;
  let failed = 0;
  for (const [name, work] of checks) {
    const start = Date.now();
    const trouble = await troubleOf(work);
    say(`${trouble === null ? '✓' : '✗'} ${name} (${seconds(start)})`);
    if (trouble === null) {
      passed++;
    } else {
      failed++;
      say(trouble);
    }
  }
  return { passed, failed };
}

async function troubleOf(work) {
  try {
    const result = await work();
    return result?.code ? `${result.output}${result.errors}`.trimEnd() : null;
  } catch (error) {
    return error.message;
  }
}

/** Fail with a sentence unless it holds. */
export function expect(condition, sentence) {
  if (!condition) {
    throw new Error(sentence);
  }
}
