/** Calls that start a task. */
import type { ICall, ICellFacts } from './facts';
import { loopOf } from './loops';
import type { INotebookFacts } from './notebook-facts';

const MAKERS: ReadonlySet<string> = new Set(['asyncio.create_task', 'asyncio.ensure_future']);

/** True for `asyncio.create_task()`, `ensure_future()` and `loop.create_task()` on the kernel's loop; not for task groups. */
export function makesTask(call: ICall, cell: ICellFacts, all: INotebookFacts): boolean {
  const target = all.target(call, cell);
  return (
    (target !== null && MAKERS.has(target)) || (call.attr === 'create_task' && loopOf(call, cell, all) === 'kernel')
  );
}

/** What the task runs, to name it by: `watch` for `create_task(watch())`. */
export function workOf(call: ICall): string {
  return call.args[0]?.call?.attr ?? '';
}
