/** Client sessions that a notebook opens, and whether anything closes them. */
import type { IBinding, ICall, ICellFacts, IRead, IScope, IStatement } from './facts';
import type { INotebookFacts, IPlaced } from './notebook-facts';

/** What opens a client that has to be closed, and how it is closed. One line each; the source is the library's page. */
const CLIENTS: Readonly<Record<string, string>> = {
  // https://docs.aiohttp.org/en/stable/client_advanced.html#client-session
  'aiohttp.ClientSession': 'close',
  // https://www.python-httpx.org/async/#opening-and-closing-clients
  'httpx.AsyncClient': 'aclose',
  // https://redis.readthedocs.io/en/stable/examples/asyncio_examples.html
  'redis.asyncio.Redis': 'aclose'
};

const CLOSES: ReadonlySet<string> = new Set(['close', 'aclose', '__aexit__', '__aenter__']);

/** A client that nothing closes. */
export interface IUnclosed {
  readonly call: ICall;
  /** As the library has it: `aiohttp.ClientSession`. */
  readonly library: string;
  /** The method that closes it. */
  readonly method: string;
  /** Its name; null where it has none, so that nothing can close it. */
  readonly name: string | null;
  /** Where it is read, in the cell it is made in. */
  readonly reads: readonly IRead[];
  /** True when other cells use it: it may be kept for them on purpose. */
  readonly shared: boolean;
}

/** The clients made in a cell that nothing closes, as far as can be told. */
export function* unclosedIn(cell: ICellFacts, all: INotebookFacts): Iterable<IUnclosed> {
  for (const call of cell.calls) {
    const library = all.target(call, cell) ?? '';
    const method = Object.hasOwn(CLIENTS, library) ? CLIENTS[library]! : null;
    if (method === null) {
      continue;
    }
    const { use } = call;
    if (use.kind === 'object' && use.of === 'attribute' && !CLOSES.has(use.attr)) {
      yield { call, library, method, name: null, reads: [], shared: false };
    }
    const made = use.kind === 'assigned' && use.names.length === 1 ? bindingOf(call, use.names[0]!) : null;
    const reads = made && readsOf(made, cell, all);
    if (made && reads && reads.every(each => onlyUses(each, all))) {
      const own = reads.filter(each => each.cell === cell).map(each => each.what);
      yield { call, library, method, name: made.name, reads: own, shared: own.length < reads.length };
    }
  }
}

function bindingOf(call: ICall, name: string): IBinding | null {
  const scope = homeOf(call.scope);
  return scope?.bindings.find(each => each.name === name && each.call === call) ?? null;
}

/** Where names are bound: comprehensions hand them on. */
function homeOf(scope: IScope): IScope | null {
  let at: IScope | null = scope;
  while (at?.kind === 'comprehension' || at?.kind === 'generator') {
    at = at.parent;
  }
  return at;
}

/** Every read of what was bound; null when some cannot be seen. */
function readsOf(made: IBinding, cell: ICellFacts, all: INotebookFacts): readonly IPlaced<IRead>[] | null {
  const scope = homeOf(made.statement.scope);
  if (scope?.globals.has(made.name)) {
    return null;
  }
  const reads =
    scope?.kind === 'module'
      ? all.reads(made.name)
      : cell.reads.filter(each => each.name === made.name).map(what => ({ cell, what }));
  return (
    reads?.filter(({ cell: where, what }) => {
      const bound = all.lookup(what.name, what.scope, what.at, where);
      return bound === null || bound.what === made;
    }) ?? null
  );
}

/** True when a read cannot close the client, or give it to somebody who might. */
function onlyUses({ cell, what }: IPlaced<IRead>, all: INotebookFacts): boolean {
  const { use } = what;
  if (use.kind === 'object' && use.of === 'attribute') {
    return !CLOSES.has(use.attr);
  }
  if (use.kind !== 'argument' || typeof use.position !== 'number') {
    return false;
  }
  // `fetch(session, url)`: the function is the notebook's own, and closes nothing.
  const { dotted } = use.call;
  const own = dotted === null ? null : all.lookup(dotted, use.call.scope, use.call.from, cell);
  const taker = own?.what.function;
  return (
    taker !== undefined &&
    !own!.cell.calls.some(each => each.from > taker.from && each.to <= taker.to && CLOSES.has(each.attr ?? '')) &&
    !own!.cell.statements.some(each => each.from > taker.from && each.to <= taker.to && /With$/.test(each.type))
  );
}

/**
 * The statements from the one that makes the client to the last one of its block that uses it, or what it gave: a
 * response is read from the connection later.
 *
 * @returns null when something of it gets away.
 */
export function spanOf(
  { call, name, reads }: IUnclosed,
  cell: ICellFacts,
  all: INotebookFacts
): readonly IStatement[] | null {
  const { statement } = call;
  const home = homeOf(statement.scope);
  const names = new Set([name!]);
  let last = statement.index;
  for (const each of statement.siblings.slice(statement.index + 1)) {
    const inside = (at: number): boolean => each.from <= at && at < each.to;
    const used = cell.reads.filter(read => inside(read.at) && names.has(read.name));
    if (used.length === 0) {
      continue;
    }
    // A function defined meanwhile may run when the client is closed.
    if (used.some(read => homeOf(read.scope) !== home)) {
      return null;
    }
    last = each.index;
    // What is bound here, and what it may be put into: `pages.append(response)`.
    const made = home!.bindings.filter(binding => inside(binding.at) || inside(binding.statement.from));
    const filled = cell.reads.filter(read => inside(read.at) && read.use.kind === 'object');
    [...made, ...filled].forEach(({ name }) => names.add(name));
  }
  const span = statement.siblings.slice(statement.index, last + 1);
  const end = span[span.length - 1]!.to;
  const before = reads.some(read => read.at < statement.from || read.at > end);
  const elsewhere = home!.kind === 'module' && [...names].some(each => isReadElsewhere(each, cell, all));
  return before || elsewhere ? null : span;
}

/** True unless no other cell reads the name. */
function isReadElsewhere(name: string, cell: ICellFacts, all: INotebookFacts): boolean {
  return all.reads(name)?.some(each => each.cell !== cell) ?? true;
}
