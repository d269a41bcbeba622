/** `uvloop.install()` in a cell: it chooses the loops that are made from then on, and the kernel has made its own. */
import type { ICall, ICellFacts } from './facts';
import type { INotebookFacts } from './notebook-facts';

/** What makes a loop, or a thread that may make one. */
const MAKERS = [
  ...['asyncio.new_event_loop', 'asyncio.Runner', 'asyncio.to_thread', 'threading.Thread'],
  ...['concurrent.futures.ThreadPoolExecutor', 'concurrent.futures.thread.ThreadPoolExecutor']
];

/** Calls of a cell that change nothing, since nothing in the notebook makes a loop that they could choose. */
export function idleInstalls(cell: ICellFacts, all: INotebookFacts): readonly ICall[] {
  const installs = cell.calls.filter(
    each => each.scope.immediate && each.use.kind === 'statement' && all.target(each, cell) === 'uvloop.install'
  );
  return installs.length > 0 && all.calls(...MAKERS).length === 0 ? installs : [];
}
