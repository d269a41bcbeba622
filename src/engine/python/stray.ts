/** What is made in a loop that never runs, and awaited in a cell all the same. */
import type { ICall, ICellFacts, Use } from './facts';
import { isNeverRun } from './mixed-loops';
import type { INotebookFacts } from './notebook-facts';
import { madeElsewhere } from './threads';

const WAITS = /^asyncio\.(?:gather|wait_for|shield)$/;

/** Calls that make such a thing. */
export function* strayIn(cell: ICellFacts, all: INotebookFacts): Iterable<ICall> {
  for (const call of madeElsewhere(cell, all)) {
    const { use, scope } = call;
    const named = use.kind === 'assigned' && use.names.length === 1 && scope.kind === 'module' ? use.names[0]! : null;
    const waited =
      isWait(use, cell, all) ||
      (named !== null &&
        all.reads(named)?.some(each => {
          const made = all.lookup(named, each.what.scope, each.what.at, each.cell)?.what.call;
          return made === call && isWait(each.what.use, each.cell, all);
        }));
    if (waited && isNeverRun(call, cell, all)) {
      yield call;
    }
  }
}

function isWait(use: Use, cell: ICellFacts, all: INotebookFacts): boolean {
  return use.kind === 'awaited' || (use.kind === 'argument' && WAITS.test(all.target(use.call, cell) ?? ''));
}
