import type { ISpan } from '../document';
import type { IFailure, IMember } from '../failures/failure';
import { textOf } from '../failures/words';
import type { ICellFacts } from '../python/facts';
import type { INotebookFacts } from '../python/notebook-facts';
import { callsAt, deepestCellFrame, lineSpan, meets, nameOfCell, statementAt } from '../python/places';
import type { IFixDraft, IRule, ISighting } from './rule';

/** What to do by hand. */
type Sighting = ISighting<string>;

const SEPARATE =
  'Whether the others should go on is yours to say: put the block into a try of its own, and except* behind it.';

/** What a TaskGroup says of its state, and what to do. */
const STATES: readonly (readonly [RegExp, string, string])[] = [
  [
    /is finished$/,
    'This TaskGroup has ended.',
    'It takes tasks only inside its async with block, and that block cannot go on in another cell: start the task inside it.'
  ],
  [
    /is shutting down$/,
    'This TaskGroup is shutting down.',
    'One of its tasks has failed, so it takes no more: look at that failure first.'
  ],
  [
    /has not been entered$/,
    'This TaskGroup was not entered.',
    'It takes tasks only inside a block of its own: async with asyncio.TaskGroup() as group.'
  ],
  [
    /entered$/,
    'This TaskGroup is entered a second time.',
    'A group is good for one async with block: make a new one for each.'
  ],
  [
    /cannot determine the parent task$/,
    'This TaskGroup is entered outside a task.',
    'It waits for its tasks in a task of its own, and a callback of the loop is none: start one with create_task().'
  ]
];

function* explain(failure: IFailure, all: INotebookFacts): Iterable<Sighting> {
  if (failure.pattern === 'tg.state') {
    yield* explainState(failure, all);
  } else if (failure.certainty === 'certain') {
    yield* explainGroup(failure, all);
  }
}

function* explainState(failure: IFailure, all: INotebookFacts): Iterable<Sighting> {
  const frame = deepestCellFrame(failure);
  const cell = all.cell(frame?.cell ?? failure.cell ?? '');
  const [, title = '', message = ''] = STATES.find(([state]) => state.test(failure.evalue)) ?? [];
  if (cell && title) {
    const call = frame && callsAt(failure, all).find(({ what }) => what.attr === 'create_task')?.what;
    const span = call ?? (frame ? statementAt(cell, frame.line) : null);
    if (span) {
      const { from, to } = span;
      const advice = 'Where the task belongs is yours to say.';
      yield { cell: cell.id, from, to, title, message, replaces: ['unseen-task-failure'], data: advice };
    }
  }
}

function* explainGroup(failure: IFailure, all: INotebookFacts): Iterable<Sighting> {
  const { members = [] } = failure;
  const own = failure.frames.slice(0, members[0]?.from);
  const frame = own.find(each => each.cell !== null);
  const cell = all.cell(frame?.cell ?? '');
  if (!cell || !frame) {
    return;
  }
  const group = /nursery/i.test(failure.groups['msg'] ?? '') ? 'nursery' : 'TaskGroup';
  const told = [...new Set(members.map(each => memberIn(each, failure, all)))];
  const count = Number(failure.groups['n'] ?? 1);
  const name = told.length === 1 && members.length === 1 ? nameOf(members[0]!, failure) : '';
  const title = name
    ? `${name}() failed in this ${group}.`
    : count > 1
      ? `${count} tasks of this ${group} failed.`
      : `A task of this ${group} failed.`;
  const types = [...new Set(members.map(each => each.ename))];
  const caught = types.length === 1 ? types[0] : types.length > 1 ? `(${types.join(', ')})` : 'Exception';
  const message =
    told.length > 0
      ? `${told.slice(0, 3).join(', ')}: the others are cancelled, and only except* ${caught} catches it.`
      : `What failed is inside the group: catch it with except* ${caught} as group, and look at group.exceptions.`;
  yield { cell: cell.id, ...headAt(cell, frame.line), title, message, data: SEPARATE };
}

/** `bad() raised ValueError: "boom" (line 4 of cell [1])`. */
function memberIn(member: IMember, failure: IFailure, all: INotebookFacts): string {
  const frames = failure.frames.slice(member.from, member.to).filter(each => each.cell !== null);
  const last = frames[frames.length - 1];
  const cell = all.cell(last?.cell ?? '');
  const place = cell && last ? ` (line ${last.line} of ${nameOfCell(cell, all)})` : '';
  const text = textOf(member);
  const name = nameOf(member, failure);
  return `${name ? `${name}() raised ` : ''}${member.ename}${text ? ` ${text}` : ''}${place}`;
}

/** The function that a member's first frame in a cell is in. */
function nameOf({ from, to }: IMember, failure: IFailure): string {
  const name = failure.frames.slice(from, to).find(each => each.cell !== null)?.name ?? '';
  return /^\w+$/.test(name) ? name : '';
}

/** The head of the `async with` on a line: `async with asyncio.TaskGroup()`. */
function headAt(cell: ICellFacts, line: number): ISpan {
  const span = lineSpan(cell.source, line);
  const block = cell.asyncStatements.find(each => each.type === 'AsyncWith' && each.head && meets(each.head, span));
  return block?.head ? { from: block.from, to: block.head.to } : statementAt(cell, line);
}

function* fix({ data }: Sighting): Iterable<IFixDraft | string> {
  yield data!;
}

/** Tasks of a group that failed, and groups that take no task. */
export const rule: IRule<string> = {
  id: 'task-group-failure',
  title: 'Task that failed in a TaskGroup',
  level: 'info',
  words: ['TaskGroup', 'open_nursery', 'create_task_group'],
  failures: ['F-EG-1', 'F-EG-2'],
  explain,
  fix
};
