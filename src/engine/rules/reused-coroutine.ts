import { tasksOf } from '../edits/arguments';
import { callAgain } from '../edits/call-again';
import type { IFailure } from '../failures/failure';
import type { ICellFacts } from '../python/facts';
import type { INotebookFacts } from '../python/notebook-facts';
import { deepestCellFrame, nameOfCell, statementAt } from '../python/places';
import { cachedAt, isMended, spentAt, spentIn, takesTask } from '../python/spent';
import type { ISpent } from '../python/spent';
import { draftOf } from './rule';
import type { IFixDraft, IRule, ISighting } from './rule';

interface IReused {
  /** Null where it cannot be told which coroutine it is. */
  readonly spent: ISpent | null;
  /** Why nothing is rewritten, where that is known from the start. */
  readonly refusal?: string;
}

type Sighting = ISighting<IReused>;

function sightingOf(spent: ISpent, all: INotebookFacts): Sighting {
  const { name, call } = spent.held;
  const made = all.coroutine(call.what, call.cell).name;
  return {
    cell: spent.cell.id,
    from: spent.from,
    to: spent.to,
    title: `${name} has run already.`,
    message: `A coroutine runs once: call ${made}() again, or make a task of it, which can be awaited as often as you like.`,
    data: { spent }
  };
}

function* check(cell: ICellFacts, all: INotebookFacts): Iterable<Sighting> {
  for (const spent of spentIn(cell, all)) {
    yield sightingOf(spent, all);
  }
}

function* explain(failure: IFailure, all: INotebookFacts): Iterable<Sighting> {
  const level = 'error';
  const spent = spentAt(failure, all);
  if (spent) {
    yield { ...sightingOf(spent, all), level };
    return;
  }
  const cached = cachedAt(failure, all);
  if (cached) {
    const { cell, what, made } = cached;
    const message = `The cache of ${made.name} keeps the coroutine, which has run, and not what it gave.`;
    const refusal = `Take the cache away from ${made.name}, or keep its results in a dict of your own.`;
    const title = `${made.name}() gives the same coroutine again.`;
    yield { cell: cell.id, from: what.from, to: what.to, title, message, level, data: { spent: null, refusal } };
    return;
  }
  const frame = deepestCellFrame(failure);
  const cell = all.cell(frame?.cell ?? '');
  if (cell && frame && !isMended(failure, all)) {
    const title = 'A coroutine is awaited that has run already.';
    const message = 'A coroutine runs once: call its function again for every await.';
    yield { cell: cell.id, ...statementAt(cell, frame.line), title, message, level, data: { spent: null } };
  }
}

function* fix(sighting: Sighting, all: INotebookFacts): Iterable<IFixDraft | string> {
  const { spent, refusal } = sighting.data!;
  if (!spent) {
    yield refusal ?? 'It cannot be told from the code where the coroutine was made.';
    return;
  }
  const { cell, held } = spent;
  const { cell: home, what: call } = held.call;
  const made = all.coroutine(call, home).name;
  const again = callAgain(spent, all);
  if (again) {
    const { emptied, ...change } = again;
    const also =
      emptied && emptied !== cell ? ` The call in ${nameOfCell(emptied, all)} goes: nothing else awaits it.` : '';
    const note = `${made}() runs once more, with everything it does.${also}`;
    yield { title: 'Call it again', applicability: 'unsafe', ...change, note };
  }
  if (takesTask(held, all) && (call.scope.immediate || call.scope.awaits)) {
    const where = home === cell ? '' : ` The change is in ${nameOfCell(home, all)}: run that cell again first.`;
    const note = `It starts at once, and every await gives the same result.${where}`;
    yield draftOf(home, tasksOf(home, [call], all), 'Make it a task', 'unsafe', note);
  } else if (!again) {
    yield `The call of ${made}() cannot simply be written again here: call it where it is to run once more.`;
  }
}

/** A coroutine that is awaited twice. */
export const rule: IRule<IReused> = {
  id: 'reused-coroutine',
  title: 'Coroutine that is awaited twice',
  level: 'error',
  words: ['async', 'await', 'asyncio', 'anyio', 'httpx'],
  failures: ['F-CORO-8'],
  scripts: true,
  check,
  explain,
  fix
};
