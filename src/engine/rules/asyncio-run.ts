import { driveByAwait } from '../edits/drive';
import type { IDriven } from '../edits/drive';
import { driveAnyio, driveRunner } from '../edits/runners';
import { collapseSwitch, collapsible } from '../edits/switch';
import type { IFailure } from '../failures/failure';
import { inPlainFunction } from '../python/callers';
import type { ICall, ICellFacts, IStatement } from '../python/facts';
import { callsUnderLoop, catchesInterrupt, guardOf, isPyodide, magicAgainstAwait, patchBefore } from '../python/loops';
import type { INotebookFacts, IPlaced } from '../python/notebook-facts';
import { callsAt, deepestCellFrame, lineSpan } from '../python/places';
import { draftOf } from './rule';
import type { IFixDraft, IRule, ISighting } from './rule';

interface IEntry {
  readonly call: ICall;
  /** Name to show: `asyncio.run`. */
  readonly shown: string;
  readonly switch: IStatement | null;
  /** The `with asyncio.Runner()` statement around `runner.run(…)`. */
  readonly runner: IStatement | null;
}

const RUNNERS: ReadonlySet<string> = new Set(['asyncio.run', 'asyncio.runners.run', 'uvloop.run', 'anyio.run']);
/** nest_asyncio replaces asyncio.run alone: F-NEST-2. */
const PATCHED: ReadonlySet<string> = new Set(['asyncio.run', 'asyncio.runners.run']);

function entryOf(call: ICall, cell: ICellFacts, all: INotebookFacts): Pick<IEntry, 'shown' | 'runner'> | null {
  const target = all.target(call, cell);
  if (target !== null && RUNNERS.has(target)) {
    return { shown: target.replace('.runners', ''), runner: null };
  }
  const maker = call.attr === 'run' ? all.maker(call, cell) : null;
  if (!maker || !/^asyncio\.(?:runners\.)?Runner$/.test(all.target(maker.what, maker.cell) ?? '')) {
    return null;
  }
  const { use, statement } = maker.what;
  return { shown: 'asyncio.Runner().run', runner: use.kind === 'context' && maker.cell === cell ? statement : null };
}

function sightingOf(call: ICall, cell: ICellFacts, all: INotebookFacts, failed: boolean): ISighting<IEntry> | null {
  const entry = entryOf(call, cell, all);
  if (!entry) {
    return null;
  }
  const guard = guardOf(cell, call.statement, all);
  const place = { cell: cell.id, from: call.from, to: call.to, data: { call, switch: guard.switch, ...entry } };
  const name = `${entry.shown}()`;
  if (failed) {
    return { ...place, ...failedWords(call, name), level: 'error' };
  }
  if (guard.kind === 'expected' || (guard.kind === 'never' && !switchWorthTelling(cell, guard.switch, all))) {
    return null;
  }
  if (guard.kind === 'never') {
    const message = 'In a notebook the loop always runs: one await does the work of the whole switch.';
    return { ...place, title: `This branch with ${name} never runs in a notebook.`, message, level: 'hint' };
  }
  if (isPyodide(all)) {
    const message = 'Kernels outside the browser refuse it; awaiting the coroutine works in both.';
    return { ...place, title: `${name} works only in this browser kernel.`, message, level: 'hint' };
  }
  const patched = PATCHED.has(entry.shown) && !call.args.some(each => each.keyword === 'loop_factory');
  if (patched && patchBefore(cell, call.from, all)) {
    const message = 'Awaiting the coroutine directly works in every notebook, with or without the patch.';
    return { ...place, title: `${name} works here only through nest_asyncio.`, message, level: 'info' };
  }
  return { ...place, ...failedWords(call, name) };
}

function failedWords(call: ICall, name: string): Pick<ISighting, 'title' | 'message'> {
  if (call.scope.awaits) {
    const message = 'The kernel already runs one, so await the coroutine directly.';
    return { title: `${name} cannot start a second event loop here.`, message };
  }
  const where = call.scope.kind === 'function' ? `${call.scope.name}()` : `this ${call.scope.kind}`;
  const message = `The kernel already runs one, and ${where} cannot await: make it async, or run it with await asyncio.to_thread().`;
  return { title: `${name} cannot start a second event loop inside ${where}.`, message };
}

