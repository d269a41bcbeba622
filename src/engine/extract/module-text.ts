/** The text of the module. */
import type { Book } from './book';
import { fromLine, importLines } from './import-lines';
import type { IImported } from './import-lines';
import type { IPiece } from './piece';

/**
 * The whole text: where it comes from, imports, then the definitions.
 *
 * @param origin - the notebook's file name; null where it is not known.
 */
export function moduleText(
  pieces: readonly IPiece[],
  imports: readonly IImported[],
  origin: string | null,
  book: Book
): string {
  const blocks: string[] = [];
  const names = pieces.filter(each => each.kind !== 'constant').map(each => each.name);
  const title = `${names.slice(0, 3).join(', ')}${names.length > 3 ? ' and more' : ''}`;
  const from = origin !== null && /^[^"\\\p{C}]+$/u.test(origin) ? `, moved here from ${origin}` : '';
  blocks.push(`"""${title}${from}."""`);
  const future = futureNames(pieces, book);
  if (future.length > 0) {
    blocks.push(fromLine('__future__', future));
  }
  const own = imports.filter(each => each.from !== '__future__');
  const lines = importLines(own.sort((a, b) => a.cell.index - b.cell.index || a.at - b.at || a.index - b.index));
  if (lines.length > 0) {
    blocks.push(lines.join('\n'));
  }
  let text = blocks.join('\n\n');
  let before: IPiece | null = null;
  for (const piece of pieces) {
    const close = before?.kind === 'constant' && piece.kind === 'constant';
    const first = before === null && piece.kind === 'constant';
    text += `${close ? '\n' : first ? '\n\n' : '\n\n\n'}${textOf(piece)}`;
    before = piece;
  }
  return `${text}\n`;
}

/** The lines of a piece, comments above it included, with the line ends of a file. */
function textOf({ page, from, to }: IPiece): string {
  return page.cell.source.slice(from, to).replace(/\r\n?/g, '\n').trimEnd();
}

/** A kernel keeps to a `__future__` import in all cells that run after it. */
function futureNames(pieces: readonly IPiece[], book: Book): string[] {
  const last = Math.max(...pieces.map(each => each.page.cell.index));
  const names = book.pages
    .filter(({ cell }) => cell.index <= last)
    .flatMap(({ imports }) => imports.filter(each => each.from === '__future__').map(each => each.what));
  return [...new Set(names)];
}
