/** Looking after a task: keeping it, reporting its failure, or awaiting it. */
import type { ICall, ICellFacts, IStatement } from '../python/facts';
import { magicAgainstAwait } from '../python/loops';
import { waiterOf } from '../python/places';
import type { INotebookFacts } from '../python/notebook-facts';
import { readsOf } from '../python/task-care';
import { workOf } from '../python/tasks';
import { awaitCall } from './await';
import type { IDriven } from './drive';
import type { IEdit } from './edit';
import { indentOf, insertAfter, insertBefore } from './statements';

/** One way to look after the task. */
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

/** Names of the set, and of what takes a task out of it, unless the notebook has them for something else. */
const SET = 'background_tasks';
const FINISH = 'finish_task';

const REPORT_CALLS = ['task.cancelled', 'task.exception', 'task.exception', 'task.get_name', 'print'];

/**
 * All that can be done for a task that nobody looks after, first choice first; a sentence where something cannot.
 *
 * @param call - the call that starts the task: a statement of its own, or the value of an assignment.
 */
export function* lookAfter(cell: ICellFacts, call: ICall, all: INotebookFacts): Iterable<IKept | string> {
  const { use, statement } = call;
  const dropped = use.kind === 'statement';
  if (!dropped && !(use.kind === 'assigned' && use.names.length === 1 && /Assign$/.test(statement.type))) {
    yield 'The task is made inside another expression: give it a name of its own first.';
    return;
  }
  if (indentOf(cell.source, statement) === null || statement.magic) {
    yield 'The task shares its line with something else: give it a line of its own first.';
  } else {
    yield* keepTask(cell, call, dropped ? null : use.names[0]!, all);
  }
  const unread = dropped || readsOf(use.names[0]!, call, cell, all)?.length === 0;
  if (unread && call.scope.awaits && magicAgainstAwait(cell, statement) === null) {
    const later = all.document.kind === 'script' ? 'something later' : 'a widget or a later cell';
    const note = `The ${waiterOf(all)} waits until the task ends; a task that waits for ${later} would never end.`;
    yield { title: 'Await it', note, edits: awaitCall(cell, call), removes: [], adds: [], awaits: 1 };
  }
}

/** Ways to keep a task and see its failure; `kept` is the name it has already. */
function* keepTask(cell: ICellFacts, call: ICall, kept: string | null, all: INotebookFacts): Iterable<IKept> {
  const task = kept ?? all.freshName(`${workOf(call) || 'background'}_task`);
  const naming = kept === null ? `${task} = ` : '';
  const where = all.document.kind === 'script' ? '' : ' under the cell';
  // In a loop or a function one name holds only the last task, or none once the function has returned.
  const once = call.scope.kind === 'module' && !repeats(call.statement);
  const present = all.lookup('report_failure', cell.module, call.from, cell)?.what.function?.required === 1;
  if (once) {
    const made = present ? { name: 'report_failure', lines: [] } : reporter(all, [], 'report_failure');
    const edits = around(cell, call, made.lines, naming, [`${task}.add_done_callback(${made.name})`]);
    const adds = [`${task}.add_done_callback`, ...(present ? [] : REPORT_CALLS)];
    const [title, note] =
      kept === null
        ? ['Keep it and report failures', `The task has a name now, and a failure is printed${where}.`]
        : ['Report failures', `A failure is printed${where}.`];
    if (edits) {
      yield { title, note, edits, removes: [], adds, awaits: 0 };
    }
    if (kept !== null) {
      return;
    }
  }
  const { set, finish, lines, calls } = taskSet(cell, call, all);
  const edits = around(cell, call, lines, naming, [`${set}.add(${task})`, `${task}.add_done_callback(${finish})`]);
  const adds = [...calls, `${set}.add`, `${task}.add_done_callback`];
  const note = `For many tasks: each leaves the set when it ends, and a failure is printed${where}.`;
  if (edits) {
    yield { title: 'Keep it in a set', note, edits, removes: [], adds, awaits: 0 };
  }
}

/** A set that keeps tasks, and a function that takes them out: their names, the lines that make them, and the calls in those. */
export function taskSet(
  cell: ICellFacts,
  call: ICall,
  all: INotebookFacts
): { set: string; finish: string; lines: readonly string[]; calls: readonly string[] } {
  if (isThere(cell, call, all)) {
    return { set: SET, finish: FINISH, lines: [], calls: [] };
  }
  const set = all.freshName(SET);
  const { name, lines } = reporter(all, [`${set}.discard(task)`], FINISH);
  const calls = ['set', `${set}.discard`, ...REPORT_CALLS];
  return { set, finish: name, lines: [`${set} = set()`, '', ...lines], calls };
}

/** True when the set of an earlier rewrite, and the function that takes tasks out of it, are there at the call. */
function isThere(cell: ICellFacts, call: ICall, all: INotebookFacts): boolean {
  const set = all.lookup(SET, cell.module, call.from, cell)?.what;
  const finish = all.lookup(FINISH, cell.module, call.from, cell);
  const made = finish?.what.function;
  const discards = finish?.cell.calls.some(
    each => made && each.dotted === `${SET}.discard` && each.from >= made.from && each.to <= made.to
  );
  return set?.call?.dotted === 'set' && set.call.args.length === 0 && made?.required === 1 && discards === true;
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
  return [...(head ? [head] : []), ...(name === '' ? [] : [naming]), tail];
}
