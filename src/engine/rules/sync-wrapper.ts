import { asynchronise } from '../edits/asynchronise';
import { driveByAwait } from '../edits/drive';
import type { IDriven } from '../edits/drive';
import { dropLoop } from '../edits/loop-variable';
import { inThread } from '../edits/to-thread';
import type { IFailure, IFrame } from '../failures/failure';
import { functionAround } from '../python/callers';
import type { ICall, ICellFacts, IFunction } from '../python/facts';
import { loopOf, magicAgainstAwait } from '../python/loops';
import type { INotebookFacts, IPlaced } from '../python/notebook-facts';
import { callsAt, lineSpan, meets, statementAt } from '../python/places';
import { draftOf } from './rule';
import type { IFixDraft, IRule, ISighting } from './rule';

interface IWrapped {
  /** The function that drives a loop inside. */
  readonly made: IPlaced<IFunction>;
  /** The call in its body that does so. */
  readonly drive: ICall;
  /** The call in the cell that failed; null when it cannot be told. */
  readonly call: ICall | null;
}

type Sighting = ISighting<IWrapped>;

const DRIVES: ReadonlySet<string> = new Set(['asyncio.run', 'asyncio.runners.run', 'uvloop.run']);

function isDrive(call: ICall, cell: ICellFacts, all: INotebookFacts): boolean {
  return call.attr === 'run_until_complete' || DRIVES.has(all.target(call, cell) ?? '');
}

function* explain(failure: IFailure, all: INotebookFacts): Iterable<Sighting> {
  for (const { cell, what: drive } of callsAt(failure, all)) {
    const made = isDrive(drive, cell, all) ? functionAround(drive.scope, cell) : null;
    if (made && !made.async) {
      yield sightingOf({ made: { cell, what: made }, drive, call: null }, outermost(failure), all);
      return;
    }
  }
}

function outermost(failure: IFailure): IFrame | null {
  return failure.frames.find(each => each.cell !== null) ?? null;
}

/** At the call in the cell that was run: there the person sees the failure. */
function sightingOf(wrapped: IWrapped, frame: IFrame | null, all: INotebookFacts): Sighting {
  const { made, drive } = wrapped;
  const cell = (frame?.cell ? all.cell(frame.cell) : null) ?? made.cell;
  const line = frame ? lineSpan(cell.source, frame.line) : drive;
  const onLine = cell.calls.filter(each => meets(each, line) && each !== drive);
  const call =
    onLine.find(each => each.attr === made.what.name) ?? onLine.find(each => isPlain(each, cell, all)) ?? null;
  const name = `${made.what.qualname}()`;
  const threads = threadable(drive, made.cell, all) ? ', or run it in a thread' : '';
  const outer = call ?? (frame ? statementAt(cell, frame.line) : drive);
  return {
    cell: cell.id,
    from: outer.from,
    to: outer.to,
    title: `${name} drives an event loop, which cannot work here.`,
    message: `${drive.attr}() inside ${name} meets the kernel's running loop: make the function async and await it${threads}.`,
    level: 'error',
    data: { ...wrapped, call }
  };
}

/** A call of a plain function of the notebook, which may call the wrapper in turn. */
function isPlain(call: ICall, cell: ICellFacts, all: INotebookFacts): boolean {
  const made = call.dotted && all.lookup(call.dotted, call.scope, call.from, cell)?.what.function;
  return Boolean(made && !made.async);
}

function* fix(sighting: Sighting, all: INotebookFacts): Iterable<IFixDraft | string> {
  const cell = all.cell(sighting.cell)!;
  const { made, drive, call } = sighting.data!;
  const spread = asynchronise(made.what, made.cell, all);
  const driven = driveWithoutLoop(made.cell, drive, all);
  if (typeof spread === 'string' || typeof driven === 'string') {
    yield typeof spread === 'string' ? spread : (driven as string);
  } else {
    spread.plan.add(made.cell, driven);
    const names = spread.functions.map(each => `${each}()`).join(' and ');
    yield {
      title: `Make ${made.what.name}() async and await it`,
      applicability: 'unsafe',
      ...spread.plan,
      note: `${names} ${spread.functions.length > 1 ? 'are' : 'is'} async now: calls outside this notebook have to await too.`
    };
  }
  const threaded =
    call && threadable(drive, made.cell, all) && awaitable(cell, call) ? inThread(cell, call, all) : null;
  if (threaded) {
    const note =
      "It runs in a thread with a loop of its own: objects that belong to the kernel's loop do not work there.";
    yield draftOf(cell, threaded, 'Run it in a thread', 'unsafe', note);
  }
}

/** The await in the place of the call; a loop made or closed around it goes with it. */
function driveWithoutLoop(cell: ICellFacts, drive: ICall, all: INotebookFacts): IDriven | string {
  const driven = driveByAwait(cell, drive, drive.attr === 'run' ? 'main' : 'future', all);
  const loop = dropLoop(cell, drive, all);
  if (typeof driven === 'string' || typeof loop === 'string') {
    return typeof driven === 'string' ? driven : (loop as string);
  }
  const { edits, removes, adds } = loop;
  return {
    ...driven,
    edits: [...driven.edits, ...edits],
    removes: [...driven.removes, ...removes],
    adds: [...driven.adds, ...adds]
  };
}

/** In a thread `asyncio.run()` works; the kernel's own loop cannot be driven from there either. */
function threadable(drive: ICall, cell: ICellFacts, all: INotebookFacts): boolean {
  return drive.attr !== 'run_until_complete' || loopOf(drive, cell, all) === 'new';
}

function awaitable(cell: ICellFacts, call: ICall): boolean {
  return call.scope.awaits && call.use.kind !== 'awaited' && magicAgainstAwait(cell, call.statement) === null;
}

/** A plain function that drives a loop inside, called from a cell: seen when it has failed. */
export const rule: IRule<IWrapped> = {
  id: 'sync-wrapper',
  title: 'Function that drives an event loop inside',
  level: 'error',
  words: ['asyncio', 'run_until_complete'],
  failures: ['F-RUN-1', 'F-RUN-2', 'F-RUN-3', 'F-RUN-5', 'F-RUN-7'],
  explain,
  fix
};
