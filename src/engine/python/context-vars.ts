/** Context variables that are set in a cell which awaits: what is set there is gone in the next cell. */
import type { ICall, ICellFacts } from './facts';
import type { INotebookFacts, IPlaced } from './notebook-facts';

/** True for a cell that awaits itself, so that it runs as a task. */
function isTask(cell: ICellFacts): boolean {
  return (
    cell.awaits.some(each => each.scope.immediate) ||
    cell.asyncStatements.length > 0 ||
    cell.asyncComprehensions.some(each => each.scope.immediate)
  );
}

/** The calls `variable.set(…)` of a cell that awaits, where a later cell gets the variable and nothing sets it anew. */
export function* setsLostIn(cell: ICellFacts, all: INotebookFacts): Iterable<ICall> {
  for (const call of cell.calls) {
    const name = /^(\w+)\.set$/.exec(call.dotted ?? '')?.[1];
    if (name === undefined || call.scope.kind !== 'module' || !isVariable(call, cell, all) || !isTask(cell)) {
      continue;
    }
    const uses = usesOf(name, all)?.filter(each => each.cell.index > cell.index) ?? [];
    const [first] = uses;
    if (
      first?.what.attr === 'get' &&
      uses.every(each => each.what.attr === 'get' && isVariable(each.what, each.cell, all))
    ) {
      yield call;
    }
  }
}

function isVariable(call: ICall, cell: ICellFacts, all: INotebookFacts): boolean {
  const made = all.maker(call, cell);
  return made !== null && all.target(made.what, made.cell) === 'contextvars.ContextVar';
}

/** The calls of methods of a name; null where it is read in another way, or inside a function: that may be called anywhere. */
function usesOf(name: string, all: INotebookFacts): readonly IPlaced<ICall>[] | null {
  const reads = all.reads(name);
  const uses = reads?.flatMap(({ cell, what }) => {
    const call = cell.calls.find(each => each.callee.from === what.at && each.dotted === `${name}.${each.attr}`);
    return call && what.scope.immediate ? [{ cell, what: call }] : [];
  });
  return reads && uses && uses.length === reads.length ? uses : null;
}
