/** Which cell a printed frame lies in, and whether that cell is still what ran. */
import type { ICell, IDocument } from '../document';
import type { IFrame } from './failure';
import { sourceHash } from './hash';
import type { IPrintedFrame } from './traceback';

/** Frames that IPython prints with the wrong line of source: it mistakes the indentation of a comprehension. */
const COMPREHENSION = /<(?:listcomp|setcomp|dictcomp|genexpr)>$/;

/** The code cells of one document, looked up by what tracebacks call them. Tables are made when first asked for. */
export class Cells {
  private readonly code: readonly ICell[];
  private hashes: Map<string, ICell> | null = null;

  constructor(document: IDocument) {
    this.code = document.cells.filter(cell => cell.kind === 'code');
  }

  /** The code cell with that id, or null. */
  byId(id: string): ICell | null {
    return this.code.find(cell => cell.id === id) ?? null;
  }

  /** Frames with their cells; `home` is the cell the output arrived in. Lines count in the cell's source. */
  frames(printed: readonly IPrintedFrame[], home: ICell | null): IFrame[] {
    return printed.map(frame => {
      const cell = this.cellOf(frame, home);
      const line = cell ? lineIn(cell, frame) : frame.line;
      return { cell: cell?.id ?? null, file: frame.file, line, name: frame.name, code: frame.code };
    });
  }

  /**
   * True when `home` was edited after it ran, or when the deepest frame in a cell does not fit that cell any more.
   * Where the source that ran is not known, the hash in the file name or the printed line of code decides.
   */
  stale(frames: readonly IFrame[], printed: readonly IPrintedFrame[], home: ICell | null): boolean {
    if (home && edited(home)) {
      return true;
    }
    for (let at = frames.length - 1; at >= 0; at--) {
      const [frame, raw] = [frames[at], printed[at]];
      const cell = frame?.cell ? this.byId(frame.cell) : null;
      if (frame && raw && cell && !COMPREHENSION.test(frame.name)) {
        return edited(cell) || !fits(cell, frame, raw);
      }
    }
    return false;
  }

  private cellOf(frame: IPrintedFrame, home: ICell | null): ICell | null {
    if (frame.hash !== null) {
      const { hash } = frame;
      if (home && hashesOf(home).includes(hash)) {
        return home;
      }
      const found = this.byHash(hash);
      if (found || frame.count === null) {
        return found;
      }
    }
    if (frame.count === null) {
      return null;
    }
    if (home && (home.executionCount === null || home.executionCount === frame.count)) {
      return home;
    }
    const same = this.code.filter(cell => cell.executionCount === frame.count);
    // Counts start again with every kernel: two cells of one number are two sessions, and neither is known to be it.
    return same.length === 1 ? (same[0] ?? null) : null;
  }

  private byHash(hash: string): ICell | null {
    if (!this.hashes) {
      this.hashes = new Map();
      for (const cell of this.code) {
        for (const each of hashesOf(cell)) {
          if (!this.hashes.has(each)) {
            this.hashes.set(each, cell);
          }
        }
      }
    }
    return this.hashes.get(hash) ?? null;
  }
}

function ranIn(cell: ICell): string {
  return cell.ranSource ?? cell.source;
}

function hashesOf(cell: ICell): string[] {
  const ran = ranIn(cell);
  return ran === cell.source ? [sourceHash(ran)] : [sourceHash(ran), sourceHash(cell.source)];
}

function edited(cell: ICell): boolean {
  return typeof cell.ranSource === 'string' && cell.ranSource !== cell.source;
}

/** IPython drops empty lines at the top of a cell before it numbers the lines (measured on 7.34 to 9.18). */
function lineIn(cell: ICell, frame: IPrintedFrame): number {
  if (frame.line === 0) {
    return 0;
  }
  const lines = ranIn(cell).split('\n');
  const dropped = Math.max(
    0,
    lines.findIndex(line => line.trim() !== '')
  );
  const here = frame.line + dropped;
  // Should a kernel count them after all, the printed code tells.
  const counted = frame.code !== null && dropped > 0 && !same(lines[here - 1], frame.code);
  return counted && same(lines[frame.line - 1], frame.code ?? '') ? frame.line : here;
}

/** Whether the frame's line is in the cell's source as printed; what was not printed fits. */
function fits(cell: ICell, frame: IFrame, printed: IPrintedFrame): boolean {
  if (printed.hash !== null && printed.hash === sourceHash(cell.source)) {
    return true;
  }
  if (printed.hash !== null && printed.count === null) {
    return false;
  }
  return frame.code === null || same(cell.source.split('\n')[frame.line - 1], frame.code);
}

/** IPython shows magics as the calls they become, and drops the prompts of pasted code. */
function same(source: string | undefined, code: string): boolean {
  if (source === undefined) {
    return false;
  }
  if (code.includes('get_ipython()')) {
    return true;
  }
  const [a, b] = [source, code].map(text => text.replace(/\s+/g, ' ').trim());
  return a === b || (/^(?:>>>|\.\.\.|In \[)/.test(a ?? '') && (a ?? '').endsWith(b ?? ''));
}
