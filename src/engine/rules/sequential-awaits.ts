import { gatherAll, gatherRow, groupAll, groupRow, isLong, LIMIT } from '../edits/together';
import type { ITogether } from '../edits/together';
import type { ICall, ICellFacts, IStatement } from '../python/facts';
import type { INotebookFacts } from '../python/notebook-facts';
import { sequentialIn } from '../python/sequential';
import type { IRepeated, Sequential } from '../python/sequential';
import { minorVersion } from '../python/version';
import { draftOf } from './rule';
import type { IFixDraft, IRule, ISighting } from './rule';

type Sighting = ISighting<Sequential>;

const TOGETHER = 'Nothing shows that they depend on each other: they could wait together.';

function* check(cell: ICellFacts, all: INotebookFacts): Iterable<Sighting> {
  for (const data of sequentialIn(cell, all)) {
    const { from, to } = data.kind === 'row' ? rangeOf(data.awaits.map(each => each.statement)) : data.whole;
    const title = titleOf(data);
    yield { cell: cell.id, from, to, title, message: TOGETHER, data };
  }
}

function titleOf(data: Sequential): string {
  if (data.kind !== 'row') {
    return `Each ${nameOf(data.call)} starts only when the one before has ended.`;
  }
  const [first = '', second = ''] = data.calls.map(nameOf);
  return first === second
    ? `The second ${first} starts only when the first has ended.`
    : `${second} starts only when ${first} has ended.`;
}

function rangeOf(statements: readonly IStatement[]): { from: number; to: number } {
  return { from: statements[0]!.from, to: statements[statements.length - 1]!.to };
}

function nameOf({ dotted }: ICall): string {
  return `${dotted}()`;
}

/** `gather` first: its error is the one that the calls raise, and it changes least. */
function* fix({ cell: id, data }: Sighting, all: INotebookFacts): Iterable<IFixDraft | string> {
  const cell = all.cell(id)!;
  const found = data!;
  const gathered = found.kind === 'row' ? gatherRow(cell, found, all) : gatherAll(cell, found, all);
  if (!gathered) {
    const why = found.kind !== 'row' && found.variables === null;
    yield why
      ? `There may be many, so at most ${LIMIT} should run at a time, and that needs a plain name for what each is given.`
      : `There may be many, so at most ${LIMIT} should run at a time, and that needs a line of its own: put it on one.`;
    return;
  }
  const limit =
    found.kind !== 'row' && isLong(found) ? `At most ${LIMIT} run at a time, so that no service is flooded; ` : '';
  yield draft(cell, gathered, 'Run them together with gather()', limit + noteOf(found, GATHER));
  if ((minorVersion(all) ?? 0) >= 11 && mayGroup(found, cell, all)) {
    const grouped = found.kind === 'row' ? groupRow(cell, found, all) : groupAll(cell, found, all);
    if (grouped) {
      yield draft(cell, grouped, 'Run them together in a TaskGroup', limit + noteOf(found, GROUP));
    }
  }
}

const GATHER = 'if one fails, its error comes at once, while the others go on running.';
const GROUP = 'if one fails, the others are cancelled, and the error comes in an ExceptionGroup.';

function noteOf({ kind }: Sequential, failing: string): string {
  const when = kind === 'loop' ? 'the list is filled when all have ended' : 'the results keep their order';
  return `${when}; ${failing}`;
}

function draft(cell: ICellFacts, change: ITogether, title: string, note: string): IFixDraft {
  return draftOf(cell, change, title, 'unsafe', note[0]!.toUpperCase() + note.slice(1));
}

/** A TaskGroup takes coroutines only, and what it raises passes by an `except` for the error itself. */
function mayGroup(found: Sequential, cell: ICellFacts, all: INotebookFacts): boolean {
  const calls = found.kind === 'row' ? found.calls : [found.call];
  return (
    calls.every(each => isLongCall(found) || all.coroutine(each, cell).verdict === 'yes') &&
    !calls.some(({ statement }) => isTried(statement))
  );
}

/** The function with the limit is async, whatever it awaits. */
function isLongCall(found: Sequential): found is IRepeated {
  return found.kind !== 'row' && isLong(found);
}

function isTried(statement: IStatement): boolean {
  return statement.parent !== null && (/^Try/.test(statement.parent.type) || isTried(statement.parent));
}

/** Awaits one after the other where none needs what another gives. */
export const rule: IRule<Sequential> = {
  id: 'sequential-awaits',
  title: 'Awaits that could run together',
  level: 'off',
  words: ['await'],
  check,
  fix
};
