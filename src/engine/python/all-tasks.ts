/** `asyncio.all_tasks()`: in a kernel it holds the kernel's own tasks, so cancelling or awaiting all of them is fatal. */
import type { ISpan } from '../document';
import type { ICall, ICellFacts, IRead, IStatement } from './facts';
import type { INotebookFacts } from './notebook-facts';

/** A call that cancels or awaits every task there is. */
export interface ISweep {
  readonly kind: 'cancel' | 'wait';
  /** `task.cancel()`, or `asyncio.gather()`. */
  readonly call: ICall;
}

const WAITS: ReadonlySet<string> = new Set(['asyncio.gather', 'asyncio.wait', 'asyncio.as_completed']);
const NARROWING: ReadonlySet<string> = new Set(['remove', 'discard', 'copy']);

/** Every sweep of a cell; where a filter leaves more out than the current task, the person knows better. */
export function* sweepsOf(cell: ICellFacts, all: INotebookFacts): Iterable<ISweep> {
  for (const call of cell.calls) {
    if (call.attr === 'cancel' && call.args.length === 0) {
      if (cancelsAll(call, cell, all)) {
        yield { kind: 'cancel', call };
      }
    } else if (WAITS.has(all.target(call, cell) ?? '')) {
      const [first] = call.args;
      if (first && isEverything(first.value, call.statement, cell, all)) {
        yield { kind: 'wait', call };
      }
    }
  }
}

/** `t.cancel()` where `t` goes through all tasks, in a `for` or a comprehension. */
function cancelsAll(call: ICall, cell: ICellFacts, all: INotebookFacts): boolean {
  const parts = call.parts;
  if (parts.length !== 2) {
    return false;
  }
  if (call.scope.kind === 'comprehension' && call.scope.bindings.some(each => each.name === parts[0])) {
    const { statement } = call;
    const span = statement.value ?? statement;
    return isEverything({ from: call.to, to: span.to }, statement, cell, all, parts[0]);
  }
  for (let at: IStatement | null = call.statement.parent; at; at = at.parent) {
    const loop = at;
    if (at.type === 'For' && call.scope.bindings.some(each => each.name === parts[0] && each.statement === loop)) {
      const tests = cell.statements.filter(each => each.type === 'If' && each.from > loop.from && each.to <= loop.to);
      return (
        at.head !== null &&
        isEverything(at.head, at, cell, all) &&
        tests.every(each => each.head !== null && isHarmless(each.head, cell, all, parts[0]))
      );
    }
  }
  return false;
}

/** True when an expression gives all tasks, or all but the current one. */
function isEverything(span: ISpan, place: IStatement, cell: ICellFacts, all: INotebookFacts, own?: string): boolean {
  const asked = callsIn(span, cell).some(each => all.target(each, cell) === 'asyncio.all_tasks');
  if (asked) {
    return isHarmless(span, cell, all, own);
  }
  const held = readsIn(span, cell).filter(each => each.name !== own && !isCurrent(each, cell, all));
  const [read] = held;
  return held.length === 1 && isHarmless(span, cell, all, own, read!.name) && holdsEverything(read!, place, cell, all);
}

/** A name that was given all tasks in the same cell, and that nothing was taken out of since. */
function holdsEverything(read: IRead, place: IStatement, cell: ICellFacts, all: INotebookFacts): boolean {
  const found = all.lookup(read.name, read.scope, read.at, cell);
  const value = found?.cell === cell && found.what.at < place.to ? found.what.statement.value : null;
  const asked =
    value && callsIn(value, cell).some(each => all.target(each, cell) === 'asyncio.all_tasks')
      ? isHarmless(value, cell, all)
      : false;
  return (
    asked &&
    cell.reads.every(
      each =>
        each.name !== read.name || each.use.kind !== 'object' || NARROWING.has(each.use.attr) || each.use.attr === ''
    )
  );
}

/** True when an expression asks nothing but which task is the current one, and which are done. */
function isHarmless(span: ISpan, cell: ICellFacts, all: INotebookFacts, ...names: (string | undefined)[]): boolean {
  const known = new Set(names);
  for (const scope of new Set(readsIn(span, cell).map(each => each.scope))) {
    if (scope.kind === 'comprehension') {
      scope.bindings.forEach(each => known.add(each.name));
    }
  }
  return (
    callsIn(span, cell).every(
      each =>
        /^(?:asyncio\.(?:all_tasks|current_task|get_event_loop|get_running_loop)|list|set|tuple)$/.test(
          all.target(each, cell) ?? ''
        ) ||
        (each.attr === 'done' && known.has(each.parts[0]))
    ) &&
    readsIn(span, cell).every(
      each =>
        known.has(each.name) ||
        isCurrent(each, cell, all) ||
        /^(?:asyncio|list|set|tuple)\b/.test(all.meaning(each.name, each.scope, each.at, cell) ?? '') ||
        callsIn(span, cell).some(call => call.args.some(arg => arg.from === each.at) && call.attr === 'all_tasks')
    )
  );
}

/** A name that holds the current task. */
function isCurrent(read: IRead, cell: ICellFacts, all: INotebookFacts): boolean {
  const made = all.lookup(read.name, read.scope, read.at, cell);
  return Boolean(made?.what.call && all.target(made.what.call, made.cell) === 'asyncio.current_task');
}

function callsIn(span: ISpan, cell: ICellFacts): ICall[] {
  return cell.calls.filter(each => each.from >= span.from && each.to <= span.to);
}

function readsIn(span: ISpan, cell: ICellFacts): IRead[] {
  return cell.reads.filter(each => each.at >= span.from && each.at < span.to);
}
