/** Plain functions of a module that drive an event loop whoever calls them. */
import type { ISpan } from '../document';
import { functionAround } from './callers';
import type { ICall, ICellFacts, IFunction, IStatement } from './facts';
import { guardOf, loopOf } from './loops';
import type { INotebookFacts } from './notebook-facts';
import { handedIn } from './threads';

/** Such a function. */
export interface IDriving {
  readonly made: IFunction;
  /** The call in it that drives a loop. */
  readonly drive: ICall;
  /** As it is shown: `asyncio.run`, `loop.run_until_complete`. */
  readonly shown: string;
  /** Its name, and those of the functions of the module that call it as plainly. */
  readonly names: ReadonlySet<string>;
  /** True when it drives the loop only sometimes: under an `if`, or where something else has failed. */
  readonly sometimes: boolean;
}

const RUNNERS: ReadonlySet<string> = new Set(['asyncio.run', 'asyncio.runners.run', 'uvloop.run', 'anyio.run']);
/** Names of what starts a program, and of what a test runner calls: no loop runs there. */
const ENTRY = /^_*(?:main|cli|entry_?point|test|setup|teardown)(?:_|$)|_(?:main|cli)$|^test/i;
/** Calls by which a function finds out whether a loop runs, or makes that no matter. */
const ASKS = /running|^(?:current_async_library|apply)$|in_(?:async|notebook|jupyter|ipython)/i;

/** How a call drives a loop; null when it does not. */
export function driveOf(call: ICall, cell: ICellFacts, all: INotebookFacts): string | null {
  const target = all.target(call, cell);
  if (target !== null && RUNNERS.has(target)) {
    return target.replace('.runners', '');
  }
  if (call.attr === 'run_until_complete') {
    return loopOf(call, cell, all) === null ? null : 'run_until_complete';
  }
  const maker = call.attr === 'run' ? all.maker(call, cell) : null;
  const runner = maker && /^asyncio\.(?:runners\.)?Runner$/.test(all.target(maker.what, maker.cell) ?? '');
  return runner ? 'asyncio.Runner().run' : null;
}

/** Every function at the top level that drives a loop, once; not those that a program starts with, or that look for a loop first. */
export function* drivingIn(cell: ICellFacts, all: INotebookFacts): Iterable<IDriving> {
  const told = new Set<IFunction>();
  for (const drive of cell.calls) {
    const made = drive.scope.immediate ? null : functionAround(drive.scope, cell);
    if (!made || told.has(made) || !isPlain(made, cell)) {
      continue;
    }
    const shown = driveOf(drive, cell, all);
    if (shown !== null && guardOf(cell, drive.statement, all).kind === 'open' && !isHanded(made, cell, all)) {
      told.add(made);
      yield { made, drive, shown, names: namesOf(made, cell), sometimes: isConditional(drive.statement) };
    }
  }
}

/** A function that anybody may call: not async, at the top level, made into nothing else, and not asking for a loop. */
function isPlain(made: IFunction, cell: ICellFacts): boolean {
  return (
    !made.async &&
    !made.generator &&
    made.within.kind === 'module' &&
    made.decorators.length === 0 &&
    !ENTRY.test(made.name) &&
    !cell.calls.some(each => ASKS.test(each.attr ?? '') && isInside(each, made))
  );
}

function isConditional(statement: IStatement): boolean {
  const { parent, block } = statement;
  const under = parent !== null && (parent.type === 'If' || parent.type === 'Match' || block === 'handler');
  return under || (parent !== null && parent.type !== 'FunctionDef' && isConditional(parent));
}

function isHanded(made: IFunction, cell: ICellFacts, all: INotebookFacts): boolean {
  return [...handedIn(cell, all)].some(each => each.what.dotted === made.name);
}

function namesOf(made: IFunction, cell: ICellFacts): ReadonlySet<string> {
  const names = new Set([made.name]);
  for (let before = 0; before !== names.size;) {
    before = names.size;
    for (const call of cell.calls) {
      const caller = call.dotted !== null && names.has(call.dotted) ? functionAround(call.scope, cell) : null;
      if (caller && call.statement.parent === caller.statement && isPlain(caller, cell)) {
        names.add(caller.name);
      }
    }
  }
  return names;
}

function isInside(part: ISpan, whole: ISpan): boolean {
  return part.from >= whole.from && part.to <= whole.to;
}
