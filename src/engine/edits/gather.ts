/** `await asyncio.gather(*[…])` around a list of coroutines. */
import type { ISpan } from '../document';
import type { ICall, ICellFacts } from '../python/facts';
import type { INotebookFacts } from '../python/notebook-facts';
import type { IEdit } from './edit';
import { scan } from '../python/scanner';
import { joinAtSamePlace } from './edit';
import { usable } from './imports';

/** Edits, what they add, and a word on the result. */
export interface IGathered {
  readonly edits: readonly IEdit[];
  readonly removes: readonly string[];
  readonly adds: readonly string[];
  readonly awaits: number;
  readonly note: string;
}

/**
 * Run the coroutines of a display together.
 *
 * @param container - the list or tuple; `of` is its kind.
 */
export function gatherList(
  cell: ICellFacts,
  container: ISpan & { readonly of: string },
  all: INotebookFacts
): IGathered {
  const enclosed = isEnclosed(cell.source, container);
  const gather = usable('asyncio.gather', cell, container.from, all);
  const around: IEdit[] = [
    { from: container.from, to: container.from, text: `await ${gather.name}(${enclosed ? '*' : ''}` },
    { from: container.to, to: container.to, text: ')' }
  ];
  const edits = gather.edit ? joinAtSamePlace([gather.edit], around) : around;
  const order = container.of === 'list' ? ' in the same order' : '';
  const note = `They run together, and the result is a list${order}.`;
  return { edits, removes: [], adds: [gather.name], awaits: 1, note };
}

/** False for a tuple without parentheses: `a(), b()`. */
function isEnclosed(source: string, container: ISpan): boolean {
  const tokens = scan(source, container.from, container.to).filter(each => each.kind !== 'comment');
  const open = tokens[0]!;
  const close = tokens.findIndex(
    each => each !== open && each.depth <= open.depth + 1 && /^[)\]]$/.test(textOf(source, each))
  );
  return /^[([]$/.test(textOf(source, open)) && close === tokens.length - 1;
}

/**
 * True when a list or tuple holds nothing but these calls: one for each element, or one in a comprehension.
 */
export function holdsOnly(cell: ICellFacts, calls: readonly ICall[], container: ISpan): boolean {
  const within = (at: number): boolean => calls.some(each => each.from <= at && at < each.to);
  const rest = scan(cell.source, container.from, container.to).filter(each => !within(each.from));
  const [first] = rest.filter(each => each.kind === 'name').map(each => textOf(cell.source, each));
  return first === undefined
    ? rest.every(
        each => each.kind === 'comment' || each.kind === 'newline' || /^[[\](),]$/.test(textOf(cell.source, each))
      )
    : calls.length === 1 && (first === 'for' || first === 'async');
}

function textOf(source: string, token: ISpan): string {
  return source.slice(token.from, token.to);
}
