/** What a notebook hands to other threads, and the event loops that are made there. */
import type { ISpan } from '../document';
import type { IArgument, ICall, ICellFacts, IFunction, IScope } from './facts';
import { functionAround } from './callers';
import { loopOf, patchBefore } from './loops';
import type { INotebookFacts } from './notebook-facts';

/** A function that is handed to another thread. */
export interface IHanded {
  readonly cell: ICellFacts;
  /** `asyncio.to_thread()`, `pool.submit()`, `loop.run_in_executor()`, `threading.Thread()`, `threading.Timer()`. */
  readonly by: ICall;
  /** The argument that is the function. */
  readonly what: IArgument;
  /** Its arguments where they are given one by one. */
  readonly rest: readonly IArgument[];
  /** False for a `submit()` that may be to another process. */
  readonly sure: boolean;
}

/** Everything that a cell hands to threads. */
export function* handedIn(cell: ICellFacts, all: INotebookFacts): Iterable<IHanded> {
  for (const by of cell.calls) {
    const found = handedBy(by, cell, all);
    if (found?.what && found.what.keyword !== '*' && found.what.keyword !== '**') {
      yield { cell, by, what: found.what, rest: found.rest ?? [], sure: found.sure ?? true };
    }
  }
}

function handedBy(
  by: ICall,
  cell: ICellFacts,
  all: INotebookFacts
): { what: IArgument | undefined; rest?: readonly IArgument[]; sure?: boolean } | null {
  const { args, attr } = by;
  if (attr === 'run_in_executor') {
    const none = args[0] !== undefined && cell.source.slice(args[0].value.from, args[0].value.to) === 'None';
    return { what: args[1], rest: args.slice(2), sure: none || isPool(args[0]!, by, cell, all) };
  }
  if (attr === 'submit') {
    const made = all.maker(by, cell);
    const sure = made !== null && all.target(made.what, made.cell) === POOL;
    return { what: args[0], rest: args.slice(1), sure };
  }
  switch (all.target(by, cell)) {
    case 'asyncio.to_thread':
      return { what: args[0], rest: args.slice(1) };
    case 'threading.Thread':
      return { what: args.find(each => each.keyword === 'target') };
    case 'threading.Timer':
      return { what: args.find(each => each.keyword === 'function') ?? args[1] };
    default:
      return null;
  }
}

const POOL = 'concurrent.futures.ThreadPoolExecutor';

function isPool(argument: IArgument, by: ICall, cell: ICellFacts, all: INotebookFacts): boolean {
  const { dotted } = argument;
  const made = dotted === null ? argument.call : (all.lookup(dotted, by.scope, by.from, cell)?.what.call ?? null);
  return made !== null && all.target(made, cell) === POOL;
}

/** The plain function or lambda around a place that is handed to a thread for certain; null where there is none. */
export function threadAround(scope: IScope, cell: ICellFacts, all: INotebookFacts): IHanded | null {
  const made = functionAround(scope, cell);
  if (made ? made.async : scope.kind !== 'lambda') {
    return null;
  }
  const readers = made?.within.kind === 'module' ? (all.reads(made.name) ?? []).map(each => each.cell) : [cell];
  for (const other of new Set(readers)) {
    for (const each of handedIn(other, all)) {
      const runs = made
        ? functionOf(each, all) === made
        : each.what.type === 'Lambda' && holds(each.what.value, scope, cell);
      if (runs && each.sure) {
        return each;
      }
    }
  }
  return null;
}

function functionOf({ what, by, cell }: IHanded, all: INotebookFacts): IFunction | null {
  const { dotted } = what;
  return dotted === null || dotted.includes('.')
    ? null
    : (all.lookup(dotted, by.scope, by.from, cell)?.what.function ?? null);
}

/** True when a lambda's text is where its scope has calls. */
function holds(span: ISpan, scope: IScope, cell: ICellFacts): boolean {
  return cell.calls.some(each => each.scope === scope && each.from >= span.from && each.to <= span.to);
}

