import { awaited, parenthesised } from '../edits/await-value';
import type { IFailure } from '../failures/failure';
import type { ICall, ICellFacts, IRead } from '../python/facts';
import { isExplained, mistakenAt, shownCalls, shownInside } from '../python/mistaken';
import { whyNoAwait } from '../python/no-await';
import type { INotebookFacts, IPlaced } from '../python/notebook-facts';
import { deepestCellFrame, nameOfCell, statementAt } from '../python/places';
import { awaitAround, heldBy, isCertain, misuseOf, onlyMisused, spanOf, together } from '../python/values';
import type { IHeld, Misuse } from '../python/values';
import { hasRun, lastName } from '../python/wasted';
import { draftOf } from './rule';
import type { IFixDraft, IRule, ISighting } from './rule';

interface IMistaken {
  /** The calls that make the coroutines, all in one cell; empty when they cannot be told. */
  readonly made: readonly IPlaced<ICall>[];
  /** The name that holds the coroutine where it is used. */
  readonly held: IHeld | null;
}

type Sighting = ISighting<IMistaken>;

const ENDS: Readonly<Record<Exclude<Misuse['kind'], 'attribute' | 'given'>, string>> = {
  subscript: 'which has no items',
  call: 'which cannot be called',
  iterated: 'which no loop can go through',
  unpacked: 'which cannot be unpacked',
  condition: 'which is always true',
  operand: 'which is no value to work with',
  formatted: 'and its text is shown'
};

/** Messages of the failures below that speak of a value; their ids stand for others too. */
const VALUES: ReadonlySet<string> = new Set(['coro.value', 'coro.value_repr', 'coro.repr', 'lib.aiohttp_ctx']);

function title(subject: string, misuse: Misuse | null): string {
  if (misuse?.kind === 'given') {
    return `${misuse.to}() is given a coroutine, not a result.`;
  }
  const end =
    misuse?.kind === 'attribute' ? `which has no ${misuse.attr}` : misuse ? ENDS[misuse.kind] : 'not a result';
  return `${subject} a coroutine, ${end}.`;
}

function direct(cell: ICellFacts, call: ICall, all: INotebookFacts): Sighting {
  const calls = together(call, cell).filter(each => each === call || all.coroutine(each, cell).verdict === 'yes');
  const { name } = all.coroutine(call, cell);
  const misuse = misuseOf(call.use, call, cell, all);
  const data = { made: calls.map(what => ({ cell, what })), held: null };
  const place = { cell: cell.id, from: calls[0]!.from, to: calls[calls.length - 1]!.to, data };
  if (awaitAround(call, cell)) {
    const behind = misuse?.kind === 'attribute' ? `.${misuse.attr}` : 'what follows';
    const message = `${behind.replace(/^w/, 'W')} is looked for on the coroutine: parentheses around the await put things in order.`;
    return { ...place, title: `This awaits ${behind}, not ${name}().`, message };
  }
  const message = `${name}() is async: await it, and what it gives can be used.`;
  return { ...place, title: title(`${name}() gives`, misuse), message };
}

function throughName(cell: ICellFacts, read: IRead, held: IHeld, all: INotebookFacts): Sighting {
  const { name, call } = held;
  const span = spanOf(read);
  const where = call.cell === cell ? 'where it is made' : `where it is made, in ${nameOfCell(call.cell, all)}`;
  const made = all.coroutine(call.what, call.cell).name;
  return {
    cell: cell.id,
    ...span,
    title: title(`${name} holds`, misuseOf(read.use, span, cell, all)),
    message: `${made}() was called without await: put it ${where}.`,
    data: { made: [call], held }
  };
}

function* check(cell: ICellFacts, all: INotebookFacts): Iterable<Sighting> {
  const told = new Set<number>();
  for (const call of cell.calls) {
    const used = misuseOf(call.use, call, cell, all) !== null && all.coroutine(call, cell).verdict === 'yes';
    const sighting = used ? direct(cell, call, all) : null;
    if (sighting && !told.has(sighting.from)) {
      told.add(sighting.from);
      yield sighting;
    }
  }
  const names = new Set<ICall>();
  for (const read of cell.reads) {
    const held = misuseOf(read.use, spanOf(read), cell, all) && heldBy(read, cell, all);
    // One mistake is told once a cell, however often the name is used there.
    if (held && !names.has(held.call.what) && isCertain(held, all)) {
      names.add(held.call.what);
      yield throughName(cell, read, held, all);
    }
  }
}

