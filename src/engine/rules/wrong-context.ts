import { awaitCall } from '../edits/await';
import type { IEdit } from '../edits/edit';
import type { IFailure } from '../failures/failure';
import { setsLostIn } from '../python/context-vars';
import type { ICall, ICellFacts } from '../python/facts';
import { whyNoAwait } from '../python/no-await';
import type { INotebookFacts, IPlaced } from '../python/notebook-facts';
import { callsAt, deepestCellFrame, statementAt } from '../python/places';
import type { IContext } from './wrong-context.form';
import { CONTEXTS } from './wrong-context.table';
import { draftOf } from './rule';
import type { IFixDraft, IRule, ISighting } from './rule';

interface IData {
  /** What to do by hand. */
  readonly advice: string;
  /** The call that has to be awaited. */
  readonly unawaited?: ICall;
  /** `trio.run(main())`: the call whose function trio wants. */
  readonly called?: ICall;
}

type Sighting = ISighting<IData>;

function* check(cell: ICellFacts, all: INotebookFacts): Iterable<Sighting> {
  const { kind, kernel } = all.document;
  for (const call of cell.calls) {
    const called = all.target(call, cell) === 'trio.run' ? calledIn(call) : null;
    if (called && all.coroutine(called, cell).verdict === 'yes') {
      yield sightingOf(
        CONTEXTS.find(each => each.pattern === 'lib.trio_coro')!,
        { cell, what: call },
        called
      );
    }
  }
  if (kind !== 'script' && (kernel?.implementation ?? 'ipython') === 'ipython') {
    for (const call of setsLostIn(cell, all)) {
      yield {
        cell: cell.id,
        from: call.from,
        to: call.to,
        title: `What ${call.dotted}() sets is gone after this cell.`,
        message:
          'A cell that awaits runs in a context of its own: set it in a cell that does not await, and later ones have it.',
        level: 'warning',
        data: { advice: 'Move the line to a cell of its own, above those that need it.' }
      };
    }
  }
}

/** The coroutine call that trio is given instead of its function, where it can be taken apart. */
function calledIn({ args }: ICall): ICall | null {
  const [first, ...more] = args;
  const plain = first?.keyword === null && more.every(each => each.keyword !== null && each.keyword !== '*');
  return plain && first.call?.dotted && first.call.args.every(each => each.keyword === null) ? first.call : null;
}

function sightingOf(context: IContext, { cell, what }: IPlaced<ICall>, called?: ICall): Sighting {
  const { title, message, advice } = context;
  const data = { advice, ...(called && { called }) };
  return { cell: cell.id, from: what.from, to: what.to, title, message, data };
}

function* explain(failure: IFailure, all: INotebookFacts): Iterable<Sighting> {
  const context = CONTEXTS.find(
    each =>
      each.pattern === failure.pattern && (each.text?.test(failure.evalue) ?? true) && !each.unless?.(failure, all)
  );
  const frame = deepestCellFrame(failure);
  const cell = all.cell(frame?.cell ?? failure.cell ?? '');
  // What a program prints may be its own words.
  if (!context || !cell || failure.stream === 'stdout') {
    return;
  }
  const calls = callsAt(failure, all);
  const fitting = calls.filter(({ what }) => what.attr !== null && context.calls.test(what.attr));
  if (context.made) {
    const makers = calls.flatMap(({ what }) => all.maker(what, cell) ?? []);
    const maker = makers.find(({ what }) => context.made!.test(what.attr ?? '') && what.use.kind === 'assigned');
    if (maker) {
      const sighting = sightingOf(context, maker);
      yield { ...sighting, data: { advice: context.advice, unawaited: maker.what } };
      return;
    }
    if (calls.some(({ what }) => isAwaited(what, context.made!, cell, all))) {
      return;
    }
  }
  const [only, ...others] = fitting;
  const { title, message, advice } = context;
  if (only && (frame || (context.named && others.length === 0)) && failure.evidence === 'error') {
    const called = failure.pattern === 'lib.trio_coro' ? calledIn(only.what) : null;
    yield sightingOf(context, only, called ?? undefined);
  } else if (frame && !context.only) {
    const replaces = ['unseen-task-failure'];
    const span = statementAt(cell, frame.line);
    yield { cell: cell.id, ...span, title, message, replaces, data: { advice } };
  }
}

/** True where what the method is called on has its await by now. */
function isAwaited({ dotted, scope, from }: ICall, made: RegExp, cell: ICellFacts, all: INotebookFacts): boolean {
  const bound = dotted === null ? null : all.lookup(dotted.split('.')[0]!, scope, from, cell);
  const waits = bound?.cell.awaits.filter(each => each.statement === bound.what.statement) ?? [];
  return waits.some(each => made.test(each.call?.attr ?? ''));
}

function* fix({ cell: id, data }: Sighting, all: INotebookFacts): Iterable<IFixDraft | string> {
  const cell = all.cell(id)!;
  const { advice, unawaited, called } = data!;
  const refusal = unawaited ? whyNoAwait(cell, unawaited.statement, unawaited.scope) : null;
  if (unawaited && refusal === null) {
    const change = { edits: awaitCall(cell, unawaited), removes: [], adds: [], awaits: 1 };
    yield draftOf(cell, change, 'Await it', 'safe', 'The cells that use it have to run again.');
  } else if (called) {
    const open = cell.source.indexOf('(', called.callee.to);
    const end = called.args[called.args.length - 1];
    const edits: IEdit[] = end
      ? [
          { from: called.callee.to, to: open + 1, text: ', ' },
          { from: end.to, to: called.to, text: '' }
        ]
      : [{ from: called.callee.to, to: called.to, text: '' }];
    yield draftOf(cell, { edits, removes: [called.dotted!], adds: [], awaits: 0 }, 'Give it the function', 'safe');
  } else {
    yield refusal ?? advice;
  }
}

/** Something asynchronous used where it does not work. */
export const rule: IRule<IData> = {
  id: 'wrong-context',
  title: 'Used where it does not work',
  level: 'error',
  words: ['trio', 'ContextVar', 'contextvars', 'sqlalchemy', 'asyncpg', 'timeout'],
  failures: [...new Set(CONTEXTS.map(each => each.failure)), 'L-TRIO-5', 'L-PYPPETEER-1'],
  scripts: true,
  check,
  explain,
  fix
};
