/**
 * What rules ask about other cells. Noted while a cell is checked, so that a change brings back only those cells whose
 * answers may be others now.
 */
import { nature } from './bindings';
import type { ICellFacts } from './facts';

/** Questions about other cells. */
export interface IQuestions {
  /** What a name is bound to. */
  readonly names: Set<string>;
  /** Anything at all of these cells: answers came from them. */
  readonly cells: Set<ICellFacts>;
  /** Where a name is read, where a line magic stands, whether a word occurs; `cells` for everything. */
  readonly others: Set<'cells' | 'reads' | `reads ${string}` | `magics ${string}` | `word ${string}`>;
}

/** Nothing asked yet. */
export function noQuestions(): IQuestions {
  return { names: new Set(), cells: new Set(), others: new Set() };
}

/** True when two sets have a question in common. */
export function haveCommon(asked: IQuestions, changed: IQuestions): boolean {
  return (
    intersect(changed.cells, asked.cells) ||
    intersect(changed.names, asked.names) ||
    intersect(changed.others, asked.others)
  );
}

function intersect<T>(some: ReadonlySet<T>, others: ReadonlySet<T>): boolean {
  for (const each of some) {
    if (others.has(each)) {
      return true;
    }
  }
  return false;
}

/** Add the questions that a change of one cell may answer anew. */
export function addChanged(changed: IQuestions, before: ICellFacts | null, after: ICellFacts | null): void {
  changed.others.add('cells');
  if (before) {
    changed.cells.add(before);
  }
  const ran = before?.executionCount !== after?.executionCount;
  for (const name of different(bindingsOf(before), bindingsOf(after), ran)) {
    changed.names.add(name);
  }
  for (const name of different(readsOf(before), readsOf(after))) {
    changed.others.add(`reads ${name}`);
  }
  for (const name of different(magicsOf(before), magicsOf(after))) {
    changed.others.add(`magics ${name}`);
  }
  if ([before, after].some(each => each && (!each.complete || each.magics.some(magic => !magic.python)))) {
    // What is read there cannot be told.
    changed.others.add('reads');
  }
}

/** Keys whose texts differ; `all` for every key. */
function different(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>, all = false): string[] {
  return [...new Set([...before.keys(), ...after.keys()])].filter(key => all || before.get(key) !== after.get(key));
}

/** What decides whether a binding is the answer; who got it as an answer depends on the cell as a whole. */
function bindingsOf(cell: ICellFacts | null): ReadonlyMap<string, string> {
  return texts(cell?.module.bindings ?? [], each => [each.name, `${nature(each)} ${each.certain}`]);
}

function readsOf(cell: ICellFacts | null): ReadonlyMap<string, string> {
  return texts(cell?.reads ?? [], each => [each.name, '']);
}

function magicsOf(cell: ICellFacts | null): ReadonlyMap<string, string> {
  const lines = cell?.magics.filter(each => each.kind === 'line') ?? [];
  return texts(lines, each => [each.name, cell!.source.slice(each.from, each.to)]);
}

function texts<T>(list: readonly T[], entryOf: (each: T) => readonly [string, string]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const each of list) {
    const [key, text] = entryOf(each);
    found.set(key, `${found.get(key) ?? ''}${text}\n`);
  }
  return found;
}
