import { indentOf, insertAfter, insertBefore } from '../edits/statements';
import { awaitCall } from '../edits/await';
import type { IEdit } from '../edits/edit';
import type { IFailure } from '../failures/failure';
import type { ICall, ICellFacts, IStatement } from '../python/facts';
import { loopOf, magicAgainstAwait } from '../python/loops';
import type { INotebookFacts } from '../python/notebook-facts';
import { draftOf } from './rule';
import type { IFixDraft, IRule, ISighting } from './rule';

type Sighting = ISighting<ICall>;

const MAKERS: ReadonlySet<string> = new Set(['asyncio.create_task', 'asyncio.ensure_future']);

function makesTask(call: ICall, cell: ICellFacts, all: INotebookFacts): boolean {
  const target = all.target(call, cell);
  return (
    (target !== null && MAKERS.has(target)) || (call.attr === 'create_task' && loopOf(call, cell, all) === 'kernel')
  );
}

/** What the task runs, to name it by: `watch` for `create_task(watch())`. */
function workOf(call: ICall): string {
  return call.args[0]?.call?.attr ?? '';
}

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

/** `def report_failure(task)`, written once a notebook. */
function reporter(
  all: INotebookFacts,
  extra: readonly string[],
  base: string
): { name: string; lines: readonly string[] } {
  const name = all.freshName(base);
  const lines = [
    `def ${name}(task):`,
    ...extra.map(each => `    ${each}`),
    '    if not task.cancelled() and task.exception() is not None:',
    '        print(f"{task.get_name()} failed: {task.exception()!r}")',
    ''
  ];
  return { name, lines };
}

const REPORT_CALLS = ['task.cancelled', 'task.exception', 'task.exception', 'task.get_name', 'print'];

function* fix(sighting: Sighting, all: INotebookFacts): Iterable<IFixDraft | string> {
  const cell = all.cell(sighting.cell)!;
  const call = sighting.data!;
  if (indentOf(cell.source, call.statement) === null || call.statement.magic) {
    yield 'The task shares its line with something else: give it a line of its own first.';
  } else {
    yield* keeping(cell, call, all);
  }
  if (call.scope.awaits && magicAgainstAwait(cell, call.statement) === null) {
    const note = 'The cell waits until the task ends; a task that waits for a widget or a later cell would never end.';
    yield draftOf(cell, { edits: awaitCall(cell, call), removes: [], adds: [], awaits: 1 }, 'Await it', 'unsafe', note);
  }
}

function* keeping(cell: ICellFacts, call: ICall, all: INotebookFacts): Iterable<IFixDraft> {
  const task = all.freshName(`${workOf(call) || 'background'}_task`);
  // In a loop or a function one name holds only the last task, or none once the function has returned.
  const once = call.scope.kind === 'module' && !repeats(call.statement);
  const present = all.lookup('report_failure', cell.module, call.from, cell)?.what.function?.required === 1;
  if (once) {
    const made = present ? { name: 'report_failure', lines: [] } : reporter(all, [], 'report_failure');
    const edits = around(cell, call, made.lines, `${task} = `, [`${task}.add_done_callback(${made.name})`]);
    const adds = [`${task}.add_done_callback`, ...(present ? [] : REPORT_CALLS)];
    const note = 'The task has a name now, and a failure is printed under the cell.';
    if (edits) {
      yield draftOf(cell, { edits, removes: [], adds, awaits: 0 }, 'Keep it and report failures', 'unsafe', note);
    }
  }
  const set = all.freshName('background_tasks');
  const done = reporter(all, [`${set}.discard(task)`], 'finish_task');
  const lines = [`${set} = set()`, '', ...done.lines];
  const edits = around(cell, call, lines, `${task} = `, [
    `${set}.add(${task})`,
    `${task}.add_done_callback(${done.name})`
  ]);
  const adds = ['set', `${set}.discard`, `${set}.add`, `${task}.add_done_callback`, ...REPORT_CALLS];
  const note = 'For many tasks: each leaves the set when it ends, and a failure is printed under the cell.';
  if (edits) {
    yield draftOf(cell, { edits, removes: [], adds, awaits: 0 }, 'Keep it in a set', 'unsafe', note);
  }
}

function repeats(statement: IStatement): boolean {
  for (let at: IStatement | null = statement; at; at = at.parent) {
    if (/^(?:Async)?For$|^While$/.test(at.type)) {
      return true;
    }
  }
  return false;
}

/** Lines before the outermost statement, a name before the call, lines behind its statement. */
function around(
  cell: ICellFacts,
  call: ICall,
  before: readonly string[],
  name: string,
  after: readonly string[]
): IEdit[] | null {
  let top = call.statement;
  while (top.parent) {
    top = top.parent;
  }
  const head = before.length > 0 ? insertBefore(cell, top, before) : null;
  const tail = insertAfter(cell, call.statement, after);
  if (!tail || (before.length > 0 && !head)) {
    return null;
  }
  const naming = { from: call.from, to: call.from, text: name };
  if (head && head.from === naming.from) {
    return [{ ...head, text: head.text + name }, tail];
  }
  return [...(head ? [head] : []), naming, tail];
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
