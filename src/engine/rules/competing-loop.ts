import { driveByAwait } from '../edits/drive';
import { removeAll } from '../edits/loop-variable';
import { replaceDrive } from '../edits/replace-drive';
import type { IFailure } from '../failures/failure';
import { isReached } from '../python/callers';
import type { ICall, ICellFacts, IStatement } from '../python/facts';
import { guardOf, isPyodide, loopOf, magicAgainstAwait, patchBefore } from '../python/loops';
import { whyNoAwait } from '../python/no-await';
import type { INotebookFacts } from '../python/notebook-facts';
import { callsAt } from '../python/places';
import { draftOf } from './rule';
import type { IFixDraft, IRule, ISighting } from './rule';

interface ICompetitor {
  /** `drive`: of a loop made for it. `tornado`: the same with tornado's. `close`: of the kernel's loop. */
  readonly kind: 'drive' | 'tornado' | 'close';
  readonly call: ICall;
  readonly switch: IStatement | null;
}

type Sighting = ISighting<ICompetitor>;

const DRIVES: ReadonlySet<string> = new Set(['run_until_complete', 'run_forever']);

function kindOf(call: ICall, cell: ICellFacts, all: INotebookFacts): ICompetitor['kind'] | null {
  const attr = call.attr ?? '';
  if (DRIVES.has(attr)) {
    return loopOf(call, cell, all) === 'new' ? 'drive' : null;
  }
  if (attr === 'close') {
    return loopOf(call, cell, all) === 'kernel' && !isDriven(call, cell) ? 'close' : null;
  }
  const maker = attr === 'run_sync' || attr === 'start' ? all.maker(call, cell) : null;
  return maker && all.target(maker.what, maker.cell) === 'tornado.ioloop.IOLoop' ? 'tornado' : null;
}

/** The loop is driven above it: run-until-complete, or sync-wrapper in a function, takes its close() away too. */
function isDriven(call: ICall, cell: ICellFacts): boolean {
  const name = call.parts[0];
  const drives = (each: ICall): boolean => DRIVES.has(each.attr ?? '') && each.dotted === `${name}.${each.attr}`;
  const reached = ({ scope }: ICall): boolean => scope.immediate || scope === call.scope;
  return name !== undefined && cell.calls.some(each => drives(each) && reached(each) && each.from < call.from);
}

function sightingOf(kind: ICompetitor['kind'], call: ICall, cell: ICellFacts, all: INotebookFacts): Sighting {
  const data = { kind, call, switch: guardOf(cell, call.statement, all).switch };
  const place = { cell: cell.id, from: call.from, to: call.to, data };
  if (kind === 'close') {
    const message = 'It serves every cell until the kernel ends: take the line away.';
    return { ...place, title: 'close() cannot close the loop of the kernel.', message };
  }
  const forever = call.attr === 'run_forever' || call.attr === 'start';
  const message = forever
    ? 'The loop of the kernel runs already, and serves callbacks and tasks by itself: this line can go.'
    : 'The loop of the kernel runs already, and a thread can run one at a time: await the coroutine directly.';
  return { ...place, title: `${call.attr}() cannot run a second event loop here.`, message };
}

function* check(cell: ICellFacts, all: INotebookFacts): Iterable<Sighting> {
  for (const call of cell.calls) {
    const kind = kindOf(call, cell, all);
    const sighting = kind && foreseen(kind, call, cell, all);
    if (sighting) {
      yield sighting;
    }
  }
}

/** What is certain before the cell has run. */
function foreseen(kind: ICompetitor['kind'], call: ICall, cell: ICellFacts, all: INotebookFacts): Sighting | null {
  const { kind: guard } = guardOf(cell, call.statement, all);
  const sighting = sightingOf(kind, call, cell, all);
  if (guard === 'never' || guard === 'expected') {
    return null;
  }
  if (kind === 'close') {
    return isReached(call.scope, cell, all) && !isPyodide(all) ? sighting : null;
  }
  if (!call.scope.immediate || !call.scope.awaits || magicAgainstAwait(cell, call.statement) !== null) {
    return null;
  }
  if (isPyodide(all)) {
    const message = 'Kernels outside the browser refuse it; awaiting the coroutine works in both.';
    return { ...sighting, title: `${call.attr}() works only in this browser kernel.`, message, level: 'hint' };
  }
  if (patchBefore(cell, call.from, all)) {
    const message = 'The loop of the kernel can do the work, with or without the patch: no second one is needed.';
    return { ...sighting, title: `${call.attr}() works here only through nest_asyncio.`, message, level: 'info' };
  }
  return sighting;
}

function* explain(failure: IFailure, all: INotebookFacts): Iterable<Sighting> {
  const closing = failure.pattern === 'run.close_running';
  for (const { cell, what } of callsAt(failure, all)) {
    const kind = kindOf(what, cell, all);
    // In a plain function a drive is sync-wrapper's matter.
    const own = closing ? kind === 'close' : kind !== null && kind !== 'close' && what.scope.awaits;
    if (kind && own && (closing || magicAgainstAwait(cell, what.statement) === null)) {
      yield { ...sightingOf(kind, what, cell, all), level: 'error' };
      return;
    }
  }
}

function* fix({ cell: id, data }: Sighting, all: INotebookFacts): Iterable<IFixDraft | string> {
  const cell = all.cell(id)!;
  const { kind, call } = data!;
  if (kind === 'drive') {
    for (const each of replaceDrive(cell, call, data!.switch, all)) {
      yield typeof each === 'string' ? each : draftOf(cell, each.change, each.title, each.applicability, each.note);
    }
  } else if (kind === 'tornado' && call.attr === 'run_sync') {
    const driven = whyNoAwait(cell, call.statement, call.scope) ?? driveByAwait(cell, call, 'func', all);
    yield typeof driven === 'string' ? driven : draftOf(cell, driven, 'Replace run_sync() with await', 'safe');
  } else if (call.use.kind === 'statement' && call.statement.to === call.to) {
    const note = kind === 'close' ? undefined : 'Callbacks and tasks go on while the kernel is idle.';
    yield draftOf(cell, { ...removeAll(cell, [call.statement]), awaits: 0 }, `Remove ${call.attr}()`, 'safe', note);
  } else {
    yield `${call.attr}() stands inside another expression: take it out of there by hand.`;
  }
}

/** An event loop beside the one of the kernel, or an attempt to end that one. */
export const rule: IRule<ICompetitor> = {
  id: 'competing-loop',
  title: 'Second event loop beside that of the kernel',
  level: 'error',
  words: ['run_until_complete', 'run_forever', 'asyncio', 'IOLoop'],
  failures: ['F-RUN-2', 'F-RUN-3', 'F-RUN-5', 'F-RUN-9', 'L-TORNADO-1'],
  check,
  explain,
  fix
};
