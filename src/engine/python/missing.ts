/** Where `async` is missing, or is one too many, before `for` and `with`. */
import type { ISpan } from '../document';
import type { IFailure } from '../failures/failure';
import type { ICall, ICellFacts, IStatement } from './facts';
import { isUncalled, itemsOf } from './managers';
import type { Entering, IItem } from './managers';
import type { INotebookFacts } from './notebook-facts';
import { deepestCellFrame, lineSpan, meets } from './places';

/** A `with` that cannot enter one of its items. */
export interface IWrongWith {
  readonly cell: ICellFacts;
  readonly statement: IStatement;
  readonly item: IItem;
  /** What the item needs: the other `with`, an await, or a call. */
  readonly needs: 'async' | 'plain' | 'await' | 'call';
  /** True when all that the statement enters needs the same. */
  readonly whole: boolean;
}

/** Types that only `async with` enters, as kernels name them. */
const ASYNC_TYPE =
  /async|^(?:asyncio\.\w+\.)?(?:Lock|Semaphore|BoundedSemaphore|Condition|Timeout|TaskGroup)$|ClientSession|RequestContextManager|PoolAcquireContext/i;

/** Every `with` of a cell that the source alone shows to be the wrong one. */
export function* wrongWithIn(cell: ICellFacts, all: INotebookFacts): Iterable<IWrongWith> {
  for (const statement of cell.statements) {
    if (statement.type === 'With' || statement.type === 'AsyncWith') {
      const wrong = statement.type === 'With' ? 'async' : 'plain';
      const items = itemsOf(statement, cell, all);
      const item = items.find(each => each.entering === wrong);
      if (item) {
        yield { cell, statement, item, needs: wrong, whole: isWhole(statement, items, wrong) };
      }
    }
  }
}

function isWhole(statement: IStatement, items: readonly IItem[], wrong: Entering): boolean {
  return statement.items === 1 || (items.length === statement.items && items.every(each => each.entering === wrong));
}

/** The `with` that a failure means. */
export function wrongWithAt(failure: IFailure, all: INotebookFacts): IWrongWith | null {
  const frame = deepestCellFrame(failure);
  const cell = all.cell(frame?.cell ?? failure.cell ?? '');
  const line = cell && frame ? lineSpan(cell.source, frame.line) : null;
  const statements = cell?.statements.filter(each => /With$/.test(each.type) && (!line || meets(headOf(each), line)));
  const [statement] = statements ?? [];
  if (!cell || !statement) {
    return null;
  }
  const known = [...wrongWithIn(cell, all)].find(each => statements!.includes(each.statement));
  if (known || statements!.length > 1 || statement.items !== 1) {
    return known ?? null;
  }
  const { from, to } = statement.head!;
  const item = itemsOf(statement, cell, all)[0] ?? {
    from,
    to,
    name: shortText(cell, statement.head!),
    entering: null,
    call: null,
    coroutine: false
  };
  const needs = needed(failure, statement, item, cell, all);
  return needs && { cell, statement, item, needs, whole: true };
}

function needed(
  failure: IFailure,
  statement: IStatement,
  { coroutine }: IItem,
  cell: ICellFacts,
  all: INotebookFacts
): IWrongWith['needs'] | null {
  const type = failure.groups['type'] ?? '';
  const async = statement.type === 'AsyncWith';
  if (type === 'coroutine' || (type === '' && coroutine)) {
    return 'await';
  }
  if (async) {
    // Up to Python 3.10 the message names no type: then only what the source shows counts.
    const old = failure.pattern === 'cm.old';
    const uncalled = old ? isUncalled(statement, cell, all) : /^(?:type|function|method)$/.test(type);
    return uncalled ? 'call' : isAsked(failure) && !old ? 'plain' : null;
  }
  const sure = failure.pattern === 'cm.lib' || failure.groups['hint'] === 'async with' || ASYNC_TYPE.test(type);
  return sure || /RequestContextManager/.test(failure.evalue) ? 'async' : null;
}

/** The message speaks of `async with`. */
function isAsked({ pattern, groups }: IFailure): boolean {
  return groups['a'] !== undefined && groups['a'] !== '' && /^cm\./.test(pattern);
}

/** True when the failing line enters something: then the mistake is in how that was made. */
export function entersSomething(failure: IFailure, all: INotebookFacts): boolean {
  const frame = deepestCellFrame(failure);
  const cell = all.cell(frame?.cell ?? '');
  const line = cell && frame ? lineSpan(cell.source, frame.line) : null;
  return line !== null && cell!.statements.some(each => /With$/.test(each.type) && meets(headOf(each), line));
}

/** A `for` statement that goes through something async of a library. */
export function plainForAt(
  failure: IFailure,
  all: INotebookFacts
): {
  readonly cell: ICellFacts;
  readonly statement: IStatement;
  readonly value: ISpan;
  readonly call: ICall | null;
} | null {
  const frame = deepestCellFrame(failure);
  const cell = all.cell(frame?.cell ?? '');
  const line = cell && frame ? lineSpan(cell.source, frame.line) : null;
  const found = line ? cell!.statements.filter(each => each.type === 'For' && meets(headOf(each), line)) : [];
  const [statement] = found;
  if (!cell || !statement || found.length > 1) {
    return null;
  }
  const { from, to } = statement.head!;
  const call = cell.calls.find(each => each.from === from && each.to === to) ?? null;
  return { cell, statement, value: { from, to }, call };
}

function shortText(cell: ICellFacts, span: ISpan): string {
  const text = cell.source.slice(span.from, span.to);
  return text.length < 25 && !text.includes('\n') ? text : 'This';
}

function headOf(statement: IStatement): ISpan {
  return { from: statement.from, to: statement.head?.to ?? statement.from };
}
