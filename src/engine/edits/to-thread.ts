/** `await asyncio.to_thread(f, …)` instead of `f(…)`: the call runs beside the kernel's loop. */
import type { ICall, ICellFacts } from '../python/facts';
import { isPyodide } from '../python/loops';
import type { INotebookFacts } from '../python/notebook-facts';
import { isParenthesised } from './await';
import { spelling } from './drive';
import type { IDriven } from './drive';
import type { IEdit } from './edit';
import { joinAtSamePlace } from './edit';
import { usable } from './imports';

/**
 * Run a call in a thread; its arguments stay as they are.
 *
 * @returns the edits; null where the callee is no name that can be handed on, or the kernel has no threads.
 */
export function inThread(cell: ICellFacts, call: ICall, all: INotebookFacts): IDriven | null {
  const { source } = cell;
  const open = source.indexOf('(', call.callee.to);
  // A kernel in the browser cannot start threads.
  if (isPyodide(all) || call.dotted === null || open < 0 || source.slice(call.callee.to, open).trim() !== '') {
    return null;
  }
  const thread = usable('asyncio.to_thread', cell, call.from, all);
  const wrap = call.use.kind === 'object' && !isParenthesised(source, call);
  const around: IEdit[] = [
    { from: call.from, to: call.from, text: `${wrap ? '(' : ''}await ${thread.name}(` },
    { from: call.callee.to, to: open + 1, text: call.args.length > 0 ? ', ' : '' },
    ...(wrap ? [{ from: call.to, to: call.to, text: ')' }] : [])
  ];
  const edits = thread.edit ? joinAtSamePlace([thread.edit], around) : around;
  return { edits, removes: [spelling(call)], adds: [thread.name], awaits: 1, dropped: [] };
}
