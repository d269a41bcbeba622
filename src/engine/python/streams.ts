/** Async generators that are used like plain ones, and generator expressions that an await made async. */
import type { ISpan } from '../document';
import type { IAwait, ICall, ICellFacts, IStatement, Use } from './facts';
import type { INotebookFacts } from './notebook-facts';
import { asyncGenerator } from './unawaitable';
import { isUser, misuseOf, spanOf } from './values';

/** An async generator where it is used like a plain one, or shown. */
export interface IStream extends ISpan {
  readonly cell: ICellFacts;
  readonly name: string;
  readonly statement: IStatement;
  readonly use: Use;
  /** False where only the name of a type says that it is async. */
  readonly sure: boolean;
}

/** A generator expression with an await in it, given to something that goes through it. */
export interface IAwaiting extends ISpan {
  readonly cell: ICellFacts;
  readonly awaits: readonly IAwait[];
  readonly to: number;
  /** The call it is given to. */
  readonly call: ICall;
  readonly statement: IStatement;
}

/** Every async generator of the notebook that a cell uses like a plain one. */
export function* streamsIn(cell: ICellFacts, all: INotebookFacts): Iterable<IStream> {
  for (const call of cell.calls) {
    if (isPlainUse(call.use, call, call.statement, cell, all) && asyncGenerator(call, cell, all)) {
      const { from, to, statement, use } = call;
      yield { from, to, cell, name: `${call.dotted}()`, statement, use, sure: true };
    }
  }
  for (const read of cell.reads) {
    if (isPlainUse(read.use, spanOf(read), read.statement, cell, all)) {
      const binding = all.lookup(read.name, read.scope, read.at, cell);
      const made = binding?.what.certain ? binding.what.call : undefined;
      if (made && asyncGenerator(made, binding!.cell, all)) {
        yield { ...spanOf(read), cell, name: read.name, statement: read.statement, use: read.use, sure: true };
      }
    }
  }
}

function isPlainUse(use: Use, value: ISpan, statement: IStatement, cell: ICellFacts, all: INotebookFacts): boolean {
  const misuse = misuseOf(use, value, cell, all);
  return misuse
    ? /^(?:iterated|unpacked|subscript|given)$/.test(misuse.kind)
    : use.kind === 'statement' && statement === cell.last;
}

/** Every generator expression with an await in it that something goes through. */
export function* awaitingIn(cell: ICellFacts, all: INotebookFacts): Iterable<IAwaiting> {
  const seen = new Set<number>();
  for (const each of cell.awaits) {
    const { use } = each;
    const outer = use.kind === 'element' && use.of === 'generator' ? use.use : null;
    if (use.kind !== 'element' || outer?.kind !== 'argument' || seen.has(use.container.from)) {
      continue;
    }
    const { call, position } = outer;
    const starred =
      position === null && call.args.some(arg => arg.keyword === '*' && arg.value.from === use.container.from);
    if (starred || call.attr === 'join' || isUser(call, cell, all)) {
      seen.add(use.container.from);
      const awaits = cell.awaits.filter(
        one => one.use.kind === 'element' && one.use.container.from === use.container.from
      );
      const { from, to } = use.container;
      yield { from, to, cell, awaits, call, statement: each.statement };
    }
  }
}

/** Kind of the innermost comprehension whose clause goes through a value; null for a `for` statement. */
export function comprehensionOf(value: ISpan, cell: ICellFacts): (ISpan & { readonly of: string }) | null {
  const around = [...cell.reads.map(each => each.use), ...cell.calls.map(each => each.use)].flatMap(use =>
    use.kind === 'element' && use.container.from < value.from && value.to < use.container.to
      ? [{ ...use.container, of: use.of }]
      : []
  );
  return around.sort((a, b) => b.from - a.from)[0] ?? null;
}
