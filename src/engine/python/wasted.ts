/** Coroutines that are made and go to waste. */
import type { ISpan } from '../document';
import type { ICall, ICellFacts } from './facts';
import type { INotebookFacts, IPlaced } from './notebook-facts';

/** What shows its arguments; `display` is there in every cell without an import. */
const SHOWS: ReadonlySet<string> = new Set(['print', 'display', 'IPython.display.display']);

/** Where a coroutine goes to waste: dropped, shown, printed, or shown in a list. */
export function isWasted(cell: ICellFacts, call: ICall, all: INotebookFacts): boolean {
  const { use } = call;
  if (use.kind === 'statement') {
    return true;
  }
  if (use.kind === 'element') {
    return use.of !== 'generator' && use.of !== 'set' && use.use.kind === 'statement';
  }
  return use.kind === 'argument' && SHOWS.has(all.target(use.call, cell) ?? '') && typeof use.position === 'number';
}

/** What goes to waste at one place: a call, or all calls of the display it stands in. */
export interface IWaste extends ISpan {
  readonly calls: readonly ICall[];
  /** The list, tuple or dict they stand in. */
  readonly container: (ISpan & { readonly of: string }) | null;
}

/** The place that a wasted call is told at. */
export function wasteAt(cell: ICellFacts, call: ICall): IWaste {
  if (call.use.kind !== 'element') {
    return { from: call.from, to: call.to, calls: [call], container: null };
  }
  const { container, of } = call.use;
  const same = ({ use }: ICall): boolean =>
    use.kind === 'element' && use.container.from === container.from && use.container.to === container.to;
  return { ...container, calls: cell.calls.filter(same), container: { ...container, of } };
}

/** The wasted call of `name` whose coroutine a cell has shown as its result, or printed. */
export function shownCall(name: string, asResult: boolean, cell: ICellFacts, all: INotebookFacts): ICall | null {
  const found = cell.calls.find(
    call =>
      lastName(call.dotted ?? call.attr ?? '') === name &&
      isWasted(cell, call, all) &&
      (asResult ? call.statement === cell.last : call.use.kind === 'argument')
  );
  return found && all.coroutine(found, cell).verdict !== 'no' ? found : null;
}

/** True when the call makes a coroutine, by its definition or because the kernel has shown one of that name. */
export function makesCoroutine(call: ICall, cell: ICellFacts, told: string | undefined, all: INotebookFacts): boolean {
  const { verdict } = all.coroutine(call, cell);
  return verdict === 'yes' || (verdict === 'unknown' && lastName(call.dotted ?? call.attr ?? '') === told);
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
