/** Where the code shows what a message about two event loops means. */
import type { ISpan } from '../document';
import type { IFailure } from '../failures/failure';
import type { ICall, ICellFacts } from './facts';
import { loopOf } from './loops';
import type { INotebookFacts, IPlaced } from './notebook-facts';
import { callsAt, lineSpan, meets } from './places';
import { NEEDS_LOOP } from './thread-mistakes';
import { madeElsewhere, objectsUsed, otherRunsIn } from './threads';
import type { IOtherRun } from './threads';
import { hasRun } from './wasted';

/** A run in another loop, and what it has in common with others. */
export interface IMixed {
  readonly run: IOtherRun;
  /** Names of the objects that are used in both loops. */
  readonly shared: readonly string[];
  /** It, and every other run that uses one of them. */
  readonly runs: readonly IOtherRun[];
  /** True when one of them waits for a limited time. */
  readonly timeout: boolean;
}

/** The run, or the call that makes something in another loop, which explains a failure; null when the code shows none. */
export function mixedAt(failure: IFailure, all: INotebookFacts): IMixed | IPlaced<ICall> | null {
  const places = placesOf(failure, all);
  const near = (cell: ICellFacts, span: ISpan): boolean =>
    places.some(each => each.cell === cell && meets(each.span, span));
  const used = new Set<string>();
  for (const { cell, span } of places) {
    objectsUsed(span, cell, all).forEach(name => used.add(name));
  }
  const ran = all.cells.filter(each => hasRun(each.id, all));
  const runs = ran.flatMap(cell => [...otherRunsIn(cell, all)].map(run => ({ run, needs: needsOf(run, all) })));
  const suits = runs.filter(({ run, needs }) => near(run.cell, run) || [...needs].some(name => used.has(name)));
  const exact = failure.frames.length > 0 ? suits.filter(({ run }) => near(run.cell, run)) : [];
  const found = (exact.length > 0 ? exact : suits).pop();
  const made = ran.flatMap(cell => madeElsewhere(cell, all).map(what => ({ cell, what })));
  const strange = made.filter(({ cell, what }) => near(cell, what) || namesOf(what).some(name => used.has(name)));
  if (!found) {
    return strange[0] ?? null;
  }
  const shared = [...found.needs].filter(name => used.has(name));
  const group = runs.filter(each => each === found || [...each.needs].some(name => shared.includes(name)));
  return {
    run: found.run,
    shared,
    runs: group.map(each => each.run),
    timeout: group.some(({ run }) => run.form === 'await' && run.call.args.length > 0)
  };
}

/** Lines that a failure names in cells; where it names none, the whole cell it came in. */
function placesOf(failure: IFailure, all: INotebookFacts): readonly { cell: ICellFacts; span: ISpan }[] {
  const named = failure.frames.flatMap(frame => {
    const cell = all.cell(frame.cell ?? '');
    return cell && frame.line > 0 ? [{ cell, span: lineSpan(cell.source, frame.line) }] : [];
  });
  const own = all.cell(failure.cell ?? '');
  return named.length > 0 || !own ? named : [{ cell: own, span: { from: 0, to: own.source.length } }];
}

/** What a run uses, and what its result is kept under. */
function needsOf({ cell, call, work }: IOtherRun, all: INotebookFacts): ReadonlySet<string> {
  const { statement } = call;
  const names = new Set(objectsUsed(work ?? call, cell, all));
  cell.module.bindings.filter(each => each.statement === statement).forEach(each => names.add(each.name));
  return names;
}

function namesOf({ use }: ICall): readonly string[] {
  return use.kind === 'assigned' ? use.names : [];
}

/** A place in a thread that needs a loop. */
export interface ILoopless extends ISpan {
  readonly cell: ICellFacts;
  readonly call: ICall;
  /** True when it was handed over without being called: `submit(asyncio.get_running_loop)`. */
  readonly handed: boolean;
}

/** What needs a loop on the line that a failure names. */
export function threadCallAt(failure: IFailure, all: INotebookFacts): ILoopless | null {
  const calls = [...callsAt(failure, all)].sort(
    (a, b) => Number(a.what.scope.immediate) - Number(b.what.scope.immediate)
  );
  for (const { cell, what: call } of calls) {
    const target = all.target(call, cell) ?? '';
    if (
      NEEDS_LOOP.has(target) &&
      target !== 'asyncio.get_event_loop' &&
      (!call.scope.immediate || failure.frames.length > 0)
    ) {
      return { cell, call, from: call.from, to: call.to, handed: false };
    }
    const given = call.args.find(each => NEEDS_LOOP.has(all.meaning(each.dotted, call.scope, call.from, cell) ?? ''));
    if (given) {
      return { cell, call, ...given.value, handed: true };
    }
  }
  return null;
}

/** True for a loop that nothing in the notebook runs. */
export function isNeverRun(call: ICall, cell: ICellFacts, all: INotebookFacts): boolean {
  const [name = ''] = call.parts;
  if (loopOf(call, cell, all) !== 'new') {
    return false;
  }
  return (
    call.receiver !== null ||
    (all.lookup(name, call.scope, call.from, cell)?.what.statement.scope.kind === 'module' &&
      all.reads(name)?.every(({ what }) => what.use.kind === 'object' && IDLE.test(what.use.attr))) === true
  );
}

const IDLE = /^(?:create_task|create_future|close|is_running|is_closed|set_debug|get_debug)$/;
