/** Ignore comments, tags and metadata: `# async-doctor: ignore[rule-id] reason`. */
import type { IEdit } from './edits/edit';

/** The cell tag that silences a whole cell. */
export const IGNORE_TAG = 'async-doctor-ignore';

/**
 * The edit that writes an ignore comment on the line of `offset`.
 *
 * @param source - the cell's source.
 * @param offset - a UTF-16 offset of the finding.
 * @param rule - the rule id.
 */
export function ignoreComment(source: string, offset: number, rule: string): IEdit {
  const end = source.indexOf('\n', offset);
  const at = end < 0 ? source.length : end;
  return { from: at, to: at, text: `  # async-doctor: ignore[${rule}]` };
}
