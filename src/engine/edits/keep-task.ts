/** Keeping a task that was started and dropped, and reporting its failure. */
import type { ICall, ICellFacts, IStatement } from '../python/facts';
import type { INotebookFacts } from '../python/notebook-facts';
import { workOf } from '../python/tasks';
import type { IDriven } from './drive';
import type { IEdit } from './edit';
import { insertAfter, insertBefore } from './statements';

/** One way to keep the task. */
export interface IKept extends Pick<IDriven, 'edits' | 'removes' | 'adds' | 'awaits'> {
  readonly title: string;
  readonly note: string;
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

/**
 * Ways to keep a dropped task and see its failure, first choice first.
 *
 * @param call - the call that starts the task; it must be a statement that begins its line.
 */
export function* keepTask(cell: ICellFacts, call: ICall, all: INotebookFacts): Iterable<IKept> {
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
      yield { title: 'Keep it and report failures', note, edits, removes: [], adds, awaits: 0 };
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
    yield { title: 'Keep it in a set', note, edits, removes: [], adds, awaits: 0 };
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
