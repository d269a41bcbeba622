/** Who looks after a task: awaits it, gathers it, hands it on, or asks for its failure. */
import type { ICall, ICellFacts, IFunction, IRead, IStatement, Use } from './facts';
import { functionAround } from './callers';
import type { INotebookFacts, IPlaced } from './notebook-facts';

/** Attributes of a task, or of a collection of tasks, that tell nobody of a failure. */
const INDIFFERENT: ReadonlySet<string> = new Set([
  ...['cancel', 'cancelled', 'cancelling', 'done', 'get_context', 'get_coro', 'get_loop', 'get_name'],
  ...['print_stack', 'remove_done_callback', 'set_name', 'uncancel'],
  ...['add', 'append', 'clear', 'discard', 'remove']
]);

/** The name a task is kept under: `t = …`, `ts = [… for …]`, `ts.append(…)`; null when no name keeps it. */
export function keeperOf({ use }: ICall): string | null {
  const outer = outerUse(use);
  if (outer.kind === 'assigned') {
    return outer.names[0] ?? null;
  }
  const parts = outer.kind === 'argument' ? outer.call.parts : [];
  return parts.length === 2 && INDIFFERENT.has(parts[1]!) ? parts[0]! : null;
}

/** False only when nothing in the notebook can hear of a failure of the task that this call starts. */
export function isLookedAfter(call: ICall, cell: ICellFacts, all: INotebookFacts): boolean {
  const use = outerUse(call.use);
  if (use.kind === 'statement') {
    return false;
  }
  if (use.kind === 'object') {
    return use.of !== 'attribute' || !INDIFFERENT.has(use.attr);
  }
  const keeper = keeperOf(call);
  const reads = keeper === null ? null : readsOf(keeper, call, cell, all);
  return reads === null || reads.some(each => !isIndifferent(each.what, each.cell, all));
}

/** Every read of a name that a call is kept under; null when they cannot be told. */
export function readsOf(
  name: string,
  call: ICall,
  cell: ICellFacts,
  all: INotebookFacts
): readonly IPlaced<IRead>[] | null {
  const made = functionAround(call.scope, cell);
  if (!made || made.scope.globals.has(name)) {
    return call.scope.immediate || made ? all.reads(name) : null;
  }
  const inside = cell.reads.filter(each => each.name === name && each.at > made.from && each.at < made.to);
  return inside.map(what => ({ cell, what }));
}

/** True for a function that catches its own failures: nothing is left for a task to tell. */
export function catchesAll(made: IFunction): boolean {
  const some = (statements: readonly IStatement[]): boolean =>
    statements.some(
      each =>
        each.catches.some(name => /^(?:\*|Exception|BaseException)$/.test(name)) ||
        (!/Def$/.test(each.type) && some(each.children))
    );
  return some(made.statement.children);
}

function outerUse(use: Use): Use {
  return use.kind === 'element' ? outerUse(use.use) : use;
}

/** True for a read that neither waits for the task nor hands it on: `t.done()`, `print(t)`. */
export function isIndifferent({ use }: IRead, cell: ICellFacts, all: INotebookFacts): boolean {
  switch (use.kind) {
    case 'statement':
    case 'formatted':
      return true;
    case 'object':
      return use.of === 'attribute' && INDIFFERENT.has(use.attr);
    case 'argument':
      return /^(?:print|display)$/.test(all.target(use.call, cell) ?? '');
    default:
      return false;
  }
}
