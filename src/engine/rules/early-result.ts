import { awaitInsteadOfResult, awaitMaker, awaitOperand, waitBefore } from '../edits/await-early';
import type { IFailure } from '../failures/failure';
import { earlyIn, isValueUse } from '../python/early';
import type { IEarly } from '../python/early';
import { guessAt } from '../python/early-at';
import type { ICellFacts, IStatement } from '../python/facts';
import { magicAgainstAwait } from '../python/loops';
import type { INotebookFacts } from '../python/notebook-facts';
import { readsOf } from '../python/task-care';
import { deepestCellFrame, lineSpan, meets, waiterOf } from '../python/places';
import { draftOf } from './rule';
import type { IFixDraft, IRule, ISighting } from './rule';

/** `maker` is null for what only the kernel's message shows to be a task. */
type Data = Omit<IEarly, 'maker'> & { readonly maker: IEarly['maker'] | null };
type Sighting = ISighting<Data>;

function words({ kind, name, gathers, use }: Data, shown: boolean): Pick<Sighting, 'title' | 'message'> {
  const work = gathers ? 'gather()' : 'The task';
  switch (kind) {
    case 'lost':
      return shown
        ? { title: 'This shows a gather(), not its results.', message: LOST }
        : { title: 'This gather() is not awaited.', message: LOST };
    case 'value':
      return {
        title:
          name === null
            ? `This is ${gathers ? 'a gather()' : 'a task'}, not its result.`
            : `${name} is not awaited here.`,
        message: `${work} stands for work that is still going on: await gives what it returns${use.kind === 'object' ? ', in parentheses here' : ''}.`
      };
    default:
      return {
        title: `${name ?? work} has not ended yet.`,
        message: `.${kind}() does not wait, and nothing lets the work go on before it: ${kind === 'result' ? 'await it' : 'wait for it'} instead.`
      };
  }
}

const LOST = 'Its work goes on in the background, and its results and failures are lost: await it.';

function sighting(cell: ICellFacts, data: Data): Sighting {
  const shown = data.kind === 'lost' && (data.statement === cell.last || data.use.kind === 'argument');
  const level = data.kind === 'lost' ? { level: 'warning' as const } : {};
  return { cell: cell.id, from: data.from, to: data.to, ...words(data, shown), ...level, data };
}

function* check(cell: ICellFacts, all: INotebookFacts): Iterable<Sighting> {
  for (const each of earlyIn(cell, all)) {
    if (!expectsFailure(each.statement)) {
      yield sighting(cell, each);
    }
  }
}

/** A lesson that shows the error, and catches it. */
function expectsFailure(statement: IStatement): boolean {
  for (let at = statement; at.parent; at = at.parent) {
    const named = at.parent.catches.some(each => /(?:^|\.)(?:InvalidState|Type|Attribute|Runtime)Error$/.test(each));
    if (at.block === 'body' && named) {
      return true;
    }
  }
  return false;
}

function* explain(failure: IFailure, all: INotebookFacts): Iterable<Sighting> {
  const frame = deepestCellFrame(failure);
  const cell = all.cell(frame?.cell ?? failure.cell ?? '');
  if (!cell) {
    return;
  }
  const seen = [...check(cell, all)];
  if (failure.pattern === 'future.repr') {
    // A pending future may be shown on purpose; a gather only by mistake.
    const gather = failure.groups['cls'] === '_GatheringFuture';
    const own = seen.filter(
      ({ data }) =>
        data!.kind === 'lost' &&
        (failure.evidence === 'result' ? data!.statement === cell.last : data!.use.kind === 'argument')
    );
    yield* gather ? own.slice(0, 1) : [];
    return;
  }
  // A magic such as %%time runs its body out of sight: then the innermost frame is the magic's own line.
  const shown = frame ? lineSpan(cell.source, frame.line) : null;
  const line = shown && !(cell.cellMagic && meets(cell.cellMagic, shown)) ? shown : { from: 0, to: cell.source.length };
  const [known] = seen.filter(
    each => each.data!.kind !== 'lost' && meets(each.data!.statement, line) && meets(each, line)
  );
  const found = known ?? (frame && line === shown ? guessed(failure, cell, frame.line, all) : null);
  if (found) {
    yield { ...found, level: 'error' };
  }
}

function guessed(failure: IFailure, cell: ICellFacts, line: number, all: INotebookFacts): Sighting | null {
  const data = guessAt(failure, cell, line, all);
  return data && sighting(cell, data);
}

function* fix({ cell: id, data }: Sighting, all: INotebookFacts): Iterable<IFixDraft | string> {
  const early = data as IEarly;
  const { maker, kind, scope, statement } = data!;
  const cell = all.cell(id)!;
  const magic = magicAgainstAwait(cell, statement);
  if (magic !== null) {
    yield `An await under ${magic} is a syntax error, so take the magic away first.`;
    return;
  }
  if (!scope.awaits) {
    const name = scope.name ? `${scope.name} is a plain function` : 'This place cannot await';
    yield `${name}, so an await there would be a syntax error: use task.add_done_callback() instead.`;
    return;
  }
  const sure = maker ? 'safe' : 'unsafe';
  if (kind === 'exception') {
    const change = waitBefore(cell, early, all);
    yield change
      ? draftOf(cell, change, 'Wait for it first', sure)
      : 'Give the task a name, and await asyncio.wait([name]) first.';
    return;
  }
  if (kind === 'result') {
    const change = awaitInsteadOfResult(cell, early);
    yield change
      ? draftOf(cell, change, 'Await it', sure)
      : 'Something stands between the task and .result(): write await before the task by hand.';
    return;
  }
  if (maker && data!.name !== null && data!.gathers && maker.cell === cell && onlyValues(data!.name, maker, all)) {
    yield draftOf(cell, awaitMaker(maker.what), 'Await it where it is made', 'safe');
    return;
  }
  const note = kind === 'lost' ? `The ${waiterOf(all)} waits until all of it has ended.` : undefined;
  yield draftOf(cell, awaitOperand(cell, data!), 'Await it', kind === 'lost' ? 'unsafe' : sure, note);
}

/** True when every use of the name wants the results, and nothing the future itself. */
function onlyValues(name: string, maker: IEarly['maker'], all: INotebookFacts): boolean {
  return (
    readsOf(name, maker.what, maker.cell, all)?.every(({ cell, what }) => {
      const { use } = what;
      const printed = use.kind === 'argument' && all.target(use.call, cell) === 'print';
      return (
        printed || use.kind === 'statement' || isValueUse(use, { from: what.at, to: what.at + name.length }, cell, all)
      );
    }) ?? false
  );
}

/** A task that is asked for its result before it has one, or used as if it were its result. */
export const rule: IRule<Data> = {
  id: 'early-result',
  title: 'Task used before it has a result',
  level: 'error',
  words: ['create_task', 'ensure_future', 'gather'],
  failures: ['F-TASK-2', 'F-TASK-3', 'F-GAT-7'],
  scripts: true,
  check,
  explain,
  fix
};
