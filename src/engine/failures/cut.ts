/** A bound on how much of one text is looked at, so that a huge output costs no more than a large one. */

/** Longest text that is read whole, in UTF-16 units. */
export const TEXT_MAX = 200_000;
/** Kept from the beginning: the first thing that went wrong. */
const HEAD = 20_000;
/** Kept from the end: what happened last, which is what a traceback is. */
const TAIL = TEXT_MAX - HEAD;

/** The text, or its first 20,000 and last 180,000 UTF-16 units on lines of their own; a match in between is not seen. */
export function cut(text: string): string {
  return text.length <= TEXT_MAX ? text : `${text.slice(0, HEAD)}\n\n${text.slice(-TAIL)}`;
}
