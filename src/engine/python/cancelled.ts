/** Tasks that are cancelled, and whether anything waits for them afterwards. */
import type { ICall, ICellFacts, IStatement } from './facts';
import type { INotebookFacts } from './notebook-facts';
import { isIndifferent, keeperOf } from './task-care';
import { makesTask } from './tasks';

/**
 * No read behind the cancel, nor in a loop around it, waits for the task or hands it on.
 *
 * @param whole - the end of the loop that cancels all tasks of a list.
 */
export function isLeftAlone(
  name: string,
  call: ICall,
  cell: ICellFacts,
  all: INotebookFacts,
  whole: number | null = null
): boolean {
  const repeated = whole === null && /^(?:Async)?For$|^While$/.test(call.statement.parent?.type ?? '');
  const behind = (index: number, at: number): boolean =>
    index > cell.index || (index === cell.index && (at > (whole ?? call.to) || repeated));
  return (
    all
      .reads(name)
      ?.every(each => !behind(each.cell.index, each.what.at) || isIndifferent(each.what, each.cell, all)) ?? false
  );
}

/** `for t in tasks: t.cancel()`. */
export interface ICancelledAll {
  /** The name that holds the tasks. */
  readonly name: string;
  readonly loop: IStatement;
}

/** The loop whose body is this cancel and nothing else, over a list of tasks that nothing waits for afterwards. */
export function cancelledAll(call: ICall, cell: ICellFacts, all: INotebookFacts): ICancelledAll | null {
  const loop = call.statement.parent;
  const { head } = loop ?? {};
  if (loop?.type !== 'For' || loop.parent !== null || loop.children.length !== 1 || head?.type !== 'Name') {
    return null;
  }
  const name = cell.source.slice(head.from, head.to);
  const each = cell.module.bindings.find(found => found.statement === loop)?.name;
  const reads = call.dotted === `${each}.cancel` ? all.reads(name) : null;
  if (!reads) {
    return null;
  }
  const holders = new Set([...all.candidates(name, call.scope, call.from, cell), ...reads].map(place => place.cell));
  const tasks = [...holders].some(other =>
    other.calls.some(made => keeperOf(made) === name && makesTask(made, other, all))
  );
  return tasks && isLeftAlone(name, call, cell, all, loop.to) ? { name, loop } : null;
}
