/** The task that a kernel's message must mean, where the source alone does not show that it is one. */
import type { IFailure } from '../failures/failure';
import { isValueUse } from './early';
import type { IEarly } from './early';
import type { ICellFacts } from './facts';
import type { INotebookFacts } from './notebook-facts';
import { lineSpan } from './places';

/** The only place on a line that can have said so; null when there is none, or several. */
export function guessAt(
  failure: IFailure,
  cell: ICellFacts,
  line: number,
  all: INotebookFacts
): (Omit<IEarly, 'maker'> & { readonly maker: null }) | null {
  const span = lineSpan(cell.source, line);
  const inLine = (at: number): boolean => at >= span.from && at <= span.to;
  // What failed in a library's code is the library's.
  if (
    failure.frames[failure.frames.length - 1]?.cell !== cell.id ||
    failure.frames.some(each => /curio/.test(each.file))
  ) {
    return null;
  }
  // `'Task' object` may be of a class of the person's own: only asyncio's own names are sure.
  if (failure.pattern === 'task.value' && !/'_?asyncio\.|'_GatheringFuture'|Object of type/.test(failure.evalue)) {
    return null;
  }
  if (failure.pattern === 'future.notset') {
    const kind = /^Result/.test(failure.evalue) ? 'result' : 'exception';
    const calls = cell.calls.filter(each => inLine(each.from) && each.attr === kind && each.args.length === 0);
    const [call] = calls;
    const name = call?.dotted?.split('.').slice(0, -1).join('.') ?? null;
    if (!call || calls.length !== 1 || (name === null && !call.receiver)) {
      return null;
    }
    const { from, to, use, scope, statement } = call;
    const operand = call.receiver ?? { from, to: from + name!.length };
    return { kind, from, to, operand, name, use, scope, statement, maker: null, gathers: false };
  }
  const attr = /has no attribute '(\w+)'/.exec(failure.evalue)?.[1];
  const values = [
    ...cell.reads.map(({ name, at, ...rest }) => ({ name, from: at, to: at + name.length, ...rest })),
    ...cell.calls.map(({ from, to, use, scope, statement }) => ({ name: null, from, to, use, scope, statement }))
  ].filter(each => inLine(each.from) && isValueUse(each.use, each, cell, all) && fits(each.use, attr, failure.evalue));
  const [value] = values;
  return value && values.length === 1
    ? { kind: 'value', ...value, operand: { from: value.from, to: value.to }, maker: null, gathers: false }
    : null;
}

/** Whether a use can have caused a message, by what the message says of it. */
function fits(use: IEarly['use'], attr: string | undefined, evalue: string): boolean {
  if (attr !== undefined) {
    return use.kind === 'object' && use.of === 'attribute' && use.attr === attr;
  }
  if (/not subscriptable/.test(evalue)) {
    return use.kind === 'object' && use.of === 'subscript';
  }
  if (/not callable/.test(evalue)) {
    return use.kind === 'object' && use.of === 'call';
  }
  return use.kind !== 'object';
}
