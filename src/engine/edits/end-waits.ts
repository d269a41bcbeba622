/** Awaiting where a wait would keep the loop from bringing what it waits for. */
import type { ICall, ICellFacts } from '../python/facts';
import type { IEndless } from '../python/endless-waits';
import type { INotebookFacts } from '../python/notebook-facts';
import { isParenthesised } from './await';
import { spelling } from './drive';
import type { IDriven } from './drive';
import type { IEdit } from './edit';
import { joinAtSamePlace } from './edit';
import { usable } from './imports';

type Change = Pick<IDriven, 'edits' | 'removes' | 'adds' | 'awaits'>;
type Result = IEndless & { readonly kind: 'result' };
type Poll = IEndless & { readonly kind: 'poll' };

/**
 * `await X` for `run_coroutine_threadsafe(X, loop).result()`; with a timeout, `wait_for()` around it.
 *
 * @returns null where comments, or arguments that are not understood, stand in between.
 */
export function awaitResult(cell: ICellFacts, { call, made, name }: Result, all: INotebookFacts): Change | null {
  const { source } = cell;
  const work = name === null ? (made.args[0]?.value ?? null) : { from: call.from, to: call.from + name.length };
  const [limit, ...more] = call.args;
  const known = more.length === 0 && (!limit || limit.keyword === null || limit.keyword === 'timeout');
  if (!work || !known || (name === null && !made.args[0]!.call)) {
    return null;
  }
  const around =
    source.slice(call.from, work.from) +
    source.slice(work.to, limit?.value.from ?? call.to) +
    (limit ? source.slice(limit.value.to, call.to) : '');
  if (/[#\\]/.test(around)) {
    return null;
  }
  const wrap = call.use.kind === 'object' && !isParenthesised(source, call);
  const future = name === null ? null : usable('asyncio.wrap_future', cell, call.from, all);
  const wait = limit ? usable('asyncio.wait_for', cell, call.from, all) : null;
  const open = `${wrap ? '(' : ''}await ${wait ? `${wait.name}(` : ''}${future ? `${future.name}(` : ''}`;
  const closing = `${wait ? ')' : ''}${wrap ? ')' : ''}`;
  const own: IEdit[] = [{ from: call.from, to: work.from, text: open }];
  if (limit) {
    own.push({ from: work.to, to: limit.value.from, text: `${future ? ')' : ''}, ` });
    own.push({ from: limit.value.to, to: call.to, text: closing });
  } else {
    own.push({ from: work.to, to: call.to, text: `${future ? ')' : ''}${closing}` });
  }
  const gone = cell.calls.filter(
    each =>
      within(each, call) &&
      !within(each, work) &&
      !(limit && each.from >= limit.value.from && each.to <= limit.value.to)
  );
  const [bring] = [future, wait].flatMap(each => each?.edit ?? []);
  return {
    edits: bring ? joinAtSamePlace([bring], own) : own,
    removes: gone.map(spelling),
    adds: [future, wait].flatMap(each => each?.name ?? []),
    awaits: 1
  };
}

/** `await asyncio.wrap_future(pool.submit(work))` for `pool.submit(work).result()`; null with a timeout. */
export function awaitSubmit(cell: ICellFacts, call: ICall, submit: ICall, all: INotebookFacts): Change | null {
  if (call.args.length > 0 || /[#\\]/.test(cell.source.slice(submit.to, call.to))) {
    return null;
  }
  const wrap = call.use.kind === 'object' && !isParenthesised(cell.source, call);
  const future = usable('asyncio.wrap_future', cell, call.from, all);
  const own = [
    { from: call.from, to: call.from, text: `${wrap ? '(' : ''}await ${future.name}(` },
    { from: submit.to, to: call.to, text: wrap ? '))' : ')' }
  ];
  const edits = future.edit ? joinAtSamePlace([future.edit], own) : own;
  return { edits, removes: [spelling(call)], adds: [future.name], awaits: 1 };
}

/** `await asyncio.wait([task])` for a loop that does nothing but wait; null where it does more. */
export function awaitDone(cell: ICellFacts, { name, loop, limited }: Poll, all: INotebookFacts): Change | null {
  const { source } = cell;
  const inside = cell.calls.filter(each => within(each, loop));
  const idle = loop.children.every(
    each =>
      each.block === 'body' &&
      (each.type === 'Pass' || inside.some(call => call.from === each.from && call.to === each.to && isSleep(call)))
  );
  if (!idle || limited || source.slice(loop.from, loop.to).includes('#')) {
    return null;
  }
  const wait = usable('asyncio.wait', cell, loop.from, all);
  const own = [{ from: loop.from, to: loop.to, text: `await ${wait.name}([${name}])` }];
  const edits = wait.edit ? joinAtSamePlace([wait.edit], own) : own;
  return { edits, removes: inside.map(spelling), adds: [wait.name], awaits: 1 };

  function isSleep(call: ICall): boolean {
    return all.target(call, cell) === 'time.sleep' && !inside.some(each => each !== call && within(each, call));
  }
}

function within(part: { from: number; to: number }, whole: { from: number; to: number }): boolean {
  return part.from >= whole.from && part.to <= whole.to;
}
