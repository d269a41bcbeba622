/** Awaits that waited for each other run together: with `asyncio.gather()`, or in an `asyncio.TaskGroup`. */
import type { ICell } from '../document';
import type { ICellFacts, IStatement } from '../python/facts';
import type { INotebookFacts } from '../python/notebook-facts';
import { scan } from '../python/scanner';
import type { IRepeated, IRow } from '../python/sequential';
import type { IDriven } from './drive';
import type { IEdit } from './edit';
import { joinAtSamePlace } from './edit';
import type { IUsable } from './imports';
import { usable } from './imports';
import { headerOf, indentOf, insertAfter, insertBefore, newline } from './statements';

/** What a rewrite changes. */
export type ITogether = Pick<IDriven, 'edits' | 'removes' | 'adds' | 'awaits'>;

/** How many calls may run at a time where nobody knows how many there are. */
export const LIMIT = 10;

/** A line that would be longer is written over several. */
const WIDTH = 100;
const STEP = '    ';

/** True where all at once could be too many. */
export function isLong({ length }: IRepeated): boolean {
  return length === null || length > LIMIT;
}

/** `a, b = await asyncio.gather(f(), g())`. */
export function gatherRow(cell: ICellFacts, { awaits, calls, names }: IRow, all: INotebookFacts): ITogether {
  const { source } = cell;
  const first = awaits[0]!.statement;
  const last = awaits[awaits.length - 1]!.statement;
  const gather = usable('asyncio.gather', cell, first.from, all);
  const open = `${names.join(', ')} = await ${gather.name}(`;
  const line = `${open}${calls.map(each => source.slice(each.from, each.to)).join(', ')})`;
  const change = { removes: [], adds: [gather.name], awaits: 1 - calls.length };
  const indent = indentOf(source, first);
  if (indent === null || (!hasComment(source, first.from, last.to) && !line.includes('\n') && line.length <= WIDTH)) {
    return { ...change, edits: bring([gather], [{ from: first.from, to: last.to, text: line }]) };
  }
  const end = newline(source);
  const inside = awaits.flatMap(({ statement }, index): IEdit[] => {
    const call = calls[index]!;
    const close = statement === last ? `${end}${indent})` : ',';
    return [
      { from: statement.from, to: call.from, text: index === 0 ? `${open}${end}${indent}${STEP}` : STEP },
      { from: call.to, to: call.to, text: close }
    ];
  });
  return {
    ...change,
    edits: bring(
      [gather],
      [
        ...inside,
        ...commentsInside(
          cell,
          awaits.map(each => each.statement)
        )
      ]
    )
  };
}

/** The same in a TaskGroup; null where that cannot be put on lines of its own. */
export function groupRow(cell: ICellFacts, { awaits, calls, names }: IRow, all: INotebookFacts): ITogether | null {
  const statements = awaits.map(each => each.statement);
  const made = usable('asyncio.TaskGroup', cell, statements[0]!.from, all);
  const group = all.freshName('group');
  const tasks = names.map(each => all.freshName(`${each}_task`));
  const head = insertBefore(cell, statements[0]!, [`async with ${made.name}() as ${group}:`]);
  const results = names.map((each, index) => `${each} = ${tasks[index]!}.result()`);
  const behind = insertAfter(cell, statements[statements.length - 1]!, results);
  if (!head || !behind || statements.some(each => indentOf(cell.source, each) === null)) {
    return null;
  }
  const inside = statements.flatMap((statement, index): IEdit[] => [
    { from: statement.from, to: calls[index]!.from, text: `${STEP}${tasks[index]!} = ${group}.create_task(` },
    { from: calls[index]!.to, to: calls[index]!.to, text: ')' }
  ]);
  const around = joinAtSamePlace([head], [...inside, ...commentsInside(cell, statements)]);
  return {
    edits: bring([made], [...around, behind]),
    removes: [],
    adds: [made.name, ...tasks.flatMap(each => [`${group}.create_task`, `${each}.result`])],
    awaits: -calls.length
  };
}

