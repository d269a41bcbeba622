import {
  asyncClause,
  asyncStatement,
  collect,
  listOfAwaited,
  nextOf,
  plainStatement,
  withoutAwaits
} from '../edits/make-async';
import { awaitCall } from '../edits/await';
import type { IFailure } from '../failures/failure';
import type { ICellFacts } from '../python/facts';
import { entersSomething, plainForAt, wrongWithAt, wrongWithIn } from '../python/missing';
import type { IWrongWith } from '../python/missing';
import { whyNoAwait } from '../python/no-await';
import type { INotebookFacts } from '../python/notebook-facts';
import { deepestCellFrame, lineSpan, meets, statementAt } from '../python/places';
import { awaitingIn, comprehensionOf, streamsIn } from '../python/streams';
import type { IAwaiting, IStream } from '../python/streams';
import { minorVersion } from '../python/version';
import { draftOf } from './rule';
import type { IFixDraft, IRule, ISighting } from './rule';

interface IMissing {
  readonly stream?: IStream;
  readonly awaiting?: IAwaiting;
  readonly entered?: IWrongWith;
}

type Sighting = ISighting<IMissing>;

function ofStream(stream: IStream): Sighting {
  const { cell, from, to, name, use } = stream;
  const shown = use.kind === 'statement';
  const looped = use.kind === 'iterated';
  const open = looped ? 'a plain for cannot go through it' : 'they have to be collected before they are used';
  return {
    cell: cell.id,
    from,
    to,
    title: shown ? 'This shows an async generator, not what it gives.' : `${name} is an async generator.`,
    message: shown
      ? 'Nothing has run yet: its values come with async for.'
      : `Its values are awaited one after the other, so ${open}.`,
    ...(shown && { level: 'warning' as const }),
    data: { stream }
  };
}

function ofAwaiting(awaiting: IAwaiting): Sighting {
  const { cell, from, to, call } = awaiting;
  return {
    cell: cell.id,
    from,
    to,
    title: `${call.attr ?? 'This'}() is given an async generator.`,
    message: 'The await inside makes one of the generator expression, and only async for goes through it.',
    data: { awaiting }
  };
}

function ofWith(entered: IWrongWith): Sighting {
  const { cell, statement, item, needs } = entered;
  const word = statement.type === 'With' ? 'with' : 'async with';
  const words = {
    async: {
      title: `${item.name} needs async with.`,
      message: 'It waits when it is entered and left, which a plain with cannot do.'
    },
    plain: {
      title: `${item.name} needs a plain with.`,
      message: 'It does not wait when it is entered and left, so there is nothing for async with to await.'
    },
    await: {
      title: `${word} is given a coroutine.`,
      message: `${item.name} has to be awaited before what it gives can be entered.`
    },
    call: {
      title: `${word} is given something that was not called.`,
      message: `${item.name} is the class or function itself; only calling it makes something to enter.`
    }
  }[needs];
  return { cell: cell.id, from: item.from, to: item.to, ...words, data: { entered } };
}

function* check(cell: ICellFacts, all: INotebookFacts): Iterable<Sighting> {
  for (const stream of streamsIn(cell, all)) {
    yield ofStream(stream);
  }
  for (const awaiting of awaitingIn(cell, all)) {
    yield ofAwaiting(awaiting);
  }
  for (const entered of wrongWithIn(cell, all)) {
    yield ofWith(entered);
  }
}

function* explain(failure: IFailure, all: INotebookFacts): Iterable<Sighting> {
  const level = 'error';
  if (/^cm\.|^lib\./.test(failure.pattern)) {
    const entered = /^cm\.|context manager/.test(failure.pattern + failure.evalue) ? wrongWithAt(failure, all) : null;
    if (entered) {
      yield { ...ofWith(entered), level };
    }
    return;
  }
  const frame = deepestCellFrame(failure);
  const cell = all.cell(frame?.cell ?? failure.cell ?? '');
  if (!cell) {
    return;
  }
  const line = frame && lineSpan(cell.source, frame.line);
  const shown = failure.pattern === 'agen.repr';
  const known = [...streamsIn(cell, all)].filter(each => shown === (each.use.kind === 'statement'));
  const inside = shown ? [] : [...awaitingIn(cell, all)];
  const [found] = [...known.map(ofStream), ...inside.map(ofAwaiting)].filter(each => !line || meets(each, line));
  if (found) {
    yield { ...found, level };
    return;
  }
  const open = /is not iterable$/.test(failure.evalue) ? plainForAt(failure, all) : null;
  if (open) {
    const { value, statement, call } = open;
    const name = call ? `${call.dotted ?? call.attr ?? ''}()` : cell.source.slice(value.from, value.to);
    const sure = failure.pattern === 'agen.value';
    const stream = { ...value, cell, name, statement, sure, use: { kind: 'iterated', async: false } } as const;
    yield { ...ofStream(stream), title: `${name} is gone through with async for.`, level };
  } else if (failure.pattern === 'agen.value' && frame && !entersSomething(failure, all)) {
    const title = 'An async generator is used here like a list.';
    const message = 'Each of its values is awaited: go through it with async for, in an async function or in the cell.';
    yield { cell: cell.id, ...statementAt(cell, frame.line), title, message, level, data: {} };
  }
}

