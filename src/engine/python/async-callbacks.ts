/** Async functions that are handed to something which calls them and does not await what they return: F-CORO-5 and 6. */
import { coroutineFunction } from './bindings';
import { usesOf } from './callers';
import { COROUTINE_FUNCTIONS } from './coroutines';
import type { IArgument, ICall, ICellFacts, Use } from './facts';
import { handedOn } from './handed-on';
import type { IHandedOn, Taker } from './handed-on';
import type { INotebookFacts, IPlaced } from './notebook-facts';
import { isPlainCall } from './plain-calls';
import { hasRun } from './wasted';

/** One of them. */
export interface IAsyncCallback {
  /** What takes the function. */
  readonly call: ICall;
  readonly argument: IArgument;
  /** `map`: the builtin; `unknown`: something that the kernel has shown not to await. */
  readonly by: Taker | 'map' | 'unknown';
  /**
   * `named`: the function itself. `lambda`: a lambda that calls it. `called`: its coroutine. `value`: what a plain
   * function returned, which was meant to be called later.
   */
  readonly how: 'named' | 'lambda' | 'called' | 'value';
  /** Spelled name of the function. */
  readonly name: string;
}

/** Functions that use up what they go through, and make a value of it. */
const USES_UP: ReadonlySet<string> = new Set(['sum', 'min', 'max', 'any', 'all', 'sorted', 'set', 'dict']);
const COLLECTS: ReadonlySet<string> = new Set(['list', 'tuple']);
const SHOWS: ReadonlySet<string> = new Set(['print', 'display', 'len', 'type', 'repr', 'str']);

/** All of a cell that are certain from the source. */
export function* asyncCallbacks(cell: ICellFacts, all: INotebookFacts): Iterable<IAsyncCallback> {
  for (const call of cell.calls) {
    const given = handedOn(call, cell, all) ?? mapped(call, cell, all);
    const found = given && callbackOf(given.argument, call, cell, all);
    if (given && found && (found.how === 'value' || isLost(given.by, found.how, call, cell, all))) {
      yield { call, argument: given.argument, by: given.by, ...found };
    }
  }
}

function mapped(call: ICall, cell: ICellFacts, all: INotebookFacts): (Omit<IHandedOn, 'by'> & { by: 'map' }) | null {
  const [argument] = call.args;
  return argument?.keyword === null && all.target(call, cell) === 'map' ? { by: 'map', argument } : null;
}

/** What an argument that should be a plain function is instead; null when it may be one. */
export function callbackOf(
  argument: IArgument,
  call: ICall,
  cell: ICellFacts,
  all: INotebookFacts
): Pick<IAsyncCallback, 'how' | 'name'> | null {
  if (argument.dotted !== null) {
    return isAsync(argument.dotted, call, cell, all) ? { how: 'named', name: argument.dotted } : null;
  }
  if (argument.type === 'Lambda') {
    const within = (each: ICall): boolean => each.from >= argument.value.from && each.to <= argument.value.to;
    const body = cell.calls.find(each => each.use.kind === 'returned' && each.scope.kind === 'lambda' && within(each));
    return body && all.coroutine(body, cell).verdict === 'yes' ? { how: 'lambda', name: body.dotted ?? '' } : null;
  }
  const made = argument.call;
  if (!made) {
    return null;
  }
  if (all.coroutine(made, cell).verdict === 'yes') {
    return { how: 'called', name: made.dotted ?? '' };
  }
  return isPlainCall(made, cell, all) ? { how: 'value', name: made.dotted ?? '' } : null;
}

function isAsync(name: string, call: ICall, cell: ICellFacts, all: INotebookFacts): boolean {
  if (COROUTINE_FUNCTIONS.has(all.meaning(name, call.scope, call.from, cell) ?? '')) {
    return true;
  }
  const made = name.includes('.') ? null : all.lookup(name, call.scope, call.from, cell)?.what.function;
  return made ? coroutineFunction(made) === 'yes' : false;
}

/** True where nobody can await the coroutines that come of it. */
function isLost(
  by: Taker | 'map',
  how: IAsyncCallback['how'],
  call: ICall,
  cell: ICellFacts,
  all: INotebookFacts
): boolean {
  if (by === 'awaited') {
    return how === 'called' || (call.use.kind === 'awaited' && isShown(call.use.by.use, cell, all));
  }
  if (by === 'executor' && call.attr === 'submit') {
    return how === 'called' || isShownResult(call.use, call, cell, all);
  }
  return by === 'executor' || by === 'map' ? isShown(call.use, cell, all) : true;
}

/** `.result()` of a future, at once or through a name, is shown or dropped. */
function isShownResult(use: Use, call: ICall, cell: ICellFacts, all: INotebookFacts): boolean {
  if (use.kind === 'object' && use.attr === 'result') {
    const result = cell.calls.find(each => each.receiver === call);
    return result !== undefined && isShown(result.use, cell, all);
  }
  if (use.kind !== 'assigned') {
    return use.kind === 'statement';
  }
  const reads = use.names.length === 1 ? all.reads(use.names[0]!) : null;
  return (
    reads?.every(({ cell: other, what }) => {
      const result = other.calls.find(each => each.callee.from === what.at && each.attr === 'result');
      return result ? isShown(result.use, other, all) : isIdle(what.use, other, all);
    }) ?? false
  );
}

/** A value that is dropped, shown, made text of or used up: its coroutines are never awaited. */
function isShown(use: Use, cell: ICellFacts, all: INotebookFacts): boolean {
  if (use.kind === 'argument' && typeof use.position === 'number') {
    const target = all.target(use.call, cell) ?? '';
    return COLLECTS.has(target) ? isShown(use.call.use, cell, all) : USES_UP.has(target) || isIdle(use, cell, all);
  }
  if (use.kind !== 'assigned') {
    return isIdle(use, cell, all);
  }
  const reads = use.names.length === 1 ? all.reads(use.names[0]!) : null;
  return reads !== null && reads.length > 0 && reads.every(each => isIdle(each.what.use, each.cell, all));
}

function isIdle(use: Use, cell: ICellFacts, all: INotebookFacts): boolean {
  return (
    use.kind === 'statement' ||
    use.kind === 'formatted' ||
    (use.kind === 'argument' && SHOWS.has(all.target(use.call, cell) ?? ''))
  );
}

/**
 * Where the one use of an async function is to hand it to something unknown: nobody else can have called it.
 *
 * @param name - of a function whose coroutine was never awaited, as the kernel has said.
 */
export function handedAlone(name: string, all: INotebookFacts): readonly IPlaced<IAsyncCallback>[] {
  return all.cells.flatMap(cell =>
    cell.functions.flatMap(made => {
      const uses = made.name === name && coroutineFunction(made) === 'yes' ? usesOf(made, cell, all) : null;
      const [only, ...more] = uses?.calls.length === 0 ? uses.others : [];
      const call = only?.what.use.kind === 'argument' ? only.what.use.call : null;
      const argument = call?.args.find(each => each.value.from === only!.what.at);
      return call && argument && more.length === 0 && hasRun(only!.cell.id, all)
        ? [{ cell: only!.cell, what: { call, argument, by: 'unknown', how: 'named', name } as const }]
        : [];
    })
  );
}
