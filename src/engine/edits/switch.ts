/** Collapsing `if loop.is_running(): … else: …` around one coroutine to a single await. */
import type { ISpan } from '../document';
import type { ICall, ICellFacts, IStatement } from '../python/facts';
import type { INotebookFacts } from '../python/notebook-facts';
import { scan } from '../python/scanner';
import type { IDriven } from './drive';
import { spelling } from './drive';

/** A collapsed switch; `waits` when it now waits for what was a task before. */
export interface ICollapsed extends IDriven {
  readonly waits: boolean;
}

interface IArm {
  readonly operand: string;
  readonly target: string;
  readonly how: 'await' | 'run' | 'task';
}

const DRIVERS: ReadonlySet<string> = new Set(['asyncio.run', 'uvloop.run']);
const TASKS: ReadonlySet<string> = new Set(['create_task', 'ensure_future']);

/**
 * @param statement - the `if` with an `is_running()` test.
 * @returns null unless both arms are one statement over the same coroutine, without comments that would be lost.
 */
export function collapseSwitch(cell: ICellFacts, statement: IStatement, all: INotebookFacts): ICollapsed | null {
  const commented = scan(cell.source, statement.from, statement.to).some(each => each.kind === 'comment');
  return commented ? null : collapsible(cell, statement, all);
}

/** As `collapseSwitch`, whatever comments there are: what a switch is must not depend on them. */
export function collapsible(cell: ICellFacts, statement: IStatement, all: INotebookFacts): ICollapsed | null {
  const arms = ['body', 'orelse'].map(block => statement.children.filter(each => each.block === block));
  if (arms.some(each => each.length !== 1)) {
    return null;
  }
  const [first, second] = arms.map(each => armOf(cell, each[0]!, all));
  if (
    !first ||
    !second ||
    first.operand !== second.operand ||
    (first.target !== second.target && first.how !== 'task' && second.how !== 'task')
  ) {
    return null;
  }
  const kept = [first, second].find(each => each.how !== 'task') ?? first;
  const removed = cell.calls.filter(each => each.from >= statement.from && each.to <= statement.to).map(spelling);
  const inner = cell.calls.filter(each => within(each, operandSpan(cell, arms[0]![0]!, all))).map(spelling);
  const awaits = cell.awaits.filter(each => each.from >= statement.from && each.to <= statement.to).length;
  return {
    edits: [{ from: statement.from, to: statement.to, text: `${kept.target}await ${kept.operand}` }],
    removes: removed,
    adds: inner,
    awaits: 1 - awaits,
    dropped: [],
    waits: first.how === 'task' || second.how === 'task'
  };
}

function within(call: ICall, span: ISpan | null): boolean {
  return span !== null && call.from >= span.from && call.to <= span.to;
}

function operandSpan(cell: ICellFacts, statement: IStatement, all: INotebookFacts): ISpan | null {
  const value = statement.value;
  const awaited = value && cell.awaits.find(each => each.from === value.from && each.to === value.to);
  if (awaited) {
    return awaited.operand;
  }
  const call = value && cell.calls.find(each => each.from === value.from && each.to === value.to);
  return call && howOf(call, cell, all) && call.args.length === 1 && call.args[0]!.keyword === null
    ? call.args[0]!.value
    : null;
}

function howOf(call: ICall, cell: ICellFacts, all: INotebookFacts): 'run' | 'task' | null {
  if (call.attr === 'run_until_complete' || DRIVERS.has(all.target(call, cell) ?? '')) {
    return 'run';
  }
  return call.attr !== null && TASKS.has(call.attr) ? 'task' : null;
}

function armOf(cell: ICellFacts, statement: IStatement, all: INotebookFacts): IArm | null {
  const { value } = statement;
  const operand = operandSpan(cell, statement, all);
  if (!value || !operand || (statement.type !== 'Expr' && statement.type !== 'Assign')) {
    return null;
  }
  const call = cell.calls.find(each => each.from === value.from && each.to === value.to);
  return {
    operand: cell.source.slice(operand.from, operand.to),
    target: cell.source.slice(statement.from, value.from),
    how: call ? (howOf(call, cell, all) ?? 'run') : 'await'
  };
}