function* fix(sighting: Sighting, all: INotebookFacts): Iterable<IFixDraft | string> {
  const { stream, awaiting, entered } = sighting.data!;
  const cell = all.cell(sighting.cell)!;
  const statement = (stream ?? awaiting ?? entered)?.statement;
  if (!statement) {
    yield 'It cannot be told from the code which one it is: collect it with [x async for x in …].';
    return;
  }
  const refusal = entered?.needs === 'plain' ? null : whyNoAwait(cell, statement, statement.scope);
  if (refusal !== null) {
    yield refusal.replace('an await there', 'async there');
  } else if (stream) {
    yield* fixStream(stream, cell, all);
  } else if (awaiting) {
    const gathers = /gather$/.test(awaiting.call.attr ?? '');
    yield gathers
      ? draftOf(cell, withoutAwaits(awaiting), 'Leave the await out', 'unsafe', 'They run together now.')
      : draftOf(cell, listOfAwaited(awaiting), 'Make it a list', 'safe');
  } else if (entered) {
    yield* fixWith(entered, cell);
  }
}

function* fixStream(stream: IStream, cell: ICellFacts, all: INotebookFacts): Iterable<IFixDraft | string> {
  const { statement, use } = stream;
  const head = statement.head;
  if (use.kind === 'iterated' && statement.type === 'For' && head?.from === stream.from && head.to === stream.to) {
    const note = stream.sure ? undefined : 'Right when it gives its values one by one, as the name of its type says.';
    yield draftOf(cell, asyncStatement(statement), 'Use async for', stream.sure ? 'safe' : 'unsafe', note);
    return;
  }
  if (use.kind === 'argument' && use.call.dotted === 'next') {
    const change = nextOf(cell, use.call, (minorVersion(all) ?? 0) >= 10);
    const note = 'At the end it raises StopAsyncIteration where next() raises StopIteration.';
    yield change
      ? draftOf(cell, change, 'Await the next value', 'unsafe', note)
      : 'Go through it with async for instead: anext(), which would do what this does, came with Python 3.10.';
    return;
  }
  const around = use.kind === 'iterated' ? comprehensionOf(stream, cell) : null;
  const clause = around && around.of !== 'generator' ? asyncClause(cell, around, stream) : null;
  if (clause) {
    yield draftOf(cell, clause, 'Use async for', 'safe');
    return;
  }
  const note = 'It waits until the generator ends: one without an end never comes back.';
  yield draftOf(cell, collect(stream), 'Collect what it gives', 'unsafe', note);
}

function* fixWith(entered: IWrongWith, cell: ICellFacts): Iterable<IFixDraft | string> {
  const { statement, item, needs, whole } = entered;
  const change = { removes: [], adds: [], awaits: 0 };
  if (needs === 'await' && statement.type === 'AsyncWith' && item.call) {
    const edits = awaitCall(cell, item.call);
    const note = 'Right where what it gives is entered with async with.';
    yield draftOf(cell, { ...change, edits, awaits: 1 }, 'Await it first', 'unsafe', note);
  } else if (needs === 'await') {
    yield 'Await it and keep what it gives in a name; whether that needs a with, its library says.';
  } else if (needs === 'call') {
    yield 'Write the call, with its arguments if it has any.';
  } else if (!whole) {
    yield `Not all that is entered here needs it: give ${item.name} a with of its own.`;
  } else if (needs === 'async') {
    yield draftOf(cell, asyncStatement(statement), 'Use async with', 'safe');
  } else {
    yield draftOf(cell, plainStatement(cell, statement), 'Use a plain with', 'safe');
  }
}

/** `for` and `with` where only `async for` and `async with` work, and the reverse. */
export const rule: IRule<IMissing> = {
  id: 'missing-async',
  title: 'async missing before for or with',
  level: 'error',
  words: ['async', 'await', 'asyncio', 'anyio', 'aiohttp', 'httpx', 'aiosqlite', 'aiofiles', 'asyncpg', 'websockets'],
  failures: ['F-AGEN-1', 'F-AGEN-2', 'F-CM-1', 'F-CM-2', 'L-AIOHTTP-2'],
  scripts: true,
  check,
  explain,
  fix
};
