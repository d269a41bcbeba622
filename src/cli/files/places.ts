/** Places in a cell -> places in the notebook file, which is what GitHub and SARIF viewers show. */
import { placeOf } from './json-strings';
import type { INotebookFile } from './read';
import { sourceNodes } from './rewrite';

/** Line and column from 1, in UTF-16 units. */
export interface IFilePlace {
  readonly line: number;
  readonly column: number;
}

/**
 * A function from cell index and offset in that cell to a place in the file.
 *
 * @param file - the notebook as read; it is scanned once.
 */
export function filePlaces(file: INotebookFile): (cell: number, offset: number) => IFilePlace {
  const nodes = sourceNodes(file.text, file.layout);
  const starts = [0, ...Array.from(file.text.matchAll(/\r\n?|\n/g), end => end.index + end[0].length)];
  return (cell, offset) => {
    const node = nodes[cell];
    const at = node ? placeOf(file.text, node, offset) : 0;
    const line = lineAt(starts, at);
    return { line, column: at - (starts[line - 1] ?? 0) + 1 };
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
