import type { IUse } from '../document';
import { inThread } from '../edits/to-thread';
import type { IFailure } from '../failures/failure';
import { drivingIn } from '../python/driving';
import type { IDriving } from '../python/driving';
import type { ICall, ICellFacts } from '../python/facts';
import { magicAgainstAwait } from '../python/loops';
import type { INotebookFacts } from '../python/notebook-facts';
import { callsAt, deepestCellFrame, statementAt } from '../python/places';
import { fileName, moduleDrive } from '../python/user-modules';
import { draftOf } from './rule';
import type { IFixDraft, IRule, ISighting } from './rule';

/** The function of a module; or the call in a cell that failed because of one. */
type Data =
  | { readonly kind: 'module'; readonly driving: IDriving }
  | { readonly kind: 'call'; readonly call: ICall | null; readonly file: string; readonly threads: boolean };
type Sighting = ISighting<Data>;

function* check(cell: ICellFacts, all: INotebookFacts): Iterable<Sighting> {
  const { kind, uses } = all.document;
  if (kind !== 'script' || !uses || uses.length === 0) {
    return;
  }
  for (const driving of drivingIn(cell, all)) {
    const own = uses.filter(each => driving.names.has(each.name));
    const use = own.find(each => each.called) ?? own[0];
    if (use) {
      const { from, to } = driving.drive;
      const level = use.called && !driving.sometimes ? {} : { level: 'info' as const };
      yield { cell: cell.id, from, to, ...wordsOf(driving, use), ...level, data: { kind: 'module', driving } };
    }
  }
}

function wordsOf({ made, shown, sometimes }: IDriving, { called, place }: IUse): Pick<Sighting, 'title' | 'message'> {
  const fails = called && !sometimes ? 'there it fails' : 'there it would fail';
  return {
    title: `${made.name}() starts an event loop of its own.`,
    message: `${place} ${called ? 'calls' : 'imports'} it where a loop runs already, and ${fails}: give it an async def to await, and keep ${shown}() at the edge of the program.`
  };
}

function* explain(failure: IFailure, all: INotebookFacts): Iterable<Sighting> {
  const drive = moduleDrive(failure);
  const frame = deepestCellFrame(failure);
  const cell = drive && all.cell(frame?.cell ?? '');
  if (!drive || !frame || !cell) {
    return;
  }
  const { entered, driving } = drive;
  const calls = callsAt(failure, all).map(each => each.what);
  const named = calls.filter(each => each.attr === entered.name.split('.').pop());
  const call = named.length === 1 ? named[0]! : calls.length === 1 ? calls[0]! : null;
  const { from, to } = call ?? statementAt(cell, frame.line);
  const file = fileName(driving.file);
  const how = /[\w.]*\brun\w*(?=\s*\()/.exec(driving.code ?? '')?.[0];
  // What takes the loop that runs already finds none in a thread.
  const threads = failure.pattern !== 'run.already_running';
  yield {
    cell: cell.id,
    from,
    to,
    title: `${driving.name ? `${driving.name}() in ${file}` : file} drives an event loop, which cannot work here.`,
    message: `Line ${driving.line} of ${file} ${how ? `calls ${how}()` : 'starts a loop'}, and the kernel runs one already: put the work into an async def there and await it here${threads ? ', or run it in a thread' : ''}.`,
    level: 'error',
    data: { kind: 'call', call, file, threads }
  };
}

function* fix({ cell: id, data }: Sighting, all: INotebookFacts): Iterable<IFixDraft | string> {
  const cell = all.cell(id)!;
  if (data!.kind === 'module') {
    yield adviceFor(data!.driving, cell, all);
    return;
  }
  const { call, file, threads } = data!;
  const able =
    threads && call?.scope.awaits && call.use.kind !== 'awaited' && magicAgainstAwait(cell, call.statement) === null;
  const threaded = able ? inThread(cell, call, all) : null;
  yield threaded
    ? draftOf(cell, threaded, 'Run it in a thread', 'unsafe', OWN_LOOP)
    : `${file} is not part of this notebook, so it is not rewritten: give it an async def, import it anew, and await that here.`;
}

const OWN_LOOP =
  "It runs in a thread with a loop of its own: objects that belong to the kernel's loop do not work there.";

/** What to do by hand: which async function there is already, or that one is missing. */
function adviceFor({ made, drive, shown }: IDriving, cell: ICellFacts, all: INotebookFacts): string {
  const work = drive.args[0]?.call ?? null;
  const known = work?.dotted ? all.lookup(work.dotted, drive.scope, work.from, cell)?.what.function : null;
  return known?.async && known.within.kind === 'module'
    ? `${known.name}() is async already: await that where a loop runs, and keep ${made.name}() for plain code.`
    : `Who else calls it cannot be seen from here: move the work of ${made.name}() into an async def, and let ${made.name}() only call ${shown}() on it.`;
}

/** A function of a module that drives an event loop, and callers that have one. */
export const rule: IRule<Data> = {
  id: 'library-run',
  title: 'Event loop inside a function of a module',
  level: 'warning',
  words: ['asyncio', 'anyio', 'uvloop'],
  failures: ['F-RUN-1', 'F-RUN-2', 'F-RUN-3', 'F-RUN-4', 'F-RUN-7'],
  scripts: true,
  check,
  explain,
  fix
};