function* explain(failure: IFailure, all: INotebookFacts): Iterable<Sighting> {
  const level = 'error';
  if (failure.pattern === 'coro.warn') {
    yield* explainWarning(failure, all);
    return;
  }
  if (failure.pattern === 'lib.aiohttp_ctx_repr') {
    yield* explainRequest(failure, all);
    return;
  }
  // What a special method returned, and what `with` was given, are other mistakes.
  if (!VALUES.has(failure.pattern) || /^__\w+__\(\)|context manager protocol/.test(failure.evalue)) {
    return;
  }
  const found = failure.pattern === 'coro.repr' ? shownInside(failure, all) : mistakenAt(failure, all);
  const frame = deepestCellFrame(failure);
  const cell = all.cell(frame?.cell ?? '');
  if (found && 'held' in found) {
    // What the source shows of the same name in the same cell is the same mistake.
    const { call } = found.held;
    const seen = [...check(found.cell, all)].find(each => each.data!.held?.call.what === call.what);
    yield { ...(seen ?? throughName(found.cell, found.what, found.held, all)), level };
  } else if (found) {
    yield { ...direct(found.cell, found.what, all), level };
  } else if (failure.pattern === 'coro.value' && cell && frame && !isExplained(failure, all)) {
    const message = 'An async function was called without await, here or where the value was made.';
    const at = { cell: cell.id, ...statementAt(cell, frame.line), data: { made: [], held: null } };
    yield { ...at, title: 'A coroutine is used here in place of a result.', message, level };
  }
}

/** Where a coroutine is tested, compared or formatted nothing fails; only the warning names it. */
function* explainWarning(failure: IFailure, all: INotebookFacts): Iterable<Sighting> {
  const name = lastName(failure.groups['name'] ?? '');
  const isMeant = ({ what }: IPlaced<ICall>): boolean => lastName(what.dotted ?? what.attr ?? '') === name;
  const found = all.cells.flatMap(cell => [...check(cell, all)].filter(each => each.data!.made.some(isMeant)));
  const own = found.filter(each => each.cell === failure.cell);
  for (const sighting of own.length > 0 ? own : found.filter(each => hasRun(each.cell, all))) {
    yield { ...sighting, level: 'error' };
  }
}

/** `session.get(url)` as the last line: aiohttp shows a request that was never sent. */
function* explainRequest(failure: IFailure, all: INotebookFacts): Iterable<Sighting> {
  const call = shownCalls(failure, all)[0];
  if (call) {
    const message = 'Nothing is sent until it is awaited, or entered with async with, which also closes it.';
    const title = 'This shows a request that was not sent.';
    yield { ...direct(call.cell, call.what, all), title, message, level: 'error' };
  }
}

function* fix(sighting: Sighting, all: INotebookFacts): Iterable<IFixDraft | string> {
  const { made, held } = sighting.data!;
  const [first] = made;
  if (!first) {
    yield 'It cannot be told from the code which call made the coroutine: put await before it.';
    return;
  }
  const { cell, what } = first;
  const generator = what.use.kind === 'element' && what.use.of === 'generator';
  const refusal = whyNoAwait(cell, what.statement, generator ? what.scope.parent! : what.scope);
  if (refusal !== null) {
    yield refusal;
    return;
  }
  if (held && !onlyMisused(held, all)) {
    yield `${held.name} is awaited or handed on elsewhere, so it cannot be told where the await belongs.`;
    return;
  }
  const around = held ? null : awaitAround(what, cell);
  if (around) {
    yield* reorder(cell, what, all);
    return;
  }
  const change = awaited(
    cell,
    made.map(each => each.what)
  );
  if (cell.id === sighting.cell) {
    yield draftOf(cell, change, held ? 'Await it where it is made' : 'Await it', 'safe');
    return;
  }
  const note = `The change is in ${nameOfCell(cell, all)}, where ${held!.name} is made: run that cell again first.`;
  yield draftOf(cell, change, 'Await it where it is made', 'unsafe', note);
}

/** `await f().x`: what is behind the call may have to be awaited too, if it is a call. */
function* reorder(cell: ICellFacts, call: ICall, all: INotebookFacts): Iterable<IFixDraft | string> {
  const around = awaitAround(call, cell)!;
  const once = parenthesised(cell, around, call, false);
  const twice = parenthesised(cell, around, call, true);
  if (!once || !twice) {
    yield 'The await and the call do not stand side by side: put (await …) around the call by hand.';
    return;
  }
  if (around.operand.type !== 'Call') {
    yield draftOf(cell, once, 'Put parentheses around the await', 'safe');
    return;
  }
  const note = `Right where what ${all.coroutine(call, cell).name}() gives has plain methods.`;
  yield draftOf(cell, once, 'Put parentheses around the await', 'unsafe', note);
  yield draftOf(cell, twice, 'Await both', 'unsafe', 'Right where the method is async too.');
}

/** A coroutine used as if it were its result. */
export const rule: IRule<IMistaken> = {
  id: 'coroutine-as-value',
  title: 'Coroutine used as if it were its result',
  level: 'error',
  words: ['async', 'await', 'asyncio', 'anyio', 'httpx', 'aiohttp'],
  failures: ['F-CORO-3', 'F-CORO-4', 'F-CORO-9', 'L-AIOHTTP-2', 'L-HTTPX-1', 'L-OPENAI-1', 'L-PANDAS-1'],
  scripts: true,
  check,
  explain,
  fix
};
