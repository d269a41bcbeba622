/** What a notebook does with event loops: which loop a name holds, what is patched, which branch runs here. */
import type { IBinding, ICall, ICellFacts, IScope, IStatement } from './facts';
import type { INotebookFacts, IPlaced } from './notebook-facts';

const KERNEL_LOOP: ReadonlySet<string> = new Set([
  'asyncio.get_event_loop',
  'asyncio.get_running_loop',
  'asyncio.events.get_event_loop',
  'asyncio.events.get_running_loop'
]);
const NEW_LOOP: ReadonlySet<string> = new Set([
  'asyncio.new_event_loop',
  'uvloop.new_event_loop',
  'asyncio.SelectorEventLoop',
  'asyncio.ProactorEventLoop',
  'asyncio.EventLoop',
  'uvloop.Loop'
]);

/** Cell and line magics under which `await` is not possible: kernel-failures.md F-MAG-1 and F-MAG-2. */
export const NO_AWAIT_MAGICS: ReadonlySet<string> = new Set(['time', 'timeit', 'prun', 'capture', 'debug']);

/** The loop a method is called on: the kernel's, one the person made, or null when it cannot be told. */
export function loopOf(call: ICall, cell: ICellFacts, all: INotebookFacts): 'kernel' | 'new' | null {
  if (call.receiver) {
    return makesLoop(call.receiver, cell, all);
  }
  const parts = call.parts;
  return parts.length === 2 ? loopNamed(parts[0]!, call.scope, call.from, cell, all) : null;
}

/** The loop a name holds at a place. */
export function loopNamed(
  name: string,
  scope: IScope,
  at: number,
  cell: ICellFacts,
  all: INotebookFacts
): 'kernel' | 'new' | null {
  const candidates = all.candidates(name, scope, at, cell);
  const kinds = candidates.map(each => loopBinding(each, all));
  // `loop = None` and `except RuntimeError: loop = new_event_loop()` are usual companions.
  const known = kinds.filter(kind => kind !== 'nothing');
  if (known.length === 0 || known.includes(null)) {
    return null;
  }
  return known.includes('kernel') ? 'kernel' : 'new';
}

function loopBinding(placed: IPlaced<IBinding>, all: INotebookFacts): 'kernel' | 'new' | 'nothing' | null {
  const { what, cell } = placed;
  if (what.call) {
    return makesLoop(what.call, cell, all);
  }
  return what.statement.value?.type === 'Constant' ? 'nothing' : null;
}

/** Which loop a call gives; null when it gives none, or it cannot be told. */
export function makesLoop(call: ICall, cell: ICellFacts, all: INotebookFacts): 'kernel' | 'new' | null {
  const target = all.target(call, cell);
  if (target !== null) {
    return KERNEL_LOOP.has(target) ? 'kernel' : NEW_LOOP.has(target) ? 'new' : null;
  }
  const policy = call.receiver && all.target(call.receiver, cell) === 'asyncio.get_event_loop_policy';
  return policy ? (call.attr === 'new_event_loop' ? 'new' : 'kernel') : null;
}

/** The `nest_asyncio.apply()` that runs before a place, in document order. */
export function patchBefore(cell: ICellFacts, at: number, all: INotebookFacts): IPlaced<ICall> | null {
  const before = all
    .calls('nest_asyncio.apply', 'nest_asyncio2.apply')
    .filter(
      each => each.what.scope.immediate && (each.cell.index < cell.index || (each.cell === cell && each.what.from < at))
    );
  return before[0] ?? null;
}

/** True in a Pyodide kernel, where driving the loop from a cell works: compatibility.md 5. */
export function isPyodide(all: INotebookFacts): boolean {
  return all.document.kernel?.implementation === 'pyodide';
}

/** The magic that keeps a statement from awaiting; null when it may. */
export function magicAgainstAwait(cell: ICellFacts, statement: IStatement): string | null {
  if (cell.cellMagic && NO_AWAIT_MAGICS.has(cell.cellMagic.name)) {
    return `%%${cell.cellMagic.name}`;
  }
  for (let at: IStatement | null = statement; at; at = at.parent) {
    if (at.magic && NO_AWAIT_MAGICS.has(at.magic.name)) {
      return `%${at.magic.name}`;
    }
  }
  return null;
}

