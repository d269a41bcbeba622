/** The one place that calls py-ast. */
import { parse as parsePython, type StmtNode } from 'py-ast';

/**
 * The top-level statements of `text`, or null when it does not parse. Never throws: py-ast raises plain errors for bad
 * syntax and a RangeError for text nested too deeply (about 3,000 levels); both mean that nothing is known.
 */
export function tryParse(text: string): StmtNode[] | null {
  try {
    return parsePython(text).body;
  } catch {
    return null;
  }
}
