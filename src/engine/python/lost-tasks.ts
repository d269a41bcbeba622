/** The call that started a task of which the kernel reports that it failed, or was thrown away. */
import type { ISpan } from '../document';
import type { IFailure, IFrame } from '../failures/failure';
import type { ICall, ICellFacts } from './facts';
import type { INotebookFacts } from './notebook-facts';
import { deepestCellFrame, statementAt } from './places';
import { isLookedAfter } from './task-care';
import { startersOf } from './tasks';
import { hasRun, lastName } from './wasted';

/** A lost task and where it is told. */
export interface ILostTask extends ISpan {
  readonly cell: ICellFacts;
  /** Last name of its coroutine; empty when the kernel does not say. */
  readonly name: string;
  /** The call that started it; null when that cannot be told: then the place is where it failed. */
  readonly starter: ICall | null;
}

/**
 * Where a lost task belongs. Null when every call that may have started it is looked after by now, so that the report
 * is of a run before, and when nothing of the report lies in a cell.
 */
export function lostTask(failure: IFailure, all: INotebookFacts): ILostTask | null {
  const name = lastName(failure.groups['name'] ?? outermostInCell(failure)?.name ?? '');
  const gathered = failure.groups['cls'] === '_GatheringFuture';
  const starters = name === '' ? [] : startersOf(name, gathered, all);
  const open = starters.filter(({ cell, what }) => hasRun(cell.id, all) && !isLookedAfter(what, cell, all));
  const [first] = open;
  if (first && open.length === 1) {
    const { from, to } = first.what;
    return { cell: first.cell, from, to, name, starter: first.what };
  }
  // A message that belongs to no cell outlives the cell that caused it: with no call left, that cell has run again.
  const history = starters.length === 0 && (failure.rerun ?? []).length > 0;
  return history || (starters.length > 0 && !first) ? null : whereItFailed(failure, name, all);
}

function whereItFailed(failure: IFailure, name: string, all: INotebookFacts): ILostTask | null {
  const frame = deepestCellFrame(failure);
  const cell = all.cell(frame?.cell ?? '');
  return cell && frame ? { cell, ...statementAt(cell, frame.line), name, starter: null } : null;
}

function outermostInCell(failure: IFailure): IFrame | null {
  return failure.frames.find(each => each.cell !== null) ?? null;
}