/** Comments on lines of their own between statements, one step further in. */
function commentsInside({ source }: Pick<ICell, 'source'>, statements: readonly IStatement[]): IEdit[] {
  const [first] = statements;
  const last = statements[statements.length - 1]!;
  return scan(source, first!.to, last.from)
    .filter(each => each.kind === 'comment' && indentOf(source, each) !== null)
    .filter(each => !statements.some(other => other.from < each.from && each.to <= other.to))
    .map(each => ({ from: each.from, to: each.from, text: STEP }));
}

function hasComment(source: string, from: number, to: number): boolean {
  return scan(source, from, to).some(each => each.kind === 'comment');
}

/** What a rewrite of a loop consists of before it is known how the calls run together. */
interface IParts {
  /** Whole lines above the statement, and what they call beside the awaited function. */
  readonly lines: readonly string[];
  readonly uses: readonly IUsable[];
  readonly adds: readonly string[];
  /** The call of each round. */
  readonly element: string;
}

/** Null where the loop's variables are no plain names, which the function with the limit needs. */
function partsOf(cell: ICellFacts, { call, variables, whole, ...rest }: IRepeated, all: INotebookFacts): IParts | null {
  const text = cell.source.slice(call.from, call.to);
  if (!isLong({ call, variables, whole, ...rest })) {
    return { lines: [], uses: [], adds: [], element: text };
  }
  if (variables === null) {
    return null;
  }
  const semaphore = usable('asyncio.Semaphore', cell, whole.from, all);
  const limit = all.freshName('limit');
  const limited = all.freshName('limited');
  const given = variables.join(', ');
  const lines = [
    `${limit} = ${semaphore.name}(${LIMIT})`,
    '',
    `async def ${limited}(${given}):`,
    `${STEP}async with ${limit}:`,
    `${STEP}${STEP}return await ${text}`,
    ''
  ];
  return { lines, uses: [semaphore], adds: [semaphore.name, limited], element: `${limited}(${given})` };
}

/** `await asyncio.gather(*[…])`; null where the lines above it have no place. */
export function gatherAll(cell: ICellFacts, repeated: IRepeated, all: INotebookFacts): ITogether | null {
  const { kind, whole, await: found, call } = repeated;
  const parts = partsOf(cell, repeated, all);
  const above = parts && linesAbove(cell, repeated, parts.lines);
  if (!parts || !above) {
    return null;
  }
  const gather = usable('asyncio.gather', cell, whole.from, all);
  const change = { adds: [...parts.adds, gather.name], awaits: parts.lines.length > 0 ? 1 : 0 };
  const uses = [...parts.uses, gather];
  if (kind === 'loop') {
    const text = `await ${gather.name}(*${listOf(cell, repeated, parts.element)})`;
    return filling(cell, repeated, text, { ...change, uses, above });
  }
  // `.attr` and `[…]` bind tighter than await.
  const wrap = found.use.kind === 'element' && found.use.use.kind === 'object';
  const own =
    parts.lines.length > 0
      ? { from: found.from, to: found.to, text: parts.element }
      : { from: found.from, to: call.from, text: '' };
  const around = [
    { from: whole.from, to: whole.from, text: `${wrap ? '(' : ''}await ${gather.name}(*` },
    own,
    { from: whole.to, to: whole.to, text: wrap ? '))' : ')' }
  ];
  return { ...change, removes: [], edits: bring(uses, joinAtSamePlace(above, around)) };
}

