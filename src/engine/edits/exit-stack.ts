/** `await stack.enter_async_context(x)` instead of `await x.__aenter__()`. */
import type { ICall, ICellFacts } from '../python/facts';
import type { INotebookFacts } from '../python/notebook-facts';
import type { IDriven } from './drive';
import { joinAtSamePlace } from './edit';
import { usable } from './imports';
import { insertBefore } from './statements';

/**
 * Enter a context manager in an `AsyncExitStack` of the notebook's own, made above the statement.
 *
 * @returns the edits and the stack's name; a sentence where it cannot be done.
 */
export function inStack(
  cell: ICellFacts,
  call: ICall,
  all: INotebookFacts
): (Pick<IDriven, 'edits' | 'removes' | 'adds' | 'awaits'> & { readonly name: string }) | string {
  const dot = cell.source.lastIndexOf('.', call.callee.to);
  const object = cell.source.slice(call.from, dot).trimEnd();
  const name = all.freshName('stack');
  const own = usable('contextlib.AsyncExitStack', cell, call.from, all);
  const made = insertBefore(cell, call.statement, [`${name} = ${own.name}()`]);
  if (call.args.length > 0 || object === '' || call.callee.from !== call.from || !made) {
    return 'Everything that uses it belongs below async with: move it there by hand.';
  }
  const { use } = call;
  const wait = use.kind === 'awaited' ? use.by : call;
  const entered = `await ${name}.enter_async_context(${object})`;
  // The import and the new line may begin at one place.
  const above = own.edit ? joinAtSamePlace([own.edit], [made]) : [made];
  const joined =
    above.length === 1 || !own.edit || own.edit.from !== made.from
      ? above
      : [{ ...made, text: own.edit.text + made.text }];
  return {
    name,
    edits: [...joined, { from: wait.from, to: wait.to, text: entered }],
    removes: [call.dotted ?? `?.${call.attr}`],
    adds: [own.name, `${name}.enter_async_context`],
    awaits: 0
  };
}
