import { lookAfter } from '../edits/keep-task';
import type { IFailure } from '../failures/failure';
import type { ICall, ICellFacts } from '../python/facts';
import type { INotebookFacts } from '../python/notebook-facts';
import { makesTask, workOf } from '../python/tasks';
import { draftOf } from './rule';
import type { IFixDraft, IRule, ISighting } from './rule';

type Sighting = ISighting<ICall>;

function* check(cell: ICellFacts, all: INotebookFacts): Iterable<Sighting> {
  for (const call of cell.calls) {
    if (call.use.kind !== 'statement' || !makesTask(call, cell, all)) {
      continue;
    }
    const shown = call.statement === cell.last;
    const sync = call.scope.kind === 'function' && !call.scope.awaits;
    const work = workOf(call);
    yield {
      cell: cell.id,
      from: call.from,
      to: call.to,
      title: `${work ? `The task of ${work}()` : 'This task'} is not kept.`,
      message: 'Nobody sees its result or its failure, and Python may drop it before it ends: keep it, or await it.',
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
  check,
  explain,
  fix
};
