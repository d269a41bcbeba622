/** Rewrites for what the kernel's loop does by itself: serving, and being woken from another thread. */
import type { ICall, ICellFacts } from '../python/facts';
import type { IWaking } from '../python/handlers';
import type { INotebookFacts } from '../python/notebook-facts';
import type { IDriven } from './drive';
import { joinAtSamePlace } from './edit';
import { usable } from './imports';
import { insertBefore } from './statements';

type Change = Pick<IDriven, 'edits' | 'removes' | 'adds' | 'awaits'>;

/**
 * `serve_task = asyncio.create_task(server.serve_forever())` instead of awaiting it, and instead of the `async with` that
 * holds nothing else: leaving that would close the server.
 *
 * @returns null where other statements stand around it.
 */
export function serveInTask(cell: ICellFacts, call: ICall, all: INotebookFacts): Change | null {
  const { statement } = call;
  const { parent } = statement;
  const name = call.dotted!.replace(/\..*/, '');
  const alone = parent?.type === 'AsyncWith' && parent.items === 1 && parent.children.length === 1 && !parent.parent;
  const entered = alone && parent.head ? cell.source.slice(parent.head.from, parent.head.to) : '';
  const whole = parent === null ? statement : entered === name ? parent : null;
  const rest = whole ? cell.source.slice(whole.from, call.from) + cell.source.slice(call.to, whole.to) : '#';
  if (!whole || whole.magic || statement.type !== 'Expr' || rest.includes('#') || call.use.kind !== 'awaited') {
    return null;
  }
  const create = usable('asyncio.create_task', cell, whole.from, all);
  const text = `${all.freshName('serve_task')} = ${create.name}(`;
  const edits = [
    { from: whole.from, to: call.from, text },
    { from: call.to, to: whole.to, text: ')' }
  ];
  return { edits: create.edit ? [create.edit, ...edits] : edits, removes: [], adds: [create.name], awaits: -1 };
}

/** `kernel_loop.call_soon_threadsafe(queue.put_nowait, item)`, with the loop taken above the handler. */
export function wakeSafely(cell: ICellFacts, { call, handler }: IWaking, all: INotebookFacts): Change | null {
  const open = cell.source.indexOf('(', call.callee.to);
  const running = usable('asyncio.get_running_loop', cell, handler.from, all);
  const name = all.freshName('kernel_loop');
  const made = insertBefore(cell, handler.statement, [`${name} = ${running.name}()`]);
  if (!made || call.dotted === null || call.use.kind !== 'statement' || call.args.some(each => each.keyword)) {
    return null;
  }
  const safe = `${name}.call_soon_threadsafe`;
  const edits = [
    made,
    { from: call.from, to: call.from, text: `${safe}(` },
    { from: call.callee.to, to: open + 1, text: call.args.length > 0 ? ', ' : '' }
  ];
  return {
    edits: running.edit ? joinAtSamePlace([running.edit], edits) : edits,
    removes: [call.dotted],
    adds: [running.name, safe],
    awaits: 0
  };
}
