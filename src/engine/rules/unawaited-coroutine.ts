import type { ISpan } from '../document';
import { awaitCall } from '../edits/await';
import { gatherList, holdsOnly } from '../edits/gather';
import type { IFailure } from '../failures/failure';
import { asyncCallbacks } from '../python/async-callbacks';
import type { ICall, ICellFacts } from '../python/facts';
import { whyNoAwait } from '../python/no-await';
import type { INotebookFacts } from '../python/notebook-facts';
import { uncalledAt, uncalledAwaits } from '../python/uncalled';
import type { IUncalled } from '../python/uncalled';
import { forgottenCoroutines, hasRun, isWasted, lastName, makesCoroutine, shownCall, wasteAt } from '../python/wasted';
import type { IWaste } from '../python/wasted';
import { draftOf } from './rule';
import type { IFixDraft, IRule, ISighting } from './rule';

interface IUnawaited extends Pick<IWaste, 'calls' | 'container'> {
  /** Range of a name that shows a coroutine made elsewhere. */
  readonly shownName: ISpan | null;
  /** Name of the function whose coroutine the kernel has shown. */
  readonly told?: string;
  /** An await of the function itself. */
  readonly uncalled?: IUncalled;
}

type Sighting = ISighting<IUnawaited>;

const LOST = 'An async function does nothing until it is awaited, so its work is lost here.';

function place(cell: ICellFacts, call: ICall): Omit<Sighting, 'title' | 'message'> {
  const { from, to, calls, container } = wasteAt(cell, call);
  return { cell: cell.id, from, to, data: { calls, container, shownName: null } };
}

function words(cell: ICellFacts, call: ICall, name: string): Pick<Sighting, 'title' | 'message'> {
  const several = call.use.kind === 'element';
  if (call.statement === cell.last && call.use.kind !== 'argument') {
    return {
      title: several ? 'This shows coroutines, not their results.' : 'This shows a coroutine, not its result.',
      message: `${name}() is async: nothing has run yet, it runs when it is awaited.`
    };
  }
  return {
    title: `${name}() is called but never awaited.`,
    message: LOST
  };
}

function uncalledSighting(cell: ICellFacts, uncalled: IUncalled): Sighting {
  const { from, to } = uncalled.await;
  const title = `${uncalled.name} is awaited but never called.`;
  const message = `${uncalled.name} is the function itself; only calling it makes something to await.`;
  return { cell: cell.id, from, to, title, message, data: { calls: [], container: null, shownName: null, uncalled } };
}

function* check(cell: ICellFacts, all: INotebookFacts): Iterable<Sighting> {
  for (const uncalled of uncalledAwaits(cell, all)) {
    yield uncalledSighting(cell, uncalled);
  }
  const told = new Set<number>();
  for (const call of cell.calls) {
    if (!isWasted(cell, call, all)) {
      continue;
    }
    const { verdict, name } = all.coroutine(call, cell);
    const at = place(cell, call);
    if (verdict === 'yes' && !told.has(at.from)) {
      told.add(at.from);
      yield { ...at, ...words(cell, call, name) };
    }
  }
}

function* explain(failure: IFailure, all: INotebookFacts): Iterable<Sighting> {
  const uncalled = failure.pattern === 'await.non' ? uncalledAt(failure, all) : null;
  if (uncalled) {
    yield { ...uncalledSighting(uncalled.cell, uncalled.what), level: 'error' };
  }
  const name = lastName(failure.groups['name'] ?? '');
  if (name === '') {
    return;
  }
  if (failure.pattern === 'coro.repr') {
    yield* explainShown(failure, name, all);
  } else {
    yield* explainWarning(failure, name, all);
  }
}

/** The cell in which the warning is printed is where the object died, not where it was made: kernel-failures.md 1. */
function* explainWarning(failure: IFailure, name: string, all: INotebookFacts): Iterable<Sighting> {
  const found = all.cells.flatMap(cell =>
    [...check(cell, all)].filter(each =>
      each.data!.calls.some(call => lastName(call.dotted ?? call.attr ?? '') === name)
    )
  );
  const own = found.filter(each => each.cell === failure.cell);
  const ran = found.filter(each => hasRun(each.cell, all));
  const chosen = own.length > 0 ? own : ran;
  for (const sighting of chosen) {
    yield { ...sighting, title: `${name}() was called but never awaited.`, level: 'error' };
  }
  if (chosen.length === 0) {
    yield* explainForgotten(name, all);
  }
}

