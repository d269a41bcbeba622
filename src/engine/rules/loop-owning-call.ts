import { awaitUnwrapped, twinOf } from '../edits/facade';
import { inThread } from '../edits/to-thread';
import type { IFailure } from '../failures/failure';
import { functionAround, isReached } from '../python/callers';
import { facadeOf, facadeTold, unwrapped } from '../python/facade-calls';
import { TABLE } from '../python/facade-table';
import type { IFacade } from '../python/facades';
import type { ICall, ICellFacts } from '../python/facts';
import { guardOf, isPyodide, magicAgainstAwait, patchBefore } from '../python/loops';
import type { INotebookFacts } from '../python/notebook-facts';
import { callsAt } from '../python/places';
import { moduleDrive } from '../python/user-modules';
import { draftOf } from './rule';
import type { IFixDraft, IRule, ISighting } from './rule';

interface IOwning {
  readonly call: ICall;
  /** What the table says; null for a call that only its failure has told. */
  readonly facade: IFacade | null;
  /** `async_to_sync(f)` in `async_to_sync(f)()`. */
  readonly inner: ICall | null;
}
type Sighting = ISighting<IOwning>;

/** Drives that other rules mend, and files through which every failure goes. */
const DRIVES = /^(?:asyncio|uvloop|anyio|trio|curio|nest_asyncio2?)\./;
const METHODS: ReadonlySet<string> = new Set(['run_until_complete', 'run_forever']);
const INNER =
  /[\\/](?:asyncio|IPython|ipykernel|uvloop|anyio|concurrent|tornado)[\\/]|[\\/](?:contextlib|threading|nest_asyncio2?)\.py|^<[^>]*>$|^exec\b/;

function sightingOf(owning: IOwning, cell: ICellFacts, failed: boolean): Sighting {
  const { call, facade, inner } = owning;
  const name = inner ? 'async_to_sync' : (call.dotted ?? call.attr ?? 'This call');
  const how = facade?.to?.startsWith('await {object}.') && !facade.to.includes('\n');
  const cure = inner ? 'await the function itself' : how ? 'await its async twin' : 'use its async form, or a thread';
  return {
    cell: cell.id,
    from: call.from,
    to: call.to,
    title: `${name}() cannot run beside the loop of the kernel.`,
    message: `The library drives an event loop of its own inside, and the kernel runs one already: ${cure}.`,
    ...(failed && { level: 'error' as const }),
    data: owning
  };
}

function known(call: ICall, cell: ICellFacts, all: INotebookFacts): IOwning | null {
  const inner = call.dotted === null ? unwrapped(call, cell, all) : null;
  const facade = inner ? null : facadeOf(call, cell, all);
  return (inner || facade) && call.use.kind !== 'awaited' ? { call, facade, inner } : null;
}

/** True where the person has made such calls work. */
function isPatched({ call, facade }: IOwning, cell: ICellFacts, all: INotebookFacts): boolean {
  return (
    (facade?.nested === true && patchBefore(cell, call.from, all) !== null) ||
    (facade !== null && all.calls(`${facade.library}.util.startLoop`).length > 0)
  );
}

function* check(cell: ICellFacts, all: INotebookFacts): Iterable<Sighting> {
  if (isPyodide(all)) {
    return;
  }
  for (const call of cell.calls) {
    const found = known(call, cell, all);
    if (!found || !(found.inner || found.facade?.certain) || isPatched(found, cell, all)) {
      continue;
    }
    const runs = call.scope.immediate || (functionAround(call.scope, cell)?.async && isReached(call.scope, cell, all));
    if (runs && /open|running/.test(guardOf(cell, call.statement, all).kind)) {
      yield sightingOf(found, cell, false);
    }
  }
}

function* explain(failure: IFailure, all: INotebookFacts): Iterable<Sighting> {
  const calls = callsAt(failure, all);
  for (const { cell, what } of calls) {
    const told = facadeTold(what, failure.pattern, all);
    const found = told ? { call: what, facade: told, inner: null } : known(what, cell, all);
    if (found) {
      yield sightingOf(found, cell, true);
      return;
    }
  }
  const drives = calls.some(
    ({ cell, what }) =>
      METHODS.has(what.attr ?? '') || DRIVES.test(all.target(what, cell) ?? '') || what.attr === 'run_sync'
  );
  const last = failure.frames.reduce((at, frame, index) => (frame.cell === null ? at : index), -1);
  const next = last < 0 ? undefined : failure.frames[last + 1];
  if (drives || !next || INNER.test(next.file) || moduleDrive(failure)) {
    return;
  }
  const entered = next.name.split('.').pop();
  const line = calls.filter(({ what }) => what.attr === entered);
  const [first] = line.length > 0 ? line : calls;
  if (first && (line.length === 1 || calls.length === 1) && first.what.use.kind !== 'awaited') {
    yield sightingOf({ call: first.what, facade: null, inner: null }, first.cell, true);
  }
}

function* fix(sighting: Sighting, all: INotebookFacts): Iterable<IFixDraft | string> {
  const cell = all.cell(sighting.cell)!;
  const { call, facade, inner } = sighting.data!;
  const magic = magicAgainstAwait(cell, call.statement);
  if (magic !== null || !call.scope.awaits) {
    yield `${magic ?? (call.scope.name || 'This expression')} cannot await: ${magic === null ? 'make it async' : 'take it away'} first.`;
    return;
  }
  if (inner) {
    const made = all.lookup(inner.args[0]!.dotted!, call.scope, call.from, cell)?.what.function;
    const safe = made?.async === true && !made.generator;
    yield draftOf(cell, awaitUnwrapped(cell, call, inner), 'Await the function itself', safe ? 'safe' : 'unsafe');
    return;
  }
  if (facade) {
    const twin = twinOf(cell, call, facade, all);
    if (typeof twin === 'string') {
      yield twin;
    } else {
      yield draftOf(cell, twin, twin.title, facade.safe ? 'safe' : 'unsafe', twin.note ?? undefined);
    }
    return;
  }
  const threaded = inThread(cell, call, all);
  yield threaded
    ? draftOf(
        cell,
        threaded,
        'Run it in a thread',
        'unsafe',
        "It has a loop of its own there: objects that belong to the kernel's loop do not work in it."
      )
    : 'It cannot be told what would be handed to a thread: look for an async form of this call.';
}

/** A library call that runs an event loop of its own inside. */
export const rule: IRule<IOwning> = {
  id: 'loop-owning-call',
  title: 'Library call that runs its own loop',
  level: 'warning',
  words: ['asgiref', ...TABLE.modules],
  failures: [
    ...['F-RUN-1', 'F-RUN-2', 'F-RUN-3', 'F-RUN-4', 'F-RUN-5', 'L-ANYIO-1', 'L-ASGIREF-1', 'L-PLAYWRIGHT-1'],
    ...['L-LLAMA-1', 'L-DJANGO-1', 'L-PYDANTICAI-1', 'L-TWISTED-1', 'L-AIOHTTPWEB-1'],
    'L-SYNCFORM-1'
  ],
  check,
  explain,
  fix
};
