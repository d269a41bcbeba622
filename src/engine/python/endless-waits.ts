/** Waits that never end, because what they wait for can only come when they have ended. */
import type { ISpan } from '../document';
import { functionAround, isReached, usesOf } from './callers';
import { startedBefore } from './early';
import type { ICall, ICellFacts, IRead, IScope, IStatement, Use } from './facts';
import { loopNamed } from './loops';
import type { INotebookFacts } from './notebook-facts';
import { makesGather, makesTask } from './tasks';
import { handedIn } from './threads';
import type { IHanded } from './threads';

/** A wait that never ends. */
export type IEndless = ISpan & { readonly statement: IStatement; readonly scope: IScope } & (
    | {
        /** `run_coroutine_threadsafe(…).result()`. */
        readonly kind: 'result';
        readonly call: ICall;
        /** The call of `run_coroutine_threadsafe()`. */
        readonly made: ICall;
        /** The name of its future; null where `.result()` stands right behind the call. */
        readonly name: string | null;
      }
    | {
        /** `thread.join()`, `pool.submit(work).result()`, where the thread waits for the loop. */
        readonly kind: 'thread';
        readonly call: ICall;
        /** The `submit()`; null for a `join()`. */
        readonly submit: ICall | null;
      }
    | {
        /** `while not task.done():`. */
        readonly kind: 'poll';
        readonly name: string;
        readonly loop: IStatement;
        readonly sleep: ICall | null;
        /** True when the loop may end for another reason. */
        readonly limited: boolean;
      }
    | { readonly kind: 'lock' | 'queue' | 'widget'; readonly name: string }
  );

/** Every such wait of a cell that is certain from the code. */
export function* endlessIn(cell: ICellFacts, all: INotebookFacts): Iterable<IEndless> {
  yield* results(cell, all);
  yield* polls(cell, all);
  yield* locks(cell, all);
  yield* queues(cell, all);
  yield* widgets(cell, all);
}

function* results(cell: ICellFacts, all: INotebookFacts): Iterable<IEndless> {
  for (const call of cell.calls) {
    const { from, to, statement, scope } = call;
    const waits = call.attr === 'result' ? futureOf(call, cell, all) : null;
    if (waits && isReached(call.scope, cell, all)) {
      yield { kind: 'result', from, to, statement, scope, call, ...waits };
      continue;
    }
    const { attr, receiver } = call;
    const joined = attr === 'join' && call.args.length === 0 ? all.maker(call, cell) : null;
    const made = joined?.what ?? (attr === 'result' && receiver?.attr === 'submit' ? receiver : null);
    if (made && isReached(call.scope, cell, all)) {
      const handed = [...handedIn(joined?.cell ?? cell, all)].find(each => each.by === made);
      if (handed && waitsForLoop(handed, all)) {
        yield { kind: 'thread', from, to, statement, scope, call, submit: joined ? null : made };
      }
    }
  }
}

/** The `run_coroutine_threadsafe()` on the kernel's loop that a `.result()` waits for. */
function futureOf(
  call: ICall,
  cell: ICellFacts,
  all: INotebookFacts,
  threaded = false
): { readonly made: ICall; readonly name: string | null } | null {
  const [name = '', ...rest] = call.parts;
  const made = call.receiver ?? (rest.length === 1 ? startedBefore(name, call, cell, all)?.what : null);
  return made && isSubmitted(made, cell, all, threaded) ? { made, name: call.receiver ? null : name } : null;
}

/** @param threaded - true in a thread, where the loop that it asks for itself is another one. */
function isSubmitted(call: ICall, cell: ICellFacts, all: INotebookFacts, threaded = false): boolean {
  if (all.target(call, cell) !== 'asyncio.run_coroutine_threadsafe') {
    return false;
  }
  const loop = call.args.find(each => each.keyword === 'loop') ?? call.args[1];
  if (loop?.call) {
    return !threaded && /^asyncio\.get_(?:running|event)_loop$/.test(all.target(loop.call, cell) ?? '');
  }
  if (!loop?.dotted) {
    return false;
  }
  const bound = threaded ? all.lookup(loop.dotted, call.scope, call.from, cell) : null;
  return (
    (!threaded || bound?.what.statement.scope.kind === 'module') &&
    loopNamed(loop.dotted, call.scope, call.from, cell, all) === 'kernel'
  );
}

