import { awaitedIterable, both, collected, plainFor, twinOf, unawaited, wrapped } from '../edits/not-await';
import type { IFailure } from '../failures/failure';
import type { ICellFacts } from '../python/facts';
import type { INotebookFacts } from '../python/notebook-facts';
import { deepestCellFrame, statementAt } from '../python/places';
import { notAsyncAt, notAsyncIn, unawaitableAt, unawaitableIn } from '../python/unawaitable';
import type { INotAsync, IUnawaitable } from '../python/unawaitable';
import { uncalledAt } from '../python/uncalled';
import { draftOf } from './rule';
import type { IFixDraft, IRule, ISighting } from './rule';

interface INothing {
  readonly awaited?: IUnawaitable;
  readonly loop?: INotAsync;
  /** Why nothing is rewritten, where that is known from the start. */
  readonly refusal?: string;
}

type Sighting = ISighting<INothing>;

const DISPLAYS: Readonly<Record<string, string>> = {
  List: 'A list',
  ListComp: 'A list',
  Tuple: 'A tuple',
  Set: 'A set',
  SetComp: 'A set',
  GeneratorExp: 'A generator'
};

function awaitSighting(found: IUnawaitable): Sighting {
  const { cell, await: at, kind, type } = found;
  const name = shown(found);
  return { cell: cell.id, from: at.from, to: at.to, ...awaitWords(kind, name, type), data: { awaited: found } };
}

function shown({ cell, await: { call, operand } }: IUnawaitable): string {
  const text = cell.source.slice(operand.from, operand.to);
  const short = text.length < 20 && !text.includes('\n') ? text : 'This';
  return call ? `${call.dotted ?? call.attr ?? ''}()` : (DISPLAYS[operand.type] ?? short);
}

function awaitWords(
  kind: IUnawaitable['kind'],
  name: string,
  type: string | null
): Pick<Sighting, 'title' | 'message'> {
  switch (kind) {
    case 'several':
      return {
        title: `${name} cannot be awaited.`,
        message: 'gather() awaits what is in it, all together, and gives the results in the same order.'
      };
    case 'generator':
      return {
        title: `${name} is an async generator, which cannot be awaited.`,
        message: 'It gives one value after the other: go through it with async for.'
      };
    case 'future':
      return {
        title: `${name} gives a future of another thread.`,
        message: 'The event loop cannot wait for it as it is; asyncio.wrap_future() makes it awaitable.'
      };
    case 'uncalled':
      return {
        title: `${name} is awaited but never called.`,
        message: 'It is the function itself; only calling it makes something to await.'
      };
    case 'twin':
      return {
        title: `${name} is not async, so its result cannot be awaited.`,
        message: 'It has held up everything else before await saw anything; its async twin does not.'
      };
    case 'plain': {
      const gave = type === 'NoneType' ? 'None' : `${/^[aeiou]/i.test(type ?? '') ? 'an' : 'a'} ${type}`;
      if (!name.endsWith('()')) {
        const what = type === null ? 'no coroutine' : gave;
        return { title: `${name} cannot be awaited.`, message: `It is ${what}, so there is nothing to wait for.` };
      }
      return {
        title: `${name} is not async, so its result cannot be awaited.`,
        message: `${type === null ? 'It' : `It gave ${gave}, and`} has done its work before await sees it: leave the await out.`
      };
    }
  }
}

function loopSighting(found: INotAsync): Sighting {
  const { cell, statement, comprehension, kind, iterable } = found;
  const place = comprehension ?? { from: statement.from, to: statement.head!.to };
  const name = iterable ? cell.source.slice(iterable.from, iterable.to) : 'what it is given';
  const short = name.length < 25 && !name.includes('\n') ? name : 'it';
  const words = {
    coroutine: {
      title: `async for is given a coroutine.`,
      message: `${short} has to be awaited first; what it gives is gone through with for, or with async for if it is a stream.`
    },
    uncalled: {
      title: `async for is given a function that was not called.`,
      message: `Only calling ${short} makes something to go through.`
    },
    plain: {
      title: `async for cannot go through ${short}.`,
      message: 'Its elements are there already, so nothing has to be awaited: a plain for goes through them.'
    }
  }[kind];
  return { cell: cell.id, from: place.from, to: place.to, ...words, data: { loop: found } };
}

function* check(cell: ICellFacts, all: INotebookFacts): Iterable<Sighting> {
  for (const found of unawaitableIn(cell, all)) {
    yield awaitSighting(found);
  }
  for (const found of notAsyncIn(cell, all)) {
    yield loopSighting(found);
  }
}

