/** Putting statements into a block: `async with X as name:` above them, and all of them one step further in. */
import type { ICellFacts, IStatement } from '../python/facts';
import { scan } from '../python/scanner';
import type { IEdit } from './edit';
import { indentOf, lineStart, nextLine } from './statements';

/**
 * Replace the first statement by a header, and indent the others below it.
 *
 * @param header - `async with X as name:`, for the place of the first statement.
 * @param statements - siblings in order; at least one behind the first.
 * @returns null when a string of several lines, a magic or a shared line makes that uncertain.
 */
export function wrapIn(cell: ICellFacts, header: string, statements: readonly IStatement[]): IEdit[] | null {
  const { source } = cell;
  const [first, second] = statements;
  const last = statements[statements.length - 1];
  if (!first || !second || !last || statements.some(each => each.magic || indentOf(source, each) === null)) {
    return null;
  }
  const start = lineStart(source, second.from);
  // Something behind the last statement on its line would be left outside.
  if (!/^[ \t]*(?:#.*)?\r?$/.test(source.slice(last.to, nextLine(source, last.to)).replace(/\n$/, ''))) {
    return null;
  }
  const tokens = scan(source, start, last.to);
  const step = source.includes('\n\t') ? '\t' : '    ';
  const edits: IEdit[] = [{ from: first.from, to: first.to, text: header }];
  for (let at = start; at < last.to; at = nextLine(source, at)) {
    if (tokens.some(token => token.kind === 'string' && token.from < at && at < token.to)) {
      return null;
    }
    if (source.slice(at, nextLine(source, at)).trim() !== '') {
      edits.push({ from: at, to: at, text: step });
    }
  }
  return edits;
}
