/** Awaiting a coroutine that is used as if it were its result. */
import type { IAwait, ICall, ICellFacts } from '../python/facts';
import { awaitCall } from './await';
import type { IDriven } from './drive';
import type { IEdit } from './edit';

type Change = Pick<IDriven, 'edits' | 'removes' | 'adds' | 'awaits'>;

/**
 * Put parentheses around an await and the call it was meant for: `await f().x` becomes `(await f()).x`.
 *
 * @param again - true when what is behind the call is awaited too: `await (await f()).x()`.
 * @returns null when the await and the call do not stand side by side.
 */
export function parenthesised(cell: ICellFacts, around: IAwait, call: ICall, again: boolean): Change | null {
  const between = cell.source.slice(around.from, call.from);
  if (!/^await[ \t]+$/.test(between)) {
    return null;
  }
  const edits: IEdit[] = again
    ? [
        { from: call.from, to: call.from, text: '(await ' },
        { from: call.to, to: call.to, text: ')' }
      ]
    : [
        { from: around.from, to: around.from, text: '(' },
        { from: call.to, to: call.to, text: ')' }
      ];
  return { edits, removes: [], adds: [], awaits: again ? 1 : 0 };
}

/** Await calls where they stand; a generator given to a function becomes a list, since it cannot await. */
export function awaited(cell: ICellFacts, calls: readonly ICall[]): Change {
  const edits = calls.flatMap(each => awaitCall(cell, each));
  const [first] = calls;
  const generator = first?.use.kind === 'element' && first.use.of === 'generator' ? first.use.container : null;
  if (!generator) {
    return { edits, removes: [], adds: [], awaits: calls.length };
  }
  const open = { from: generator.from + 1, to: generator.from + 1, text: '[' };
  const close = { from: generator.to - 1, to: generator.to - 1, text: ']' };
  const [start] = edits;
  const joined =
    start && start.from === open.from ? [{ ...start, text: `[${start.text}` }, ...edits.slice(1)] : [open, ...edits];
  return { edits: [...joined, close], removes: [], adds: [], awaits: calls.length };
}
