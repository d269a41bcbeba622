/** Calling a function a second time where its first coroutine has run. */
import type { ISpent } from '../python/spent';
import type { INotebookFacts } from '../python/notebook-facts';
import { spanOf } from '../python/values';
import { spelling } from './drive';
import type { IDriven } from './drive';

/**
 * Write the call in the place of the name that holds its coroutine.
 *
 * @returns null when the call would do more than once what it holds besides, or its names mean something else there.
 */
export function callAgain({ cell, read, held }: ISpent, all: INotebookFacts): IDriven | null {
  const { cell: home, what: call } = held.call;
  const within = (at: number): boolean => call.from <= at && at < call.to;
  const others = home.calls.filter(each => each !== call && within(each.from));
  const names = home.reads.filter(each => within(each.at));
  const alike = names.every(each => {
    const there = all.lookup(each.name, each.scope, each.at, home)?.what;
    const here = all.lookup(each.name, read.scope, read.at, cell)?.what;
    return there ? there === here : all.candidates(each.name, read.scope, read.at, cell).length === 0;
  });
  if (others.length > 0 || !alike || home.awaits.some(each => within(each.from))) {
    return null;
  }
  const edits = [{ ...spanOf(read), text: home.source.slice(call.from, call.to) }];
  return { edits, removes: [], adds: [spelling(call)], awaits: 0, dropped: [] };
}
