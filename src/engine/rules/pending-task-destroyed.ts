import { lookAfter } from '../edits/keep-task';
import type { IFailure } from '../failures/failure';
import type { ICall } from '../python/facts';
import { lostTask } from '../python/lost-tasks';
import type { INotebookFacts } from '../python/notebook-facts';
import { draftOf } from './rule';
import type { IFixDraft, IRule, ISighting } from './rule';

/** The call that started the task; null when it cannot be told. */
type Sighting = ISighting<ICall | null>;

function* explain(failure: IFailure, all: INotebookFacts): Iterable<Sighting> {
  const lost = lostTask(failure, all);
  if (lost) {
    const { cell, from, to, name, starter } = lost;
    const title = `${name ? `${name}()` : 'A task'} was thrown away before it ended.`;
    const message = `${reason(starter)}, so Python threw the waiting task away: keep it until it ends, or await it.`;
    yield { cell: cell.id, from, to, title, message, replaces: ['dropped-task'], data: starter };
  }
}

function reason(starter: ICall | null): string {
  const use = starter?.use;
  return use?.kind === 'assigned' && starter?.scope.kind === 'function'
    ? `${use.names[0]} was gone when ${starter.scope.name || 'the function'}() returned`
    : use?.kind === 'assigned'
      ? `${use.names[0]} did not keep it any more`
      : 'Nothing kept it';
}

function* fix({ cell: id, data: starter }: Sighting, all: INotebookFacts): Iterable<IFixDraft | string> {
  if (!starter) {
    yield 'It cannot be told which call started this task: keep its tasks in names, or await them.';
    return;
  }
  const cell = all.cell(id)!;
  for (const way of lookAfter(cell, starter, all)) {
    yield typeof way === 'string' ? way : draftOf(cell, way, way.title, 'unsafe', way.note);
  }
}

/** A task that Python threw away while it was waiting. */
export const rule: IRule<ICall | null> = {
  id: 'pending-task-destroyed',
  title: 'Task that is thrown away before it ends',
  level: 'error',
  words: ['create_task', 'ensure_future'],
  failures: ['F-TASK-5'],
  explain,
  fix
};
