import type { ISpan } from '../document';
import { awaitCall } from '../edits/await';
import { gatherList } from '../edits/gather';
import type { IFailure } from '../failures/failure';
import type { ICall, ICellFacts } from '../python/facts';
import { magicAgainstAwait } from '../python/loops';
import type { INotebookFacts } from '../python/notebook-facts';
import { forgottenCoroutines, hasRun, isWasted, lastName } from '../python/wasted';
import { draftOf } from './rule';
import type { IFixDraft, IRule, ISighting } from './rule';

interface IUnawaited {
  /** The coroutine calls; several in one display. */
  readonly calls: readonly ICall[];
  /** The list, tuple or dict they stand in. */
  readonly container: (ISpan & { readonly of: string }) | null;
  /** Range of a name that shows a coroutine made elsewhere. */
  readonly shownName: ISpan | null;
}

type Sighting = ISighting<IUnawaited>;

const LOST = 'An async function does nothing until it is awaited, so its work is lost here.';

function place(cell: ICellFacts, call: ICall): Omit<Sighting, 'title' | 'message'> {
  if (call.use.kind === 'element') {
    const { container, of } = call.use;
    const calls = cell.calls.filter(
      each =>
        each.use.kind === 'element' &&
        each.use.container.from === container.from &&
        each.use.container.to === container.to
    );
    return {
      cell: cell.id,
      from: container.from,
      to: container.to,
      data: { calls, container: { ...container, of }, shownName: null }
    };
  }
  return { cell: cell.id, from: call.from, to: call.to, data: { calls: [call], container: null, shownName: null } };
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

function* check(cell: ICellFacts, all: INotebookFacts): Iterable<Sighting> {
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
  const candidates = cell.calls.filter(
    call => lastName(call.dotted ?? call.attr ?? '') === name && isWasted(cell, call, all)
  );
  const shown =
    failure.evidence === 'result'
      ? candidates.filter(each => each.statement === cell.last)
      : candidates.filter(each => each.use.kind === 'argument');
  const [call] = shown;
  if (call && all.coroutine(call, cell).verdict !== 'no') {
    yield { ...place(cell, call), ...words(cell, call, call.dotted ?? name), level };
    return;
  }
  const value = cell.last?.value;
  if (failure.evidence === 'result' && value?.type === 'Name') {
    const span = { from: value.from, to: value.to };
    const title = 'This shows a coroutine, not its result.';
    const message = `${value.dotted} holds what ${name}() returned: nothing has run yet, it runs when it is awaited.`;
    yield { cell: cell.id, ...span, title, message, level, data: { calls: [], container: null, shownName: span } };
  }
}

function* fix(sighting: Sighting, all: INotebookFacts): Iterable<IFixDraft | string> {
  const cell = all.cell(sighting.cell)!;
  const { calls, container, shownName } = sighting.data!;
  const statement = calls[0]?.statement ?? cell.last!;
  const magic = magicAgainstAwait(cell, statement);
  if (magic !== null) {
    yield `An await under ${magic} is a syntax error, so take the magic away first.`;
  } else if (!statement.scope.awaits) {
    yield `${statement.scope.name || 'This place'} is a plain function, so an await there would be a syntax error.`;
  } else if (shownName) {
    const edits = [{ from: shownName.from, to: shownName.from, text: 'await ' }];
    const note = 'A coroutine can be awaited once; awaiting it again elsewhere fails.';
    yield draftOf(cell, { edits, removes: [], adds: [], awaits: 1 }, 'Await it', 'unsafe', note);
  } else if (container && container.of !== 'dict') {
    const gathered = gatherList(cell, calls, container, all);
    yield typeof gathered === 'string'
      ? gathered
      : draftOf(cell, gathered, 'Await them together', container.of === 'list' ? 'safe' : 'unsafe', gathered.note);
  } else {
    const edits = calls
      .filter(each => all.coroutine(each, cell).verdict !== 'no')
      .flatMap(each => awaitCall(cell, each));
    const awaits = edits.filter(each => each.text.includes('await')).length;
    yield draftOf(cell, { edits, removes: [], adds: [], awaits }, 'Await it', 'safe');
  }
}

/** A coroutine that is made and never awaited. */
export const rule: IRule<IUnawaited> = {
  id: 'unawaited-coroutine',
  title: 'Coroutine that is never awaited',
  level: 'warning',
  words: ['async', 'asyncio', 'anyio', 'httpx'],
  failures: ['F-CORO-1', 'F-CORO-2'],
  check,
  explain,
  fix
};
