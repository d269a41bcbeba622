import { joined, mend } from '../edits/arguments';
import type { IFailure } from '../failures/failure';
import type { ICall, ICellFacts } from '../python/facts';
import { guessed, misgiven, takerOf } from '../python/gathered';
import type { IMisgiven, Misgiven } from '../python/gathered';
import type { INotebookFacts } from '../python/notebook-facts';
import { callsAt } from '../python/places';
import { minorVersion } from '../python/version';
import { draftOf } from './rule';
import type { IFixDraft, IRule, ISighting } from './rule';

interface IGiven {
  readonly call: ICall;
  readonly taker: string;
  /** Empty when it cannot be told which argument it is. */
  readonly given: readonly IMisgiven[];
  /** Why nothing is rewritten, where that is known from the start. */
  readonly refusal?: string;
}

type Sighting = ISighting<IGiven>;

const TYPES: Readonly<Record<string, string>> = {
  List: 'a list',
  ListComp: 'a list',
  Tuple: 'a tuple',
  Set: 'a set',
  SetComp: 'a set',
  GeneratorExp: 'a generator',
  Dict: 'a dict',
  DictComp: 'a dict',
  Call: 'an iterable'
};

function words(why: Misgiven, taker: string, { argument }: IMisgiven): Pick<Sighting, 'title' | 'message'> {
  const shown = argument.dotted ?? argument.call?.dotted ?? argument.call?.attr ?? 'This';
  const type = TYPES[argument.type] ?? 'a list';
  switch (why) {
    case 'collection':
      return {
        title: `${taker}() is given ${type}, not what is in it.`,
        message: `It wants each coroutine as an argument of its own: a star before ${type.replace(/^an? /, 'the ')} does that.`
      };
    case 'mapping':
    case 'keys':
      return {
        title: `${taker}() is given ${why === 'keys' ? 'the keys of a dict' : 'a dict'}, not its values.`,
        message: 'It wants each coroutine as an argument of its own: a star before the values does that.'
      };
    case 'uncalled':
      return {
        title: `${shown} is handed to ${taker}() without being called.`,
        message: `${shown} is the function itself; only calling it makes something that can run.`
      };
    case 'coroutines':
      return {
        title: 'asyncio.wait() is given coroutines.',
        message: 'From Python 3.11 on it takes tasks only, so make a task of each.'
      };
    case 'single':
      return {
        title: `asyncio.${taker}() is given one awaitable, not a list.`,
        message: 'It goes through what it is given, so put it in a list.'
      };
    case 'starred':
      return {
        title: 'asyncio.wait() is given its tasks one by one.',
        message: 'Unlike gather() it wants the whole list as one argument, without a star.'
      };
    case 'future':
      return {
        title: 'create_task() is given something that runs already.',
        message: 'It takes coroutines only; ensure_future() takes tasks and futures too.'
      };
    case 'plain':
      return {
        title: `${shown}() is not async, so ${taker}() gets its value.`,
        message: `It has run before ${taker}() sees anything, and its value cannot be awaited.`
      };
    case 'awaited':
      return {
        title: `${taker}() is given results, not coroutines.`,
        message: `The await inside finishes each one before ${taker}() starts; without it they run together.`
      };
    case 'timeout':
      return {
        title: 'wait_for() is given no timeout.',
        message: 'It needs the seconds it may wait, or None for no limit.'
      };
  }
}

function sightingOf(call: ICall, taker: string, given: readonly IMisgiven[], cell: ICellFacts): Sighting {
  const [first] = given;
  const last = given[given.length - 1]!;
  const whole = first!.why === 'timeout';
  const from = whole ? call.from : first!.argument.from;
  const to = whole ? call.to : last.argument.to;
  return { cell: cell.id, from, to, data: { call, taker, given }, ...words(first!.why, taker, first!) };
}

function* check(cell: ICellFacts, all: INotebookFacts): Iterable<Sighting> {
  for (const call of cell.calls) {
    const taker = takerOf(call, cell, all);
    const given = taker ? misgiven(call, cell, all) : [];
    if (taker && given.length > 0) {
      const sighting = sightingOf(call, taker.name, given, cell);
      const minor = minorVersion(all) ?? 11;
      // Up to Python 3.10 it works and warns.
      yield given[0]!.why === 'coroutines' && minor < 11 ? { ...sighting, level: 'info' } : sighting;
    }
  }
}

