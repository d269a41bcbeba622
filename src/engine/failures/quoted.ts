/** Whether a place in a `repr` lies inside a string: `'<coroutine object f at 0x1>'` is text, not a coroutine. */

/**
 * A test for offsets of one text, to be asked in ascending order; linear over all calls.
 * A string opens at a quote that does not follow a letter (so `it's` opens none, `b'x'` does) and ends at the same
 * quote or with its line.
 */
export function quoted(text: string): (at: number) => boolean {
  let position = 0;
  let open = '';
  return at => {
    for (; position < at; position++) {
      const character = text[position] ?? '';
      if (character === '\n') {
        open = '';
      } else if (open) {
        if (character === '\\') {
          position++;
        } else if (character === open) {
          open = '';
        }
      } else if ((character === "'" || character === '"') && opens(text, position)) {
        open = character;
      }
    }
    return open !== '';
  };
}

function opens(text: string, at: number): boolean {
  const before = text[at - 1] ?? ' ';
  return !/\w/.test(before) || (/[bBrRuU]/.test(before) && !/\w/.test(text[at - 2] ?? ' '));
}
