/** Places in a cell -> places in the file, which is what people and viewers open. */
import { placeOf } from './json-strings';
import type { Layout } from './notebook';
import { sourceNodes } from './rewrite';

/** Line and column from 1, in UTF-16 units. */
export interface IFilePlace {
  readonly line: number;
  readonly column: number;
}

/** A function from cell index and offset in that cell to a place in the JSON of a notebook, which is scanned once. */
export function notebookPlaces(text: string, layout: Layout): (cell: number, offset: number) => IFilePlace {
  const nodes = sourceNodes(text, layout);
  const place = placesIn(text);
  return (cell, offset) => {
    const node = nodes[cell];
    return place(node ? placeOf(text, node, offset) : 0);
  };
}

/** A function from an offset in a text to its line and column; a line ends at LF, CR LF or CR. */
export function placesIn(text: string): (offset: number) => IFilePlace {
  const starts = [0, ...Array.from(text.matchAll(/\r\n?|\n/g), end => end.index + end[0].length)];
  return offset => {
    const line = lineAt(starts, offset);
    return { line, column: offset - (starts[line - 1] ?? 0) + 1 };
  };
}

/** Number of the line that holds an offset, by halving. */
function lineAt(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= offset) {
      low = middle;
    } else {
      high = middle;
    }
  }
  return low + 1;
}
