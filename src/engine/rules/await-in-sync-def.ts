import { asynchronise } from '../edits/asynchronise';
import type { IFailure } from '../failures/failure';
import { functionAround } from '../python/callers';
import type { IAwait, ICellFacts, IFunction, IScope, IStatement } from '../python/facts';
import type { INotebookFacts } from '../python/notebook-facts';
import { deepestCellFrame, lineSpan, statementAt } from '../python/places';
import type { IFixDraft, IRule, ISighting } from './rule';

interface IMisplaced {
  /** The plain function around; null in a lambda, a class body, and for advice alone. */
  readonly made: IFunction | null;
  /** What to do by hand, where nothing can be rewritten. */
  readonly advice: string | null;
  /** True when the kernel refused it: what stands above has run then. */
  readonly ran: boolean;
}

type Sighting = ISighting<IMisplaced>;

const BY_HAND: Readonly<Record<string, string>> = {
  lambda: 'A lambda cannot be async: write an async def instead, and await it where it is called.',
  class: 'A class body cannot await: assign the value after the class.',
  generator: 'Write a list comprehension instead of the generator expression: there await is possible.'
};

/** Every `await`, `async for` and `async with` that cannot stand where it does, the first of each function. */
function misplaced(cell: ICellFacts): readonly (IAwait | IStatement)[] {
  const owners = new Map<unknown, IAwait | IStatement>();
  const all = [...cell.awaits, ...cell.asyncStatements].sort((a, b) => a.from - b.from);
  for (const each of all) {
    const owner = ownerOf(each, cell);
    // `await` in a generator expression is legal Python: it makes an async generator. A `.py` file that awaits outside
    // functions is run by something that lets it.
    if (!each.scope.awaits && !/^(?:generator|module)$/.test(homeOf(each.scope).kind) && !owners.has(owner)) {
      owners.set(owner, each);
    }
  }
  return [...owners.values()];
}

function ownerOf(at: IAwait | IStatement, cell: ICellFacts): unknown {
  return functionAround(at.scope, cell) ?? at.scope;
}

/** The scope that comprehensions run in. */
function homeOf(scope: IScope): IScope {
  return scope.kind === 'comprehension' && scope.parent ? homeOf(scope.parent) : scope;
}

function* check(cell: ICellFacts): Iterable<Sighting> {
  for (const each of misplaced(cell)) {
    yield sightingOf(cell, each, false);
  }
}

function sightingOf(cell: ICellFacts, at: IAwait | IStatement, ran: boolean): Sighting {
  const made = functionAround(at.scope, cell);
  const word = 'operand' in at ? 'await' : at.type === 'AsyncFor' ? 'async for' : 'async with';
  const where = made ? `${made.qualname}()` : `a ${at.scope.kind === 'class' ? 'class body' : at.scope.kind}`;
  const message = made
    ? `${made.name}() is a plain def, and only an async def can wait: make it async and await its calls.`
    : (BY_HAND[at.scope.kind] ?? 'Only an async def, or the cell itself, can await.');
  const to = 'operand' in at ? at.to : Math.min(at.to, at.from + word.length);
  const data = { made, advice: made ? null : (BY_HAND[at.scope.kind] ?? null), ran };
  return { cell: cell.id, from: at.from, to, title: `${word} cannot stand in ${where}.`, message, data };
}

function* explain(failure: IFailure, all: INotebookFacts): Iterable<Sighting> {
  const frame = deepestCellFrame(failure);
  const cell = all.cell(frame?.cell ?? failure.cell ?? '');
  if (!cell) {
    return;
  }
  const advice = ADVICE[failure.pattern];
  if (advice !== undefined && frame) {
    const data = { made: null, advice, ran: true };
    const title = `${failure.evalue.replace(/ \(.*$/, '')}.`;
    yield { cell: cell.id, ...statementAt(cell, frame.line), title, message: advice, data };
    return;
  }
  const line = frame && lineSpan(cell.source, frame.line);
  const candidates = misplaced(cell);
  const named =
    line && [...cell.awaits, ...cell.asyncStatements].find(each => line.from <= each.from && each.from <= line.to);
  const found = candidates.find(each => named && ownerOf(each, cell) === ownerOf(named, cell)) ?? candidates[0];
  if (found) {
    yield { ...sightingOf(cell, found, true), level: 'error' };
  }
}

const ADVICE: Readonly<Record<string, string>> = {
  'syn.yieldfrom': 'An async function cannot delegate: loop over it with async for, and yield each item.',
  'syn.asyncgen_return': 'An async generator cannot return a value: yield it, or collect the items in a list.',
  'yieldfrom.coro': 'yield from belongs to generators: await the coroutine in an async function instead.'
};

function* fix(sighting: Sighting, all: INotebookFacts): Iterable<IFixDraft | string> {
  const cell = all.cell(sighting.cell)!;
  const { made, advice, ran } = sighting.data!;
  const spread = made ? asynchronise(made, cell, all) : (advice ?? 'Move it into an async function.');
  if (typeof spread === 'string') {
    yield spread;
    return;
  }
  const others = spread.functions.length > 1 ? `${spread.functions.join('() and ')}() become async. ` : '';
  const above = ran ? 'What stands above the line has run already; running the cell again repeats it.' : '';
  yield {
    title: `Make ${made!.name}() async and await its calls`,
    applicability: 'unsafe',
    ...spread.plan,
    note: `${others}${above}`.trim() || 'Calls from elsewhere have to await too.'
  };
}

/** `await` in a plain function: a syntax error wherever it is called from. */
export const rule: IRule<IMisplaced> = {
  id: 'await-in-sync-def',
  title: 'await in a plain function',
  level: 'error',
  words: ['await', 'async'],
  failures: ['F-SYN-1', 'F-SYN-2', 'F-SYN-4'],
  scripts: true,
  check,
  explain,
  fix
};