/** Calls that run with the cell, under the loop of its kernel, where an `await` could stand. */
export function callsUnderLoop(cell: ICellFacts): readonly ICall[] {
  return cell.calls.filter(
    ({ scope, statement }) => scope.immediate && scope.awaits && magicAgainstAwait(cell, statement) === null
  );
}

/**
 * How the statements around a place decide whether it runs in a kernel.
 * `never`: a branch for when no loop runs, or a switch that cannot be told. `expected`: the author catches the
 * RuntimeError on purpose. `running`: the branch for a running loop. `open`: nothing of the kind.
 */
export interface IGuard {
  readonly kind: 'open' | 'never' | 'expected' | 'running';
  /** The `if` of an `is_running()` switch. */
  readonly switch: IStatement | null;
}

/** Look at the statements around a place. */
export function guardOf(cell: ICellFacts, statement: IStatement, all: INotebookFacts): IGuard {
  // `asyncio.run(main()) if not loop.is_running() else …`: which part runs is not told apart.
  if (cell.calls.some(each => each.statement === statement && each.attr === 'is_running')) {
    return { kind: 'never', switch: null };
  }
  for (let at = statement; at.parent; at = at.parent) {
    const { parent } = at;
    if (parent.type === 'Try' && at.block === 'body' && parent.catches.includes('RuntimeError')) {
      return { kind: 'expected', switch: null };
    }
    if (parent.type === 'Try' && at.block === 'handler' && asksForLoop(cell, parent, at.handles)) {
      return { kind: 'never', switch: null };
    }
    if (parent.type === 'If') {
      const branch = branchOf(cell, parent, at.block, all);
      if (branch) {
        return { kind: branch, switch: parent };
      }
    }
  }
  return { kind: 'open', switch: null };
}

/** `except RuntimeError` behind `get_running_loop()`, `except NameError` behind `get_ipython()`. */
function asksForLoop(cell: ICellFacts, statement: IStatement, handles: readonly string[]): boolean {
  const inBody = statement.children.filter(each => each.block === 'body');
  const asks = (name: string): boolean =>
    cell.calls.some(call => call.attr === name && inBody.some(each => each.from <= call.from && call.to <= each.to));
  return (
    (asks('get_running_loop') && handles.some(each => /^(?:RuntimeError|Exception|\*)$/.test(each))) ||
    (asks('get_ipython') && handles.some(each => /^(?:NameError|Exception|\*)$/.test(each)))
  );
}

const NOTEBOOK_TEST =
  /ipykernel|get_ipython|IPython|JPY_PARENT_PID|google\.colab|\w*(?:in|is)_(?:notebook|jupyter|ipython|colab)\w*/i;

function branchOf(
  cell: ICellFacts,
  statement: IStatement,
  block: IStatement['block'],
  all: INotebookFacts
): 'never' | 'running' | null {
  const head = statement.head;
  if (!head) {
    return null;
  }
  const text = cell.source.slice(head.from, head.to);
  const running = cell.calls.find(each => each.attr === 'is_running' && each.from >= head.from && each.to <= head.to);
  if (!running) {
    return NOTEBOOK_TEST.test(text) || testsRunningLoop(cell, statement, all) ? 'never' : null;
  }
  if (/\bor\b|==|!=/.test(text)) {
    return 'never';
  }
  const negated = /\bnot[\s(]*$/.test(cell.source.slice(head.from, running.from));
  return (block === 'body') === negated ? 'never' : 'running';
}

/** `if loop:` or `if loop is None:` where the loop came from `get_running_loop()`. */
function testsRunningLoop(cell: ICellFacts, statement: IStatement, all: INotebookFacts): boolean {
  const head = statement.head!;
  return cell.reads.some(
    read =>
      read.at >= head.from &&
      read.at < head.to &&
      all
        .candidates(read.name, read.scope, read.at, cell)
        .some(each => each.what.call?.attr === 'get_running_loop' || each.what.call?.attr === '_get_running_loop')
  );
}

/** True inside a `try` whose handler waits for Stop: after a rewrite it would never run. */
export function catchesInterrupt(statement: IStatement): boolean {
  for (let at = statement; at.parent; at = at.parent) {
    if (/^Try/.test(at.parent.type) && at.block === 'body' && at.parent.catches.includes('KeyboardInterrupt')) {
      return true;
    }
  }
  return false;
}
