/** Bringing work from other loops and threads to the kernel's loop. */
import type { ICall, ICellFacts } from '../python/facts';
import { loopNamed } from '../python/loops';
import { whyNoAwait } from '../python/no-await';
import type { INotebookFacts } from '../python/notebook-facts';
import type { IUnsafe } from '../python/thread-mistakes';
import type { IOtherRun } from '../python/threads';
import { isParenthesised } from './await';
import { spelling } from './drive';
import type { IDriven } from './drive';
import { joinAtSamePlace } from './edit';
import type { IEdit } from './edit';
import { usable } from './imports';

type Change = Pick<IDriven, 'edits' | 'removes' | 'adds' | 'awaits'>;

/** A change of several cells, by their ids. */
export interface IChanges {
  readonly edits: ReadonlyMap<string, readonly IEdit[]>;
  readonly removes: ReadonlyMap<string, readonly string[]>;
  readonly adds: ReadonlyMap<string, readonly string[]>;
  readonly awaits: ReadonlyMap<string, number>;
}

/** Put the coroutine where another loop ran it. */
export function stayInLoop(run: IOtherRun): Change | string {
  const { cell, call, work, form } = run;
  if (form === null || !work) {
    return 'It is run inside a function of its own, in another thread: make what it needs in the function that runs there.';
  }
  const refusal = form === 'await' ? whyNoAwait(cell, call.statement, call.scope) : null;
  if (refusal !== null) {
    return refusal;
  }
  const { source } = cell;
  const around = source.slice(call.from, work.from) + source.slice(work.to, call.to);
  if (/[#\\]/.test(around) || /[\r\n]/.test(source.slice(work.from, work.callee.to))) {
    return 'A comment or a line break stands inside the call: write the await by hand.';
  }
  const wrap = form === 'await' && call.use.kind === 'object' && !isParenthesised(source, call);
  const edits = [
    { from: call.from, to: work.from, text: form === 'await' ? `${wrap ? '(' : ''}await ` : '' },
    { from: work.to, to: call.to, text: wrap ? ')' : '' }
  ];
  const gone = cell.calls.filter(
    each => each.from >= call.from && each.to <= call.to && !(each.from >= work.from && each.to <= work.to)
  );
  return { edits, removes: gone.map(spelling), adds: [], awaits: form === 'await' ? 1 : 0 };
}

/** The same for several runs, which may stand in several cells: with one left, there would still be two loops. */
export function allInLoop(runs: readonly IOtherRun[]): IChanges | string {
  const changes = new Map<string, Change[]>();
  for (const run of runs) {
    const change = stayInLoop(run);
    if (typeof change === 'string') {
      return change;
    }
    changes.set(run.cell.id, [...(changes.get(run.cell.id) ?? []), change]);
  }
  const each = <T>(pick: (change: Change) => readonly T[]): Map<string, readonly T[]> =>
    new Map([...changes].map(([id, list]) => [id, list.flatMap(pick)]));
  return {
    edits: each(change => change.edits),
    removes: each(change => change.removes),
    adds: each(change => change.adds),
    awaits: new Map([...changes].map(([id, list]) => [id, list.reduce((sum, one) => sum + one.awaits, 0)]))
  };
}

/** `asyncio.create_task()` for `loop2.create_task()`. */
export function makeInLoop(cell: ICellFacts, call: ICall, all: INotebookFacts): Change {
  const task = call.attr === 'create_task';
  const own = usable(task ? 'asyncio.create_task' : 'asyncio.get_running_loop', cell, call.from, all);
  const edits = [{ ...call.callee, text: task ? own.name : `${own.name}().create_future` }];
  const made = call.receiver ? [call.receiver] : [];
  return {
    edits: own.edit ? joinAtSamePlace([own.edit], edits) : edits,
    removes: [spelling(call), ...made.map(spelling)],
    adds: task ? [own.name] : [own.name, '?.create_future'],
    awaits: 0
  };
}

/** `asyncio.run()` for `asyncio.create_task()` and `ensure_future()`; null for anything else. */
export function ownLoop(cell: ICellFacts, call: ICall, all: INotebookFacts): Change | null {
  const [work, ...more] = call.args;
  const starts = /^asyncio\.(?:create_task|ensure_future)$/.test(all.target(call, cell) ?? '');
  if (!starts || !work?.call || more.length > 0 || work.keyword !== null) {
    return null;
  }
  const own = usable('asyncio.run', cell, call.from, all);
  const edits = [{ ...call.callee, text: own.name }];
  return {
    edits: own.edit ? joinAtSamePlace([own.edit], edits) : edits,
    removes: [spelling(call)],
    adds: [own.name],
    awaits: 0
  };
}

/** The change of an object through `call_soon_threadsafe()`; a sentence where it cannot be written. */
export function threadsafe(cell: ICellFacts, unsafe: IUnsafe, all: INotebookFacts): Change | string {
  const { dotted, kind, call, handed } = unsafe;
  const [name = '', method = ''] = dotted.split('.');
  const advice = `Take the loop in a cell, loop = asyncio.get_running_loop(), and call loop.call_soon_threadsafe(${dotted}) in the thread.`;
  if (method === 'create_task') {
    return `Start it with asyncio.run_coroutine_threadsafe(…, ${name}) in the thread: that gives a future to wait for.`;
  }
  if (kind === 'loop') {
    const { from } = unsafe;
    const to = call?.callee.to ?? unsafe.to;
    return {
      edits: [{ from, to, text: `${name}.call_soon_threadsafe` }],
      removes: call ? [dotted] : [],
      adds: call ? [`${name}.call_soon_threadsafe`] : [],
      awaits: 0
    };
  }
  const asks = kind === 'future' || kind === 'task';
  const loop = asks ? `${name}.get_loop()` : loopName(cell, unsafe, all);
  if (loop === null) {
    return advice;
  }
  const got = asks ? [`${name}.get_loop`] : [];
  if (call) {
    return insideThread(cell, call, dotted, loop, got) ?? advice;
  }
  const { by, what } = handed!;
  if (all.target(by, cell) !== 'threading.Thread' && all.target(by, cell) !== 'threading.Timer') {
    const edits = [{ from: what.value.from, to: what.value.from, text: `${loop}.call_soon_threadsafe, ` }];
    return { edits, removes: [], adds: got, awaits: 0 };
  }
  const list = by.args.find(each => each.type === 'List' && (each.keyword === 'args' || each === by.args[2]));
  if (!list) {
    return `Hand over ${loop}.call_soon_threadsafe, and ${dotted} as its first argument.`;
  }
  const edits = [
    { ...what.value, text: `${loop}.call_soon_threadsafe` },
    { from: list.value.from + 1, to: list.value.from + 1, text: `${dotted}, ` }
  ];
  return { edits, removes: [], adds: got, awaits: 0 };
}

/** `loop.call_soon_threadsafe(f.set_result, 1)` for `f.set_result(1)`. */
function insideThread(
  cell: ICellFacts,
  call: ICall,
  dotted: string,
  loop: string,
  got: readonly string[]
): Change | null {
  const open = cell.source.indexOf('(', call.callee.to);
  if (call.args.some(each => each.keyword !== null) || cell.source.slice(call.callee.to, open).trim() !== '') {
    return null;
  }
  const [first] = call.args;
  const edits = [
    { ...call.callee, text: `${loop}.call_soon_threadsafe` },
    { from: open + 1, to: open + 1, text: first ? `${dotted}, ` : dotted }
  ];
  const adds = got.length > 0 ? [...got, '?.call_soon_threadsafe'] : [`${loop}.call_soon_threadsafe`];
  return { edits, removes: [dotted], adds, awaits: 0 };
}

/** A name that holds the kernel's loop where the change is made. */
function loopName(cell: ICellFacts, { scope, from }: IUnsafe, all: INotebookFacts): string | null {
  const names = all.cells.flatMap(each => each.module.bindings.flatMap(({ name, call }) => (call ? [name] : [])));
  return names.find(each => /loop/i.test(each) && loopNamed(each, scope, from, cell, all) === 'kernel') ?? null;
}
