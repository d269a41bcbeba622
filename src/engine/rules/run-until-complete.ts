import { replaceDrive } from '../edits/replace-drive';
import type { IFailure } from '../failures/failure';
import { inPlainFunction } from '../python/callers';
import type { ICall, ICellFacts, IStatement } from '../python/facts';
import { callsUnderLoop, guardOf, isPyodide, loopOf, magicAgainstAwait, patchBefore } from '../python/loops';
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
  const loop = call.attr !== null && ENTRIES.has(call.attr) ? loopOf(call, cell, all) : 'new';
  // A loop of one's own is competing-loop's.
  if (loop === 'new' || (!failed && loop === null)) {
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
  for (const call of callsUnderLoop(cell)) {
    const sighting = sightingOf(call, cell, all, false);
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
  for (const each of replaceDrive(cell, sighting.data!.call, sighting.data!.switch, all)) {
    yield typeof each === 'string' ? each : draftOf(cell, each.change, each.title, each.applicability, each.note);
  }
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