function* explain(failure: IFailure, all: INotebookFacts): Iterable<Sighting> {
  if (failure.pattern === 'gather.badyield' && !failure.evalue.includes('coroutine object')) {
    return;
  }
  const calls = callsAt(failure, all);
  for (const { cell, what } of calls) {
    const taker = takerOf(what, cell, all);
    const given = taker ? misgiven(what, cell, all) : [];
    if (taker && given.length > 0) {
      // Python up to 3.10 only warns of what later ones refuse.
      const level = failure.pattern === 'depr.wait_coros' ? 'info' : 'error';
      yield { ...sightingOf(what, taker.name, given, cell), level };
      return;
    }
  }
  const takers = calls.filter(({ cell, what }) => takerOf(what, cell, all));
  if (failure.frames.length > 0 || (takers.length === 1 && failure.certainty !== 'weak')) {
    yield* explainUnseen(failure, calls, all);
  }
}

/** What the source does not show, the message does. */
function* explainUnseen(failure: IFailure, calls: ReturnType<typeof callsAt>, all: INotebookFacts): Iterable<Sighting> {
  const group = failure.pattern.split('.')[0]!;
  const fits = (name: string): boolean =>
    group === 'wait' ? /^(?:wait|as_completed)$/.test(name) : group === 'gather' ? name !== 'wait' : name !== 'gather';
  for (const { cell, what: call } of calls) {
    const taker = takerOf(call, cell, all) ?? (call.attr === 'create_task' ? { name: 'create_task' } : null);
    if (!taker || !fits(taker.name)) {
      continue;
    }
    const found = guessed(failure, call, cell);
    if (found) {
      yield { ...sightingOf(call, taker.name, [found], cell), level: 'error' };
      return;
    }
    const place = { cell: cell.id, from: call.from, to: call.to, level: 'error' as const };
    if (failure.pattern === 'wait.empty') {
      const title = 'asyncio.wait() is given nothing to wait for.';
      const message = 'It refuses an empty list, so look first whether there is anything in it.';
      const refusal = 'What should happen without any task is yours to say: put the wait under an if.';
      yield { ...place, title, message, data: { call, taker: taker.name, given: [], refusal } };
    } else {
      const title = `${taker.name}() is given something that cannot be awaited.`;
      const message = 'It takes coroutines, tasks and futures: call async functions, and put a star before a list.';
      yield { ...place, title, message, data: { call, taker: taker.name, given: [] } };
    }
    return;
  }
}

function* fix(sighting: Sighting, all: INotebookFacts): Iterable<IFixDraft | string> {
  const cell = all.cell(sighting.cell)!;
  const { call, given, refusal } = sighting.data!;
  if (given.length === 0) {
    yield refusal ?? 'It cannot be told from the code which argument it is.';
    return;
  }
  const changes = given.map(each => mend(each, call, cell, all));
  const refused = changes.find(each => typeof each === 'string');
  if (refused !== undefined) {
    yield refused;
    return;
  }
  const { why } = given[0]!;
  const { title, note } = FIXES[why] ?? { title: 'Mend the arguments' };
  const whole = joined(changes.flatMap(each => (typeof each === 'string' ? [] : [each])));
  yield draftOf(cell, whole, title, note === undefined ? 'safe' : 'unsafe', note);
}

const FIXES: Readonly<Partial<Record<Misgiven, { readonly title: string; readonly note?: string }>>> = {
  collection: { title: 'Put a star before it' },
  mapping: {
    title: 'Gather its values',
    note: 'The result is a list of the values in the same order, without the keys.'
  },
  keys: { title: 'Gather its values', note: 'The result is a list of the values in the same order, without the keys.' },
  uncalled: { title: 'Call it' },
  coroutines: { title: 'Make tasks of them' },
  single: { title: 'Put it in a list' },
  starred: { title: 'Take the star away' },
  future: { title: 'Use ensure_future()' },
  awaited: {
    title: 'Take the inner await away',
    note: 'They run together now, not one after the other; the results are the same list.'
  }
};

/** Lists, coroutines and functions where gather, wait and create_task want something else. */
export const rule: IRule<IGiven> = {
  id: 'gather-arguments',
  title: 'gather, wait or create_task given the wrong thing',
  level: 'error',
  words: ['asyncio'],
  failures: ['F-GAT-1', 'F-GAT-2', 'F-GAT-3', 'F-GAT-4', 'F-GAT-5', 'F-GAT-6'],
  scripts: true,
  check,
  explain,
  fix
};