/** True for a thread that cannot end before the kernel's loop has done something. */
function waitsForLoop({ what, by, cell }: IHanded, all: INotebookFacts): boolean {
  const name = what.dotted;
  const placed = name === null || name.includes('.') ? null : all.lookup(name, by.scope, by.from, cell);
  const body = what.type === 'Lambda' ? { span: what.value, cell } : null;
  const made = placed?.what.function;
  const where = body ?? (placed && made && !made.async ? { span: made, cell: placed.cell } : null);
  return (
    where?.cell.calls.some(
      each =>
        each.attr === 'result' &&
        each.args.length === 0 &&
        each.from >= where.span.from &&
        each.to <= where.span.to &&
        (made === undefined || functionAround(each.scope, where.cell) === made) &&
        futureOf(each, where.cell, all, true) !== null
    ) ?? false
  );
}

/** What may stand in a polling loop without letting the event loop run. */
const STILL: ReadonlySet<string> = new Set([
  ...['time.sleep', 'time.time', 'time.perf_counter', 'time.monotonic', 'print']
]);

function* polls(cell: ICellFacts, all: INotebookFacts): Iterable<IEndless> {
  for (const call of cell.calls) {
    const [name = ''] = call.parts;
    const loop = call.statement;
    const { head } = loop;
    if (call.attr !== 'done' || call.parts.length !== 2 || loop.type !== 'While' || !head || !within(call, head)) {
      continue;
    }
    const negated = /\bnot\s+$/.test(cell.source.slice(head.from, call.from));
    const made = negated && call.scope.awaits ? startedInSight(name, call, cell, all) : null;
    const inside = cell.calls.filter(each => within(each, loop));
    const still = inside.every(each => each.attr === 'done' || STILL.has(all.target(each, cell) ?? ''));
    const waits = [...cell.awaits, ...cell.statements.filter(each => each.type.startsWith('Async'))];
    if (made && still && !waits.some(each => within(each, loop))) {
      const sleeps = inside.filter(each => all.target(each, cell) === 'time.sleep');
      const sleep = sleeps.length === 1 ? sleeps[0]! : null;
      const { from, to } = sleep ?? head;
      const limited = !/^not\s+\w+\s*\.\s*done\s*\(\s*\)$/.test(cell.source.slice(head.from, head.to));
      yield {
        kind: 'poll',
        from,
        to,
        statement: sleep?.statement ?? loop,
        scope: call.scope,
        name,
        loop,
        sleep,
        limited
      };
    }
  }
}

/** The task that a name holds, when nothing since its start has let the loop run. */
function startedInSight(name: string, call: ICall, cell: ICellFacts, all: INotebookFacts): ICall | null {
  const bound = all.lookup(name, call.scope, call.from, cell);
  const made = bound?.cell === cell && bound.what.certain ? bound.what.call : undefined;
  if (!made || made.scope !== call.scope || made.statement.siblings !== call.statement.siblings) {
    return null;
  }
  const between = (each: ISpan): boolean => each.from > made.to && each.from < call.from;
  const waited =
    cell.awaits.some(between) || cell.statements.some(each => each.type.startsWith('Async') && between(each));
  const starts = makesTask(made, cell, all) || makesGather(made, cell, all) || isSubmitted(made, cell, all);
  return starts && !waited ? made : null;
}

/** `async with lock:` inside `async with lock:`; a lock of asyncio lets nobody in twice. */
function* locks(cell: ICellFacts, all: INotebookFacts): Iterable<IEndless> {
  for (const statement of cell.statements) {
    const name = lockOf(statement, cell);
    if (name === null) {
      continue;
    }
    const bound = all.lookup(name, statement.scope, statement.from, cell);
    const made = bound?.what.certain ? bound.what.call : undefined;
    const isLock = bound && made && all.target(made, bound.cell) === 'asyncio.Lock';
    const released = cell.calls.some(each => each.dotted === `${name}.release`);
    for (let at = statement.parent; at && isLock && !released; at = at.parent) {
      if (at.scope === statement.scope && lockOf(at, cell) === name && bound.what.at < at.from) {
        yield { kind: 'lock', from: statement.from, to: statement.head!.to, statement, scope: statement.scope, name };
        break;
      }
    }
  }
}

function lockOf({ type, head, items }: IStatement, cell: ICellFacts): string | null {
  const text = type === 'AsyncWith' && items === 1 && head ? cell.source.slice(head.from, head.to) : '';
  return /^[A-Za-z_]\w*$/.test(text) ? text : null;
}

