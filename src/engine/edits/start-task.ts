/** Handing on an async function so that it runs: a plain function that starts a task, a thread with a loop of its own. */
import type { IAsyncCallback } from '../python/async-callbacks';
import type { ICall, ICellFacts } from '../python/facts';
import type { INotebookFacts } from '../python/notebook-facts';
import { isParenthesised } from './await';
import { spelling } from './drive';
import type { IDriven } from './drive';
import { joinAtSamePlace } from './edit';
import type { IEdit } from './edit';
import { usable } from './imports';
import { taskSet } from './keep-task';
import { insertBefore } from './statements';

type Change = Pick<IDriven, 'edits' | 'removes' | 'adds' | 'awaits'>;

/**
 * A function that starts a task, keeps it, and reports its failure, takes the place of the async one.
 *
 * @returns null where it cannot be written before the statement.
 */
export function startInstead(
  cell: ICellFacts,
  { argument, call, name }: IAsyncCallback,
  all: INotebookFacts
): Change | null {
  let top = call.statement;
  while (top.parent) {
    top = top.parent;
  }
  const { set, finish, lines: before, calls } = taskSet(cell, call, all);
  const create = usable('asyncio.create_task', cell, top.from, all);
  const start = all.freshName(`start_${name}`);
  const lines = [
    ...before,
    `def ${start}(*args):`,
    `    task = ${create.name}(${name}(*args))`,
    `    ${set}.add(task)`,
    `    task.add_done_callback(${finish})`,
    ''
  ];
  const head = call.scope.kind === 'module' && !top.magic ? insertBefore(cell, top, lines) : null;
  if (!head) {
    return null;
  }
  const { from, to } = argument.value;
  const edits = [head, { from, to, text: start }];
  const adds = [...calls, create.name, name, `${set}.add`, 'task.add_done_callback'];
  return { edits: create.edit ? joinAtSamePlace([create.edit], edits) : edits, removes: [], adds, awaits: 0 };
}

/** Text of the arguments behind the function, and whether all of them can move. */
function restOf(cell: ICellFacts, { call, argument }: IAsyncCallback): { from: number; text: string } {
  const next = call.args[call.args.indexOf(argument) + 1];
  const from = next ? startOf(cell, next.from) : call.to - 1;
  return { from, text: cell.source.slice(from, call.to - 1) };
}

/** Where an argument begins, its keyword counted. */
function startOf(cell: ICellFacts, value: number): number {
  const keyword = /\w+[ \t]*=[ \t]*$/.exec(cell.source.slice(0, value));
  return keyword ? value - keyword[0].length : value;
}

/** `f(1)` in place of `asyncio.to_thread(f, 1)` or `loop.run_in_executor(None, f, 1)`. */
export function withoutThread(cell: ICellFacts, found: IAsyncCallback): Change {
  const { call, argument, name } = found;
  const { from, to } = argument.value;
  const gone = cell.calls.filter(each => each.from >= call.from && each.to <= call.callee.to);
  const removes = [call, ...gone].map(spelling);
  if (found.how === 'called') {
    const edits = [
      { from: call.from, to: from, text: '' },
      { from: to, to: call.to, text: '' }
    ];
    return { edits, removes, adds: [], awaits: 0 };
  }
  const edits = [
    { from: call.from, to: from, text: '' },
    { from: to, to: restOf(cell, found).from, text: '(' }
  ];
  return { edits, removes, adds: [name], awaits: 0 };
}

/** `await f(1)` in place of `executor.submit(f, 1).result()`; null where the result is not asked for at once. */
export function withoutFuture(cell: ICellFacts, found: IAsyncCallback): Change | null {
  const { call } = found;
  const result = cell.calls.find(each => each.receiver === call && each.attr === 'result' && each.args.length === 0);
  if (!result?.scope.awaits) {
    return null;
  }
  const plain = withoutThread(cell, found);
  const wrap = result.use.kind === 'object' && !isParenthesised(cell.source, result);
  const edits = [
    ...plain.edits.map((each, index) => (index === 0 ? { ...each, text: wrap ? '(await ' : 'await ' } : each)),
    { from: call.to, to: result.to, text: wrap ? ')' : '' }
  ];
  const joined = found.how === 'called' ? joinEnds(edits) : edits;
  return { edits: joined, removes: [...plain.removes, spelling(result)], adds: plain.adds, awaits: 1 };
}

/** Two cuts side by side as one. */
function joinEnds([first, second, third]: readonly IEdit[]): IEdit[] {
  return [first!, { from: second!.from, to: third!.to, text: second!.text + third!.text }];
}

