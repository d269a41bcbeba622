import { allInLoop, makeInLoop, ownLoop, threadsafe } from '../edits/one-loop';
import type { IFailure } from '../failures/failure';
import type { ICall, ICellFacts } from '../python/facts';
import { mixedAt, threadCallAt } from '../python/mixed-loops';
import type { IMixed } from '../python/mixed-loops';
import type { INotebookFacts } from '../python/notebook-facts';
import { callsAt, deepestCellFrame, statementAt } from '../python/places';
import { looplessIn, unsafeIn } from '../python/thread-mistakes';
import type { IUnsafe } from '../python/thread-mistakes';
import { strayIn } from '../python/stray';
import { draftOf } from './rule';
import type { IFixDraft, IRule, ISighting } from './rule';

/** `runs`: another loop runs what uses the kernel's objects. `made`: made in another loop. `loopless`, `unsafe`: in a thread. */
type Data =
  | { readonly kind: 'runs'; readonly mixed: IMixed }
  | { readonly kind: 'made'; readonly call: ICall }
  | { readonly kind: 'loopless'; readonly call: ICall; readonly handed: boolean }
  | { readonly kind: 'unsafe'; readonly unsafe: IUnsafe }
  | { readonly kind: 'none' };
type Sighting = ISighting<Data>;

function ofMixed(mixed: IMixed, closed: boolean): Sighting {
  const { run, shared } = mixed;
  const work = run.work?.attr ? `${run.work.attr}()` : 'this';
  const [name = 'Something it needs'] = shared;
  return {
    cell: run.cell.id,
    from: run.from,
    to: run.to,
    title: `${work === 'this' ? 'This' : work} runs in an event loop of its own.`,
    message: closed
      ? `That loop is closed when it ends, and ${lower(name)} still belongs to it: await ${work} in the kernel's loop.`
      : `${name} is used in another loop too, and works in one only: await ${work} in the kernel's loop.`,
    data: { kind: 'runs', mixed }
  };
}

function lower(name: string): string {
  return name.startsWith('Something') ? 'something it made' : name;
}

function ofMade(cell: ICellFacts, call: ICall, closed: boolean): Sighting {
  const loop = call.parts[0] ?? 'The new loop';
  const instead = call.attr === 'create_task' ? 'asyncio.create_task()' : 'asyncio.get_running_loop().create_future()';
  return {
    cell: cell.id,
    from: call.from,
    to: call.to,
    title: closed ? `${loop} is closed.` : 'This is made in another event loop.',
    message: closed
      ? `A closed loop takes no more work: use ${instead} and the kernel's loop.`
      : `${loop} is not the loop of the kernel, so no cell can wait for what is made in it: use ${instead}.`,
    data: { kind: 'made', call }
  };
}

function ofLoopless(cell: ICellFacts, span: { from: number; to: number }, call: ICall, handed: boolean): Sighting {
  const name = cell.source.slice(span.from, handed ? span.to : call.callee.to);
  return {
    cell: cell.id,
    from: span.from,
    to: span.to,
    title: `${name.length > 40 ? 'This' : name}${handed || name.length > 40 ? '' : '()'} runs in a thread without a loop.`,
    message:
      "The kernel's loop is in another thread: asyncio.run() gives this one a loop, and asyncio.run_coroutine_threadsafe() hands work to the kernel's.",
    replaces: ['dropped-task', 'unseen-task-failure', 'early-result'],
    data: { kind: 'loopless', call, handed }
  };
}

function ofUnsafe(cell: ICellFacts, unsafe: IUnsafe): Sighting {
  const { from, to, dotted } = unsafe;
  return {
    cell: cell.id,
    from,
    to,
    title: `${dotted}() is called in another thread.`,
    message:
      'The loop does not notice, and whatever waits goes on late or never: hand it to loop.call_soon_threadsafe().',
    level: 'warning',
    replaces: ['dropped-task', 'unseen-task-failure'],
    data: { kind: 'unsafe', unsafe }
  };
}

function* check(cell: ICellFacts, all: INotebookFacts): Iterable<Sighting> {
  for (const call of strayIn(cell, all)) {
    yield ofMade(cell, call, false);
  }
  for (const call of looplessIn(cell, all)) {
    yield ofLoopless(cell, call, call, false);
  }
  for (const each of unsafeIn(cell, all)) {
    yield ofUnsafe(cell, each);
  }
}