/** `await queue.join()` where no cell ever calls `task_done()`. */
function* queues(cell: ICellFacts, all: INotebookFacts): Iterable<IEndless> {
  for (const call of cell.calls) {
    const [name = ''] = call.parts;
    if (call.attr !== 'join' || call.parts.length !== 2 || call.use.kind !== 'awaited' || !call.scope.immediate) {
      continue;
    }
    const bound = all.lookup(name, call.scope, call.from, cell);
    const made = bound?.what.certain ? bound.what.call : undefined;
    const queue = made && /^asyncio\.(?:Lifo|Priority)?Queue$/.test(all.target(made, bound!.cell) ?? '');
    const reads = queue ? all.reads(name) : null;
    const puts = reads?.some(each => isMethod(each.what, PUTS) && isBefore(each, { cell, at: call.from }));
    const own = reads?.every(each => each.what.use.kind === 'object' && each.what.use.attr !== 'task_done');
    if (puts && own) {
      const { from, to, statement, scope } = call;
      yield { kind: 'queue', from, to, statement, scope, name };
    }
  }
}

const PUTS = /^put(?:_nowait)?$/;
const SETS = /^(?:set|set_result|set_exception)$/;
/** Calls whose function runs when the browser sends something, which the kernel reads between two cells. */
const MESSAGES: ReadonlySet<string> = new Set(['on_click', 'observe', 'on_submit', 'on_msg', 'register_target']);

function isMethod({ use }: IRead, names: RegExp): boolean {
  return use.kind === 'object' && use.of === 'attribute' && names.test(use.attr);
}

function isBefore(
  one: { readonly cell: ICellFacts; readonly what: IRead },
  place: { readonly cell: ICellFacts; readonly at: number }
): boolean {
  return one.cell === place.cell ? one.what.at < place.at : one.cell.index < place.cell.index;
}

/** A cell that awaits a future or an event which only a widget's callback sets. */
function* widgets(cell: ICellFacts, all: INotebookFacts): Iterable<IEndless> {
  for (const { from, to, statement, scope } of cell.awaits.filter(each => each.scope.immediate)) {
    const read = cell.reads.find(
      each => each.at >= from && each.at < to && !isTaken(each.use) && isForMessages(each, cell, all)
    );
    if (read) {
      yield { kind: 'widget', from, to, statement, scope, name: read.name };
    }
  }
}

/** `x.y` awaits something of `x`, not `x` itself; an event is waited for by `x.wait()`. */
function isTaken(use: Use): boolean {
  return use.kind === 'object' && !(use.of === 'attribute' && use.attr === 'wait');
}

function isForMessages({ name, scope, at }: IRead, cell: ICellFacts, all: INotebookFacts): boolean {
  const bound = all.lookup(name, scope, at, cell);
  const made = bound?.what.certain && bound.what.statement.scope.kind === 'module' ? bound.what.call : undefined;
  const target = made ? all.target(made, bound!.cell) : null;
  if (target !== 'asyncio.Future' && target !== 'asyncio.Event' && made?.attr !== 'create_future') {
    return false;
  }
  const reads = all.reads(name) ?? [];
  const setters = reads.filter(each => isMethod(each.what, SETS));
  const others = reads.filter(each => each.what.use.kind !== 'object' && !isAwaited(each.what, each.cell));
  const polled = all.cells.some(each => each.module.bindings.some(({ path }) => path?.startsWith('jupyter_ui_poll')));
  return setters.length > 0 && others.length === 0 && !polled && setters.every(each => isMessage(each, all));
}

function isAwaited(read: IRead, cell: ICellFacts): boolean {
  return cell.awaits.some(each => read.at >= each.from && read.at < each.to);
}

/** True in a function that is handed to widgets and to nobody else. */
function isMessage({ cell, what }: { readonly cell: ICellFacts; readonly what: IRead }, all: INotebookFacts): boolean {
  const made = functionAround(what.scope, cell);
  if (!made) {
    const taker = cell.calls.find(each =>
      each.args.some(({ type, value }) => type === 'Lambda' && what.at >= value.from && what.at < value.to)
    );
    return what.scope.kind === 'lambda' && MESSAGES.has(taker?.attr ?? '');
  }
  const uses = made.async ? null : usesOf(made, cell, all);
  return (
    uses?.calls.length === 0 &&
    uses.others.length > 0 &&
    uses.others.every(({ what: { use } }) => use.kind === 'argument' && MESSAGES.has(use.call.attr ?? ''))
  );
}

function within(part: ISpan, whole: ISpan): boolean {
  return part.from >= whole.from && part.to <= whole.to;
}
