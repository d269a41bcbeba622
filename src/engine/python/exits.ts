/** `sys.exit()` and its like in background work: the loop passes them on, and the kernel's process ends. */
import type { ISpan } from '../document';
import { functionAround, startsTask, usesOf } from './callers';
import type { ICall, ICellFacts, IFunction, IStatement } from './facts';
import type { INotebookFacts } from './notebook-facts';

/** A place that ends the process when its function runs as a task. */
export interface IExit extends ISpan {
  /** As it is spelled: `sys.exit()`, `raise SystemExit`. */
  readonly words: string;
  readonly statement: IStatement;
  readonly function: IFunction;
  readonly call: ICall | null;
}

const EXITS: ReadonlySet<string> = new Set(['sys.exit', 'exit', 'quit']);
const RAISED: ReadonlySet<string> = new Set(['SystemExit', 'KeyboardInterrupt']);
const CAUGHT = /^(?:SystemExit|KeyboardInterrupt|BaseException|\*)$/;

/** Every such place in an async function that this notebook starts as a task. */
export function* exitsOf(cell: ICellFacts, all: INotebookFacts): Iterable<IExit> {
  for (const call of cell.calls) {
    const made = EXITS.has(all.target(call, cell) ?? '') ? functionAround(call.scope, cell) : null;
    if (made && isTask(made, cell, all) && !isCaught(call.statement)) {
      const { from, to, statement } = call;
      yield { from, to, words: `${call.dotted}()`, statement, function: made, call };
    }
  }
  for (const read of cell.reads) {
    const { statement, name } = read;
    const made = statement.type === 'Raise' && RAISED.has(name) ? functionAround(read.scope, cell) : null;
    if (made && isTask(made, cell, all) && !isCaught(statement)) {
      const call = cell.calls.find(each => each.callee.from === read.at) ?? null;
      yield { from: statement.from, to: statement.to, words: `raise ${name}`, statement, function: made, call };
    }
  }
}

function isTask(made: IFunction, cell: ICellFacts, all: INotebookFacts): boolean {
  return (
    made.async &&
    !made.generator &&
    (usesOf(made, cell, all)?.calls.some(
      ({ what: { use } }) => use.kind === 'argument' && use.position === 0 && startsTask(use.call)
    ) ??
      false)
  );
}

function isCaught(statement: IStatement): boolean {
  for (let at = statement; at.parent && at.parent.scope === statement.scope; at = at.parent) {
    if (/^Try/.test(at.parent.type) && at.block === 'body' && at.parent.catches.some(each => CAUGHT.test(each))) {
      return true;
    }
  }
  return false;
}