/** A place where another event loop runs a coroutine. */
export interface IOtherRun extends ISpan {
  readonly cell: ICellFacts;
  /** All of it: `asyncio.to_thread(…)`, `pool.submit(…).result()`, or `asyncio.run(…)` inside a function. */
  readonly call: ICall;
  /** The coroutine; null where it is not made there. */
  readonly work: ICall | null;
  /** What stands in its place when the kernel's loop runs it: the coroutine, an await of it, or nothing that is known. */
  readonly form: 'coroutine' | 'await' | null;
}

/** Every place of a cell where a loop beside the kernel's runs. */
export function otherRunsIn(cell: ICellFacts, all: INotebookFacts): readonly IOtherRun[] {
  const found: IOtherRun[] = [];
  const entries = new Set<ICall>();
  for (const { by, what, rest } of handedIn(cell, all)) {
    const entry = what.type === 'Lambda' ? (cell.calls.find(each => isBody(each, what, cell, all)) ?? null) : null;
    if (entry) {
      entries.add(entry);
    } else if (all.meaning(what.dotted, by.scope, by.from, cell) !== 'asyncio.run') {
      continue;
    }
    const work = (entry ? entry.args[0] : rest[0])?.call ?? null;
    const alone = (entry ? entry.args : rest).length === 1;
    found.push({ cell, work, ...shapeOf(by, alone && work !== null, cell, all) });
  }
  for (const call of cell.calls) {
    // At cell level it fails, or, patched, uses the kernel's own loop.
    const inside = !call.scope.immediate && !entries.has(call) && all.target(call, cell) === 'asyncio.run';
    if (inside && !patchBefore(cell, call.from, all)) {
      found.push({ cell, call, from: call.from, to: call.to, work: call.args[0]?.call ?? null, form: null });
    }
  }
  return found;
}

/** True for `asyncio.run(…)` as all that a lambda does. */
function isBody(call: ICall, { value }: IArgument, cell: ICellFacts, all: INotebookFacts): boolean {
  const head = cell.source.slice(value.from, call.from);
  return call.to === value.to && /^lambda\s*:\s*$/.test(head) && all.target(call, cell) === 'asyncio.run';
}

function shapeOf(
  by: ICall,
  known: boolean,
  cell: ICellFacts,
  all: INotebookFacts
): Pick<IOtherRun, 'call' | 'form' | 'from' | 'to'> {
  const result = cell.calls.find(each => each.attr === 'result' && each.receiver?.from === by.from && isOn(each, by));
  const call = by.attr === 'submit' && result ? result : by;
  const { from, to } = call;
  if (all.target(by, cell) === 'asyncio.to_thread' || (by.attr === 'run_in_executor' && by.use.kind === 'awaited')) {
    return { call, from, to, form: known ? 'coroutine' : null };
  }
  return { call, from, to, form: known && call !== by ? 'await' : null };
}

function isOn(call: ICall, by: ICall): boolean {
  return call.receiver?.to === by.to;
}

/** Names of the notebook's objects that code in a span uses, also through the notebook's own functions. */
export function objectsUsed(span: ISpan, cell: ICellFacts, all: INotebookFacts): ReadonlySet<string> {
  const names = new Set<string>();
  const seen = new Set<string>();
  const open = [{ span, cell }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { from, to } = next.span;
    for (const read of next.cell.reads.filter(each => each.at >= from && each.at < to)) {
      const placed = all.lookup(read.name, read.scope, read.at, next.cell);
      const what = placed?.what;
      const body = what?.function ?? what?.class;
      if (placed && body) {
        const key = `${placed.cell.id} ${body.from}`;
        if (!seen.has(key)) {
          seen.add(key);
          open.push({ span: body, cell: placed.cell });
        }
      } else if (what?.kind === 'value' && what.statement.scope.kind === 'module' && isObject(what.statement)) {
        names.add(read.name);
      }
    }
  }
  return names;
}

/** Only what a call made can belong to a loop. */
function isObject({ value }: { readonly value: { readonly type: string } | null }): boolean {
  return value?.type === 'Call' || value?.type === 'Await' || value?.type === 'Attribute';
}

/** Calls that make something in a loop which is not the kernel's: `loop2.create_task()`. */
export function madeElsewhere(cell: ICellFacts, all: INotebookFacts): readonly ICall[] {
  return cell.calls.filter(
    each => (each.attr === 'create_task' || each.attr === 'create_future') && loopOf(each, cell, all) === 'new'
  );
}
