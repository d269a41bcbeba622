/** Coroutines that have run already when they are awaited: a coroutine runs once. */
import type { ISpan } from '../document';
import type { IFailure } from '../failures/failure';
import type { ICall, ICellFacts, IFunction, IRead, IStatement } from './facts';
import { readsAt } from './mistaken';
import type { INotebookFacts, IPlaced } from './notebook-facts';
import { callsAt, deepestCellFrame } from './places';
import { makesTask } from './tasks';
import { heldBy, readsOf, spanOf } from './values';
import type { IHeld } from './values';

/** A name that is awaited, or handed to something that awaits it, when its coroutine has run already. */
export interface ISpent extends ISpan {
  readonly cell: ICellFacts;
  readonly read: IRead;
  readonly held: IHeld;
}

/** Functions that run a coroutine they are given; all but create_task take a task as well. */
const RUNS: ReadonlySet<string> = new Set([
  'asyncio.create_task',
  'asyncio.gather',
  'asyncio.ensure_future',
  'asyncio.shield',
  'asyncio.wait_for'
]);

const CACHES = /^(?:functools\.)?(?:lru_cache|cache)$/;

/** Every await in a cell that comes after another one of the same coroutine, on every way through the notebook. */
export function* spentIn(cell: ICellFacts, all: INotebookFacts): Iterable<ISpent> {
  for (const read of cell.reads) {
    const held = runs({ cell, what: read }, all) ? heldBy(read, cell, all) : null;
    if (held && all.coroutine(held.call.what, held.call.cell).verdict === 'yes') {
      const earlier = readsOf(held.binding, all)?.some(
        each => runs(each, all) && comesFirst(each, { cell, what: read })
      );
      if (earlier) {
        yield { ...placeOf(read), cell, read, held };
      }
    }
  }
}

/** The await of a name that a failure names. */
export function spentAt(failure: IFailure, all: INotebookFacts): ISpent | null {
  const frame = deepestCellFrame(failure);
  const home = all.cell(frame?.cell ?? failure.cell ?? '');
  // Without a line only what the source shows counts.
  const shown = home && !frame ? [...spentIn(home, all)] : [];
  const named = (frame ? readsAt(failure, all) : []).flatMap(({ cell, what }) => {
    const held = runs({ cell, what }, all) ? heldBy(what, cell, all) : null;
    return held && !makesTask(held.call.what, held.call.cell, all)
      ? [{ ...placeOf(what), cell, read: what, held }]
      : [];
  });
  const found = [...shown, ...named];
  return found.length === 1 ? found[0]! : null;
}

function placeOf(read: IRead): ISpan {
  const { from, to } = read.use.kind === 'awaited' ? read.use.by : spanOf(read);
  return { from, to };
}

/** True when a name on the failing line holds a task now: the message is about what was there before. */
export function isMended(failure: IFailure, all: INotebookFacts): boolean {
  return readsAt(failure, all).some(({ cell, what }) => {
    const held = heldBy(what, cell, all);
    return held !== null && makesTask(held.call.what, held.call.cell, all);
  });
}

/** The call on the failing line whose function caches its coroutine. */
export function cachedAt(
  failure: IFailure,
  all: INotebookFacts
): (IPlaced<ICall> & { readonly made: IFunction }) | null {
  for (const { cell, what } of callsAt(failure, all)) {
    const name = what.dotted === null || what.dotted.includes('.') ? null : what.dotted;
    const made = name === null ? null : all.lookup(name, what.scope, what.from, cell)?.what.function;
    if (made?.async && made.decorators.some(each => CACHES.test(each))) {
      return { cell, what, made };
    }
  }
  return null;
}

/** True when every read of the name does with a task what it did with the coroutine. */
export function takesTask(held: IHeld, all: INotebookFacts): boolean {
  return readsOf(held.binding, all)?.every(each => runs(each, all) && !isTaskOf(each, all)) ?? false;
}

/**
 * What becomes of the coroutine that a name holds when one read of it takes another in its place.
 *
 * @returns `runs` where another read runs it, `unused` where nothing else reads the name; null when it cannot be told.
 */
export function withoutRead({ read, held }: ISpent, all: INotebookFacts): 'runs' | 'unused' | null {
  const { binding, call } = held;
  const others = readsOf(binding, all)?.filter(each => each.what !== read);
  const ways = [read.statement, call.what.statement];
  const surely = ({ what }: IPlaced<IRead>): boolean =>
    (what.scope.immediate || what.scope === read.scope) && ways.some(each => isOnTheWay(what.statement, each));
  if (others?.some(each => runs(each, all) && surely(each))) {
    return 'runs';
  }
  const scopes = [...all.cells.map(each => each.module), call.what.scope];
  const deleted = scopes.some(each => each.bindings.some(({ name, kind }) => name === held.name && kind === 'del'));
  return others?.length === 0 && !deleted ? 'unused' : null;
}

function isTaskOf({ cell, what: { use } }: IPlaced<IRead>, all: INotebookFacts): boolean {
  return use.kind === 'argument' && all.target(use.call, cell) === 'asyncio.create_task';
}

function runs({ cell, what: { use } }: IPlaced<IRead>, all: INotebookFacts): boolean {
  return use.kind === 'awaited' || (use.kind === 'argument' && RUNS.has(all.target(use.call, cell) ?? ''));
}

/** True when one place is always passed before the other. */
function comesFirst(first: IPlaced<IRead>, second: IPlaced<IRead>): boolean {
  const before = first.cell === second.cell ? first.what.at < second.what.at : first.cell.index < second.cell.index;
  const together =
    first.what.scope === second.what.scope || (first.what.scope.immediate && second.what.scope.immediate);
  const { use } = first.what;
  const other = second.what.use;
  // `gather(c, c)` takes the same coroutine for one.
  const once = use.kind === 'argument' && other.kind === 'argument' && use.call === other.call;
  return (
    before && together && !once && first.what.scope.awaits && isOnTheWay(first.what.statement, second.what.statement)
  );
}

/** False when the first stands in a block that may be left out where the second runs. */
function isOnTheWay(first: IStatement, second: IStatement): boolean {
  const blocks = new Map<IStatement, IStatement['block']>();
  for (let at = second; at.parent; at = at.parent) {
    blocks.set(at.parent, at.block);
  }
  for (let at = first; at.parent && at.parent.scope === first.scope; at = at.parent) {
    const shared = blocks.get(at.parent) === at.block;
    if (!shared && !/^(?:Async)?With$/.test(at.parent.type)) {
      return false;
    }
  }
  return true;
}
