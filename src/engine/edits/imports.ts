/** Using a module in an edit: reuse the name it has, or add an import. */
import type { ICellFacts } from '../python/facts';
import type { INotebookFacts } from '../python/notebook-facts';
import type { IEdit } from './edit';
import { newline } from './statements';

/** How a library name is spelled at a place, and the edit that makes it so. */
export interface IUsable {
  readonly name: string;
  readonly edit: IEdit | null;
}

/**
 * Spell a library name such as `asyncio.gather` at a place in a cell.
 *
 * @param dotted - module and attribute, `asyncio.gather`.
 * @param at - UTF-16 offset where it will be used.
 * @returns the spelling with the import the notebook already has, or with an import added at the cell's top.
 */
export function usable(dotted: string, cell: ICellFacts, at: number, all: INotebookFacts): IUsable {
  const [module = '', ...rest] = dotted.split('.');
  for (const each of [cell, ...all.cells.filter(other => other.index < cell.index)]) {
    for (const binding of each.module.bindings) {
      const known = all.lookup(binding.name, cell.module, at, cell)?.what === binding;
      if (binding.path === module && known) {
        return { name: [binding.name, ...rest].join('.'), edit: null };
      }
      if (binding.path === dotted && known) {
        return { name: binding.name, edit: null };
      }
    }
  }
  const start = firstLine(cell);
  return { name: dotted, edit: { from: start, to: start, text: `import ${module}${newline(cell.source)}` } };
}

/** Where an import may stand: before the first statement, behind magics and comments at the top. */
function firstLine(cell: ICellFacts): number {
  const first = cell.statements[0];
  if (!first) {
    return cell.source.length;
  }
  return cell.source.lastIndexOf('\n', first.from - 1) + 1;
}
