/** The sentences that say what stands in the way. Each names the cell and the name. */
import type { IBinding, ICellFacts } from '../python/facts';
import type { IPlaced } from '../python/notebook-facts';
import type { Book } from './book';

/** Something that keeps a function from moving. */
export interface IObstacle {
  /** Index of the cell among all cells. */
  readonly cell: number;
  /** What it is about. */
  readonly name: string;
  /** One sentence. */
  readonly text: string;
}

/** Names of calls whose value holds something open. */
export const OPENS =
  /(?:Client|Session|Connection|Engine|Pool|Channel|Socket|Driver)$|^(?:connect|open|create_\w*(?:engine|pool|connection))$/i;

/** A name that something else than a definition binds. */
export function notMovable(name: string, { cell, what }: IPlaced<IBinding>, user: string, book: Book): string {
  const where = book.name(cell);
  const hand = `hand it to ${user} as an argument first`;
  switch (what.statement.type) {
    case 'For':
    case 'AsyncFor':
      return `${name} is a loop variable of ${where}, and its value changes: ${hand}.`;
    case 'With':
    case 'AsyncWith':
      return `${name} is opened by a with block of ${where}, and a module cannot hold it: ${hand}.`;
    case 'Delete':
      return `${name} is deleted in ${where}: give what moves a name that stays.`;
    default:
      return `${name} gets its value in ${where} together with other names or inside an expression: ${hand}, or give it a line of its own.`;
  }
}

/** A value that a cell computes. */
export function isComputed(name: string, call: string | null, cell: ICellFacts, user: string, book: Book): string {
  const where = book.name(cell);
  const hand = `hand it to ${user} as an argument first`;
  if (call === null) {
    return `${name} is computed when ${where} runs, and a module would do that once, at import: ${hand}.`;
  }
  const made = call === '' ? 'a call' : `${call}()`;
  return OPENS.test(call.split('.').pop()!)
    ? `${name} is an open connection or client that ${made} makes in ${where}: it belongs to the notebook, so ${hand}.`
    : `${name} is what ${made} gives when ${where} runs, and a module would call it at import: ${hand}.`;
}

/** A name that more than one place binds. */
export function isRebound(name: string, bound: readonly IPlaced<IBinding>[], book: Book): string {
  const cells = [...new Set(bound.map(({ cell }) => book.name(cell)))];
  const where = cells.length === 1 ? `more than once in ${cells[0]}` : `in ${listed(cells)}`;
  return `${name} is bound ${where}, so which one is meant depends on what ran last: keep one of them, or rename the others.`;
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(all: readonly string[]): string {
  return all.length < 2 ? all.join('') : `${all.slice(0, -1).join(', ')} and ${all[all.length - 1]}`;
}
