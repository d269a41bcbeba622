import type { ICellFacts, IFunction, IStatement } from '../python/facts';
import type { INotebookFacts } from '../python/notebook-facts';
import type { IRule, ISighting } from './rule';

/** From how many statements on, nested ones counted, a function is worth a file. */
const SUBSTANCE = 5;
/** From how many on it is so even where it is used once; a main() is as long as the notebook that it was. */
const LONG = 12;

function* check(cell: ICellFacts, all: INotebookFacts): Iterable<ISighting> {
  if (all.document.kind !== 'notebook' || !cell.complete) {
    return;
  }
  for (const made of cell.functions) {
    const count = made.async && !made.statement.parent ? statementsIn(made) : 0;
    const uses = count < SUBSTANCE ? null : usesOf(made, cell, all);
    if (uses !== null && (uses !== '' || (count >= LONG && made.name !== 'main'))) {
      const head = cell.source.indexOf('(', made.from);
      yield {
        cell: cell.id,
        from: made.from,
        to: head,
        title: `${made.name}() has grown into something of its own.`,
        message: `It has ${count} statements${uses}: in a module it can be imported, tested and changed without this notebook.`
      };
    }
  }
}

/** Statements of the body, nested ones counted; a docstring is none. */
function statementsIn({ statement }: IFunction): number {
  const count = (all: readonly IStatement[]): number => all.reduce((sum, each) => sum + 1 + count(each.children), 0);
  const [first] = statement.children;
  return count(statement.children) - (first?.type === 'Expr' && first.value?.type === 'Constant' ? 1 : 0);
}

/** Where it is used, in words; empty where that is one place at most, null where it cannot be told. */
function usesOf({ name, from, to }: IFunction, cell: ICellFacts, all: INotebookFacts): string | null {
  const reads = all.reads(name)?.filter(({ cell: where, what }) => where !== cell || what.at < from || what.at >= to);
  if (!reads || all.candidates(name, cell.module, from, cell).length !== 1) {
    return null;
  }
  const cells = new Set(reads.map(each => each.cell)).size;
  return reads.length < 2 ? '' : ` and is used ${cells > 1 ? `in ${cells} cells` : `at ${reads.length} places`}`;
}

/** An async function that belongs into a module. */
export const rule: IRule = {
  id: 'inline-helper',
  title: 'Async function that could be in a module',
  level: 'off',
  words: ['async def'],
  check,
  *fix() {
    yield 'This needs a second file: use the command Extract to Module in JupyterLab, which shows both first.';
  }
};
