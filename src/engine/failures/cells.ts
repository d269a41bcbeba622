/** Which cell a printed frame lies in, and whether that cell is still what ran. */
import type { ICell } from '../document';
import { bodyOf, type IBody } from './body';
import type { IFrame } from './failure';
import { sourceHash } from './hash';
import type { IPrintedFrame } from './traceback';

/** Frames that IPython 9 prints with the wrong line of source: it mistakes the indentation of a comprehension. */
const COMPREHENSION = /<(?:listcomp|setcomp|dictcomp|genexpr)>$/;

/** What IPython turns a magic into. */
const MAGIC = 'get_ipython()';
/** Shortest line of code that is not likely to stand in another cell too. */
const TELLING = 8;

/** The code cells of one document, looked up by what tracebacks call them. Tables are made when first asked for. */
export class Cells {
  private known: Map<string, ICell> | null = null;
  private hashes: Map<string, ICell> | null = null;
  private counts: Map<number, ICell | null> | null = null;
  private readonly codes = new Map<string, readonly ICell[]>();
  private readonly lines = new Map<string, readonly string[]>();

  constructor(private readonly cells: readonly ICell[]) {}

  /** The code cell with that id, or null. */
  byId(id: string): ICell | null {
    return this.ids.get(id) ?? null;
  }

  /** Frames with their cells; `home` is the cell the output arrived in. Lines count in the source that ran. */
  frames(printed: readonly IPrintedFrame[], home: ICell | null): IFrame[] {
    return printed.map(frame => {
      const cell = this.cellOf(frame, home);
      const line = cell ? lineIn(this.linesOf(ranIn(cell)), frame, bodyOf(ranIn(cell))) : frame.line;
      return { cell: cell?.id ?? null, file: frame.file, line, name: frame.name, code: frame.code };
    });
  }

  /**
   * True when `home` was edited after it ran, or when the deepest frame in a cell does not fit that cell any more, or
   * can be in none. Where the source that ran is not known, the hash in the file name or the printed code decides.
   */
  stale(frames: readonly IFrame[], printed: readonly IPrintedFrame[], home: ICell | null): boolean {
    if (home && edited(home)) {
      return true;
    }
    for (let at = frames.length - 1; at >= 0; at--) {
      const [frame, raw] = [frames[at], printed[at]];
      if (frame && raw && (raw.hash !== null || raw.count !== null) && !COMPREHENSION.test(frame.name)) {
        const cell = frame.cell === null ? null : this.near(frame.cell, home);
        return cell ? edited(cell) || !this.fits(cell, frame, raw) : this.gone(raw);
      }
    }
    return false;
  }

  /** Most failures lie in the cell that they arrived in: no table is needed for these. */
  private near(id: string, home: ICell | null): ICell | null {
    return id === home?.id ? home : this.byId(id);
  }

  /** Whether the frame's line is in the cell's source as printed; any text fits what was not printed. */
  private fits(cell: ICell, { code, line }: IFrame, printed: IPrintedFrame): boolean {
    // A source known to be the one that ran fits, whatever is printed.
    if (typeof cell.ranSource === 'string' || (printed.hash !== null && hashesOf(cell).includes(printed.hash))) {
      return true;
    }
    const lines = this.linesOf(cell.source);
    return code === null
      ? line <= lines.length
      : line === 0
        ? lines.some(each => same(each, code))
        : same(lines[line - 1], code);
  }

  private get ids(): ReadonlyMap<string, ICell> {
    return (this.known ??= new Map(this.cells.filter(cell => cell.kind === 'code').map(cell => [cell.id, cell])));
  }

  private cellOf(frame: IPrintedFrame, home: ICell | null): ICell | null {
    const { hash, count } = frame;
    if (hash !== null) {
      const found = home && hashesOf(home).includes(hash) ? home : this.byHash(hash);
      if (found) {
        return found;
      }
    }
    if (count !== null) {
      const ours = home && ((home.executionCount ?? count) === count || this.inBody(frame, home));
      const found = ours ? home : this.byCount(count);
      if (found) {
        return found;
      }
    }
    return hash !== null || count !== null ? this.byCode(frame) : null;
  }

  /** The body that a magic ran as a cell of its own bears the next count: `Cell In[3]` in the cell `[2]`. */
  private inBody({ line, code, count }: IPrintedFrame, home: ICell): boolean {
    const body = bodyOf(ranIn(home));
    const next = (home.executionCount ?? 0) + 1 === count;
    return body !== null && next && code !== null && same(this.linesOf(ranIn(home))[line + body.above - 1], code);
  }

