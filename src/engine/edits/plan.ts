/** One change over several cells: what every fix that touches more than one is put together with. */
import type { ICellFacts } from '../python/facts';
import type { IDriven } from './drive';
import { spelling } from './drive';
import type { IEdit } from './edit';
import { overlap } from './edit';

/** What happens to each cell; as in IFixDraft. */
export interface IPlanned {
  readonly edits: ReadonlyMap<string, readonly IEdit[]>;
  readonly removes?: ReadonlyMap<string, readonly string[]>;
  readonly adds?: ReadonlyMap<string, readonly string[]>;
  readonly awaits?: ReadonlyMap<string, number>;
}

/** What happens to one cell. */
export type Change = Partial<Pick<IDriven, 'edits' | 'removes' | 'adds' | 'awaits'>>;

/** A change in the making. */
export class Plan implements IPlanned {
  readonly edits = new Map<string, readonly IEdit[]>();
  readonly removes = new Map<string, readonly string[]>();
  readonly adds = new Map<string, readonly string[]>();
  readonly awaits = new Map<string, number>();

  /** Add to what happens to a cell. */
  add({ id }: Pick<ICellFacts, 'id'>, { edits = [], removes = [], adds = [], awaits = 0 }: Change): void {
    append(this.edits, id, edits);
    append(this.removes, id, removes);
    append(this.adds, id, adds);
    this.awaits.set(id, (this.awaits.get(id) ?? 0) + awaits);
  }

  /**
   * Add another change as a whole. What both take away, and lines that both bring, are done once.
   *
   * @param cellOf - the facts of a cell by its id.
   * @returns false, with nothing added, where one gets in the way of the other.
   */
  join(other: IPlanned, cellOf: (id: string) => ICellFacts | null): boolean {
    if ([...other.edits].every(([id, edits]) => edits.every(a => this.edits.get(id)?.some(b => isSame(a, b))))) {
      return true;
    }
    const own = [...other.edits].map(([id, edits]) => {
      const there = this.edits.get(id) ?? [];
      const shared = edits.filter(edit => there.some(each => isSame(each, edit) && /^$|\n$/.test(edit.text)));
      return { id, there, shared, left: edits.filter(each => !shared.includes(each)) };
    });
    if (own.some(({ there, left }) => left.some(a => there.some(b => overlap(a, b))))) {
      return false;
    }
    for (const { id, shared, left } of own) {
      const calls = cellOf(id)?.calls ?? [];
      const counted = calls.filter(call => shared.some(edit => edit.from <= call.from && call.to <= edit.to));
      const removes = without(other.removes?.get(id) ?? [], counted.map(spelling));
      this.add({ id }, { edits: left, removes, adds: other.adds?.get(id), awaits: other.awaits?.get(id) });
    }
    return true;
  }
}

function append<T>(map: Map<string, readonly T[]>, id: string, more: readonly T[]): void {
  map.set(id, [...(map.get(id) ?? []), ...more]);
}

function isSame(a: IEdit, b: IEdit): boolean {
  return a.from === b.from && a.to === b.to && a.text === b.text;
}

function without(names: readonly string[], gone: readonly string[]): string[] {
  const left = [...names];
  for (const name of gone) {
    const at = left.indexOf(name);
    if (at >= 0) {
      left.splice(at, 1);
    }
  }
  return left;
}
