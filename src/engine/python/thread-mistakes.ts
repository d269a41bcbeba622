/** Calls in other threads that need the loop, or change what belongs to it. */
import type { ISpan } from '../document';
import type { IArgument, ICall, ICellFacts, IScope } from './facts';
import { guardOf, loopNamed, loopOf, patchBefore } from './loops';
import type { INotebookFacts } from './notebook-facts';
import { makesTask } from './tasks';
import { handedIn, threadAround } from './threads';
import type { IHanded } from './threads';

/** What cannot be had in a thread without a loop. */
export const NEEDS_LOOP: ReadonlySet<string> = new Set([
  ...['asyncio.get_running_loop', 'asyncio.get_event_loop', 'asyncio.create_task', 'asyncio.ensure_future'],
  ...['asyncio.current_task', 'asyncio.all_tasks', 'asyncio.gather', 'asyncio.Future', 'aiohttp.ClientSession'],
  ...['asyncio.Lock', 'asyncio.Event', 'asyncio.Queue', 'asyncio.Semaphore', 'asyncio.Condition']
]);

/** Those that fail in every Python, whatever they are given; `get_event_loop()` is deprecated-loop-api's. */
const FAILS = /^asyncio\.(?:get_running_loop|create_task|ensure_future)$/;

/** Calls of a cell that run in a thread and need a loop there. */
export function* looplessIn(cell: ICellFacts, all: INotebookFacts): Iterable<ICall> {
  for (const call of cell.calls) {
    const target = call.scope.immediate ? null : all.target(call, cell);
    if (target === null || !FAILS.test(target) || !threadAround(call.scope, cell, all)) {
      continue;
    }
    // Another function called before may have made a loop for the thread.
    const running = target === 'asyncio.create_task' || target === 'asyncio.get_running_loop';
    const made =
      !running &&
      cell.calls.some(each => each.scope === call.scope && each.from < call.from && mayMake(each, cell, all));
    if (
      !made &&
      isBare(call) &&
      guardOf(cell, call.statement, all).kind === 'open' &&
      !patchBefore(cell, call.from, all)
    ) {
      yield call;
    }
  }
}

function mayMake(call: ICall, cell: ICellFacts, all: INotebookFacts): boolean {
  return call.attr === 'set_event_loop' || all.target(call, cell) === null;
}

/** False inside a `try`: whoever wrote it may wait for the failure. */
function isBare({ statement }: ICall): boolean {
  for (let at = statement; at.parent; at = at.parent) {
    if (/^Try/.test(at.parent.type) && at.block === 'body') {
      return false;
    }
  }
  return true;
}

/** What changes an object of the loop, and may be called in the loop's own thread only. */
const CHANGES: Readonly<Record<string, RegExp>> = {
  future: /^(?:set_result|set_exception|cancel)$/,
  task: /^cancel$/,
  event: /^(?:set|clear)$/,
  queue: /^(?:put_nowait|get_nowait)$/,
  loop: /^(?:call_soon|create_task)$/
};

/** A change of something that belongs to the kernel's loop, from another thread. */
export interface IUnsafe extends ISpan {
  /** `event.set`. */
  readonly dotted: string;
  readonly kind: keyof typeof CHANGES;
  /** The call in the thread; null where the method itself is handed over. */
  readonly call: ICall | null;
  /** Where the method itself is handed over. */
  readonly handed: IHanded | null;
  readonly scope: IScope;
}

/** All changes of a cell that are made in another thread for certain. */
export function* unsafeIn(cell: ICellFacts, all: INotebookFacts): Iterable<IUnsafe> {
  for (const handed of handedIn(cell, all)) {
    const { what, by } = handed;
    const kind = handed.sure ? changed(what.dotted, by, cell, all) : null;
    if (kind !== null) {
      yield { ...what.value, dotted: what.dotted!, kind, call: null, handed, scope: by.scope };
    }
  }
  for (const call of cell.calls) {
    const kind = call.scope.immediate ? null : changed(call.dotted, call, cell, all);
    if (kind !== null && threadAround(call.scope, cell, all)) {
      const { from, to, scope } = call;
      yield { from, to, dotted: call.dotted!, kind, call, handed: null, scope };
    }
  }
}

/** What kind of object a method changes; null when that cannot be told. */
export function changed(
  dotted: IArgument['dotted'],
  at: ICall,
  cell: ICellFacts,
  all: INotebookFacts
): IUnsafe['kind'] | null {
  const [name = '', method = '', ...more] = dotted?.split('.') ?? [];
  if (more.length > 0 || !Object.values(CHANGES).some(each => each.test(method))) {
    return null;
  }
  const placed = all.lookup(name, at.scope, at.from, cell);
  // What a thread asks for itself is its own loop.
  const shared = placed?.what.statement.scope.kind === 'module';
  if (shared && CHANGES['loop']!.test(method) && loopNamed(name, at.scope, at.from, cell, all) === 'kernel') {
    return 'loop';
  }
  const made = placed?.what.certain ? placed.what.call : undefined;
  const own = placed && made?.scope.kind === 'module' && made.use.kind === 'assigned' ? made : null;
  const kind = own && kindOf(own, placed!.cell, all);
  return kind !== null && CHANGES[kind]!.test(method) ? kind : null;
}

function kindOf(made: ICall, cell: ICellFacts, all: INotebookFacts): IUnsafe['kind'] | null {
  const target = all.target(made, cell);
  if (target === 'asyncio.Event') {
    return 'event';
  }
  if (target === 'asyncio.Future' || (made.attr === 'create_future' && loopOf(made, cell, all) === 'kernel')) {
    return 'future';
  }
  return /^asyncio\.(?:Lifo|Priority)?Queue$/.test(target ?? '') ? 'queue' : makesTask(made, cell, all) ? 'task' : null;
}
