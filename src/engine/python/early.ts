/** Tasks and gathers that are used before they have ended, or as if they were what they return. */
import type { ISpan } from '../document';
import type { ICall, ICellFacts, IRead, IScope, IStatement, Use } from './facts';
import type { INotebookFacts, IPlaced } from './notebook-facts';
import { makesGather, makesTask } from './tasks';

/** A place where a task, or a gather, should have been awaited. */
export interface IEarly extends ISpan {
  /** `result`, `exception`: asked for before there is one. `value`: used as its own result. `lost`: started and let go. */
  readonly kind: 'result' | 'exception' | 'value' | 'lost';
  /** What is to be awaited: the name, or the call that starts the work. */
  readonly operand: ISpan;
  /** The name that holds it; null for a call. */
  readonly name: string | null;
  readonly use: Use;
  readonly scope: IScope;
  readonly statement: IStatement;
  /** The call that started the work. */
  readonly maker: IPlaced<ICall>;
  readonly gathers: boolean;
}

/** What tasks and futures have of their own. */
const OWN =
  /^(?:result|exception|done|cancel|cancelled|cancelling|uncancel|add_done_callback|remove_done_callback|[gs]et_name|get_(?:coro|context|loop|stack)|print_stack|set_(?:result|exception)|_\w*)$/;

/** Functions that work with a value at once: they fail on a task. */
const USERS: ReadonlySet<string> = new Set([
  ...['list', 'tuple', 'set', 'frozenset', 'dict', 'len', 'sum', 'sorted', 'enumerate', 'zip', 'iter', 'next'],
  ...['int', 'float', 'json.dumps', 'json.dump']
]);

/** Calls after which a task may have ended although nothing was awaited. */
const DRIVES = /^(?:run|run_until_complete|run_forever|run_sync|result)$/;

/** True where a use takes a task for its result, and fails for it. */
export function isValueUse(use: Use, value: ISpan, cell: ICellFacts, all: INotebookFacts): boolean {
  switch (use.kind) {
    case 'object':
      return use.of !== 'attribute' || !OWN.test(use.attr);
    case 'iterated':
      return !use.async;
    case 'unpacked':
      return true;
    case 'argument': {
      const starred = use.call.args.some(each => /^\*/.test(each.keyword ?? '') && each.value.from === value.from);
      return starred || USERS.has(all.target(use.call, cell) ?? '');
    }
    default:
      return false;
  }
}

/** Everything of the kind in a cell that is certain from the source. */
export function* earlyIn(cell: ICellFacts, all: INotebookFacts): Iterable<IEarly> {
  for (const call of cell.calls) {
    yield* early(call, cell, all);
  }
  for (const read of cell.reads) {
    const span = { from: read.at, to: read.at + read.name.length };
    const used = isValueUse(read.use, span, cell, all) && !(read.use.kind === 'iterated' && isOver(read, cell));
    const maker = used ? madeBy(read, cell, all) : null;
    if (maker) {
      const { name, use, scope, statement } = read;
      const gathers = makesGather(maker.what, maker.cell, all);
      yield { kind: 'value', ...span, operand: span, name, use, scope, statement, maker, gathers };
    }
  }
}

/** True behind an await of the same name: to go through what has ended gives nothing, and fails for nothing. */
function isOver(read: IRead, cell: ICellFacts): boolean {
  return cell.awaits.some(
    ({ to, operand }) => to <= read.at && cell.source.slice(operand.from, operand.to) === read.name
  );
}

function* early(call: ICall, cell: ICellFacts, all: INotebookFacts): Iterable<IEarly> {
  const { use, scope, statement, from, to } = call;
  const gathers = makesGather(call, cell, all);
  if (gathers || makesTask(call, cell, all)) {
    const lost = gathers && scope.awaits && (use.kind === 'statement' || isPrinted(use, cell, all));
    if (lost || isValueUse(use, call, cell, all)) {
      const place = { from, to, operand: { from, to }, name: null, use, scope, statement };
      yield { kind: lost ? 'lost' : 'value', ...place, maker: { cell, what: call }, gathers };
    }
  }
  if ((call.attr !== 'result' && call.attr !== 'exception') || call.args.length > 0) {
    return;
  }
  const [name = '', ...rest] = call.parts;
  const maker = call.receiver
    ? { cell, what: call.receiver }
    : rest.length === 1
      ? startedBefore(name, call, cell, all)
      : null;
  const asked = maker && (makesTask(maker.what, cell, all) || makesGather(maker.what, cell, all));
  if (maker && asked) {
    const operand = call.receiver ?? { from, to: from + name.length };
    const place = { from, to, operand, name: call.receiver ? null : name, use, scope, statement };
    yield { kind: call.attr, ...place, maker, gathers: makesGather(maker.what, cell, all) };
  }
}

/** The call that started the task, or the gather, which a name holds for certain where it is read. */
export function madeBy(read: IRead, cell: ICellFacts, all: INotebookFacts): IPlaced<ICall> | null {
  const binding = all.lookup(read.name, read.scope, read.at, cell);
  const what = binding?.what.certain ? binding.what.call : undefined;
  const before =
    binding && (binding.cell === cell ? binding.what.statement.to <= read.at : binding.cell.index < cell.index);
  // A function meets what its caller left; a cell meets only what stands above.
  if (!before && read.scope.immediate) {
    return null;
  }
  const isTask = binding && what && (makesTask(what, binding.cell, all) || makesGather(what, binding.cell, all));
  return isTask && what.use.kind === 'assigned' ? { cell: binding.cell, what } : null;
}

/**
 * The call that gave the name its task, when nothing between it and the `.result()` lets the loop run: both stand in one
 * block, and there is no await, no drive of the loop and no question whether the task is done.
 */
export function startedBefore(name: string, call: ICall, cell: ICellFacts, all: INotebookFacts): IPlaced<ICall> | null {
  const binding = all.lookup(name, call.scope, call.from, cell);
  const what = binding?.what.call;
  const start = binding?.what.statement;
  if (!binding || !what || !start || binding.cell !== cell || what.scope !== call.scope || start.to > call.from) {
    return null;
  }
  const between = ({ from }: ISpan): boolean => from >= start.to && from < call.from;
  const asks = cell.reads.some(
    each => each.name === name && each.use.kind === 'object' && /^(?:done|cancelled)$/.test(each.use.attr)
  );
  const runs =
    [...cell.awaits, ...cell.asyncStatements, ...cell.asyncComprehensions].some(between) ||
    cell.calls.some(each => between(each) && DRIVES.test(each.attr ?? '')) ||
    all.cells.some(each => each.calls.some(other => other.attr === 'set_task_factory'));
  return !asks && !runs && standsBeside(call.statement, start) ? { cell, what } : null;
}

/** True for the same block, and for blocks in it that run where they stand. */
function standsBeside(statement: IStatement, start: IStatement): boolean {
  for (let at: IStatement | null = statement; at; at = at.parent) {
    if (at.siblings === start.siblings) {
      return true;
    }
    if (!at.parent || !/^(?:With|For)$/.test(at.parent.type)) {
      return false;
    }
  }
  return false;
}

function isPrinted(use: Use, cell: ICellFacts, all: INotebookFacts): boolean {
  return use.kind === 'argument' && all.target(use.call, cell) === 'print' && typeof use.position === 'number';
}
