/** Which coroutine a kernel's message speaks of, where one was used as a value. */
import type { IFailure } from '../failures/failure';
import { asyncCallbacks } from './async-callbacks';
import type { ICall, ICellFacts, IRead, Use } from './facts';
import type { INotebookFacts, IPlaced } from './notebook-facts';
import { callsAt, deepestCellFrame, lineSpan, linesNamed, meets } from './places';
import type { IHeld } from './values';
import { isWasted, lastName } from './wasted';
import { heldBy, isUser, misuseOf, spanOf } from './values';

/** A coroutine used as a value: made in place, or held by a name. */
export type Mistaken = IPlaced<ICall> | (IPlaced<IRead> & { readonly held: IHeld });

/** What the message says about how the coroutine was used; null when it fits many uses. */
function usesNamed(evalue: string): ((use: Use) => boolean) | null {
  const attr = /has no attribute '(\w+)'/.exec(evalue)?.[1];
  if (attr !== undefined) {
    return use => use.kind === 'object' && use.of === 'attribute' && use.attr === attr;
  }
  if (/not subscriptable|item (?:assignment|deletion)/.test(evalue)) {
    return use => use.kind === 'object' && use.of === 'subscript';
  }
  return /not callable/.test(evalue) ? use => use.kind === 'object' && use.of === 'call' : null;
}

/** The one coroutine on the line of a failure that its message can mean; null when there is none or several. */
export function mistakenAt(failure: IFailure, all: INotebookFacts): Mistaken | null {
  const named = usesNamed(failure.evalue);
  const calls = callsAt(failure, all).filter(({ what }) => what.use.kind !== 'awaited');
  const reads = readsAt(failure, all);
  if (named) {
    const fitting: Mistaken[] = [
      ...calls.filter(({ what }) => named(what.use)),
      ...held(
        reads.filter(({ what }) => named(what.use)),
        all
      )
    ];
    return fitting.length === 1 && deepestCellFrame(failure)
      ? fitting[0]!
      : (fitting.find(each => verdictOf(each, all) === 'yes') ?? null);
  }
  const fits = (use: Use): boolean => !/^(?:awaited|assigned|statement|returned|yielded|decorator)$/.test(use.kind);
  const sure = [
    ...calls.filter(({ what }) => fits(what.use)),
    ...held(
      reads.filter(({ what }) => fits(what.use)),
      all
    )
  ].filter(each => verdictOf(each, all) === 'yes');
  return sure.find(each => misuse(each, all)) ?? sure[0] ?? (deepestCellFrame(failure) ? only(calls, all) : null);
}

/** The one call whose value is used up, though nothing is known of it: `out, err = p.communicate()`. */
function only(calls: readonly IPlaced<ICall>[], all: INotebookFacts): IPlaced<ICall> | null {
  const found = calls.filter(
    each => verdictOf(each, all) === 'unknown' && misuse(each, all) && !isUser(each.what, each.cell, all)
  );
  return found.length === 1 ? found[0]! : null;
}

/** Calls in the last line of the failing cell, outermost first. */
export function shownCalls(failure: IFailure, all: INotebookFacts): readonly IPlaced<ICall>[] {
  const cell = all.cell(failure.cell ?? '');
  return (cell?.calls ?? []).flatMap(what => (what.statement === cell!.last ? [{ cell: cell!, what }] : []));
}

/** A call in the last line whose coroutines are shown in something else: `np.array([fetch(1)])`. */
export function shownInside(failure: IFailure, all: INotebookFacts): IPlaced<ICall> | null {
  const name = lastName(failure.groups['name'] ?? '');
  const named = shownCalls(failure, all).filter(({ what }) => lastName(what.dotted ?? what.attr ?? '') === name);
  // A call whose coroutine is shown itself is all that the text speaks of.
  if (named.some(({ cell, what }) => isWasted(cell, what, all))) {
    return null;
  }
  const found = named.find(({ what }) => /^(?:argument|element)$/.test(what.use.kind) && what.scope.kind !== 'lambda');
  return found && all.coroutine(found.what, found.cell).verdict === 'yes' ? found : null;
}

/**
 * True when something else on the failing line explains the message: a name that is made with an await now, so that the
 * message is about what was there before, or an async function as a key or callback.
 */
export function isExplained(failure: IFailure, all: INotebookFacts): boolean {
  const lines = linesNamed(failure, all);
  if (lines.some(({ cell, line }) => [...asyncCallbacks(cell, all)].some(each => meets(each.call, line)))) {
    return true;
  }
  return readsAt(failure, all).some(({ cell, what }) => {
    const binding = all.lookup(what.name, what.scope, what.at, cell)?.what;
    return binding?.kind === 'value' && binding.statement.value?.type === 'Await';
  });
}

function misuse({ cell, what }: Mistaken, all: INotebookFacts): boolean {
  const value = 'at' in what ? spanOf(what) : what;
  return misuseOf(what.use, value, cell, all) !== null;
}

function verdictOf(mistaken: Mistaken, all: INotebookFacts): string {
  const { cell, what } = 'held' in mistaken ? mistaken.held.call : mistaken;
  return all.coroutine(what, cell).verdict;
}

function held(reads: readonly IPlaced<IRead>[], all: INotebookFacts): (IPlaced<IRead> & { readonly held: IHeld })[] {
  return reads.flatMap(each => {
    const found = heldBy(each.what, each.cell, all);
    return found ? [{ ...each, held: found }] : [];
  });
}

/** Names read on the line of the innermost frame in a cell; all of the failing cell where no frame is known. */
export function readsAt(failure: IFailure, all: INotebookFacts): readonly IPlaced<IRead>[] {
  const frame = deepestCellFrame(failure);
  const cell: ICellFacts | null = all.cell(frame?.cell ?? failure.cell ?? '');
  if (!cell) {
    return [];
  }
  const line = frame ? lineSpan(cell.source, frame.line) : { from: 0, to: cell.source.length };
  return cell.reads.filter(each => each.at >= line.from && each.at <= line.to).map(what => ({ cell, what }));
}