/** A switch is worth a hint when it can become one await; then only at the branch that never runs. */
function switchWorthTelling(cell: ICellFacts, statement: IStatement | null, all: INotebookFacts): boolean {
  const collapsed = statement && collapsible(cell, statement, all);
  return collapsed !== null && !collapsed.removes.some(each => /(?:^|\.)run_until_complete$/.test(each));
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
  const printed = failure.pattern === 'run.printed';
  for (const { cell, what } of printed
    ? callsIn(failure, all)
    : [...callsAt(failure, all), ...runnersAt(failure, all)]) {
    // A plain function around the call is sync-wrapper's matter.
    if (magicAgainstAwait(cell, what.statement) !== null || inPlainFunction(what, cell)) {
      continue;
    }
    // Text on a stream is weak: it counts for calls that are mistakes by their place already.
    const sighting = printed && !sightingOf(what, cell, all, false) ? null : sightingOf(what, cell, all, true);
    if (sighting && matches(failure, sighting.data!)) {
      yield sighting;
      return;
    }
  }
}

/** A Runner that fails on leaving names the line of its `with`: F-RUN-4. */
function runnersAt(failure: IFailure, all: INotebookFacts): readonly IPlaced<ICall>[] {
  const frame = deepestCellFrame(failure);
  const cell = all.cell(frame?.cell ?? '');
  const line = cell && frame && lineSpan(cell.source, frame.line);
  const inside = (call: ICall): boolean => {
    const runner = cell && entryOf(call, cell, all)?.runner;
    return Boolean(runner && line && runner.from <= line.to && line.from <= runner.to);
  };
  return cell ? cell.calls.filter(inside).map(what => ({ cell, what })) : [];
}

/** `Runner.run()` says so itself; the others share one text. */
function matches(failure: IFailure, entry: IEntry): boolean {
  return failure.pattern !== 'run.runner' || entry.shown === 'asyncio.Runner().run';
}

function callsIn(failure: IFailure, all: INotebookFacts): readonly IPlaced<ICall>[] {
  const cell = failure.cell === null ? null : all.cell(failure.cell);
  return cell ? cell.calls.filter(each => each.scope.immediate && each.scope.awaits).map(what => ({ cell, what })) : [];
}

function* fix(sighting: ISighting<IEntry>, all: INotebookFacts): Iterable<IFixDraft | string> {
  const cell = all.cell(sighting.cell)!;
  const { call, shown, runner } = sighting.data!;
  if (!call.scope.awaits) {
    const plain =
      call.scope.kind === 'function' ? `${call.scope.name}() is a plain function` : `A ${call.scope.kind} cannot await`;
    yield `${plain}, so an await there would be a syntax error.`;
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
  const driven = drive(cell, sighting.data!, all);
  if (typeof driven === 'string') {
    yield driven;
    return;
  }
  const title = runner ? 'Replace the Runner with await' : `Replace ${shown}() with await`;
  if (catchesInterrupt(call.statement)) {
    const note = 'After the rewrite, Stop raises CancelledError and the except KeyboardInterrupt block does not run.';
    yield draftOf(cell, driven, title, 'unsafe', note);
    return;
  }
  const gone = driven.dropped.map(each => `${each}=`).join(', ');
  const note = gone ? `${gone} goes: it has no meaning for a loop that already runs.` : undefined;
  yield draftOf(cell, driven, title, 'safe', note);
}

function drive(cell: ICellFacts, { call, shown, runner }: IEntry, all: INotebookFacts): IDriven | string {
  if (runner) {
    const inside = cell.calls.filter(each => entryOf(each, cell, all)?.runner === runner);
    return driveRunner(cell, runner, inside, all);
  }
  return shown === 'anyio.run' ? driveAnyio(cell, call, all) : driveByAwait(cell, call, 'main', all);
}

/** `asyncio.run()` and its relatives where the cell itself could await. */
export const rule: IRule<IEntry> = {
  id: 'asyncio-run',
  title: 'asyncio.run() in a cell',
  level: 'error',
  words: ['asyncio', 'anyio', 'uvloop'],
  failures: ['F-RUN-1', 'F-RUN-3', 'F-RUN-4', 'F-RUN-6', 'F-RUN-8', 'F-DEP-5', 'L-ANYIO-1'],
  check,
  explain,
  fix
};