/** The same in a TaskGroup; null where something of the statement would come later than it does. */
export function groupAll(cell: ICellFacts, repeated: IRepeated, all: INotebookFacts): ITogether | null {
  const { kind, whole, await: found } = repeated;
  const parts = partsOf(cell, repeated, all);
  if (!parts || (kind === 'comprehension' && !isAll(cell, found.statement, whole))) {
    return null;
  }
  const made = usable('asyncio.TaskGroup', cell, whole.from, all);
  const group = all.freshName('group');
  const tasks = all.freshName('tasks');
  const task = all.freshName('task');
  const start = `${tasks} = ${listOf(cell, repeated, `${group}.create_task(${parts.element})`)}`;
  const above = linesAbove(cell, repeated, [
    ...parts.lines,
    `async with ${made.name}() as ${group}:`,
    `${STEP}${start}`
  ]);
  if (!above) {
    return null;
  }
  const results = `${task}.result() for ${task} in ${tasks}`;
  const adds = [...parts.adds, made.name, `${group}.create_task`, `${task}.result`];
  const change = { adds, awaits: parts.lines.length > 0 ? 0 : -1, uses: [...parts.uses, made], above };
  return kind === 'loop'
    ? filling(cell, repeated, results, change)
    : {
        adds,
        awaits: change.awaits,
        removes: [],
        edits: bring(change.uses, joinAtSamePlace(above, [{ ...whole, text: `[${results}]` }]))
      };
}

/** `results.extend(…)` in place of the loop; comments behind its first line go above it. */
function filling(
  cell: ICellFacts,
  { whole, list, iterable, await: found }: IRepeated,
  text: string,
  change: Pick<ITogether, 'adds' | 'awaits'> & { readonly uses: readonly IUsable[]; readonly above: readonly IEdit[] }
): ITogether {
  const { source } = cell;
  const lead = `${newline(source)}${indentOf(source, whole) ?? ''}`;
  const comments = scan(source, iterable.to, found.statement.from).filter(each => each.kind === 'comment');
  const before = comments.map(each => `${source.slice(each.from, each.to)}${lead}`).join('');
  const edit = { from: whole.from, to: whole.to, text: `${before}${list}.extend(${text})` };
  return {
    edits: bring(change.uses, joinAtSamePlace(change.above, [edit])),
    removes: [`${list}.append`],
    adds: [...change.adds, `${list}.extend`],
    awaits: change.awaits
  };
}

/** The list with something else in each round. */
function listOf(cell: ICellFacts, { kind, whole, await: found, iterable }: IRepeated, element: string): string {
  const { source } = cell;
  if (kind === 'comprehension') {
    return source.slice(whole.from, found.from) + element + source.slice(found.to, whole.to);
  }
  const loop = found.statement.parent!;
  const bare = iterable.type === 'Tuple' && source[iterable.from] !== '(';
  const header = source.slice(loop.from, headerOf(cell, loop)!.to - 1).trimEnd();
  const clause = bare
    ? `${source.slice(loop.from, iterable.from)}(${source.slice(iterable.from, iterable.to)})`
    : header;
  return `[${element} ${clause}]`;
}

function linesAbove(cell: ICellFacts, { kind, await: found }: IRepeated, lines: readonly string[]): IEdit[] | null {
  if (lines.length === 0) {
    return [];
  }
  const edit = insertBefore(cell, kind === 'loop' ? found.statement.parent! : found.statement, lines);
  return edit && [edit];
}

/** True when a comprehension is all that a statement computes. */
function isAll(
  { source }: ICellFacts,
  { type, from, to, value }: IStatement,
  whole: IEdit | IRepeated['whole']
): boolean {
  return type === 'Return'
    ? to === whole.to && /^return\s+$/.test(source.slice(from, whole.from))
    : /^(?:Assign|AnnAssign|Expr)$/.test(type) && value?.from === whole.from && value.to === whole.to;
}

/** With the imports that are needed, each once. */
function bring(uses: readonly IUsable[], edits: readonly IEdit[]): IEdit[] {
  const lines = uses.flatMap(each => each.edit ?? []);
  const [first] = lines;
  const text = [...new Set(lines.map(each => each.text))].join('');
  return first ? joinAtSamePlace([{ ...first, text }], edits) : [...edits];
}
