/** Who uses a function of the notebook, and how. */
import type { ICall, ICellFacts, IFunction, IRead, IScope } from './facts';
import type { INotebookFacts, IPlaced } from './notebook-facts';

/** The uses of a function at module level. */
export interface IUses {
  readonly calls: readonly IPlaced<ICall>[];
  /** Places that read the name without calling it: handed on, kept, decorated with. */
  readonly others: readonly IPlaced<IRead>[];
}

/**
 * All uses of a function that a cell defines at its top level.
 *
 * @returns null when they cannot be told: a cell that did not parse mentions the name, or it has several definitions.
 */
export function usesOf(made: IFunction, cell: ICellFacts, all: INotebookFacts): IUses | null {
  const reads = made.within.kind === 'module' ? all.reads(made.name) : null;
  if (!reads || all.candidates(made.name, cell.module, made.from, cell).length !== 1) {
    return null;
  }
  const calls: IPlaced<ICall>[] = [];
  const others: IPlaced<IRead>[] = [];
  for (const read of reads) {
    const call = read.cell.calls.find(each => each.callee.from === read.what.at && each.dotted === made.name);
    if (call) {
      calls.push({ cell: read.cell, what: call });
    } else {
      others.push(read);
    }
  }
  return { calls, others };
}

/**
 * True where code runs in the kernel's own thread for sure: at cell level, or in a function that cells call and that is
 * handed to nobody, since a thread has a loop of its own.
 */
export function isReached(inner: IScope, cell: ICellFacts, all: INotebookFacts, depth = 0): boolean {
  if (inner.immediate) {
    return true;
  }
  const around = depth < 4 ? functionAround(inner, cell) : null;
  const uses = around && usesOf(around, cell, all);
  return (
    uses?.others.length === 0 &&
    uses.calls.some(
      each =>
        (around?.async === false || runsAtOnce(each.what, each.cell, all)) &&
        isReached(each.what.scope, each.cell, all, depth + 1)
    )
  );
}

/** False for a coroutine that is handed on, perhaps to another thread's loop. */
function runsAtOnce({ use }: ICall, cell: ICellFacts, all: INotebookFacts): boolean {
  if (use.kind !== 'argument') {
    return use.kind !== 'element';
  }
  const target = all.target(use.call, cell) ?? '';
  return startsTask(use.call) || (/^asyncio\./.test(target) && target !== 'asyncio.run_coroutine_threadsafe');
}

/** By its name alone: `asyncio.create_task`, `loop.create_task`, `group.create_task`, `asyncio.ensure_future`. */
export function startsTask(call: ICall): boolean {
  return call.attr === 'create_task' || call.attr === 'ensure_future';
}

/** True in the body of a plain `def`: there an await would be a syntax error. */
export function inPlainFunction(call: ICall, cell: ICellFacts): boolean {
  const around = functionAround(call.scope, cell);
  return around !== null && !around.async;
}

/** The function whose body holds a scope; null at cell level and inside a lambda or class body of its own. */
export function functionAround(inner: IScope, cell: ICellFacts): IFunction | null {
  let scope = inner;
  while (scope.kind === 'comprehension' && scope.parent) {
    scope = scope.parent;
  }
  return cell.functions.find(each => each.scope === scope) ?? null;
}
