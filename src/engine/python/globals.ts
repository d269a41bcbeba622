/** The names that cells bind for one another, and which binding holds at a place. */
import { agreed, nature } from './bindings';
import type { IBinding, ICellFacts } from './facts';
import type { IPlaced } from './notebook-facts';

/** All bindings of one name. What follows from them is worked out when it is first asked for. */
interface IName {
  /** In document order. */
  readonly all: IPlaced<IBinding>[];
  /** Whether all are of one nature. */
  uniform?: boolean;
  /** Those in cells that ran, by execution count. */
  ran?: readonly { readonly count: number; readonly placed: IPlaced<IBinding> }[];
}

/** Bindings at cell level. A notebook binds some names hundreds of times, so no question goes through all of them. */
export class Globals {
  private readonly names = new Map<string, IName>();

  /** Add the bindings of a cell that stands behind all others. */
  append(cell: ICellFacts): void {
    for (const what of cell.module.bindings) {
      const name = this.names.get(what.name);
      if (name) {
        name.all.push({ cell, what });
      } else {
        this.names.set(what.name, { all: [{ cell, what }] });
      }
    }
  }

  /** Put the bindings of a cell in the place of those it had before. */
  replace(before: ICellFacts | null, after: ICellFacts | null): void {
    for (const name of namesOf(before)) {
      const left = this.all(name).filter(each => each.cell !== before);
      if (left.length > 0) {
        this.names.set(name, { all: left });
      } else {
        this.names.delete(name);
      }
    }
    for (const name of namesOf(after)) {
      const all = [...this.all(name)];
      const added = after!.module.bindings.filter(each => each.name === name).map(what => ({ cell: after!, what }));
      all.splice(
        firstIndex(all, each => each.cell.index > after!.index),
        0,
        ...added
      );
      this.names.set(name, { all });
    }
  }

  has(name: string): boolean {
    return this.names.has(name);
  }

  /** In document order. */
  all(name: string): readonly IPlaced<IBinding>[] {
    return this.names.get(name)?.all ?? [];
  }

  /**
   * The binding that holds at a place; null when there is none or it cannot be told.
   *
   * @param immediate - false inside a function, which runs later.
   */
  at(name: string, immediate: boolean, at: number, cell: ICellFacts): IPlaced<IBinding> | null {
    const entry = this.names.get(name);
    if (!entry) {
      return null;
    }
    if (!immediate) {
      // Any definition may be the one the function meets.
      return entry.all.length > 1 && !isUniform(entry) ? null : agreed(entry.all);
    }
    const before = latest(entry.all, at, cell);
    const last = before[before.length - 1];
    if (!last) {
      return agreed(entry.all);
    }
    return last.cell === cell || this.ranInOrder(last, entry, cell) ? agreed(before) : null;
  }

  /** False when execution counts show that another kind of definition ran last before this cell. */
  private ranInOrder(expected: IPlaced<IBinding>, entry: IName, cell: ICellFacts): boolean {
    const own = cell.executionCount;
    if (own === null || isUniform(entry)) {
      return true;
    }
    entry.ran ??= entry.all
      .flatMap(placed => {
        const count = placed.cell.executionCount;
        return count === null ? [] : [{ count, placed }];
      })
      .sort((a, b) => a.count - b.count);
    const found = entry.ran[firstIndex(entry.ran, each => each.count >= own) - 1];
    return !found || nature(found.placed.what) === nature(expected.what);
  }
}

function namesOf(cell: ICellFacts | null): ReadonlySet<string> {
  return new Set(cell?.module.bindings.map(each => each.name));
}

function isUniform(entry: IName): boolean {
  if (entry.uniform === undefined) {
    const first = nature(entry.all[0]!.what);
    entry.uniform = entry.all.every(each => nature(each.what) === first);
  }
  return entry.uniform;
}

/** The last binding before a place, and those before it that may hold in its stead. */
function latest(all: readonly IPlaced<IBinding>[], at: number, cell: ICellFacts): readonly IPlaced<IBinding>[] {
  const found: IPlaced<IBinding>[] = [];
  for (let index = firstBehind(all, cell.index) - 1; index >= 0; index -= 1) {
    const each = all[index]!;
    if (each.cell === cell && each.what.at > at) {
      continue;
    }
    found.push(each);
    if (each.what.certain) {
      break;
    }
  }
  return found.length > 1 ? found.reverse() : found;
}

/** Index of the first binding in a cell behind a place of the document. */
function firstBehind(all: readonly IPlaced<IBinding>[], cell: number): number {
  return all[all.length - 1]!.cell.index <= cell ? all.length : firstIndex(all, each => each.cell.index > cell);
}

/** Index of the first entry that passes, where all behind it pass too; the length when none does. */
function firstIndex<T>(list: readonly T[], passes: (each: T) => boolean): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (passes(list[middle]!)) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}
