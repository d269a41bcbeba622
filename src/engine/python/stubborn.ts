/** Loops that take the cancellation which should end them. */
import type { ISpan } from '../document';
import type { ICall, ICellFacts, IStatement } from './facts';

/** A `while True` that nothing can stop. */
export interface IStubborn extends ISpan {
  readonly loop: IStatement;
  /** What the handler does; it has no way out. */
  readonly handler: readonly IStatement[];
  /** True for `except CancelledError`; false for an `except` that takes everything. */
  readonly named: boolean;
}

const CANCELLED = /(?:^|\.)CancelledError$/;
const ENDS = /^(?:Raise|Return|Break)$/;

/** Every such loop of a cell: all that it awaits stands in one `try`, whose handler takes the cancellation and goes on. */
export function* stubbornIn(cell: ICellFacts): Iterable<IStubborn> {
  for (const loop of cell.statements) {
    const { head, children, scope } = loop;
    if (
      loop.type !== 'While' ||
      !head ||
      !scope.awaits ||
      !/^(?:True|1)$/.test(cell.source.slice(head.from, head.to))
    ) {
      continue;
    }
    const [attempt, ...more] = children.filter(each => /^Try/.test(each.type));
    if (!attempt || more.length > 0) {
      continue;
    }
    const body = attempt.children.filter(each => each.block === 'body');
    const waits = [...cell.awaits, ...cell.statements.filter(each => each.type.startsWith('Async'))].filter(each =>
      within(each, loop)
    );
    const handler = attempt.children.some(each => each.block === 'finalbody' && leaves(each)) ? [] : takerOf(attempt);
    const known = cell.calls.filter(each => handler.some(one => within(each, one))).every(tellsOnly);
    const open = waits.length > 0 && waits.every(each => body.some(one => within(each, one)));
    if (
      open &&
      known &&
      handler.length > 0 &&
      !cell.calls.some(each => within(each, loop) && OTHERS.test(each.attr ?? ''))
    ) {
      const named = handler[0]!.handles.every(each => CANCELLED.test(each));
      yield { from: loop.from, to: head.to, loop, handler, named };
    }
  }
}

/** Other functions may raise it again. */
function tellsOnly({ dotted, attr }: ICall): boolean {
  return dotted === 'print' || /^(?:debug|info|warning|error|exception|print_exc|append)$/.test(attr ?? '');
}

/** Calls that end a process, and those after which a cancellation is expected. */
const OTHERS = /^(?:cancel|exit|_exit|quit)$/;

/** The statements of the first handler that a cancellation reaches, unless one of them leaves the loop. */
function takerOf({ children }: IStatement): readonly IStatement[] {
  const taken = children.filter(each => each.block === 'handler' && each.handles.some(takes));
  const first = taken[0]?.handles.join();
  const own = taken.filter(each => each.handles.join() === first);
  return own.some(leaves) ? [] : own;
}

function takes(name: string): boolean {
  return name === '*' || name === 'BaseException' || CANCELLED.test(name);
}

function leaves(statement: IStatement): boolean {
  return ENDS.test(statement.type) || statement.children.some(leaves);
}

function within(part: ISpan, whole: ISpan): boolean {
  return part.from >= whole.from && part.to <= whole.to;
}
