/** Servers of asyncio that cells start, and the cells that wait for them for ever. */
import type { IBinding, ICall, ICellFacts } from './facts';
import type { INotebookFacts, IPlaced } from './notebook-facts';

const STARTS: ReadonlySet<string> = new Set(['asyncio.start_server', 'asyncio.start_unix_server']);

/** The call of `server = await asyncio.start_server(…)`; null for anything else. */
function starterOf({ cell, what }: IPlaced<IBinding>, all: INotebookFacts): ICall | null {
  const call = cell.awaits.find(each => each.statement === what.statement && each.use.kind === 'assigned')?.call;
  return call && STARTS.has(all.target(call, cell) ?? '') ? call : null;
}

/** The `await server.serve_forever()` of a cell itself, where the server is one of asyncio. */
export function* servingIn(cell: ICellFacts, all: INotebookFacts): Iterable<ICall> {
  for (const call of cell.calls) {
    const name = /^(\w+)\.serve_forever$/.exec(call.dotted ?? '')?.[1];
    if (name === undefined || call.use.kind !== 'awaited' || call.scope.kind !== 'module') {
      continue;
    }
    const made = all.lookup(name, call.scope, call.from, cell);
    if (made && starterOf(made, all)) {
      yield call;
    }
  }
}

/** The one name under which the cells before this one, or this one, keep a server of asyncio; null for several. */
export function serverBefore(cell: ICellFacts, all: INotebookFacts): IPlaced<IBinding> | null {
  const found = all.cells
    .filter(each => each.index <= cell.index)
    .flatMap(each => each.module.bindings.map(what => ({ cell: each, what })))
    .filter(each => starterOf(each, all));
  const earlier = found.filter(each => each.cell !== cell);
  const [first, ...more] = earlier.length > 0 ? earlier : found;
  return first && more.length === 0 ? first : null;
}
