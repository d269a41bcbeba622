/** Calling a function a second time where its first coroutine has run. */
import type { ICellFacts } from '../python/facts';
import type { INotebookFacts } from '../python/notebook-facts';
import { withoutRead } from '../python/spent';
import type { ISpent } from '../python/spent';
import { spanOf } from '../python/values';
import type { IHeld } from '../python/values';
import { spelling } from './drive';
import type { IEdit } from './edit';
import { removeStatement } from './statements';

/** The call in the place of the name, and what has to go because nothing runs it any more. */
export interface IAgain {
  readonly edits: ReadonlyMap<string, readonly IEdit[]>;
  readonly removes: ReadonlyMap<string, readonly string[]>;
  readonly adds: ReadonlyMap<string, readonly string[]>;
  /** The cell from which the first call is taken away; null when it stays. */
  readonly emptied: ICellFacts | null;
}

/**
 * Write the call in the place of the name that holds its coroutine.
 *
 * @returns null when the call would do more than once what it holds besides, when its names mean something else there, or
 * when the first coroutine would be left for nobody to await.
 */
export function callAgain(spent: ISpent, all: INotebookFacts): IAgain | null {
  const { cell, read, held } = spent;
  const { cell: home, what: call } = held.call;
  const within = (at: number): boolean => call.from <= at && at < call.to;
  const others = home.calls.filter(each => each !== call && within(each.from));
  const names = home.reads.filter(each => within(each.at));
  const alike = names.every(each => {
    const there = all.lookup(each.name, each.scope, each.at, home)?.what;
    const here = all.lookup(each.name, read.scope, read.at, cell)?.what;
    return there ? there === here : all.candidates(each.name, read.scope, read.at, cell).length === 0;
  });
  const first = withoutRead(spent, all);
  const gone = first === 'unused' ? assignment(held) : null;
  if (others.length > 0 || !alike || home.awaits.some(each => within(each.from)) || !(gone || first === 'runs')) {
    return null;
  }
  const again = { ...spanOf(read), text: home.source.slice(call.from, call.to) };
  const name = spelling(call);
  const edits = gone && home === cell ? [gone, again] : [again];
  return {
    edits: new Map(
      gone && home !== cell
        ? [
            [home.id, [gone]],
            [cell.id, edits]
          ]
        : [[cell.id, edits]]
    ),
    removes: new Map(gone ? [[home.id, [name]]] : []),
    adds: new Map([[cell.id, [name]]]),
    emptied: gone ? home : null
  };
}

/** The edit that takes `name = call` away; null when the line does anything else. */
function assignment({ name, call: { cell, what } }: IHeld): IEdit | null {
  const { statement } = what;
  const plain =
    statement.magic === null &&
    statement.to === what.to &&
    cell.source.slice(statement.from, what.from).replace(/[ \t]+/g, '') === `${name}=`;
  return plain ? removeStatement(cell, statement) : null;
}
