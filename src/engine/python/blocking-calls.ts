/** Which calls hold the event loop up, and where that matters. */
import { BLOCKING } from './blocking';
import type { IBlocking } from './blocking';
import { functionAround } from './callers';
import type { ICall, ICellFacts, IScope } from './facts';
import { handedOn } from './handed-on';
import { magicAgainstAwait } from './loops';
import type { INotebookFacts } from './notebook-facts';
import { makesTask } from './tasks';
import { threadAround } from './threads';

/** A blocking call, and what the table says of it. */
export interface IBlocked {
  readonly call: ICall;
  readonly line: IBlocking;
  /** As the table has it: `sleep`, `chat.completions.create`. */
  readonly path: string;
  /** Its async form: another path on the same object, or a library name with a dot before the last word; null without one. */
  readonly form: string | null;
  /** The async function it stands in; null for the cell itself. */
  readonly within: string | null;
  /** True in a cell that only awaits, in a notebook that starts nothing beside it: there is nothing to hold up, yet. */
  readonly alone: boolean;
}

/** Steps from `cursor = connection.cursor()` to `connect()`; a longer way is not followed. */
const STEPS = 6;
/** Names that say the blocking is the lesson. */
const ON_PURPOSE = /(?:^|_)(?:block\w*|non_?async|bad|wrong|naive|sync|synchronous)(?:_|$)/i;
const BY_OBJECT = new Map<string, IBlocking[]>();
for (const line of BLOCKING) {
  BY_OBJECT.set(line.of, [...(BY_OBJECT.get(line.of) ?? []), line]);
}

/** Modules whose objects the table knows: what they made may be kept in another cell. */
const OBJECTS = new Set(BLOCKING.filter(({ of }) => of.includes('()')).map(({ of }) => rootOf(of)));
const MODULES = new Set(BLOCKING.map(({ of }) => rootOf(of)));

/** Words of cells that may bring a blocking call or its object into the notebook. */
export const BLOCKING_WORDS: readonly string[] = [
  ...OBJECTS,
  ...[...MODULES].filter(each => !OBJECTS.has(each)).flatMap(each => [`from ${each} import`, `import ${each} as`])
];

/** True for an import that blocking calls may be spelled with, in ways that only reading its cell shows. */
export function bringsBlocking(name: string, path: string): boolean {
  const root = path.split('.')[0]!;
  return OBJECTS.has(root) || (MODULES.has(root) && name !== path);
}

/** The blocking calls of a cell that stand where the loop waits for them. */
export function* blockedIn(cell: ICellFacts, all: INotebookFacts): Iterable<IBlocked> {
  const places = new Map<IScope, string | null | false>();
  for (const call of cell.calls) {
    if (!call.scope.awaits || call.use.kind === 'awaited' || isHandedOn(call, cell, all)) {
      continue;
    }
    let within = places.get(call.scope);
    if (within === undefined) {
      within = placeOf(call.scope, cell, all);
      places.set(call.scope, within);
    }
    if (within === false || (within === null && magicAgainstAwait(cell, call.statement) !== null)) {
      continue;
    }
    const known = blockingCall(call, cell, all);
    if (known && !isAloneInThread(call.scope, cell, all)) {
      yield { call, ...known, within, alone: within === null && !startsAnything(all) };
    }
  }
}

/**
 * What `gather(time.sleep(1))` gets is no coroutine, and what `run_in_executor(None, time.sleep(1))` gets no function:
 * those are other mistakes, and the sleep no remedy for them.
 */
function isHandedOn(call: ICall, cell: ICellFacts, all: INotebookFacts): boolean {
  let outer = call.use;
  while (outer.kind === 'element') {
    outer = outer.use;
  }
  if (outer.kind !== 'argument') {
    return false;
  }
  const early = handedOn(outer.call, cell, all)?.argument.call === call;
  return early || (all.target(outer.call, cell) ?? '').startsWith('asyncio.');
}

/** True in an async function that only threads of the program run, each in a loop of its own. */
function isAloneInThread(scope: IScope, cell: ICellFacts, all: INotebookFacts): boolean {
  const made = functionAround(scope, cell);
  const reads = made ? cell.reads.filter(each => each.name === made.name) : [];
  const own = reads.filter(
    ({ name, scope: from, at }) => all.lookup(name, from, at, cell)?.what.function?.scope === made!.scope
  );
  return own.length > 0 && own.every(each => threadAround(each.scope, cell, all) !== null);
}

/** What the table says of a call, wherever it stands. */
export function blockingCall(
  call: ICall,
  cell: ICellFacts,
  all: INotebookFacts
): Pick<IBlocked, 'line' | 'path' | 'form'> | null {
  const origin = originOf(call, cell, all, STEPS);
  const parts = origin?.split('.') ?? [];
  for (let at = parts.length - 1; at > 0; at--) {
    const path = parts.slice(at).join('.');
    for (const line of BY_OBJECT.get(parts.slice(0, at).join('.')) ?? []) {
      const calls = Array.isArray(line.calls) ? null : (line.calls as Readonly<Record<string, string>>);
      const wanted = line.deep ? parts[parts.length - 1]! : path;
      if (calls ? Object.hasOwn(calls, wanted) : (line.calls as readonly string[]).includes(wanted)) {
        return { line, path, form: calls?.[wanted] ?? null };
      }
    }
  }
  return null;
}

/** The async function around a place, null for a cell that waits, false where blocking holds nothing up. */
function placeOf(scope: IScope, cell: ICellFacts, all: INotebookFacts): string | null | false {
  let at: IScope | null = scope;
  while (at && at.kind === 'comprehension') {
    at = at.parent;
  }
  if (at?.kind !== 'function') {
    return at?.kind === 'module' && (waits(cell) || startsTask(cell, all)) ? null : false;
  }
  for (let outer: IScope | null = at; outer; outer = outer.parent) {
    if (ON_PURPOSE.test(outer.name)) {
      return false;
    }
  }
  return at.name;
}

/** True when the cell itself awaits. */
function waits(cell: ICellFacts): boolean {
  return (
    cell.awaits.some(each => each.scope.immediate) ||
    cell.asyncStatements.length > 0 ||
    cell.asyncComprehensions.some(each => each.scope.immediate)
  );
}

function startsTask(cell: ICellFacts, all: INotebookFacts): boolean {
  return cell.calls.some(each => each.scope.immediate && makesTask(each, cell, all));
}

/** True when the notebook has work that goes on beside a cell. */
function startsAnything(all: INotebookFacts): boolean {
  return all.cells.some(cell =>
    cell.calls.some(each => each.attr === 'gather' || each.attr === 'create_task' || makesTask(each, cell, all))
  );
}

/**
 * A call by what made the object it is made on: `psycopg2.connect().cursor().execute` for `cursor.execute()`.
 *
 * @returns null when it cannot be told.
 */
function originOf(call: ICall, cell: ICellFacts, all: INotebookFacts, steps: number): string | null {
  if (steps === 0) {
    return null;
  }
  if (call.receiver && call.attr !== null) {
    const made = originOf(call.receiver, cell, all, steps - 1);
    return made === null ? null : `${made}().${call.attr}`;
  }
  const [name, ...rest] = call.parts;
  if (name === undefined) {
    return null;
  }
  const bound = all.lookup(name, call.scope, call.from, cell);
  if (rest.length > 0 && bound?.what.call) {
    const made = originOf(bound.what.call, bound.cell, all, steps - 1);
    return made === null ? null : `${made}().${rest.join('.')}`;
  }
  return all.target(call, cell);
}

function rootOf(of: string): string {
  return of.split(/[.(]/)[0]!;
}
