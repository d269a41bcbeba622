/** The async form of a blocking call in its place: `await asyncio.sleep(1)` for `time.sleep(1)`. */
import type { IBlocked } from '../python/blocking-calls';
import type { ICellFacts } from '../python/facts';
import type { INotebookFacts } from '../python/notebook-facts';
import { awaitCall } from './await';
import type { IDriven } from './drive';
import type { IEdit } from './edit';
import { joinAtSamePlace } from './edit';
import { usable } from './imports';

/**
 * Call the async form with the same arguments, and await it.
 *
 * @returns the edits and the name of the form as written; null where it has none, or its callee is spelled otherwise.
 */
export function inAsyncForm(
  cell: ICellFacts,
  { call, form, path, line }: IBlocked,
  all: INotebookFacts
): (IDriven & { readonly name: string }) | null {
  const { callee, dotted } = call;
  // `(time.sleep)(1)` is spelled on purpose.
  if (form === null || dotted === null || callee.from !== call.from) {
    return null;
  }
  if (!line.of.includes('()')) {
    const own = usable(form, cell, call.from, all);
    const edits: IEdit[] = [...awaitCall(cell, call), { ...callee, text: own.name }];
    return {
      name: own.name,
      edits: own.edit ? joinAtSamePlace([own.edit], joined(edits)) : joined(edits),
      removes: [dotted],
      adds: [own.name],
      awaits: 1,
      dropped: []
    };
  }
  const start = callee.to - path.length;
  if (cell.source.slice(start - 1, callee.to) !== `.${path}`) {
    return null;
  }
  return {
    name: form,
    edits: [...awaitCall(cell, call), { from: start, to: callee.to, text: form }],
    removes: [dotted],
    adds: [dotted.slice(0, -path.length) + form],
    awaits: 1,
    dropped: []
  };
}

/** The await and the new callee begin at one place. */
function joined([wait, ...rest]: readonly IEdit[]): IEdit[] {
  const callee = rest.pop()!;
  return [{ ...callee, text: `${wait!.text}${callee.text}` }, ...rest];
}