  /** A cell that was edited or run again answers to neither name; the only one with that code on that line is it. */
  private byCode(frame: IPrintedFrame): ICell | null {
    const telling = frame.code !== null && frame.code.length >= TELLING && !frame.code.includes(MAGIC);
    const found = telling ? this.withCode(frame) : [];
    return found.length === 1 ? (found[0] ?? null) : null;
  }

  /** Whether no cell can be what the frame names: its code stands in none, or its hash is nobody's. */
  private gone(frame: IPrintedFrame): boolean {
    return frame.code === null ? frame.hash !== null : this.withCode(frame).length === 0;
  }

  private withCode(frame: IPrintedFrame): readonly ICell[] {
    const key = `${frame.line} ${frame.code}`;
    let found = this.codes.get(key);
    if (!found) {
      found = [...this.ids.values()].filter(cell => {
        const lines = this.linesOf(cell.source);
        return same(lines[lineIn(lines, frame, bodyOf(cell.source)) - 1], frame.code ?? '');
      });
      this.codes.set(key, found);
    }
    return found;
  }

  private byHash(hash: string): ICell | null {
    if (!this.hashes) {
      this.hashes = new Map();
      for (const cell of [...this.ids.values()].reverse()) {
        hashesOf(cell).forEach(each => this.hashes?.set(each, cell));
      }
    }
    return this.hashes.get(hash) ?? null;
  }

  /** Counts start again with every kernel: two cells of one number are two sessions, and neither is known to be it. */
  private byCount(count: number): ICell | null {
    if (!this.counts) {
      this.counts = new Map();
      for (const cell of this.ids.values()) {
        if (cell.executionCount !== null) {
          this.counts.set(cell.executionCount, this.counts.has(cell.executionCount) ? null : cell);
        }
      }
    }
    return this.counts.get(count) ?? null;
  }

  private linesOf(source: string): readonly string[] {
    let lines = this.lines.get(source);
    if (!lines) {
      lines = source.split('\n');
      this.lines.set(source, lines);
    }
    return lines;
  }
}

function ranIn(cell: ICell): string {
  return cell.ranSource ?? cell.source;
}

function hashesOf(cell: ICell): string[] {
  return (edited(cell) ? [ranIn(cell), cell.source] : [cell.source]).flatMap(source => {
    const body = bodyOf(source);
    return body ? [sourceHash(source), sourceHash(body.text)] : [sourceHash(source)];
  });
}

function edited(cell: ICell): boolean {
  return typeof cell.ranSource === 'string' && cell.ranSource !== cell.source;
}

/**
 * The line of a cell's source. IPython drops empty lines at the top before it numbers the lines (measured on 7.34 to
 * 9.18), and numbers the body of a magic by itself.
 */
function lineIn(lines: readonly string[], { line, code, hash }: IPrintedFrame, body: IBody | null): number {
  const dropped = Math.max(
    0,
    lines.findIndex(each => each.trim() !== '')
  );
  if (line === 0) {
    return code === null ? 0 : lineOf(lines, code, dropped);
  }
  const here = line + dropped;
  if (body && hash !== null && hash === sourceHash(body.text)) {
    return line + body.above;
  }
  if (code === null || same(lines[here - 1], code)) {
    return here;
  }
  // The printed code tells when a magic's body was counted, or the empty lines were after all.
  const other = [line + (body?.above ?? dropped), line].find(each => same(lines[each - 1], code));
  return other ?? here;
}

/** %xmode Plain of IPython 8.0 prints no number: the code finds the line where it is the only such one; else 0. */
function lineOf(lines: readonly string[], code: string, dropped: number): number {
  if (code.includes('.run_cell_magic(')) {
    return dropped + 1;
  }
  const first = lines.findIndex(each => same(each, code));
  return lines.slice(first + 1).some(each => same(each, code)) ? 0 : first + 1;
}

/** IPython shows magics as the calls they become, and drops the prompts of pasted code. `code` is trimmed. */
function same(source: string | undefined, code: string): boolean {
  if (source === undefined) {
    return false;
  }
  if (code.includes(MAGIC)) {
    return true;
  }
  const line = source.trim();
  // Most lines differ at their end: no need to look closer.
  if (line === code || line[line.length - 1] !== code[code.length - 1]) {
    return line === code;
  }
  const squeezed = line.replace(/\s+/g, ' ');
  const wanted = code.replace(/\s+/g, ' ');
  return squeezed === wanted || (/^(?:>>>|\.\.\.|In \[)/.test(squeezed) && squeezed.endsWith(wanted));
}