/** `r = fetch()` where no cell ever reads `r`. */
function* explainForgotten(name: string, all: INotebookFacts): Iterable<Sighting> {
  for (const { cell, what } of forgottenCoroutines(name, all)) {
    yield { ...place(cell, what), title: `${name}() was called but never awaited.`, message: LOST, level: 'error' };
  }
}

function* explainShown(failure: IFailure, name: string, all: INotebookFacts): Iterable<Sighting> {
  const cell = failure.cell === null ? null : all.cell(failure.cell);
  if (!cell) {
    return;
  }
  const level = 'error';
  const call = shownCall(name, failure.evidence === 'result', cell, all);
  if (call) {
    const at = place(cell, call);
    yield { ...at, ...words(cell, call, call.dotted ?? name), level, data: { ...at.data!, told: name } };
    return;
  }
  const value = cell.last?.value;
  // What a thread made of an async function it was given is async-callback's matter.
  const given = all.cells.some(each => [...asyncCallbacks(each, all)].some(found => lastName(found.name) === name));
  if (failure.evidence === 'result' && value?.type === 'Name' && !given) {
    const span = { from: value.from, to: value.to };
    const title = 'This shows a coroutine, not its result.';
    const message = `${value.dotted} holds what ${name}() returned: nothing has run yet, it runs when it is awaited.`;
    yield { cell: cell.id, ...span, title, message, level, data: { calls: [], container: null, shownName: span } };
  }
}

function* fix(sighting: Sighting, all: INotebookFacts): Iterable<IFixDraft | string> {
  const cell = all.cell(sighting.cell)!;
  const { calls, container, shownName, told, uncalled } = sighting.data!;
  if (uncalled) {
    yield callIt(cell, uncalled);
    return;
  }
  const statement = calls[0]?.statement ?? cell.last!;
  const refusal = whyNoAwait(cell, statement, statement.scope);
  if (refusal !== null) {
    yield refusal;
    return;
  }
  if (shownName) {
    const edits = [{ from: shownName.from, to: shownName.from, text: 'await ' }];
    const note = 'A coroutine can be awaited once; awaiting it again elsewhere fails.';
    yield draftOf(cell, { edits, removes: [], adds: [], awaits: 1 }, 'Await it', 'unsafe', note);
    return;
  }
  const sure = calls.filter(each => makesCoroutine(each, cell, told, all));
  if (container && container.of !== 'dict' && sure.length === calls.length && holdsOnly(cell, calls, container)) {
    const gathered = gatherList(cell, container, all);
    const applicability = container.of === 'list' ? 'safe' : 'unsafe';
    yield draftOf(cell, gathered, 'Await them together', applicability, gathered.note);
    return;
  }
  const edits = sure.flatMap(each => awaitCall(cell, each));
  yield draftOf(cell, { edits, removes: [], adds: [], awaits: sure.length }, 'Await it', 'safe');
}

function callIt(cell: ICellFacts, { await: { operand }, name, required }: IUncalled): IFixDraft | string {
  if (required > 0) {
    return `${name} needs arguments: write the call with them behind await.`;
  }
  const edits = [{ from: operand.to, to: operand.to, text: '()' }];
  return draftOf(cell, { edits, removes: [], adds: [name], awaits: 0 }, 'Call it', 'safe');
}

/** A coroutine that is made and never awaited. */
export const rule: IRule<IUnawaited> = {
  id: 'unawaited-coroutine',
  title: 'Coroutine that is never awaited',
  level: 'warning',
  words: ['async', 'asyncio', 'anyio', 'httpx'],
  failures: ['F-CORO-1', 'F-CORO-2', 'F-CORO-10'],
  scripts: true,
  check,
  explain,
  fix
};
