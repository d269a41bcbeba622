/** Single UTF-16 units and line ends, as Python's tokenizer sees them. */

/** True for a UTF-16 unit that may be in a name; nearly every unit from 0x80 on counts, as in CPython's own tokenizer. */
export function isWord(unit: number): boolean {
  return (
    (unit >= 97 && unit <= 122) ||
    (unit >= 65 && unit <= 90) ||
    (unit >= 48 && unit <= 57) ||
    unit === 95 ||
    (unit >= 128 && unit !== 0xfeff && unit !== 0xa0 && unit !== 0x2028 && unit !== 0x2029)
  );
}

/** True for `0` to `9`. */
export function isDigit(unit: number): boolean {
  return unit >= 48 && unit <= 57;
}

/** True for `\n` and `\r`. */
export function isLineEnd(unit: number): boolean {
  return unit === 10 || unit === 13;
}

/** The offset after the line end (`\n`, `\r\n` or `\r`) at `at`. */
export function afterLineEnd(text: string, at: number): number {
  return text.charCodeAt(at) === 13 && text.charCodeAt(at + 1) === 10 ? at + 2 : at + 1;
}

/** The offset of the first line end at or after `at`, at most `end`. */
export function lineEnd(text: string, at: number, end = text.length): number {
  let to = at;
  while (to < end && !isLineEnd(text.charCodeAt(to))) {
    to++;
  }
  return to;
}
