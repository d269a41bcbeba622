/** Keys pressed on a banner must not become commands of the notebook around it. */

/** What a key press means to the surface it happened in. */
export type KeyMeaning = 'pass' | 'keep' | 'leave';

/**
 * Decide about a key press inside a banner.
 *
 * - `pass`: the notebook and the browser may have it (Tab, and anything with Ctrl, Alt or Meta).
 * - `keep`: only the element itself may have it; single letters are notebook commands (`b` inserts a cell).
 * - `leave`: go back to the cell.
 */
export function keyMeaning(event: KeyboardEvent): KeyMeaning {
  if (event.ctrlKey || event.metaKey || event.altKey || event.key === 'Tab') {
    return 'pass';
  }
  // Shift+Enter runs the cell, wherever in the cell the focus is.
  if (event.key === 'Enter' && event.shiftKey) {
    return 'pass';
  }
  return event.key === 'Escape' ? 'leave' : 'keep';
}