/** `executor.submit(asyncio.run, f(1))`, `asyncio.to_thread(asyncio.run, f(1))`: the thread runs a loop of its own. */
export function ownLoop(cell: ICellFacts, found: IAsyncCallback, all: INotebookFacts): Change {
  const { call, argument, name, how } = found;
  const run = usable('asyncio.run', cell, call.from, all);
  const { from } = argument.value;
  const rest = restOf(cell, found);
  const mapping = call.attr === 'map';
  const maker = mapping ? 'map' : name;
  const edits =
    how === 'called'
      ? [{ from, to: from, text: `${run.name}, ` }]
      : [
          { from, to: rest.from, text: mapping ? `${run.name}, map(${name}, ` : `${run.name}, ${name}(` },
          { from: call.to - 1, to: call.to - 1, text: ')' }
        ];
  return {
    edits: run.edit ? joinAtSamePlace([run.edit], edits) : edits,
    removes: [],
    adds: how === 'called' ? [] : [maker],
    awaits: 0
  };
}

/** `Thread(target=asyncio.run, args=(f(1),))`; null where the arguments are given otherwise. */
export function ownLoopOfThread(
  cell: ICellFacts,
  { call, argument, name, how }: IAsyncCallback,
  all: INotebookFacts
): Change | null {
  const run = usable('asyncio.run', cell, call.from, all);
  const { from, to } = argument.value;
  const args = call.args.find(each => each.keyword === 'args');
  const plain = call.args.filter(each => each.keyword === null && each !== argument && each.from > argument.from);
  if (plain.length > 0 || call.args.some(each => each.keyword === 'kwargs') || (args && how === 'called')) {
    return null;
  }
  const given = args ? cell.source.slice(args.value.from, args.value.to) : '()';
  const made = given.startsWith('(') && given.endsWith(')') ? name + given : `${name}(*${given})`;
  const work = how === 'called' ? cell.source.slice(from, to) : made;
  // Behind a positional target another positional argument may not follow a keyword.
  const edits = args
    ? [
        { from, to, text: run.name },
        { from: args.value.from, to: args.value.to, text: `(${work},)` }
      ]
    : [{ from, to, text: `${run.name}, args=(${work},)` }];
  return {
    edits: run.edit ? joinAtSamePlace([run.edit], edits) : edits,
    removes: [],
    adds: how === 'called' ? [] : [name],
    awaits: 0
  };
}

/** `await asyncio.gather(*map(f, xs))` in place of `list(map(f, xs))`; null where there is no such list. */
export function gatherMapped(cell: ICellFacts, { call }: IAsyncCallback, all: INotebookFacts): Change | null {
  const { use } = call;
  const list = use.kind === 'argument' && all.target(use.call, cell) === 'list' ? use.call : null;
  if (!list?.scope.awaits || call.args.some(each => each.keyword !== null)) {
    return null;
  }
  const gather = usable('asyncio.gather', cell, list.from, all);
  const wrap = list.use.kind === 'object' && !isParenthesised(cell.source, list);
  const gone: ICall[] = call.attr === call.dotted ? [] : cell.calls.filter(each => inCallee(each, call));
  const edits: IEdit[] = [
    { from: list.callee.from, to: list.callee.to, text: `${wrap ? '(' : ''}await ${gather.name}` },
    { from: call.from, to: call.callee.to, text: '*map' },
    ...(wrap ? [{ from: list.to, to: list.to, text: ')' }] : [])
  ];
  return {
    edits: gather.edit ? joinAtSamePlace([gather.edit], edits) : edits,
    removes: [list, call, ...gone].map(spelling),
    adds: [gather.name, 'map'],
    awaits: 1
  };
}

function inCallee(each: ICall, call: ICall): boolean {
  return each.from >= call.from && each.to <= call.callee.to;
}

/** `to_thread(time.sleep, 1)` in place of `to_thread(time.sleep(1))`; null where it is not that simple. */
export function takenApart(cell: ICellFacts, { argument, by }: IAsyncCallback): Change | null {
  const inner = argument.call!;
  const open = cell.source.indexOf('(', inner.callee.to);
  if (
    !/^(?:awaited|executor|loop)$/.test(by) ||
    inner.dotted === null ||
    inner.args.some(each => each.keyword !== null)
  ) {
    return null;
  }
  const edits = [
    { from: inner.callee.to, to: open + 1, text: inner.args.length > 0 ? ', ' : '' },
    { from: inner.to - 1, to: inner.to, text: '' }
  ];
  return { edits, removes: [spelling(inner)], adds: [], awaits: 0 };
}
