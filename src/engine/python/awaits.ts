/** What in a cell awaits by itself, what drives a loop there, and what keeps it from awaiting. */
import type { ISpan } from '../document';
import type { IAsyncComprehension, IAwait, ICall, ICellFacts, IStatement } from './facts';
import { loopOf } from './loops';
import type { IMagic } from './mask';
import type { INotebookFacts } from './notebook-facts';

const DRIVES: ReadonlySet<string> = new Set(['asyncio.run', 'uvloop.run']);

/** Awaits and async comprehensions that run while the cell runs, not when a function of it is called. */
export function ownAwaits(
  cell: Pick<ICellFacts, 'awaits' | 'asyncComprehensions'>
): readonly (IAwait | IAsyncComprehension)[] {
  return [...cell.awaits, ...cell.asyncComprehensions].filter(each => each.scope.immediate && each.scope.awaits);
}

/** True when the cell could not run without awaiting. */
export function awaitsItself(cell: Pick<ICellFacts, 'awaits' | 'asyncComprehensions' | 'asyncStatements'>): boolean {
  return ownAwaits(cell).length > 0 || cell.asyncStatements.some(each => each.scope.immediate);
}

/**
 * True for a file with cells that may be run as a script as well: no line of it needs a kernel. What is wrong beside the
 * loop of a kernel is right there, and an await of its own would end that.
 */
export function mayBeScript(all: INotebookFacts): boolean {
  const { kind, kernel } = all.document;
  return kind === 'percent' && kernel === null && !all.cells.some(awaitsItself);
}

/** The first place in some statements of a cell that awaits; for `async with` and `async for` these two words. */
export function firstAwait(cell: ICellFacts, statements: readonly IStatement[]): ISpan | null {
  const here = holds(statements);
  const words = (each: IStatement): ISpan => {
    const to = cell.source.indexOf(' ', cell.source.indexOf(' ', each.from) + 1);
    return { from: each.from, to: Math.max(to, each.from + 1) };
  };
  const blocks = cell.asyncStatements.filter(each => each.scope.kind === 'module' && here(each)).map(words);
  const found: readonly ISpan[] = [...ownAwaits(cell).filter(each => here(each.statement)), ...blocks];
  return [...found].sort((a, b) => a.from - b.from)[0] ?? null;
}

/** Calls in some statements of a cell that drive a loop and could be awaits. */
export function ownDrives(cell: ICellFacts, statements: readonly IStatement[], all: INotebookFacts): readonly ICall[] {
  const here = holds(statements);
  return cell.calls.filter(
    each => each.scope.immediate && each.scope.awaits && here(each.statement) && isDrive(each, cell, all)
  );
}

function holds(statements: readonly IStatement[]): (statement: IStatement) => boolean {
  return statement => statements.some(each => each.from <= statement.from && statement.to <= each.to);
}

function isDrive(call: ICall, cell: ICellFacts, all: INotebookFacts): boolean {
  const target = all.target(call, cell);
  return (
    (target !== null && DRIVES.has(target)) || (call.attr === 'run_until_complete' && loopOf(call, cell, all) !== null)
  );
}

/** The `%autoawait off` in force before a cell, in document order. */
export function autoawaitOff(cell: ICellFacts, all: INotebookFacts): IMagic | null {
  let off: IMagic | null = null;
  for (const { cell: each, what: magic } of all.magics('autoawait')) {
    if (each.index <= cell.index) {
      const word = each.source.slice(magic.argument.from, magic.argument.to).trim().toLowerCase();
      off = word === '' ? off : /^(?:off|false|0)$/.test(word) ? magic : null;
    }
  }
  return off;
}
