/** `await fetch` where `fetch` is an async function that was never called: kernel-failures.md F-CORO-10. */
import type { IAwait, ICellFacts } from './facts';
import type { INotebookFacts } from './notebook-facts';

/** An await of a function, its spelled name, and how many arguments the function asks for. */
export interface IUncalled {
  readonly await: IAwait;
  readonly name: string;
  readonly required: number;
}

/** Every await of a plain name that the notebook binds to an async function. */
export function* uncalledAwaits(cell: ICellFacts, all: INotebookFacts): Iterable<IUncalled> {
  for (const each of cell.awaits) {
    const name = cell.source.slice(each.operand.from, each.operand.to);
    if (each.call || !/^[\p{L}_][\p{L}\p{N}_]*$/u.test(name)) {
      continue;
    }
    const made = all.lookup(name, each.scope, each.from, cell)?.what.function;
    if (made?.async && !made.generator && made.decorators.length === 0) {
      yield { await: each, name, required: made.required };
    }
  }
}
