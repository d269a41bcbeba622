/** Text edits: order, overlap, application. */
import type { ITextEdit } from '../finding';

/** An edit within one known cell. */
export interface IEdit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/**
 * Apply edits to one cell's source.
 *
 * @param source - the text the offsets belong to.
 * @param edits - edits of this cell in any order; must not overlap.
 * @returns the new text.
 * @throws RangeError when edits overlap or lie outside the source.
 */
export function applyEdits(source: string, edits: readonly IEdit[]): string {
  let result = '';
  let at = 0;
  for (const edit of sortEdits(edits)) {
    if (edit.from < at || edit.to < edit.from || edit.to > source.length) {
      throw new RangeError(`edit [${edit.from}, ${edit.to}) overlaps another or lies outside the cell`);
    }
    result += source.slice(at, edit.from) + edit.text;
    at = edit.to;
  }
  return result + source.slice(at);
}

/** Edits in order of their place; insertions before replacements at the same offset. */
export function sortEdits<T extends IEdit>(edits: readonly T[]): T[] {
  return [...edits].sort((a, b) => a.from - b.from || a.to - b.to);
}

/** True when two edits of one cell cannot both be applied. Two insertions at one offset count as overlapping. */
export function overlap(a: IEdit, b: IEdit): boolean {
  return a.from === b.from || (a.from < b.to && b.from < a.to);
}

/** True when any edit of `some` cannot be applied together with one of `others`. */
export function anyOverlap(some: readonly ITextEdit[], others: readonly ITextEdit[]): boolean {
  return some.some(a => others.some(b => a.cell === b.cell && overlap(a, b)));
}

/** An insertion and a replacement that begin at one offset become one edit, the insertion first. */
export function joinAtSamePlace(some: readonly IEdit[], others: readonly IEdit[]): IEdit[] {
  const left = [...others];
  const joined = some.map(edit => {
    const at = left.findIndex(each => each.from === edit.from && edit.from === edit.to);
    if (at < 0) {
      return edit;
    }
    const [other] = left.splice(at, 1);
    return { from: other!.from, to: other!.to, text: edit.text + other!.text };
  });
  return [...joined, ...left];
}
