/** A bound on how much of one text is looked at, so that a huge output costs no more than a large one. */

/** Longest text that is read whole, in UTF-16 units. */
export const TEXT_MAX = 200_000;
/** Kept from the beginning: the first thing that went wrong. */
const HEAD = 20_000;
/** Kept from the end: what happened last, which is what a traceback is. */
const TAIL = TEXT_MAX - HEAD;

/** A piece of a line up to this length goes: `Value` of a line that began `ValueError` would be read as an exception. */
const PIECE = 1000;

/**
 * The text, or its first 20,000 and last 180,000 UTF-16 units on lines of their own, without the pieces of the lines that
 * were cut; a match in between is not seen.
 */
export function cut(text: string): string {
  if (text.length <= TEXT_MAX) {
    return text;
  }
  const first = text.lastIndexOf('\n', HEAD - 1) + 1;
  const from = text.length - TAIL;
  const next = text.indexOf('\n', from);
  const head = text.slice(0, first > 0 && HEAD - first <= PIECE ? first : HEAD);
  const tail = text.slice(next >= 0 && next - from <= PIECE ? next + 1 : from);
  return `${head}\n\n${tail}`;
}