function* explain(failure: IFailure, all: INotebookFacts): Iterable<Sighting> {
  if (failure.pattern === 'loop.threadsafe') {
    const places = callsAt(failure, all);
    const known = places.flatMap(({ cell }) => [...unsafeIn(cell, all)].map(each => ofUnsafe(cell, each)));
    const own = known.find(each => places.some(({ what }) => what.from === each.from));
    yield* own ? [{ ...own, level: 'error' as const }] : [];
  } else if (/no_loop_thread|no_running|exc_loop/.test(failure.pattern)) {
    const at = threadCallAt(failure, all);
    yield* at ? [ofLoopless(at.cell, at, at.call, at.handed)] : [];
  } else {
    yield* explainMixed(failure, all);
  }
}

function* explainMixed(failure: IFailure, all: INotebookFacts): Iterable<Sighting> {
  const closed = failure.pattern === 'run.loop_closed';
  if (failure.stream === 'stderr' && failure.frames.length > 0 && !/threading\.py$/.test(failure.frames[0]!.file)) {
    // A task that nobody looked after: unseen-task-failure tells it.
    return;
  }
  const entered = failure.pattern === 'timeout.task';
  if (entered && !/inside a task/.test(failure.evalue)) {
    return;
  }
  const found = mixedAt(failure, all);
  if (found) {
    yield 'run' in found ? ofMixed(found, closed) : ofMade(found.cell, found.what, closed);
    return;
  }
  const frame = deepestCellFrame(failure);
  const cell = all.cell(frame?.cell ?? '');
  const driven = callsAt(failure, all).some(({ what }) => /^run(?:_\w+)?$/.test(what.attr ?? ''));
  const beyond = failure.frames.slice(failure.frames.indexOf(frame!) + 1);
  const library = beyond.some(each => !/[\\/]asyncio[\\/]/.test(each.file));
  if (!cell || failure.evidence !== 'error' || entered || driven || (library && failure.pattern !== 'loop.attached')) {
    return;
  }
  const message = closed
    ? 'What is used here was made in a loop that has ended: make it again in a cell, in the loop of the kernel.'
    : 'An object works in the loop it was made or first used in: make it in the loop that uses it, which in a cell is the one of the kernel.';
  const title = closed ? 'This belongs to a closed event loop.' : 'Two event loops use one object here.';
  yield { cell: cell.id, ...statementAt(cell, frame!.line), title, message, data: { kind: 'none' } };
}

function* fix({ cell: id, data }: Sighting, all: INotebookFacts): Iterable<IFixDraft | string> {
  const cell = all.cell(id)!;
  switch (data!.kind) {
    case 'runs': {
      const { runs, timeout } = data!.mixed;
      const changes = allInLoop(runs);
      const note = `What blocks in it holds the notebook up now, and all objects it uses have to be made again.${timeout ? LIMIT : ''}`;
      yield typeof changes === 'string'
        ? changes
        : { title: "Await it in the kernel's loop", applicability: 'unsafe', ...changes, note };
      return;
    }
    case 'made':
      yield draftOf(cell, makeInLoop(cell, data!.call, all), "Make it in the kernel's loop", 'unsafe');
      return;
    case 'loopless': {
      const { call, handed } = data!;
      const change = handed ? null : ownLoop(cell, call, all);
      yield change ? draftOf(cell, change, 'Give the thread a loop', 'unsafe', RESULT) : INSIDE;
      return;
    }
    case 'unsafe': {
      const change = threadsafe(cell, data!.unsafe, all);
      yield typeof change === 'string' ? change : draftOf(cell, change, 'Hand it to the loop', 'unsafe', LATER);
      return;
    }
    default:
      yield WHICH;
  }
}

const RESULT = 'The thread waits until it has ended, and what it gives is the result instead of a task.';
const INSIDE =
  'Do it in an async function that the thread runs with asyncio.run(), or take loop = asyncio.get_running_loop() in a cell and give it to the thread.';
const LIMIT = ' Its timeout is gone: asyncio.wait_for() gives it one.';
const LATER = 'It happens when the loop gets its turn, a moment later than before.';
const WHICH = 'The code does not show which of its objects it is: make them again where they are used.';

/** Objects of one event loop that are used in another, and threads that reach into the loop of the kernel. */
export const rule: IRule<Data> = {
  id: 'foreign-loop',
  title: 'Object used in an event loop that is not its own',
  level: 'error',
  words: ['asyncio', 'aiohttp'],
  failures: ['F-LOOP-1', 'F-LOOP-2', 'F-LOOP-3', 'F-THR-1', 'F-THR-2', 'F-THR-3', 'L-AIOHTTP-3'],
  check,
  explain,
  fix
};
