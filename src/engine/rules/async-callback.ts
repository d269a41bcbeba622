import {
  gatherMapped,
  ownLoop,
  ownLoopOfThread,
  startInstead,
  takenApart,
  withoutFuture,
  withoutThread
} from '../edits/start-task';
import type { IFailure } from '../failures/failure';
import { asyncCallbacks, handedAlone } from '../python/async-callbacks';
import type { IAsyncCallback } from '../python/async-callbacks';
import type { ICellFacts } from '../python/facts';
import { whyNoAwait } from '../python/no-await';
import type { INotebookFacts } from '../python/notebook-facts';
import { linesNamed, meets } from '../python/places';
import { hasRun, lastName } from '../python/wasted';
import { draftOf } from './rule';
import type { IFixDraft, IRule, ISighting } from './rule';

type Sighting = ISighting<IAsyncCallback>;

function sightingOf(found: IAsyncCallback, cell: ICellFacts): Sighting {
  const { from, to } = found.call;
  return { cell: cell.id, from, to, ...wordsOf(found), data: found };
}

function wordsOf({ by, how, name, call }: IAsyncCallback): Pick<Sighting, 'title' | 'message'> {
  if (how === 'called' || how === 'value') {
    const message =
      how === 'called'
        ? 'It gets a coroutine, which nothing can call: hand on a plain function that runs it.'
        : `${call.attr}() gets what ${name}() returned: hand on the function, and its arguments behind it.`;
    return { title: `${name}() is called here, not handed on.`, message };
  }
  switch (by) {
    case 'thread':
    case 'executor':
    case 'awaited':
      return {
        title: `${name}() is async: the thread only makes its coroutine.`,
        message: 'Nothing of it has run when the thread has done that: await it, or let the thread run it.'
      };
    case 'process':
      return {
        title: `${name}() is async: no process can send its coroutine back.`,
        message: 'What a process returns is pickled, and a coroutine cannot be: hand on a plain function.'
      };
    case 'map':
      return {
        title: `map() makes coroutines of ${name}(), not results.`,
        message: 'An async function runs when it is awaited: await asyncio.gather() on them.'
      };
    case 'key':
      return {
        title: `${name}() is async: coroutines cannot be put in order.`,
        message: 'A key is used at once, without await: await the keys first, and sort by them.'
      };
    case 'filter':
      return {
        title: `${name}() is async, so filter() keeps everything.`,
        message: 'A coroutine counts as true whatever it would return: await the answers first.'
      };
    case 'exit':
      return {
        title: `${name}() is async, and nobody awaits it then.`,
        message: 'Its coroutine is dropped there: hand on a plain function.'
      };
    default:
      return {
        title: `${name}() is async, and ${call.attr ?? 'this'}() does not await it.`,
        message: 'Its coroutine is dropped, so nothing runs: hand on a plain function that starts a task.'
      };
  }
}

function* check(cell: ICellFacts, all: INotebookFacts): Iterable<Sighting> {
  for (const found of asyncCallbacks(cell, all)) {
    yield sightingOf(found, cell);
  }
}

function* explain(failure: IFailure, all: INotebookFacts): Iterable<Sighting> {
  const known = failure.groups['name'] ?? /^([\w.]+)\(\)$/.exec(failure.groups['cb'] ?? '')?.[1];
  if (known !== undefined) {
    yield* explainName(lastName(known), failure, all);
    return;
  }
  for (const { cell, line } of linesNamed(failure, all)) {
    const by = failure.pattern === 'coro.value' ? 'key' : 'loop';
    const found = [...asyncCallbacks(cell, all)].find(each => each.by === by && meets(each.call, line));
    if (found) {
      yield { ...sightingOf(found, cell), level: 'error' };
      return;
    }
  }
}

/** The cell in which a warning is printed is where the coroutine died: the function's name decides. */
function* explainName(name: string, failure: IFailure, all: INotebookFacts): Iterable<Sighting> {
  const found = all.cells.flatMap(cell => [...check(cell, all)].filter(each => lastName(each.data!.name) === name));
  const own = found.filter(each => each.cell === failure.cell);
  const ran = found.filter(each => hasRun(each.cell, all));
  const chosen = own.length > 0 ? own : ran;
  yield* chosen;
  if (chosen.length === 0 && failure.pattern === 'coro.warn') {
    yield* handedAlone(name, all).map(({ cell, what }) => sightingOf(what, cell));
  }
}

