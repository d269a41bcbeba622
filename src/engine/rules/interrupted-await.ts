import type { ISpan } from '../document';
import type { IEdit } from '../edits/edit';
import { insertAfter } from '../edits/statements';
import type { IFailure } from '../failures/failure';
import { endlessIn } from '../python/endless-waits';
import type { ICellFacts } from '../python/facts';
import type { INotebookFacts } from '../python/notebook-facts';
import { deepestCellFrame, lineSpan, meets } from '../python/places';
import { stubbornIn } from '../python/stubborn';
import type { IStubborn } from '../python/stubborn';
import { makesTask } from '../python/tasks';
import { draftOf } from './rule';
import type { IFixDraft, IRule, ISighting } from './rule';

/** The loop that cannot be stopped; null for a cell that was. */
type Sighting = ISighting<IStubborn | null>;

function* check(cell: ICellFacts): Iterable<Sighting> {
  for (const data of stubbornIn(cell)) {
    const { from, to } = data;
    const title = 'This loop cannot be stopped.';
    const message =
      'Stop and cancel() raise CancelledError where it awaits, and its except takes that and goes on: let it through.';
    yield { cell: cell.id, from, to, title, message, data };
  }
}

/** A cell that awaits is cancelled by Stop: an error without text, which other things can raise too. */
function* explain(failure: IFailure, all: INotebookFacts): Iterable<Sighting> {
  const cell = all.cell(failure.cell ?? '');
  if (!cell || failure.pattern !== 'cancelled' || failure.evidence !== 'error' || failure.evalue !== '') {
    return;
  }
  const futures = failure.frames.some(each => /concurrent[\\/]futures/.test(each.file));
  const cancels = all.cells.some(each => each.calls.some(call => call.attr === 'cancel'));
  const place = futures || cancels || isRaised(failure, all) ? null : waitAt(cell, failure);
  if (!place || [...endlessIn(cell, all)].some(each => meets(each, place))) {
    return;
  }
  const task = taskOf(cell, all);
  const rest = task === null ? '' : `; the task ${task} goes on until ${task}.cancel()`;
  yield {
    cell: cell.id,
    from: place.from,
    to: place.to,
    title: 'This cell was stopped while it waited.',
    message: `Stop cancels a cell that awaits, but only once the event loop wakes: where it seems dead, running any other cell wakes it${rest}.`,
    data: null
  };
}

/** True where code raises it itself. */
function isRaised(failure: IFailure, all: INotebookFacts): boolean {
  const last = failure.frames[failure.frames.length - 1];
  if (/^raise\b/.test(last?.code ?? '') && !/[\\/]asyncio[\\/]/.test(last!.file)) {
    return true;
  }
  const frame = deepestCellFrame(failure);
  const cell = all.cell(frame?.cell ?? '');
  const line = cell && frame ? lineSpan(cell.source, frame.line) : null;
  return cell?.statements.some(each => each.type === 'Raise' && line !== null && meets(each, line)) ?? false;
}

/** What the cell itself waited for: on the line that the traceback begins with, or, without one, all there is. */
function waitAt(cell: ICellFacts, failure: IFailure): ISpan | null {
  const waits: ISpan[] = [
    ...cell.awaits.filter(each => each.scope.immediate),
    ...cell.asyncStatements.map(({ from, to, head }) => ({ from, to: head?.to ?? to })),
    ...cell.asyncComprehensions.filter(each => each.scope.immediate)
  ];
  const frame = failure.frames.find(each => each.cell === cell.id);
  if (frame) {
    const line = lineSpan(cell.source, frame.line);
    return waits.find(each => meets(each, line)) ?? null;
  }
  return waits.length === 1 ? waits[0]! : null;
}

/** A task that the cell has started, and that has a name. */
function taskOf(cell: ICellFacts, all: INotebookFacts): string | null {
  const made = cell.calls.find(each => each.scope.immediate && makesTask(each, cell, all));
  return made?.use.kind === 'assigned' && made.use.names.length === 1 ? made.use.names[0]! : null;
}

function* fix({ cell: id, data }: Sighting, all: INotebookFacts): Iterable<IFixDraft | string> {
  const cell = all.cell(id)!;
  if (!data) {
    yield 'There is nothing to mend: run the cell again when it should go on.';
    return;
  }
  const edit = data.named ? raiseIn(cell, data) : null;
  yield edit
    ? draftOf(cell, { edits: [edit], removes: [], adds: [], awaits: 0 }, 'Raise it again', 'unsafe', ENDS)
    : 'Catch less: except Exception lets CancelledError through.';
}

const ENDS = 'Stop and cancel() end the loop now, at its next await.';

/** `raise` at the end of the handler, or in place of its `pass` or `continue`. */
function raiseIn(cell: ICellFacts, { handler }: IStubborn): IEdit | null {
  const last = handler[handler.length - 1]!;
  return last.type === 'Pass' || last.type === 'Continue'
    ? { from: last.from, to: last.to, text: 'raise' }
    : insertAfter(cell, last, ['raise']);
}

/** Stop, and code that awaits. */
export const rule: IRule<IStubborn | null> = {
  id: 'interrupted-await',
  title: 'Stop in a cell that awaits',
  level: 'info',
  words: ['await', 'async'],
  failures: ['F-INT-1'],
  check,
  explain,
  fix
};
