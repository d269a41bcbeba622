import type { ISpan } from '../document';
import { gatherList } from '../edits/gather';
import { lookAfter } from '../edits/keep-task';
import type { IFailure } from '../failures/failure';
import type { ICall, ICellFacts } from '../python/facts';
import { whyNoAwait } from '../python/no-await';
import type { INotebookFacts } from '../python/notebook-facts';
import { makesTask, workOf } from '../python/tasks';
import { waiterOf } from '../python/places';
import { draftOf } from './rule';
import type { IFixDraft, IRule, ISighting } from './rule';

type Sighting = ISighting<ICall>;

/** The list in which a task is made and dropped: `[asyncio.create_task(f(x)) for x in xs]`. */
function droppedWith({ use }: ICall): (ISpan & { readonly of: string }) | null {
  const whole = use.kind === 'element' && use.use.kind === 'statement' && /^(?:list|tuple|set)$/.test(use.of);
  return whole ? { ...use.container, of: use.of } : null;
}

function wordsOf(work: string, several: boolean): Pick<Sighting, 'title' | 'message'> {
  return several
    ? {
        title: `The tasks${work ? ` of ${work}()` : ''} are not kept.`,
        message: 'Nobody sees their results or failures, and Python may drop them before they end: keep or await them.'
      }
    : {
        title: `${work ? `The task of ${work}()` : 'This task'} is not kept.`,
        message: 'Nobody sees its result or its failure, and Python may drop it before it ends: keep it, or await it.'
      };
}

function* check(cell: ICellFacts, all: INotebookFacts): Iterable<Sighting> {
  const told = new Set<number>();
  for (const call of cell.calls) {
    const container = droppedWith(call);
    const { from, to } = container ?? call;
    if ((call.use.kind !== 'statement' && !container) || told.has(from) || !makesTask(call, cell, all)) {
      continue;
    }
    told.add(from);
    const shown = call.statement === cell.last;
    const sync = call.scope.kind === 'function' && !call.scope.awaits;
    const work = workOf(call);
    yield {
      cell: cell.id,
      from,
      to,
      ...wordsOf(work, container !== null),
      ...(shown ? { level: 'hint' as const } : sync ? { level: 'info' as const } : {}),
      data: call
    };
  }
}

function* explain(failure: IFailure, all: INotebookFacts): Iterable<Sighting> {
  const cell = failure.cell === null ? null : all.cell(failure.cell);
  const shown = cell?.last;
  // Starting work is legitimate: the shown task only confirms what the source says.
  if (cell && shown && failure.evidence === 'result' && failure.pattern === 'task.repr') {
    yield* [...check(cell, all)].filter(each => each.data!.statement === shown);
  }
}

function* fix(sighting: Sighting, all: INotebookFacts): Iterable<IFixDraft | string> {
  const cell = all.cell(sighting.cell)!;
  const { statement } = sighting.data!;
  const container = droppedWith(sighting.data!);
  if (container) {
    const refusal = whyNoAwait(cell, statement, statement.scope);
    const { note, ...gathered } = gatherList(cell, container, all);
    yield (
      refusal ??
      draftOf(cell, gathered, 'Await them together', 'unsafe', `The ${waiterOf(all)} waits until they end. ${note}`)
    );
    return;
  }
  for (const way of lookAfter(cell, sighting.data!, all)) {
    yield typeof way === 'string' ? way : draftOf(cell, way, way.title, 'unsafe', way.note);
  }
}

/** A task that is started and thrown away. */
export const rule: IRule<ICall> = {
  id: 'dropped-task',
  title: 'Task that is started and not kept',
  level: 'warning',
  words: ['create_task', 'ensure_future'],
  failures: ['F-TASK-1'],
  scripts: true,
  check,
  explain,
  fix
};
