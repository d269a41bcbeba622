/** Awaiting a task where it was asked for its result too early, or used as if it were its result. */
import type { ISpan } from '../document';
import type { ICall, ICellFacts } from '../python/facts';
import type { IEarly } from '../python/early';
import type { INotebookFacts } from '../python/notebook-facts';
import { isParenthesised } from './await';
import { spelling } from './drive';
import type { IDriven } from './drive';
import { joinAtSamePlace } from './edit';
import { usable } from './imports';
import { insertBefore } from './statements';

type Change = Pick<IDriven, 'edits' | 'removes' | 'adds' | 'awaits'>;

/** Put `await` before a name or a call; parentheses where `await` would take what is behind it. */
export function awaitOperand(cell: ICellFacts, { operand, use }: Pick<IEarly, 'operand' | 'use'>): Change {
  const wrap = use.kind === 'object' && !isParenthesised(cell.source, operand);
  const { from, to } = operand;
  const edits = [{ from, to: from, text: wrap ? '(await ' : 'await ' }, ...(wrap ? [{ from: to, to, text: ')' }] : [])];
  // `t.json()` is spelled `(await t).json()` afterwards.
  const renamed = wrap
    ? cell.calls.filter(each => each.callee.from === from && each.dotted !== null && each.to > to)
    : [];
  return { edits, removes: renamed.map(spelling), adds: renamed.map(anonymous), awaits: 1 };
}

/** How fixes.ts spells a call on something that is no name. */
function anonymous(call: ICall): string {
  return `?.${call.dotted?.includes('.') ? call.attr : null}`;
}

/**
 * Replace `t.result()` by `await t`.
 *
 * @returns null when something stands between the task and `.result()`, such as a comment or a parenthesis.
 */
export function awaitInsteadOfResult(cell: ICellFacts, early: IEarly): Change | null {
  const { source } = cell;
  const { operand, use, from, to } = early;
  if (!/^\s*\.\s*result\s*\(\s*\)$/.test(source.slice(operand.to, to)) || operand.from !== from) {
    return null;
  }
  const whole: ISpan = { from, to };
  const wrap = use.kind === 'object' && !isParenthesised(source, whole);
  const edits = [
    { from, to: from, text: wrap ? '(await ' : 'await ' },
    { from: operand.to, to, text: wrap ? ')' : '' }
  ];
  const call = cell.calls.find(each => each.from === from && each.to === to && each.attr === 'result');
  return call ? { edits, removes: [spelling(call)], adds: [], awaits: 1 } : null;
}

/** Put `await asyncio.wait([t])` before the statement that asks for the exception; null when that has no line of its own. */
export function waitBefore(cell: ICellFacts, { name, statement }: IEarly, all: INotebookFacts): Change | null {
  const wait = usable('asyncio.wait', cell, statement.from, all);
  const line =
    name === null || statement.head ? null : insertBefore(cell, statement, [`await ${wait.name}([${name}])`]);
  if (!line) {
    return null;
  }
  const edits = wait.edit ? joinAtSamePlace([wait.edit], [line]) : [line];
  return { edits, removes: [], adds: [wait.name], awaits: 1 };
}

/** Put `await` before the call that starts the work, where it is given its name. */
export function awaitMaker(maker: ICall): Change {
  const edits = [{ from: maker.from, to: maker.from, text: 'await ' }];
  return { edits, removes: [], adds: [], awaits: 1 };
}
