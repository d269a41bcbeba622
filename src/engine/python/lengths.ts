/** How many elements something has that a loop goes through, where its text tells. */
import type { ISpan } from '../document';
import type { ICellFacts, IStatement } from './facts';
import type { INotebookFacts } from './notebook-facts';
import { scan } from './scanner';

/**
 * The number of elements of a display or of `range()`, here or where the name was bound.
 *
 * @param span - what is gone through.
 * @returns null when it cannot be told.
 */
export function lengthOf(
  span: ISpan,
  { scope, from }: IStatement,
  cell: ICellFacts,
  all: INotebookFacts
): number | null {
  const { source, reads } = cell;
  const text = source.slice(span.from, span.to).trim();
  const range = /^range\((?:0,\s*)?(\d+)\)$/.exec(text);
  if (range) {
    return all.meaning('range', scope, span.from, cell) === 'range' ? Number(range[1]) : null;
  }
  if (/^[A-Za-z_]\w*$/.test(text)) {
    const made = all.lookup(text, scope, from, cell);
    const value = made?.cell === cell && made.what.certain ? made.what.statement.value : null;
    const grows = reads.some(each => each.name === text && each.use.kind === 'object');
    return value?.type === 'List' && !grows ? countIn(source.slice(value.from, value.to)) : null;
  }
  return countIn(text) ?? countIn(`(${text})`, 1);
}

/**
 * The elements of a display, counted by its commas; null when it is none, or something is unpacked or called in it.
 *
 * @param least - so many commas make it one.
 */
function countIn(text: string, least = 0): number | null {
  const tokens = scan(text).filter(each => each.kind !== 'comment');
  const textOf = (each: ISpan | undefined): string => text.slice(each?.from ?? 0, each?.to ?? 0);
  const closed = tokens.findIndex(
    ({ depth }, index) => index > 0 && depth <= 1 && /^[)\]]$/.test(textOf(tokens[index]))
  );
  const inside = tokens.slice(1, -1);
  const own = inside.filter(each => each.depth === 1).map(textOf);
  if (!/^[([]/.test(text) || own.some(each => /^(?:\*|for)$/.test(each)) || closed !== tokens.length - 1) {
    return null;
  }
  const commas = own.filter(each => each === ',').length;
  return commas < least || (inside.length > 0 && commas === 0 && text.startsWith('('))
    ? null
    : commas + (inside.length === 0 || textOf(inside[inside.length - 1]) === ',' ? 0 : 1);
}