function* explain(failure: IFailure, all: INotebookFacts): Iterable<Sighting> {
  const level = 'error';
  const frame = deepestCellFrame(failure);
  const cell = all.cell(frame?.cell ?? '');
  const whole = cell && frame && ({ cell: cell.id, ...statementAt(cell, frame.line), level } as const);
  if (failure.pattern === 'await.badawait' && whole) {
    const title = 'An __await__ gives something that is no iterator.';
    const message = 'It must return an iterator: that of a coroutine, work().__await__(), or a generator of its own.';
    yield { ...whole, title, message, data: { refusal: 'What __await__ should return is yours to say.' } };
    return;
  }
  if (failure.pattern === 'afor.requires') {
    const loop = notAsyncAt(failure, all);
    if (loop) {
      yield { ...loopSighting(loop), level };
    }
    return;
  }
  // `await fetch` of a function of the notebook is told by unawaited-coroutine.
  if (failure.pattern !== 'await.non' || uncalledAt(failure, all)) {
    return;
  }
  const awaited = unawaitableAt(failure, all);
  if (awaited) {
    yield { ...awaitSighting(awaited), level };
  } else if (whole) {
    const title = `Something is awaited that cannot be.`;
    const message = 'Only what async functions give can be awaited, and tasks and futures of asyncio.';
    yield { ...whole, title, message, data: { refusal: 'It cannot be told from the code which await it is.' } };
  }
}

function* fix(sighting: Sighting, all: INotebookFacts): Iterable<IFixDraft | string> {
  const { awaited, loop, refusal } = sighting.data!;
  const cell = all.cell(sighting.cell)!;
  if (refusal !== undefined) {
    yield refusal;
  } else if (awaited) {
    yield* fixAwait(awaited, cell, all);
  } else if (loop) {
    yield* fixLoop(loop, cell);
  }
}

function* fixAwait(found: IUnawaitable, cell: ICellFacts, all: INotebookFacts): Iterable<IFixDraft | string> {
  const twin = twinOf(found, all);
  const { kind, type } = found;
  if (kind === 'several') {
    const note = 'They run together, and the result is a list in the same order.';
    yield draftOf(cell, wrapped(found, 'asyncio.gather', '*', all), 'Gather what is in it', 'unsafe', note);
  } else if (kind === 'generator') {
    const note = 'It waits until the generator ends: one without an end never comes back.';
    yield draftOf(cell, collected(found), 'Collect what it gives', 'unsafe', note);
  } else if (kind === 'future') {
    const sure = type === null ? 'safe' : 'unsafe';
    const note =
      sure === 'safe' ? undefined : 'Right for futures of concurrent.futures; those of other libraries differ.';
    yield draftOf(cell, wrapped(found, 'asyncio.wrap_future', '', all), 'Wrap the future', sure, note);
  } else if (kind === 'uncalled') {
    yield 'Write the call with its arguments behind await.';
  } else if (found.await.use.kind === 'context') {
    yield 'An object in a with is not awaited: write async with instead of with, and leave the await out.';
  } else if (twin) {
    yield draftOf(cell, twin, 'Call the async one', 'safe');
  } else {
    const seen = type === null || kindIsSure(found, all);
    const note = seen ? undefined : `Right as long as ${shown(found)} gives what it gave now, of type ${type}.`;
    yield draftOf(cell, unawaited(found), 'Leave the await out', seen ? 'safe' : 'unsafe', note);
  }
}

function kindIsSure(found: IUnawaitable, all: INotebookFacts): boolean {
  return [...unawaitableIn(found.cell, all)].some(each => each.await === found.await);
}

function* fixLoop(found: INotAsync, cell: ICellFacts): Iterable<IFixDraft | string> {
  const { kind, call, iterable, required } = found;
  const plain = plainFor(found);
  if (kind === 'coroutine' && call) {
    const awaited = awaitedIterable(cell, call);
    if (plain) {
      const note = 'Right where it gives a list or the like.';
      yield draftOf(cell, both(plain, awaited), 'Await it, and use a plain for', 'unsafe', note);
    }
    yield draftOf(cell, awaited, 'Await it, and keep async for', 'unsafe', 'Right where it gives a stream.');
  } else if (kind === 'uncalled' && iterable && required === 0) {
    const edits = [{ from: iterable.to, to: iterable.to, text: '()' }];
    const adds = [cell.source.slice(iterable.from, iterable.to)];
    yield draftOf(cell, { edits, removes: [], adds, awaits: 0 }, 'Call it', 'safe');
  } else if (kind === 'plain' && plain) {
    yield draftOf(cell, plain, 'Use a plain for', 'safe');
  } else {
    yield kind === 'uncalled' ? 'Write the call with its arguments.' : 'It cannot be told which async for it is.';
  }
}

/** `await` and `async for` where nothing can be awaited. */
export const rule: IRule<INothing> = {
  id: 'not-awaitable',
  title: 'await of something that cannot be awaited',
  level: 'error',
  words: ['await', 'async'],
  failures: ['F-AWT-1', 'F-AWT-2', 'F-AGEN-3'],
  scripts: true,
  check,
  explain,
  fix
};
