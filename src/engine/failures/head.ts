/** The line that opens one frame of a printed traceback. */

/** What the line says. */
export interface IHead {
  /** File name, or `Cell In[3]` as printed. */
  readonly file: string;
  /** From 1; 0 when the line does not say it. */
  readonly line: number;
  /** Function without its arguments; empty for module level and when not said. */
  readonly name: string;
  /** The number ipykernel named the cell's file by; null for other files. */
  readonly hash: string | null;
  /** Execution count of the cell, where the file name says it. */
  readonly count: number | null;
}

/** IPython 8.0 on: `Cell In[3], line 5, in f(x)`, `Cell In [3], line 5`, `Input In [3], in <cell line: 5>()`. */
const CELL = /^ *((?:Cell|Input) In ?\[(\d{1,9})\])(?:, line (\d{1,9}))?(?:,? in (.*))?$/;
/** CPython on a stream, and IPython's plain form: `File "a.py", line 5, in f`. */
const QUOTED = /^ *File "([^"]+)", line (\d{1,9})(?:, in (.*))?$/;
/** IPython 8.0 on: `File a.py:5, in f(x)`; `File a.py:5 in f` under %xmode Plain. */
const COLON = /^ *File ([^"\s].*?):(\d{1,9})(?:,? in (.*))?$/;
/** IPython 7: `a.py in f(x)`, `<ipython-input-3-…> in <module>`; the line number stands at the arrow. */
const BARE = /^(<[^>]{1,200}>|(?:~|\/|[A-Za-z]:\\).*?) in (.*)$/;
const IPYTHON_INPUT = /^<ipython-input-(\d{1,9})-\w{1,64}>$/;
/** ipykernel 6 and 7: `<temporary folder>/ipykernel_<pid>/<hash>.py`; a syntax error names only the last part. */
const HASHED = /^(?:.*[\\/]ipykernel_\d{1,12}[\\/])?(\d{1,10})\.py$/;
const CELL_LINE = /^<cell line: (\d{1,9})>/;

/** The frame a line opens, or null. `ipython` admits the forms that only IPython's own messages use. */
export function headOf(line: string, ipython: boolean): IHead | null {
  // Cheap first: most lines of a long output open nothing.
  const quoted = line.includes('File ') || line.includes(' In');
  if (!quoted && !(ipython && line.includes(' in '))) {
    return null;
  }
  const cell = CELL.exec(line);
  if (cell) {
    const name = cell[4] ?? '';
    const lineOf = cell[3] ?? CELL_LINE.exec(name)?.[1] ?? 0;
    return { file: cell[1] ?? '', line: Number(lineOf), name: functionOf(name), hash: null, count: Number(cell[2]) };
  }
  const file = QUOTED.exec(line) ?? COLON.exec(line);
  if (file) {
    return fileHead(file[1] ?? '', Number(file[2]), file[3] ?? '');
  }
  const bare = ipython ? BARE.exec(line) : null;
  return bare ? fileHead(bare[1] ?? '', 0, bare[2] ?? '') : null;
}

/** A frame in a named file; `inside` is the rest of the line, with or without arguments. */
export function fileHead(file: string, line: number, inside: string): IHead {
  const count = IPYTHON_INPUT.exec(file)?.[1];
  return {
    file,
    line,
    name: functionOf(inside),
    hash: HASHED.exec(file)?.[1] ?? null,
    count: count === undefined ? null : Number(count)
  };
}

/** `f` of `f(x=1)`; empty for `<module>` and IPython's `<cell line: 5>()`. */
function functionOf(text: string): string {
  if (text.startsWith('<module>') || CELL_LINE.test(text)) {
    return '';
  }
  const paren = text.indexOf('(');
  return (paren < 0 ? text : text.slice(0, paren)).trim();
}
