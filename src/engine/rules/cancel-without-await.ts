import { joinAtSamePlace } from '../edits/edit';
import { usable } from '../edits/imports';
import { insertAfter } from '../edits/statements';
import type { IFailure } from '../failures/failure';
import { madeBy } from '../python/early';
import { cancelledAll, isLeftAlone } from '../python/cancelled';
import type { ICancelledAll } from '../python/cancelled';
import type { IAwait, ICall, ICellFacts, IStatement } from '../python/facts';
import { magicAgainstAwait } from '../python/loops';
import type { INotebookFacts } from '../python/notebook-facts';
import { lineSpan, meets } from '../python/places';
import { makesTask } from '../python/tasks';
import { hasRun } from '../python/wasted';
import { draftOf } from './rule';
import type { IFixDraft, IRule, ISighting } from './rule';

interface ICancelled {
  readonly name: string;
  /** `t.cancel()` that nothing waits for. */
  readonly cancel: ICall | null;
  /** The `for` over all tasks in `name` that the cancel is the body of. */
  readonly loop?: IStatement;
  /** The await of a task that was cancelled. */
  readonly await: IAwait | null;
}

type Sighting = ISighting<ICancelled>;

/** Calls that give up when the time is over. */
const TIMEOUTS: ReadonlySet<string> = new Set([
  ...['asyncio.wait_for', 'asyncio.timeout', 'asyncio.timeout_at'],
  ...['async_timeout.timeout', 'anyio.fail_after', 'anyio.fail_at']
]);

/** `t.cancel()` at cell level, where nothing behind it waits for `t`. */
function* check(cell: ICellFacts, all: INotebookFacts): Iterable<Sighting> {
  for (const call of cell.calls) {
    const [name = ''] = call.parts;
    if (
      call.attr !== 'cancel' ||
      call.parts.length !== 2 ||
      call.use.kind !== 'statement' ||
      call.scope.kind !== 'module'
    ) {
      continue;
    }
    const loop = cancelledAll(call, cell, all);
    if (loop) {
      yield wholeList(call, loop, cell);
      continue;
    }
    const read = cell.reads.find(each => each.at === call.from && each.name === name);
    const maker = read && madeBy(read, cell, all);
    if (maker && makesTask(maker.what, maker.cell, all) && isLeftAlone(name, call, cell, all)) {
      const { from, to } = call;
      const title = `${name} is cancelled, and nothing waits for it.`;
      const message = 'cancel() only asks: the task ends, and cleans up, when the loop runs it again, so await it.';
      yield { cell: cell.id, from, to, title, message, data: { name, cancel: call, await: null } };
    }
  }
}

function wholeList(call: ICall, { name, loop }: ICancelledAll, cell: ICellFacts): Sighting {
  const title = `The tasks in ${name} are cancelled, and nothing waits for them.`;
  const message = 'cancel() only asks: they end, and clean up, when the loop runs them again, so await them.';
  const data = { name, cancel: call, await: null, loop };
  return { cell: cell.id, from: call.from, to: call.to, title, message, data };
}

function* explain(failure: IFailure, all: INotebookFacts): Iterable<Sighting> {
  const places = failure.frames.flatMap(frame => {
    const cell = all.cell(frame.cell ?? '');
    return cell ? [{ cell, line: lineSpan(cell.source, frame.line) }] : [];
  });
  const own = failure.frames.length === 0 ? all.cell(failure.cell ?? '') : null;
  if (own) {
    places.push({ cell: own, line: { from: 0, to: own.source.length } });
  }
  for (const { cell, line } of places) {
    const found = failure.pattern === 'timeout.empty' ? timedOut(cell, line, all) : cancelledBefore(cell, line, all);
    if (found) {
      yield found;
      return;
    }
  }
}

