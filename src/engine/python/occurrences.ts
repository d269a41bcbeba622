/** Where things stand in all cells together: words, line magics, reads, and calls by what they call. */
import type { ICall, ICellFacts, IRead, IScope } from './facts';
import type { IMagic } from './mask';
import type { IPlaced } from './notebook-facts';

/** Who reads a name. */
export interface IReaders {
  readonly places: readonly IPlaced<IRead>[];
  /** The cells of those places, each once. */
  readonly cells: readonly ICellFacts[];
}

/** Tables over all cells, each made when it is first asked for. */
export class Occurrences {
  private readonly words = new Map<string, boolean>();
  private targets: Map<string, IPlaced<ICall>[]> | null = null;
  private lines: Map<string, IPlaced<IMagic>[]> | null = null;
  private readonly readers = new Map<string, IReaders | null>();
  /** Cells that may mention a name where nothing was read. */
  private hiding: readonly ICellFacts[] | null = null;

  /** @param targetOf - the library name that a call calls. */
  constructor(
    private cells: readonly ICellFacts[],
    private readonly targetOf: (call: ICall, cell: ICellFacts) => string | null
  ) {}

  /**
   * One cell is another now.
   *
   * @returns the words that were asked for and may have come or gone with it.
   */
  replace(cells: readonly ICellFacts[], before: ICellFacts | null, after: ICellFacts | null): readonly string[] {
    this.cells = cells;
    this.targets = null;
    this.lines = null;
    this.hiding = null;
    this.readers.clear();
    const changed = [...this.words.keys()].filter(word => holds(before, word) !== holds(after, word));
    changed.forEach(word => this.words.delete(word));
    return changed;
  }

  /** True when a cell holds the text, anywhere. */
  word(text: string): boolean {
    let known = this.words.get(text);
    if (known === undefined) {
      known = this.cells.some(cell => holds(cell, text));
      this.words.set(text, known);
    }
    return known;
  }

  magics(name: string): readonly IPlaced<IMagic>[] {
    this.lines ??= group(this.cells, cell =>
      cell.magics.filter(each => each.kind === 'line').map(each => [each.name, each])
    );
    return this.lines.get(name) ?? [];
  }

  calls(targets: readonly string[]): readonly IPlaced<ICall>[] {
    this.targets ??= group(this.cells, cell => cell.calls.map(each => [this.targetOf(each, cell), each]));
    return targets.flatMap(each => this.targets!.get(each) ?? []);
  }

  /** Every place that reads a name from the notebook's globals, and the cells of them; null when some cannot be seen. */
  reads(name: string): IReaders | null {
    let known = this.readers.get(name);
    if (known === undefined) {
      known = this.findReads(name);
      this.readers.set(name, known);
    }
    return known;
  }

  private findReads(name: string): IReaders | null {
    this.hiding ??= this.cells.filter(each => !each.complete || each.magics.some(magic => !magic.python));
    for (const cell of this.hiding) {
      const hidden = !cell.complete || cell.magics.some(each => !each.python && mentions(cell, each, name));
      if (hidden && hasWord(cell.source, name)) {
        return null;
      }
    }
    const places = this.cells.flatMap(cell => globalReads(cell).get(name) ?? []);
    return { places, cells: [...new Set(places.map(each => each.cell))] };
  }
}

/** The reads of each global name in a cell; kept as long as the cell is what it is. */
const READS = new WeakMap<ICellFacts, ReadonlyMap<string, readonly IPlaced<IRead>[]>>();

function globalReads(cell: ICellFacts): ReadonlyMap<string, readonly IPlaced<IRead>[]> {
  let known = READS.get(cell);
  if (!known) {
    known = group([cell], each => each.reads.map(read => [isLocal(read) ? null : read.name, read]));
    READS.set(cell, known);
  }
  return known;
}

function holds(cell: ICellFacts | null, word: string): boolean {
  return cell?.source.includes(word) ?? false;
}

function group<T>(
  cells: readonly ICellFacts[],
  list: (cell: ICellFacts) => readonly (readonly [string | null, T])[]
): Map<string, IPlaced<T>[]> {
  const groups = new Map<string, IPlaced<T>[]>();
  for (const cell of cells) {
    for (const [key, what] of list(cell)) {
      if (key !== null) {
        const members = groups.get(key);
        if (members) {
          members.push({ cell, what });
        } else {
          groups.set(key, [{ cell, what }]);
        }
      }
    }
  }
  return groups;
}

function isLocal(read: IRead): boolean {
  for (let here: IScope | null = read.scope; here && here.kind !== 'module'; here = here.parent) {
    if (here.globals.has(read.name)) {
      return false;
    }
    if (here.bindings.some(each => each.name === read.name)) {
      return true;
    }
  }
  return false;
}

function mentions(cell: ICellFacts, span: { from: number; to: number }, name: string): boolean {
  return hasWord(cell.source.slice(span.from, span.to), name);
}

/** True when the text holds the name as a whole word: `t` is not in `%matplotlib inline`. */
function hasWord(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    const around = `${text[at - 1] ?? ''} ${text[at + name.length] ?? ''}`;
    if (!/[\p{L}\p{N}_]/u.test(around)) {
      return true;
    }
  }
  return false;
}
