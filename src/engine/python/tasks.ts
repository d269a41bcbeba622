/** Calls that start a task, and what the task runs. */
import type { ICall, ICellFacts } from './facts';
import { loopOf } from './loops';
import type { INotebookFacts, IPlaced } from './notebook-facts';
import { lastName } from './wasted';

const MAKERS: ReadonlySet<string> = new Set(['asyncio.create_task', 'asyncio.ensure_future']);

/** True for `asyncio.create_task()`, `ensure_future()` and `loop.create_task()` on the kernel's loop; not for task groups. */
export function makesTask(call: ICall, cell: ICellFacts, all: INotebookFacts): boolean {
  const target = all.target(call, cell);
  return (
    (target !== null && MAKERS.has(target)) || (call.attr === 'create_task' && loopOf(call, cell, all) === 'kernel')
  );
}

/** True for `asyncio.gather()`, which starts its work at once and gives a future. */
export function makesGather(call: ICall, cell: ICellFacts, all: INotebookFacts): boolean {
  return all.target(call, cell) === 'asyncio.gather';
}

/** What the task runs, to name it by: `watch` for `create_task(watch())`. */
export function workOf(call: ICall): string {
  return call.args[0]?.call?.attr ?? '';
}

/**
 * Calls that start the work of this name.
 *
 * @param name - last name of the coroutine: `watch`.
 * @param gathered - true for work that a `gather()` started: then it is that call, or the task around it.
 */
export function startersOf(name: string, gathered: boolean, all: INotebookFacts): readonly IPlaced<ICall>[] {
  const found: IPlaced<ICall>[] = [];
  for (const cell of all.cells) {
    for (const what of cell.calls) {
      if (gathered ? makesGather(what, cell, all) && holds(what, name, cell) : startsWork(what, name, cell, all)) {
        const { use } = what;
        const around = use.kind === 'argument' && makesTask(use.call, cell, all) ? use.call : what;
        found.push({ cell, what: around });
      }
    }
  }
  return found;
}

function startsWork(call: ICall, name: string, cell: ICellFacts, all: INotebookFacts): boolean {
  return makesTask(call, cell, all) && workNameOf(call, cell, all) === name;
}

/** The work's name, also where the coroutine was kept in a name first: `job = watch(); create_task(job)`. */
function workNameOf(call: ICall, cell: ICellFacts, all: INotebookFacts): string {
  const own = workOf(call);
  const given = call.args[0]?.dotted ?? null;
  if (own !== '' || given === null || given.includes('.')) {
    return own;
  }
  return lastName(all.lookup(given, call.scope, call.from, cell)?.what.call?.dotted ?? '');
}

function holds(outer: ICall, name: string, cell: ICellFacts): boolean {
  return cell.calls.some(each => each.from > outer.from && each.to < outer.to && each.attr === name);
}
