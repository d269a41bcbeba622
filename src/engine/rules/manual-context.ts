import { inStack } from '../edits/exit-stack';
import type { IFailure } from '../failures/failure';
import type { ICall, ICellFacts, IFunction } from '../python/facts';
import { magicAgainstAwait } from '../python/loops';
import type { INotebookFacts } from '../python/notebook-facts';
import { callsAt } from '../python/places';
import { draftOf } from './rule';
import type { IFixDraft, IRule, ISighting } from './rule';

/** What is wrong: entered by hand; closed in another cell than it was entered in; or `__aenter__` that is not async. */
type Data =
  | { readonly kind: 'entered' | 'elsewhere'; readonly call: ICall }
  | { readonly kind: 'plain'; readonly methods: readonly IFunction[] };
type Sighting = ISighting<Data>;

const STACK = 'contextlib.AsyncExitStack';

function* check(cell: ICellFacts, all: INotebookFacts): Iterable<Sighting> {
  for (const call of cell.calls) {
    if (call.attr !== '__aenter__' || !call.scope.immediate || call.use.kind !== 'awaited' || leaves(cell)) {
      continue;
    }
    const object = cell.source.slice(call.from, call.callee.to).replace(/\s*\.\s*__aenter__$/, '');
    const later = all.cells.some(each => each.calls.some(other => other.attr === '__aexit__'));
    yield {
      cell: cell.id,
      from: call.from,
      to: call.to,
      title: `${object.length > 40 || object.includes('\n') ? 'This' : object} is entered and not left.`,
      message:
        'What fails after it leaves it open: async with leaves it in any case, and so does an AsyncExitStack that a last cell closes.',
      ...(later && { level: 'info' as const }),
      data: { kind: 'entered', call }
    };
  }
}

/** True when the cell leaves it whatever happens. */
function leaves(cell: ICellFacts): boolean {
  return cell.calls.some(each => {
    for (let at = each.statement; at.parent; at = at.parent) {
      if (each.attr === '__aexit__' && at.block === 'finalbody') {
        return true;
      }
    }
    return false;
  });
}

function* explain(failure: IFailure, all: INotebookFacts): Iterable<Sighting> {
  if (failure.pattern === 'cm.awith_inner') {
    yield* plain(failure, all);
  }
  if (failure.pattern === 'lib.anyio_scope' && failure.evidence === 'error') {
    const found = callsAt(failure, all).find(({ what }) => what.attr === 'aclose' || what.attr === '__aexit__');
    if (found) {
      yield {
        cell: found.cell.id,
        from: found.what.from,
        to: found.what.to,
        title: 'This was opened in another cell.',
        message:
          'Each cell that awaits is a task of its own, and what was opened can only be closed by the task that opened it: open and close it in one cell.',
        level: 'error',
        data: { kind: 'elsewhere', call: found.what }
      };
    }
  }
}

/** The class whose `__aenter__` or `__aexit__` is a plain function: the only one, or the one that the line names. */
function* plain(failure: IFailure, all: INotebookFacts): Iterable<Sighting> {
  const asked = /__a(?:enter|exit)__/.exec(failure.evalue)![0];
  const found = all.cells.flatMap(cell =>
    cell.module.bindings.flatMap(({ class: made }) => (made?.methods.get(asked)?.async === false ? { cell, made } : []))
  );
  const named = new Set(callsAt(failure, all).map(({ what }) => what.attr));
  const [first, ...more] = found.length > 1 ? found.filter(each => named.has(each.made.name)) : found;
  if (!first || more.length > 0) {
    return;
  }
  const { cell, made } = first;
  const methods = ['__aenter__', '__aexit__'].flatMap(each => made.methods.get(each) ?? []).filter(each => !each.async);
  const { from, to } = made.methods.get(asked)!;
  yield {
    cell: cell.id,
    from,
    to,
    title: `${asked}() of ${made.name} is not async.`,
    message: 'async with awaits what it returns: make it an async def.',
    level: 'error',
    data: { kind: 'plain', methods }
  };
}

function* fix({ cell: id, data }: Sighting, all: INotebookFacts): Iterable<IFixDraft | string> {
  const cell = all.cell(id)!;
  if (data!.kind === 'plain') {
    const edits = data!.methods
      .map(({ statement }) => defAt(cell, statement.from, statement.head?.to))
      .sort((a, b) => a - b);
    const change = { edits: edits.map(at => ({ from: at, to: at, text: 'async ' })), removes: [], adds: [], awaits: 0 };
    yield draftOf(cell, change, 'Make it async', 'safe', 'The cell with the class has to run again.');
    return;
  }
  const { call } = data!;
  if (data!.kind === 'elsewhere') {
    yield 'Which lines belong between is yours to say: put all of them into one cell, under async with.';
    return;
  }
  if (magicAgainstAwait(cell, call.statement) !== null || all.target(call.receiver ?? call, cell) === STACK) {
    yield 'Everything that uses it belongs below async with: move it there by hand.';
    return;
  }
  const change = inStack(cell, call, all);
  yield typeof change === 'string'
    ? change
    : draftOf(
        cell,
        change,
        'Enter it in an AsyncExitStack',
        'unsafe',
        `Close it in a last cell: await ${change.name}.aclose()`
      );
}

/** Offset of the `def`, behind decorators. */
function defAt(cell: ICellFacts, from: number, decorated: number | undefined): number {
  const at = cell.source.slice(decorated ?? from).search(/\bdef\b/);
  return (decorated ?? from) + at;
}

/** An async context manager that is entered by hand. */
export const rule: IRule<Data> = {
  id: 'manual-context',
  title: 'Async context manager entered by hand',
  level: 'warning',
  words: ['__aenter__', '__aexit__', 'aclose'],
  failures: ['F-CM-3', 'L-ANYIO-2'],
  check,
  explain,
  fix
};