const OWN_LOOP = 'The thread runs a loop of its own: what belongs to another loop does not work there.';

function* fix({ cell: id, data }: Sighting, all: INotebookFacts): Iterable<IFixDraft | string> {
  const cell = all.cell(id)!;
  const found = data!;
  const { call, by, how, name } = found;
  if (how === 'value') {
    const apart = takenApart(cell, found);
    yield apart
      ? draftOf(cell, apart, 'Hand on the function', 'unsafe', `${name}() runs there now, not before.`)
      : `Hand on ${name} without the parentheses, and its arguments the way ${call.attr}() takes them.`;
    return;
  }
  if (how === 'lambda') {
    yield `Write a plain function in place of the lambda: it starts a task of ${name}(), keeps it, and reports its failure.`;
    return;
  }
  switch (by) {
    case 'awaited':
    case 'executor':
      yield* fromExecutor(cell, found, all);
      return;
    case 'thread': {
      const own = ownLoopOfThread(cell, found, all);
      yield own
        ? draftOf(cell, own, 'Run it in the thread', 'unsafe', OWN_LOOP)
        : `Let the thread call asyncio.run, with ${name}() and its arguments in args=.`;
      return;
    }
    case 'map': {
      const gathered = whyNoAwait(cell, call.statement, call.scope) === null ? gatherMapped(cell, found, all) : null;
      yield gathered
        ? draftOf(
            cell,
            gathered,
            'Await them together',
            'unsafe',
            'They run together; the result is a list in the same order.'
          )
        : `Await them first: await asyncio.gather(*map(${name}, …)) gives their results.`;
      return;
    }
    case 'key':
    case 'filter':
      yield `Await first, in a line of its own: values = await asyncio.gather(*map(${name}, …)), then use the values.`;
      return;
    case 'process':
      yield `Write a plain function that returns asyncio.run(${name}(…)), and hand that on.`;
      return;
    case 'exit':
      yield `Write a plain function that does the work without await, or calls asyncio.run(${name}()).`;
      return;
    default: {
      const started = how === 'named' && !/interact/.test(call.dotted ?? '') ? startInstead(cell, found, all) : null;
      const note = 'Each call starts a task, which is kept until it ends; a failure is printed.';
      yield started
        ? draftOf(cell, started, 'Start a task instead', 'unsafe', note)
        : `Write a plain function that starts a task of ${name}(), keeps it and reports its failure, and hand that on.`;
    }
  }
}

function* fromExecutor(cell: ICellFacts, found: IAsyncCallback, all: INotebookFacts): Iterable<IFixDraft> {
  const { call, by } = found;
  const here = 'It runs in this loop now: blocking code in it would hold up everything else.';
  if (by === 'awaited') {
    yield draftOf(cell, withoutThread(cell, found), 'Await it without the thread', 'unsafe', here);
  } else if (whyNoAwait(cell, call.statement, call.scope) === null) {
    const direct = call.attr === 'map' ? gatherMapped(cell, found, all) : withoutFuture(cell, found);
    if (direct) {
      yield draftOf(
        cell,
        direct,
        call.attr === 'map' ? 'Await them together' : 'Await it without the thread',
        'unsafe',
        here
      );
    }
  }
  if (call.args.every(each => each.keyword === null)) {
    yield draftOf(cell, ownLoop(cell, found, all), 'Run it in the thread', 'unsafe', OWN_LOOP);
  }
}

/** An async function where a plain one is called. */
export const rule: IRule<IAsyncCallback> = {
  id: 'async-callback',
  title: 'Async function where a plain one is called',
  level: 'warning',
  words: ['async', 'asyncio', 'run_in_executor'],
  failures: ['F-CORO-3', 'F-CORO-5', 'F-CORO-6', 'L-IPYWIDGETS-1'],
  scripts: true,
  check,
  explain,
  fix
};
