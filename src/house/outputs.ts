/** Stored outputs of examples. */
import type { Output } from '../engine';

/**
 * An error as IPython prints it: a traceback whose last line is `Name: value`.
 *
 * @throws Error when the last line is something else.
 */
export function errorOf(text: string): Output {
  const lines = text.trimEnd().split('\n');
  const match = /^([A-Za-z_][\w.]*)(?:: (.*))?$/.exec(lines[lines.length - 1] ?? '');
  if (!match) {
    throw new Error(`"${lines[lines.length - 1]}" is not of the form Name: value`);
  }
  return { type: 'error', ename: match[1]!, evalue: match[2] ?? '', traceback: lines };
}
