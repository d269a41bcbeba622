/** Taking `await` and `async` away where nothing can be awaited, or putting something awaitable behind them. */
import type { ICall, ICellFacts } from '../python/facts';
import type { INotebookFacts } from '../python/notebook-facts';
import { scan } from '../python/scanner';
import { asyncTwin } from '../python/plain-calls';
import type { INotAsync, IUnawaitable } from '../python/unawaitable';
import { calledInstead, withoutAwait } from './arguments';
import { awaitCall } from './await';
import type { IDriven } from './drive';
import { joinAtSamePlace } from './edit';
import type { IEdit } from './edit';
import { usable } from './imports';

type Change = Pick<IDriven, 'edits' | 'removes' | 'adds' | 'awaits'>;

/** Take the await away. */
export function unawaited({ cell, await: found }: IUnawaitable): Change {
  return withoutAwait(cell, [found]);
}

/** Call the async function that does the same. */
export function twinOf({ cell, await: found }: IUnawaitable, all: INotebookFacts): Change | null {
  const twin = found.call && asyncTwin(found.call, cell, all);
  return twin ? calledInstead(cell, found.call!, twin, all) : null;
}

/** Put what is awaited into a call: `await asyncio.gather(*x)`. */
export function wrapped(
  { cell, await: found }: IUnawaitable,
  dotted: string,
  star: string,
  all: INotebookFacts
): Change {
  const { from, to } = found.operand;
  const around = usable(dotted, cell, from, all);
  const edits: IEdit[] = [
    { from, to: from, text: `${around.name}(${star}` },
    { from: to, to, text: ')' }
  ];
  return {
    edits: around.edit ? joinAtSamePlace([around.edit], edits) : edits,
    removes: [],
    adds: [around.name],
    awaits: 0
  };
}

/** `await g()` becomes `[x async for x in g()]`. */
export function collected({ cell, await: found }: IUnawaitable): Change {
  const { edits, awaits } = withoutAwait(cell, [found]);
  const { to } = found.operand;
  return {
    edits: [
      { ...edits[0]!, text: '[x async for x in ' },
      { from: to, to, text: ']' }
    ],
    removes: [],
    adds: [],
    awaits
  };
}

/** Take `async` away from `async for`; null where it cannot be told which one of a comprehension it is. */
export function plainFor(found: INotAsync): Change | null {
  const { cell, statement, comprehension } = found;
  const { from, to } = comprehension ?? { from: statement.from, to: statement.head!.from };
  const words = scan(cell.source, from, to).filter(each => each.kind === 'name');
  const places = words.filter(
    (each, index) =>
      cell.source.slice(each.from, each.to) === 'async' &&
      cell.source.slice(words[index + 1]?.from, words[index + 1]?.to) === 'for'
  );
  const [at] = places;
  return at && places.length === 1 ? { edits: [withoutWord(cell, at.from)], removes: [], adds: [], awaits: 0 } : null;
}

/** The edit that takes `async` and the blanks behind it away. */
export function withoutWord(cell: ICellFacts, at: number): IEdit {
  const [whole] = /^async[ \t]+/.exec(cell.source.slice(at)) ?? ['async'];
  return { from: at, to: at + whole.length, text: '' };
}

/** Await what is gone through. */
export function awaitedIterable(cell: ICellFacts, call: ICall): Change {
  return { edits: awaitCall(cell, call), removes: [], adds: [], awaits: 1 };
}

/** Two changes of one cell that do not touch each other. */
export function both(a: Change, b: Change): Change {
  return {
    edits: [...a.edits, ...b.edits],
    removes: [...a.removes, ...b.removes],
    adds: [...a.adds, ...b.adds],
    awaits: a.awaits + b.awaits
  };
}
