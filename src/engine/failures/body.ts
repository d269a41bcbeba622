/** The part of a cell that a magic may run as a cell of its own. */

/** What follows a cell magic, as `%%capture` hands it to `run_cell`: a cell of its own, with a last line break. */
export interface IBody {
  readonly text: string;
  /** Lines of the cell that are not counted in the body: the magic's and the empty ones around it. */
  readonly above: number;
}

/** The body of a cell that begins with a cell magic; null for other cells. */
export function bodyOf(source: string): IBody | null {
  const top = /^\s*%%[^\n]*\n/.exec(source)?.[0];
  if (top === undefined) {
    return null;
  }
  const text = source.slice(top.length);
  const empty = /^(?:[^\S\n]*\n)*/.exec(text)?.[0] ?? '';
  return { text: text.endsWith('\n') ? text : `${text}\n`, above: `${top}${empty}`.split('\n').length - 1 };
}
