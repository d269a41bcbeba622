/** Lines of a text, and CPython's positions in it. */

/**
 * Turns `lineno` (from 1) and `col_offset` (UTF-8 bytes from 0) into UTF-16 offsets and back.
 * Lines are split at `\n` only, as py-ast splits them; a lone surrogate counts three bytes, as there.
 */
export class LineTable {
  /** The offset at which each line begins. */
  readonly starts: readonly number[];
  private readonly ascii: boolean;
  /** For lines with more than ASCII: the UTF-16 column of each byte column. Absent: not looked at yet; null: ASCII. */
  private readonly columns = new Map<number, Uint32Array | null>();

  constructor(private readonly text: string) {
    const starts = [0];
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
      starts.push(at + 1);
    }
    this.starts = starts;
    this.ascii = !/[^\0-\x7f]/.test(text);
  }

  /** The offset of byte column `column` of line `line` (from 1); clamped to the text. */
  offset(line: number, column: number): number {
    const start = this.starts[line - 1] ?? this.text.length;
    if (this.ascii) {
      return Math.min(start + column, this.text.length);
    }
    const columns = this.lineColumns(line);
    if (columns === null) {
      return Math.min(start + column, this.text.length);
    }
    return start + (columns[Math.min(column, columns.length - 1)] ?? 0);
  }

  /** The line (from 1) and byte column of `offset`. */
  position(offset: number): { line: number; column: number } {
    const line = this.lineAt(offset);
    const unit = offset - (this.starts[line - 1] ?? 0);
    const columns = this.ascii ? null : this.lineColumns(line);
    return { line, column: columns === null ? unit : firstAtLeast(columns, unit) };
  }

  /** The number (from 1) of the line that holds `offset`. */
  lineAt(offset: number): number {
    return firstAtLeast(this.starts, offset + 1);
  }

  private lineColumns(line: number): Uint32Array | null {
    const known = this.columns.get(line);
    if (known !== undefined) {
      return known;
    }
    const start = this.starts[line - 1] ?? this.text.length;
    const end = this.starts[line] ?? this.text.length;
    let bytes = 0;
    for (let at = start; at < end; at++) {
      bytes += byteLength(this.text, at);
    }
    let columns: Uint32Array | null = null;
    if (bytes !== end - start) {
      columns = new Uint32Array(bytes + 1);
      let byte = 0;
      for (let at = start; at < end; at++) {
        const length = byteLength(this.text, at);
        columns.fill(at - start, byte, byte + length);
        byte += length;
      }
      columns[bytes] = end - start;
    }
    this.columns.set(line, columns);
    return columns;
  }
}

/** The index of the first of the ascending `values` that is at least `value`; their number when none is. */
export function firstAtLeast(values: ArrayLike<number>, value: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((values[middle] ?? 0) < value) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

/** The UTF-8 bytes of the unit at `at`; a pair's four count at its first half. */
function byteLength(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  if (unit < 0x80) {
    return 1;
  }
  if (unit < 0x800) {
    return 2;
  }
  if (unit >= 0xd800 && unit <= 0xdbff && isLow(text.charCodeAt(at + 1))) {
    return 4;
  }
  if (isLow(unit) && at > 0 && isHigh(text.charCodeAt(at - 1))) {
    return 0;
  }
  return 3;
}

function isHigh(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

function isLow(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}
