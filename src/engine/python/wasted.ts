/** Coroutines that are made and go to waste. */
import type { ICall, ICellFacts } from './facts';
import type { INotebookFacts, IPlaced } from './notebook-facts';

/** Where a coroutine goes to waste: dropped, shown, printed, or shown in a list. */
export function isWasted(cell: ICellFacts, call: ICall, all: INotebookFacts): boolean {
  const { use } = call;
  if (use.kind === 'statement') {
    return true;
  }
  if (use.kind === 'element') {
    return use.of !== 'generator' && use.of !== 'set' && use.use.kind === 'statement';
  }
  return (
    use.kind === 'argument' &&
    (use.call.dotted === 'print' || use.call.dotted === 'display') &&
    all.target(use.call, cell) === use.call.dotted &&
    typeof use.position === 'number'
  );
}

/** `r = name()` at cell level where no cell ever reads `r`. */
export function* forgottenCoroutines(name: string, all: INotebookFacts): Iterable<IPlaced<ICall>> {
  for (const cell of all.cells) {
    for (const what of cell.calls) {
      const { use } = what;
      const named = use.kind === 'assigned' && use.names.length === 1 && lastName(what.dotted ?? '') === name;
      if (named && what.scope.immediate && all.coroutine(what, cell).verdict === 'yes') {
        const unread = all.reads(use.names[0]!)?.length === 0;
        if (unread) {
          yield { cell, what };
        }
      }
    }
  }
}

/** True when something shows that the cell has run. */
export function hasRun(id: string, all: INotebookFacts): boolean {
  const cell = all.document.cells[all.cell(id)?.index ?? -1];
  return (
    cell !== undefined &&
    (cell.executionCount !== null || cell.outputs.length > 0 || typeof cell.ranSource === 'string')
  );
}

/** The last part of a dotted name. */
export function lastName(dotted: string): string {
  return dotted.split('.').pop() ?? '';
}
