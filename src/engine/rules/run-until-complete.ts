import { driveByAwait, spelling } from '../edits/drive';
import type { IDriven } from '../edits/drive';
import { dropLoop } from '../edits/loop-variable';
import { removeStatement } from '../edits/statements';
import { collapseSwitch } from '../edits/switch';
import type { IFailure } from '../failures/failure';
import { inPlainFunction } from '../python/callers';
import type { ICall, ICellFacts, IStatement } from '../python/facts';
import { catchesInterrupt, guardOf, isPyodide, loopOf, magicAgainstAwait, patchBefore } from '../python/loops';
import type { INotebookFacts } from '../python/notebook-facts';
import { callsAt, deepestCellFrame } from '../python/places';
import { draftOf } from './rule';
import type { IFixDraft, IRule, ISighting } from './rule';

interface IEntry {
  readonly call: ICall;
  readonly switch: IStatement | null;
}

const ENTRIES: ReadonlySet<string> = new Set(['run_until_complete', 'run_forever']);

function sightingOf(call: ICall, cell: ICellFacts, all: INotebookFacts, failed: boolean): ISighting<IEntry> | null {
  if (call.attr === null || !ENTRIES.has(call.attr) || (!failed && loopOf(call, cell, all) === null)) {
    return null;
  }
  const guard = guardOf(cell, call.statement, all);
  const place = { cell: cell.id, from: call.from, to: call.to, data: { call, switch: guard.switch } };
  const forever = call.attr === 'run_forever';
  const title = `${call.attr}() cannot drive the loop here.`;
  const message = forever
    ? 'The kernel already runs the loop, so tasks go on by themselves: this line can go.'
    : 'The kernel already runs the loop, so await the coroutine directly.';
  if (failed) {
    return { ...place, title, message, level: 'error' };
  }
  if (guard.kind === 'expected' || guard.kind === 'never') {
    return null;
  }
  if (isPyodide(all)) {
    const portable = 'Kernels outside the browser refuse it; awaiting the coroutine works in both.';
    return { ...place, title: `${call.attr}() works only in this browser kernel.`, message: portable, level: 'hint' };
  }
  if (patchBefore(cell, call.from, all)) {
    const better = forever
      ? 'The kernel runs the loop by itself, with or without the patch.'
      : 'Awaiting the coroutine directly works in every notebook, with or without the patch.';
    return { ...place, title: `${call.attr}() works here only through nest_asyncio.`, message: better, level: 'info' };
  }
  return { ...place, title, message };
}

function* check(cell: ICellFacts, all: INotebookFacts): Iterable<ISighting<IEntry>> {
  if (all.document.kind === 'script') {
    return;
  }
  for (const call of cell.calls) {
    const legal = call.scope.immediate && call.scope.awaits && magicAgainstAwait(cell, call.statement) === null;
    const sighting = legal ? sightingOf(call, cell, all, false) : null;
    if (sighting) {
      yield sighting;
    }
  }
}

function* explain(failure: IFailure, all: INotebookFacts): Iterable<ISighting<IEntry>> {
  const failed = callsAt(failure, all).filter(({ what }) => what.attr !== null && ENTRIES.has(what.attr));
  // `finally: loop.close()` hides the first error: F-RUN-5. The mistake is the drive above it.
  const frame = failure.pattern === 'run.close_running' ? deepestCellFrame(failure) : null;
  const closing = frame?.cell ? all.cell(frame.cell) : null;
  const drives = closing?.calls.filter(each => each.attr === 'run_until_complete') ?? [];
  const found = failed.length > 0 ? failed : drives.map(what => ({ cell: closing!, what }));
  for (const { cell, what } of found) {
    const here = magicAgainstAwait(cell, what.statement) === null && !inPlainFunction(what, cell);
    const sighting = here ? sightingOf(what, cell, all, true) : null;
    if (sighting) {
      yield sighting;
      return;
    }
  }
}

function* fix(sighting: ISighting<IEntry>, all: INotebookFacts): Iterable<IFixDraft | string> {
  const cell = all.cell(sighting.cell)!;
  const { call } = sighting.data!;
  if (!call.scope.awaits) {
    yield `${call.scope.name || 'This expression'} cannot await: an await there would be a syntax error.`;
    return;
  }
  if (call.attr === 'run_forever') {
    yield* removeForever(cell, call, all);
    return;
  }
  const collapsed = sighting.data!.switch && collapseSwitch(cell, sighting.data!.switch, all);
  if (collapsed) {
    const note = collapsed.waits ? 'The cell now waits for the result instead of leaving a task behind.' : undefined;
    yield draftOf(
      cell,
      collapsed,
      'Replace the whole switch with one await',
      collapsed.waits ? 'unsafe' : 'safe',
      note
    );
    return;
  }
  const ending = call.args[0]?.call?.attr;
  if (ending === 'shutdown_asyncgens' || ending === 'shutdown_default_executor') {
    yield `${ending}() belongs to the end of a loop, and the kernel's loop goes on: take this line away.`;
    return;
  }
  const driven = driveByAwait(cell, call, 'future', all);
  if (typeof driven === 'string') {
    yield driven;
    return;
  }
  const whole = join(driven, dropLoop(cell, call, all));
  const title = 'Replace run_until_complete() with await';
  if (catchesInterrupt(call.statement)) {
    const note = 'After the rewrite, Stop raises CancelledError and the except KeyboardInterrupt block does not run.';
    yield draftOf(cell, whole, title, 'unsafe', note);
    return;
  }
  yield draftOf(cell, whole, title, 'safe');
}

function join(driven: IDriven, loop: Pick<IDriven, 'edits' | 'removes'>): IDriven {
  return { ...driven, edits: [...driven.edits, ...loop.edits], removes: [...driven.removes, ...loop.removes] };
}

function* removeForever(cell: ICellFacts, call: ICall, all: INotebookFacts): Iterable<IFixDraft | string> {
  const edit = call.use.kind === 'statement' ? removeStatement(cell, call.statement) : null;
  if (!edit) {
    yield 'run_forever() is the only statement of its block: decide what should stand there instead.';
    return;
  }
  const inside = cell.calls.filter(each => each.from >= call.from && each.to <= call.to);
  const loop = dropLoop(cell, call, all);
  const change = {
    edits: [edit, ...loop.edits],
    removes: [...inside.map(spelling), ...loop.removes],
    adds: [],
    awaits: 0
  };
  const note = 'Tasks go on while the kernel is idle; await a task where you need its end.';
  yield draftOf(cell, change, 'Remove run_forever()', 'safe', note);
}

/** Driving a loop by hand where the kernel already runs it. */
export const rule: IRule<IEntry> = {
  id: 'run-until-complete',
  title: 'run_until_complete() in a cell',
  level: 'error',
  words: ['run_until_complete', 'run_forever'],
  failures: ['F-RUN-2', 'F-RUN-3', 'F-RUN-5', 'F-RUN-8', 'F-RUN-9'],
  check,
  explain,
  fix
};