function timedOut(cell: ICellFacts, line: { from: number; to: number }, all: INotebookFacts): Sighting | null {
  const calls = cell.calls.filter(each => meets(each, line) && TIMEOUTS.has(all.target(each, cell) ?? ''));
  const [call] = calls;
  if (!call || calls.length !== 1) {
    return null;
  }
  const message =
    'The work had not ended when the time was over; this TimeoutError has no text: catch asyncio.TimeoutError, or allow more time.';
  const data = { name: '', cancel: null, await: null };
  const title = `${call.dotted ?? call.attr}() ran out of time.`;
  return { cell: cell.id, from: call.from, to: call.to, title, message, level: 'info', data };
}

/** `await t` behind `t.cancel()`: the kernel's Stop looks the same, but cancels the cell and not `t`. */
function cancelledBefore(cell: ICellFacts, line: { from: number; to: number }, all: INotebookFacts): Sighting | null {
  for (const each of cell.awaits.filter(found => meets(found, line))) {
    const name = cell.source.slice(each.operand.from, each.operand.to);
    const made = all.lookup(name, each.scope, each.from, cell);
    const at = made && { cell: made.cell.index, at: made.what.at };
    const cancelled = all.cells.some(other =>
      other.calls.some(
        call =>
          call.dotted === `${name}.cancel` &&
          hasRun(other.id, all) &&
          isBetween({ cell: other.index, at: call.from }, at, { cell: cell.index, at: each.from })
      )
    );
    if (cancelled) {
      const message =
        'Awaiting it raises CancelledError, which except Exception does not catch: catch asyncio.CancelledError where the cancel is meant.';
      const data = { name, cancel: null, await: each };
      const title = `${name} was cancelled.`;
      return { cell: cell.id, from: each.from, to: each.to, title, message, level: 'info', data };
    }
  }
  return null;
}

interface IPoint {
  readonly cell: number;
  readonly at: number;
}

function isBetween(point: IPoint, first: IPoint | null, last: IPoint): boolean {
  const order = (a: IPoint, b: IPoint): boolean => a.cell < b.cell || (a.cell === b.cell && a.at < b.at);
  return first !== null && order(first, point) && order(point, last);
}

function* fix({ cell: id, data }: Sighting, all: INotebookFacts): Iterable<IFixDraft | string> {
  const cell = all.cell(id)!;
  const { name, cancel, await: awaited } = data!;
  const statement = data!.loop ?? cancel?.statement ?? awaited?.statement;
  if (!statement) {
    yield 'How long to wait, and what to do when it was too short, is yours to say.';
    return;
  }
  const magic = magicAgainstAwait(cell, statement);
  const gather = usable('asyncio.gather', cell, statement.from, all);
  const quiet = `${gather.name}(${data!.loop ? '*' : ''}${name}, return_exceptions=True)`;
  const bring = gather.edit ? [gather.edit] : [];
  const adds = [gather.name];
  if (awaited) {
    if (awaited.use.kind !== 'statement') {
      yield 'Put the await into a try block, with except asyncio.CancelledError behind it.';
      return;
    }
    const edits = [...bring, { ...awaited.operand, text: quiet }].map(({ from, to, text }) => ({ from, to, text }));
    const note = 'Nothing the task raised is raised here any more: it is in the list that this gives.';
    yield draftOf(cell, { edits, removes: [], adds, awaits: 0 }, 'Wait for it without raising', 'unsafe', note);
    return;
  }
  const line = magic === null ? insertAfter(cell, statement, [`await ${quiet}`]) : null;
  if (!line) {
    yield magic === null
      ? 'Something stands behind the cancel() on its line: give it a line of its own first.'
      : `An await under ${magic} is a syntax error, so take the magic away first.`;
    return;
  }
  const edits = joinAtSamePlace(bring, [line]);
  yield draftOf(
    cell,
    { edits, removes: [], adds, awaits: 1 },
    'Wait until it has ended',
    'unsafe',
    'The cell waits until the task has ended.'
  );
}

/** A task that is cancelled, and nothing waits until it has ended. */
export const rule: IRule<ICancelled> = {
  id: 'cancel-without-await',
  title: 'Task that is cancelled and not awaited',
  level: 'hint',
  words: ['cancel', 'wait_for', 'timeout', 'timeout_at', 'fail_after', 'fail_at'],
  failures: ['F-CAN-1', 'F-CAN-2'],
  check,
  explain,
  fix
};
