import { lastCode } from '../document';
import { lookAfter } from '../edits/keep-task';
import { awaitCall } from '../edits/await';
import type { IFailure } from '../failures/failure';
import { exceptionOf, textOf } from '../failures/words';
import type { ICall, ICellFacts } from '../python/facts';
import { magicAgainstAwait } from '../python/loops';
import { lostTask } from '../python/lost-tasks';
import type { INotebookFacts } from '../python/notebook-facts';
import { deepestCellFrame, nameOfCell, statementAt } from '../python/places';
import { catchesAll } from '../python/task-care';
import { makesGather, makesTask } from '../python/tasks';
import { draftOf } from './rule';
import type { IFixDraft, IRule, ISighting } from './rule';

interface IUnseen {
  /** The call that started the work; null when it cannot be told. */
  readonly starter: ICall | null;
  /** What to do by hand where there is no such call. */
  readonly advice: string;
}

type Sighting = ISighting<IUnseen>;

/** `t = create_task(watch())` where no cell ever reads `t`. */
function* check(cell: ICellFacts, all: INotebookFacts): Iterable<Sighting> {
  // The cell that awaits it may not be written yet.
  if (cell.index >= lastCode(all.document)) {
    return;
  }
  for (const call of cell.calls) {
    const { use, scope } = call;
    const work = call.args[0]?.call ?? null;
    if (use.kind !== 'assigned' || use.names.length !== 1 || scope.kind !== 'module' || !work) {
      continue;
    }
    const [name = ''] = use.names;
    const made = work.dotted === null ? null : all.lookup(work.dotted, scope, work.from, cell)?.what.function;
    if (!made || all.coroutine(work, cell).verdict !== 'yes' || catchesAll(made) || !makesTask(call, cell, all)) {
      continue;
    }
    if (all.reads(name)?.length === 0) {
      const title = `A failure of ${made.name}() would go unseen.`;
      const message = `The task is kept in ${name}, but no cell awaits it: await it, or report its failure in a callback.`;
      yield {
        cell: cell.id,
        from: call.from,
        to: call.to,
        title,
        message,
        data: { starter: call, advice: '' }
      };
    }
  }
}

function* explain(failure: IFailure, all: INotebookFacts): Iterable<Sighting> {
  if (failure.pattern === 'task.callback') {
    yield* explainCallback(failure, all);
    return;
  }
  const lost = lostTask(failure, all);
  if (!lost) {
    return;
  }
  const { cell, from, to, starter } = lost;
  const title = `${lost.name ? `${lost.name}()` : 'A task'} failed and nobody saw it.`;
  const message = `${reason(starter, cell, all)}, so its ${said(failure, all)}`;
  const advice =
    'It cannot be told which call started this task: keep its tasks in names, and await them or report their failures.';
  const replaces = ['dropped-task', 'early-result'];
  yield { cell: cell.id, from, to, title, message, replaces, data: { starter, advice } };
}

function reason(starter: ICall | null, cell: ICellFacts, all: INotebookFacts): string {
  if (starter && makesGather(starter, cell, all)) {
    return 'gather() was not awaited';
  }
  const use = starter?.use;
  return use?.kind === 'statement'
    ? 'The task was not kept'
    : use?.kind === 'assigned'
      ? `The task is kept in ${use.names[0]}, but nobody awaits it`
      : 'Nobody awaited the task';
}

/** `ValueError came after the cell had ended: "gone" (line 4 of cell [1]).` */
function said(failure: IFailure, all: INotebookFacts): string {
  const frame = deepestCellFrame(failure);
  const cell = all.cell(frame?.cell ?? '');
  const place = cell && frame && frame.line > 0 ? ` (line ${frame.line} of ${nameOfCell(cell, all)})` : '';
  const text = textOf(failure);
  return `${exceptionOf(failure)} came after the cell had ended${text ? `: ${text}` : ''}${place}.`;
}

/** A plain function that the loop called: `call_later(1, tick)`. The kernel's own callbacks lie in no cell. */
function* explainCallback(failure: IFailure, all: INotebookFacts): Iterable<Sighting> {
  const frame = deepestCellFrame(failure);
  const cell = all.cell(frame?.cell ?? '');
  if (!cell || !frame || failure.ename === '') {
    return;
  }
  const name = /^[\w.]+(?=\()/.exec(failure.groups['cb'] ?? '')?.[0] ?? frame.name;
  const title = `${name ? `${name}()` : 'A callback'} failed and nobody saw it.`;
  const message = `The event loop called it, so its ${said(failure, all)}`;
  const advice = `Which failures ${name}() should survive is yours to say: catch and report them inside it.`;
  yield { cell: cell.id, ...statementAt(cell, frame.line), title, message, data: { starter: null, advice } };
}

function* fix(sighting: Sighting, all: INotebookFacts): Iterable<IFixDraft | string> {
  const cell = all.cell(sighting.cell)!;
  const { starter, advice } = sighting.data!;
  if (!starter) {
    yield advice;
    return;
  }
  if (!makesGather(starter, cell, all)) {
    for (const way of lookAfter(cell, starter, all)) {
      yield typeof way === 'string' ? way : draftOf(cell, way, way.title, 'unsafe', way.note);
    }
    return;
  }
  const magic = magicAgainstAwait(cell, starter.statement);
  if (magic !== null || !starter.scope.awaits) {
    yield `An await is not possible ${magic === null ? 'in a plain function' : `under ${magic}`}: move the gather() out of it.`;
    return;
  }
  const change = { edits: awaitCall(cell, starter), removes: [], adds: [], awaits: 1 };
  yield draftOf(
    cell,
    change,
    'Await it',
    'unsafe',
    'The cell waits until all of it has ended, and a failure shows there.'
  );
}

/** A task whose failure nobody hears of. */
export const rule: IRule<IUnseen> = {
  id: 'unseen-task-failure',
  title: 'Task whose failure nobody sees',
  level: 'warning',
  words: ['create_task', 'ensure_future', 'gather'],
  failures: ['F-TASK-4', 'F-TASK-6'],
  check,
  explain,
  fix
};
