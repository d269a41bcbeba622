/** `await fetch` where `fetch` is an async function that was never called: kernel-failures.md F-CORO-10. */
import type { IFailure } from '../failures/failure';
import type { IAwait, ICellFacts } from './facts';
import type { INotebookFacts, IPlaced } from './notebook-facts';
import { deepestCellFrame, lineSpan, meets } from './places';

/** An await of a function, its spelled name, and how many arguments the function asks for. */
export interface IUncalled {
  readonly await: IAwait;
  readonly name: string;
  readonly required: number;
}

/** Every await of a plain name that the notebook binds to an async function. */
export function* uncalledAwaits(cell: ICellFacts, all: INotebookFacts): Iterable<IUncalled> {
  for (const each of cell.awaits) {
    const name = cell.source.slice(each.operand.from, each.operand.to);
    if (each.call || !/^[\p{L}_][\p{L}\p{N}_]*$/u.test(name)) {
      continue;
    }
    const made = all.lookup(name, each.scope, each.from, cell)?.what.function;
    if (made?.async && !made.generator && made.decorators.length === 0) {
      yield { await: each, name, required: made.required };
    }
  }
}

/** The one on the line that a failure names. */
export function uncalledAt(failure: IFailure, all: INotebookFacts): IPlaced<IUncalled> | null {
  const frame = deepestCellFrame(failure);
  const cell = all.cell(frame?.cell ?? '');
  const line = cell && frame ? lineSpan(cell.source, frame.line) : null;
  const what = cell && line && [...uncalledAwaits(cell, all)].find(each => meets(each.await, line));
  return cell && what ? { cell, what } : null;
}
