/** Which argument of a call is a function, and who will call it: a thread, the loop, a widget. Data a reader can extend. */
import type { IArgument, ICall, ICellFacts } from './facts';
import { loopOf } from './loops';
import type { INotebookFacts } from './notebook-facts';
import { makesTask } from './tasks';

/**
 * `thread`: a thread that was started for it. `executor`: a thread of an executor. `awaited`: a thread whose result is
 * awaited. `process`: a pool of processes, or of threads that works like one. `loop`, `task`, `widget`: a callback.
 * `exit`: a callback for which no loop runs. `key`, `filter`: at once, for the value it returns.
 */
export type Taker =
  'thread' | 'executor' | 'awaited' | 'process' | 'loop' | 'task' | 'widget' | 'exit' | 'key' | 'filter';

/** The function that a call is given. */
export interface IHandedOn {
  readonly by: Taker;
  readonly argument: IArgument;
}

/** Who calls it, its position, and its keyword. */
type Slot = readonly [Taker, number | null, string?];

const FUNCTIONS: Readonly<Record<string, Slot>> = {
  'threading.Thread': ['thread', 1, 'target'],
  'threading.Timer': ['thread', 1, 'function'],
  'asyncio.to_thread': ['awaited', 0, 'func'],
  'atexit.register': ['exit', 0, 'func'],
  'signal.signal': ['exit', 1, 'handler'],
  'ipywidgets.interact': ['widget', 0],
  'ipywidgets.interactive': ['widget', 0],
  'ipywidgets.interactive_output': ['widget', 0, 'f'],
  filter: ['filter', 0],
  sorted: ['key', null, 'key'],
  min: ['key', null, 'key'],
  max: ['key', null, 'key']
};

const EXECUTOR: Readonly<Record<string, Slot>> = { submit: ['executor', 0], map: ['executor', 0] };
const PROCESSES: Readonly<Record<string, Slot>> = { submit: ['process', 0], map: ['process', 0] };
const POOL: Readonly<Record<string, Slot>> = Object.fromEntries(
  ['apply', 'apply_async', 'map', 'map_async', 'imap', 'imap_unordered', 'starmap', 'starmap_async'].map(
    (name): [string, Slot] => [name, ['process', 0, 'func']]
  )
);
const WIDGET: Readonly<Record<string, Slot>> = {
  on_click: ['widget', 0, 'callback'],
  on_submit: ['widget', 0, 'callback'],
  on_msg: ['widget', 0, 'callback'],
  observe: ['widget', 0, 'handler']
};
const LOOP: Readonly<Record<string, Slot>> = {
  call_soon: ['loop', 0, 'callback'],
  call_soon_threadsafe: ['loop', 0, 'callback'],
  call_later: ['loop', 1, 'callback'],
  call_at: ['loop', 1, 'callback'],
  add_reader: ['loop', 1, 'callback'],
  add_writer: ['loop', 1, 'callback'],
  add_signal_handler: ['loop', 1, 'callback'],
  run_in_executor: ['awaited', 1, 'func']
};
const TASK: Readonly<Record<string, Slot>> = { add_done_callback: ['task', 0] };

/** Methods by what made the object. */
const MAKERS: readonly (readonly [RegExp, Readonly<Record<string, Slot>>])[] = [
  [/^concurrent\.futures\.(?:thread\.)?ThreadPoolExecutor$/, EXECUTOR],
  [/^concurrent\.futures\.(?:process\.)?ProcessPoolExecutor$/, PROCESSES],
  [/^multiprocessing\.(?:pool\.|dummy\.)?(?:Thread)?Pool$/, POOL],
  [/^ipywidgets\.[A-Z]\w*$/, WIDGET]
];

/** Names of methods that need a look at their object. */
const METHODS: ReadonlySet<string> = new Set([TASK, ...MAKERS.map(([, methods]) => methods)].flatMap(Object.keys));

/** The function among a call's arguments, where it is known what the call does with it. */
export function handedOn(call: ICall, cell: ICellFacts, all: INotebookFacts): IHandedOn | null {
  const slot = slotOf(call, cell, all);
  if (!slot || call.args.some(each => each.keyword === '*' || each.keyword === '**')) {
    return null;
  }
  const [by, position, keyword] = slot;
  const plain = call.args.filter(each => each.keyword === null);
  const argument =
    (keyword === undefined ? undefined : call.args.find(each => each.keyword === keyword)) ??
    (position === null ? undefined : plain[position]);
  return argument ? { by, argument } : null;
}

function slotOf(call: ICall, cell: ICellFacts, all: INotebookFacts): Slot | null {
  const attr = call.attr ?? '';
  const target = all.target(call, cell);
  if (target !== null && Object.hasOwn(FUNCTIONS, target)) {
    return FUNCTIONS[target]!;
  }
  if (Object.hasOwn(LOOP, attr) && loopOf(call, cell, all) === 'kernel') {
    return LOOP[attr]!;
  }
  if (attr === 'sort') {
    return ['key', null, 'key'];
  }
  const maker = METHODS.has(attr) ? all.maker(call, cell) : null;
  if (!maker) {
    return null;
  }
  if (Object.hasOwn(TASK, attr) && makesTask(maker.what, maker.cell, all)) {
    return TASK[attr]!;
  }
  const made = all.target(maker.what, maker.cell) ?? '';
  const methods = MAKERS.find(([name]) => name.test(made))?.[1];
  return methods && Object.hasOwn(methods, attr) ? methods[attr]! : null;
}
