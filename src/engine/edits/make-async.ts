/** Writing `async` before `for` and `with`, and collecting what an async generator gives. */
import type { ISpan } from '../document';
import type { ICall, ICellFacts, IStatement } from '../python/facts';
import { scan } from '../python/scanner';
import type { IAwaiting } from '../python/streams';
import { withoutAwait } from './arguments';
import { isParenthesised, PRIMARY } from './await';
import type { IDriven } from './drive';
import { withoutWord } from './not-await';

type Change = Pick<IDriven, 'edits' | 'removes' | 'adds' | 'awaits'>;

const NOTHING: Change = { edits: [], removes: [], adds: [], awaits: 0 };

/** `async` before a `for` or `with` statement. */
export function asyncStatement(statement: IStatement): Change {
  return { ...NOTHING, edits: [{ from: statement.from, to: statement.from, text: 'async ' }] };
}

/** `async with` without its `async`. */
export function plainStatement(cell: ICellFacts, statement: IStatement): Change {
  return { ...NOTHING, edits: [withoutWord(cell, statement.from)] };
}

/** `async` before the `for` of the comprehension clause that goes through a value; null when it is not found. */
export function asyncClause(cell: ICellFacts, comprehension: ISpan, value: ISpan): Change | null {
  const tokens = scan(cell.source, comprehension.from, value.from).filter(each => each.kind === 'name');
  const word = (at: number): string => cell.source.slice(tokens[at]?.from, tokens[at]?.to);
  const last = tokens.length - 1;
  if (word(last) !== 'in') {
    return null;
  }
  for (let at = last; at >= 0; at -= 1) {
    if (word(at) === 'for' && tokens[at]!.depth === tokens[last]!.depth) {
      return { ...NOTHING, edits: [{ from: tokens[at]!.from, to: tokens[at]!.from, text: 'async ' }] };
    }
  }
  return null;
}

/** `[x async for x in …]` around what gives one value after the other. */
export function collect(value: ISpan): Change {
  return {
    ...NOTHING,
    edits: [
      { from: value.from, to: value.from, text: '[x async for x in ' },
      { from: value.to, to: value.to, text: ']' }
    ]
  };
}

/**
 * `next(g)` becomes `await anext(g)`, or `await g.__anext__()` where `anext` may not be there.
 *
 * @param modern - true when the kernel's Python is known to have `anext`.
 * @returns null when only `anext` can do what the call asks for.
 */
export function nextOf(cell: ICellFacts, call: ICall, modern: boolean): Change | null {
  const { callee, from, to } = call;
  const [open, close] = call.use.kind === 'object' && !isParenthesised(cell.source, call) ? ['(', ')'] : ['', ''];
  const change = { removes: ['next'], awaits: 1 };
  if (modern) {
    const edits = [
      { from, to: callee.to, text: `${open}await anext` },
      { from: to, to, text: close }
    ];
    return { ...change, edits: edits.filter(each => each.text !== ''), adds: ['anext'] };
  }
  const [argument, other] = call.args;
  if (!argument || other || argument.keyword !== null || !PRIMARY.has(argument.type)) {
    return null;
  }
  const { value } = argument;
  // Nothing but the parentheses may go: a comment between them stays where it is.
  const around = cell.source.slice(callee.to, value.from) + cell.source.slice(value.to, to);
  if (!/^\([ \t]*\)$/.test(around)) {
    return null;
  }
  const edits = [
    { from, to: value.from, text: `${open}await ` },
    { from: value.to, to, text: `.__anext__()${close}` }
  ];
  return { ...change, edits, adds: [`${argument.dotted ?? '?'}.__anext__`] };
}

/** A list in the place of a generator expression: a list may await. */
export function listOfAwaited({ from, to }: IAwaiting): Change {
  return {
    ...NOTHING,
    edits: [
      { from: from + 1, to: from + 1, text: '[' },
      { from: to - 1, to: to - 1, text: ']' }
    ]
  };
}

/** The generator expression without its awaits, for something that awaits what it is given. */
export function withoutAwaits({ cell, awaits }: IAwaiting): Change {
  return withoutAwait(cell, awaits);
}
