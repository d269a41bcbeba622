/** `await asyncio.gather(*[…])` around a list of coroutines. */
import type { ISpan } from '../document';
import type { ICall, ICellFacts } from '../python/facts';
import type { INotebookFacts } from '../python/notebook-facts';
import type { IEdit } from './edit';
import { joinAtSamePlace } from './edit';
import { usable } from './imports';

/** Edits, what they add, and a word on the result. */
export interface IGathered {
  readonly edits: readonly IEdit[];
  readonly removes: readonly string[];
  readonly adds: readonly string[];
  readonly awaits: number;
  readonly note: string;
}

/**
 * Run the coroutines of a display together.
 *
 * @param container - the list or tuple; `of` is its kind.
 * @returns the change, or one sentence why there is none.
 */
export function gatherList(
  cell: ICellFacts,
  calls: readonly ICall[],
  container: ISpan & { readonly of: string },
  all: INotebookFacts
): IGathered | string {
  if (calls.some(each => all.coroutine(each, cell).verdict === 'no')) {
    return 'Not everything in this list is a coroutine, so it cannot be gathered as a whole.';
  }
  const gather = usable('asyncio.gather', cell, container.from, all);
  const around: IEdit[] = [
    { from: container.from, to: container.from, text: `await ${gather.name}(*` },
    { from: container.to, to: container.to, text: ')' }
  ];
  const edits = gather.edit ? joinAtSamePlace([gather.edit], around) : around;
  const order = container.of === 'list' ? ' in the same order' : '';
  const note = `They run together, and the result is a list${order}.`;
  return { edits, removes: [], adds: [gather.name], awaits: 1, note };
}
