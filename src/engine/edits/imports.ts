/** Using a module in an edit: reuse the name it has, or add an import. */
import type { ICellFacts, IStatement } from '../python/facts';
import type { INotebookFacts } from '../python/notebook-facts';
import { scan } from '../python/scanner';
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
      // An import further down has not run yet, and one under an `if` may never run.
      const ran = binding.certain && (each !== cell || binding.at <= at);
      const known = ran && all.lookup(binding.name, cell.module, at, cell)?.what === binding;
      if (binding.path === module && known) {
        return { name: [binding.name, ...rest].join('.'), edit: null };
      }
      if (binding.path === dotted && known) {
        return { name: binding.name, edit: null };
      }
    }
  }
  const bring = (line: string): IEdit => withImport(line, cell);
  if (all.document.cells.some(each => each.kind === 'code' && usesOtherwise(module, each.source))) {
    // The notebook has something else of that name: `from time import time`.
    const own = rest[rest.length - 1] ?? '';
    const name = all.freshName(own);
    const from = [module, ...rest.slice(0, -1)].join('.');
    return { name, edit: bring(`from ${from} import ${own}${name === own ? '' : ` as ${name}`}`) };
  }
  return { name: dotted, edit: bring(`import ${module}`) };
}

/** True unless every use of the word is clearly that of the module: `time.x`, `import time`, `from time import …`. */
function usesOtherwise(module: string, source: string): boolean {
  if (!source.includes(module)) {
    return false;
  }
  const tokens = scan(source);
  const textAt = (index: number): string => source.slice(tokens[index]?.from ?? 0, tokens[index]?.to ?? 0);
  return tokens.some((token, index) => {
    if (token.kind !== 'name' || textAt(index) !== module || textAt(index + 1) === '.') {
      return false;
    }
    // `%time` and `%%time` are magics.
    if (source[token.from - 1] === '%' || textAt(index - 1) === 'from' || textAt(index - 1) === '.') {
      return false;
    }
    let start = index;
    while (start > 0 && tokens[start - 1]!.kind !== 'newline' && textAt(start - 1) !== ';') {
      start -= 1;
    }
    return textAt(start) !== 'import' || textAt(index - 1) === 'as';
  });
}

/** The statement that a new import is written above: the first one, behind the text and the `__future__` of a module. */
function firstBelow({ statements, module }: ICellFacts): IStatement | null {
  const top = statements[0]?.siblings ?? [];
  const isFuture = (each: IStatement): boolean =>
    module.bindings.some(({ path, statement }) => statement === each && path?.startsWith('__future__.'));
  const start = top.length > 1 && top[0]!.type === 'Expr' && top[0]!.value?.type === 'Constant' ? 1 : 0;
  return top.slice(start).find(each => !isFuture(each)) ?? null;
}

function withImport(line: string, cell: ICellFacts): IEdit {
  const first = firstBelow(cell);
  const at = first ? cell.source.lastIndexOf('\n', first.from - 1) + 1 : cell.source.length;
  const before = first?.siblings[first.index - 1];
  return before && before.to > at
    ? { from: first.from, to: first.from, text: `${line}; ` }
    : { from: at, to: at, text: `${line}${newline(cell.source)}` };
}
