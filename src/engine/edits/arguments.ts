/** Mending what a call that takes awaitables is given. */
import type { IArgument, ICall, ICellFacts } from '../python/facts';
import { awaitsIn } from '../python/gathered';
import type { IMisgiven } from '../python/gathered';
import type { INotebookFacts } from '../python/notebook-facts';
import type { IDriven } from './drive';
import { spelling } from './drive';
import { joinAtSamePlace } from './edit';
import type { IEdit } from './edit';
import { usable } from './imports';

type Change = Pick<IDriven, 'edits' | 'removes' | 'adds' | 'awaits'>;

/** Changes of one cell as one. */
export function joined(changes: readonly Change[]): Change {
  return {
    edits: changes.reduce<readonly IEdit[]>((edits, each) => merge(edits, each.edits), []),
    removes: changes.flatMap(each => each.removes),
    adds: changes.flatMap(each => each.adds),
    awaits: changes.reduce((count, each) => count + each.awaits, 0)
  };
}

/** The same import may be brought by several changes. */
function merge(some: readonly IEdit[], others: readonly IEdit[]): readonly IEdit[] {
  const more = others.filter(
    each => !some.some(one => one.from === each.from && one.to === each.to && one.text === each.text)
  );
  return [...some, ...more];
}

/** Put a star before a collection, with parentheses for a generator that has none of its own. */
function starred(cell: ICellFacts, call: ICall, argument: IArgument, tail = ''): Change {
  const { from, to } = argument.value;
  const bare = argument.type === 'GeneratorExp' && to === call.to && cell.source[from] === '(';
  const edits = bare
    ? [
        { from: from + 1, to: from + 1, text: '*(' },
        { from: to - 1, to: to - 1, text: ')' }
      ]
    : [{ from, to: from, text: '*' }, ...(tail === '' ? [] : [{ from: to, to, text: tail }])];
  return { edits, removes: [], adds: tail === '' ? [] : [callOf(argument, tail)], awaits: 0 };
}

/** `.values()` behind a dict that stands behind a star. */
function valuesOf(argument: IArgument): Change {
  const { to } = argument.value;
  return {
    edits: [{ from: to, to, text: '.values()' }],
    removes: [],
    adds: [callOf(argument, '.values()')],
    awaits: 0
  };
}

/** A method call on the argument as fixes.ts spells it. */
function callOf(argument: IArgument, tail: string): string {
  return `${argument.dotted ?? '?'}${tail.replace('()', '')}`;
}

/** Take a star away. */
function unstarred(argument: IArgument): Change {
  return { edits: [{ from: argument.from, to: argument.value.from, text: '' }], removes: [], adds: [], awaits: 0 };
}

/** Call a function that was only named. */
function called(argument: IArgument): Change {
  const { to } = argument.value;
  return { edits: [{ from: to, to, text: '()' }], removes: [], adds: [argument.dotted!], awaits: 0 };
}

/** Make a task of each call. */
export function tasksOf(cell: ICellFacts, calls: readonly ICall[], all: INotebookFacts, around = ''): Change {
  const [open, close] = around === '' ? ['', ''] : ['[', ']'];
  const task = usable('asyncio.create_task', cell, calls[0]!.from, all);
  const edits = calls.flatMap(each => [
    { from: each.from, to: each.from, text: `${open}${task.name}(` },
    { from: each.to, to: each.to, text: `)${close}` }
  ]);
  return {
    edits: task.edit ? joinAtSamePlace([task.edit], edits) : edits,
    removes: [],
    adds: calls.map(() => task.name),
    awaits: 0
  };
}

/** `[asyncio.ensure_future(c) for c in …]` around a collection, which may hold tasks already. */
function tasksOfAll(cell: ICellFacts, argument: IArgument, all: INotebookFacts, sure: boolean): Change {
  const { from, to } = argument.value;
  const task = usable(sure ? 'asyncio.create_task' : 'asyncio.ensure_future', cell, from, all);
  const edits = [
    { from, to: from, text: `[${task.name}(c) for c in ` },
    { from: to, to, text: ']' }
  ];
  return {
    edits: task.edit ? joinAtSamePlace([task.edit], edits) : edits,
    removes: [],
    adds: [task.name],
    awaits: 0
  };
}

/** Call another function with the same arguments. */
export function calledInstead(cell: ICellFacts, call: ICall, dotted: string, all: INotebookFacts): Change {
  const other = usable(dotted, cell, call.from, all);
  const edits = [{ from: call.callee.from, to: call.callee.to, text: other.name }];
  return {
    edits: other.edit ? joinAtSamePlace([other.edit], edits) : edits,
    removes: [spelling(call)],
    adds: [other.name],
    awaits: 0
  };
}

/** Take `await` away from places; what it stood before stays. */
export function withoutAwait(cell: ICellFacts, awaits: ICellFacts['awaits']): Change {
  const lengthAt = (at: number): number => /^await[ \t]*/.exec(cell.source.slice(at))?.[0].length ?? 0;
  return {
    edits: awaits.map(each => ({ from: each.from, to: each.from + lengthAt(each.from), text: '' })),
    removes: [],
    adds: [],
    awaits: -awaits.length
  };
}

/** The change that mends one argument, or one sentence why there is none. */
export function mend(given: IMisgiven, call: ICall, cell: ICellFacts, all: INotebookFacts): Change | string {
  const { why, argument, elements, required } = given;
  switch (why) {
    case 'collection':
      return starred(cell, call, argument);
    case 'mapping':
      return starred(cell, call, argument, '.values()');
    case 'keys':
      return valuesOf(argument);
    case 'uncalled':
      return required === 0 ? called(argument) : `${argument.dotted} needs arguments: call it with them here.`;
    case 'coroutines':
      return elements.length > 0 ? tasksOf(cell, elements, all) : tasksOfAll(cell, argument, all, false);
    case 'single':
      return call.attr === 'wait' && elements.length > 0 ? tasksOf(cell, elements, all, '[]') : listOf(argument);
    case 'starred':
      return unstarred(argument);
    case 'future':
      return call.args.length > 1
        ? 'ensure_future() takes no further arguments, and the others would be lost: leave create_task() out by hand.'
        : calledInstead(cell, call, 'asyncio.ensure_future', all);
    case 'awaited':
      return withoutInnerAwaits(call, cell);
    case 'plain':
      return `Hand over asyncio.to_thread(${argument.call?.dotted ?? 'function'}, …) instead, or leave it out.`;
    case 'timeout':
      return 'How long it may take is yours to say: write timeout=10 behind the first argument.';
  }
}

/** `gather(*[await f() for …])` and `gather(await f(), await g())` without the awaits. */
function withoutInnerAwaits(call: ICall, cell: ICellFacts): Change {
  const awaits = call.args.flatMap(each => (each.await ? [each.await] : awaitsIn(each.value, cell)));
  const stars = call.args.filter(each => each.keyword === null && !each.await && awaitsIn(each.value, cell).length > 0);
  const star = joined(stars.map(each => starred(cell, call, each)));
  const dropped = withoutAwait(cell, awaits);
  return { ...joined([star, dropped]), edits: joinAtSamePlace(star.edits, dropped.edits) };
}

function listOf(argument: IArgument): Change {
  const { from, to } = argument.value;
  const edits = [
    { from, to: from, text: '[' },
    { from: to, to, text: ']' }
  ];
  return { edits, removes: [], adds: [], awaits: 0 };
}
