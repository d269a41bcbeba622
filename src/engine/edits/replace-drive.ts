/** Awaiting what a loop was to be driven for. */
import type { Applicability } from '../finding';
import type { ICall, ICellFacts, IStatement } from '../python/facts';
import { catchesInterrupt } from '../python/loops';
import type { INotebookFacts } from '../python/notebook-facts';
import { driveByAwait } from './drive';
import type { IDriven } from './drive';
import { dropLoop, shutdownOf } from './loop-variable';
import type { IDropped } from './loop-variable';
import { removeStatement } from './statements';
import { collapseSwitch } from './switch';

/** One way to do without the drive. */
export interface IReplaced {
  readonly title: string;
  readonly applicability: Applicability;
  readonly change: Pick<IDriven, 'edits' | 'removes' | 'adds' | 'awaits'>;
  readonly note: string | undefined;
}

/**
 * Replace `loop.run_until_complete(…)` by an await, or take `run_forever()` away, with what belongs to it.
 *
 * @param choice - the `if` of an `is_running()` switch around it.
 * @returns first choice first, or one sentence why there is none.
 */
export function* replaceDrive(
  cell: ICellFacts,
  call: ICall,
  choice: IStatement | null,
  all: INotebookFacts
): Iterable<IReplaced | string> {
  if (!call.scope.awaits) {
    yield `${call.scope.name || 'This expression'} cannot await: an await there would be a syntax error.`;
    return;
  }
  const ending = shutdownOf(call);
  if (call.attr === 'run_forever' || (ending !== null && call.use.kind === 'statement')) {
    yield* removeDrive(cell, call, all);
    return;
  }
  const collapsed = choice && collapseSwitch(cell, choice, all);
  if (collapsed) {
    const note = collapsed.waits ? 'The cell now waits for the result instead of leaving a task behind.' : undefined;
    const applicability = collapsed.waits ? 'unsafe' : 'safe';
    yield { title: 'Replace the whole switch with one await', applicability, change: collapsed, note };
    return;
  }
  if (ending !== null) {
    yield `${ending}() belongs to the end of a loop, and the kernel's loop goes on: take this line away.`;
    return;
  }
  const driven = driveByAwait(cell, call, 'future', all);
  if (typeof driven === 'string') {
    yield driven;
    return;
  }
  const loop = dropLoop(cell, call, all);
  if (typeof loop === 'string') {
    yield loop;
    return;
  }
  const whole = join(driven, loop);
  const title = 'Replace run_until_complete() with await';
  if (catchesInterrupt(call.statement)) {
    const note = 'After the rewrite, Stop raises CancelledError and the except KeyboardInterrupt block does not run.';
    yield { title, applicability: 'unsafe', change: whole, note };
    return;
  }
  yield { title, applicability: 'safe', change: whole, note: undefined };
}

function join(driven: IDriven, { edits, removes, adds }: IDropped): IDriven {
  return {
    ...driven,
    edits: [...driven.edits, ...edits],
    removes: [...driven.removes, ...removes],
    adds: [...driven.adds, ...adds]
  };
}

function* removeDrive(cell: ICellFacts, call: ICall, all: INotebookFacts): Iterable<IReplaced | string> {
  const forever = call.attr === 'run_forever';
  if (forever && (call.use.kind !== 'statement' || !removeStatement(cell, call.statement))) {
    yield 'run_forever() is the only statement of its block: decide what should stand there instead.';
    return;
  }
  const loop = dropLoop(cell, call, all, true);
  if (typeof loop === 'string') {
    yield loop;
    return;
  }
  const note = forever
    ? 'Tasks go on while the kernel is idle; await a task where you need its end.'
    : 'It would shut down what the kernel and later cells still need.';
  const name = forever ? 'run_forever' : shutdownOf(call);
  yield { title: `Remove ${name}()`, applicability: 'safe', change: { ...loop, awaits: 0 }, note };
}
