/** Removing, inserting and unwrapping whole statements; comments and strings stay as they are. */
import type { ISpan } from '../document';
import type { ICellFacts, IStatement } from '../python/facts';
import { scan } from '../python/scanner';
import type { IEdit } from './edit';

/** Offset of the first character of the line of `offset`. */
export function lineStart(source: string, offset: number): number {
  return source.lastIndexOf('\n', offset - 1) + 1;
}

/** Offset behind the line end of the line of `offset`. */
export function nextLine(source: string, offset: number): number {
  const end = source.indexOf('\n', offset);
  return end < 0 ? source.length : end + 1;
}

/** White space before a statement that begins its line; null when something else stands before it. */
export function indentOf(source: string, statement: ISpan): string | null {
  const before = source.slice(lineStart(source, statement.from), statement.from);
  return /^[ \t\f]*$/.test(before) ? before : null;
}

/** The cell's line end. */
export function newline(source: string): string {
  return source.includes('\r\n') ? '\r\n' : '\n';
}

/**
 * The edit that removes a simple statement: its whole line when it is alone on it, else the statement and its `;`.
 *
 * @returns null when it cannot go without harm (the only statement of a block, a comment behind it).
 */
export function removeStatement(cell: ICellFacts, statement: IStatement): IEdit | null {
  const { source } = cell;
  if (statement.parent && statement.parent.children.filter(each => each.block === statement.block).length < 2) {
    return null;
  }
  const rest = source.slice(statement.to, nextLine(source, statement.to));
  if (indentOf(source, statement) !== null && /^[ \t]*;?[ \t]*\r?\n?$/.test(rest)) {
    const from = lineStart(source, statement.from);
    const to = nextLine(source, statement.to);
    // The last line has no line end of its own: take the one before it.
    return to === source.length && !source.endsWith('\n') && from > 0
      ? { from: from - (source[from - 2] === '\r' ? 2 : 1), to, text: '' }
      : { from, to, text: '' };
  }
  const semicolon = /^[ \t]*;[ \t]*/.exec(rest);
  if (semicolon && !/^(?:#|\r?\n|$)/.test(rest.slice(semicolon[0].length))) {
    return { from: statement.from, to: statement.to + semicolon[0].length, text: '' };
  }
  const lead = /[ \t]*;[ \t]*$/.exec(source.slice(lineStart(source, statement.from), statement.from));
  return lead ? { from: statement.from - lead[0].length, to: statement.to, text: '' } : null;
}

/**
 * Edits that take a block statement's header away and move its body one level out: `with X as r:` and its body.
 *
 * @param header - from the keyword to behind the colon.
 * @param body - the statements of the block.
 * @returns null when a string of several lines, a tab mix or a shared line makes that uncertain.
 */
export function unwrap(
  cell: ICellFacts,
  statement: IStatement,
  header: ISpan,
  body: readonly IStatement[]
): IEdit[] | null {
  const { source } = cell;
  const outer = indentOf(source, statement);
  const [first] = body;
  const last = body[body.length - 1];
  if (outer === null || !first || !last) {
    return null;
  }
  if (!source.slice(header.to, first.from).includes('\n')) {
    return [{ from: header.from, to: first.from, text: '' }];
  }
  const inner = indentOf(source, first);
  if (inner === null || !inner.startsWith(outer)) {
    return null;
  }
  const bodyStart = nextLine(source, header.to);
  const trailing = source.slice(header.to, bodyStart);
  const comment = /#[^\r\n]*/.exec(trailing);
  const edits: IEdit[] = comment
    ? [{ from: header.from, to: header.to + comment.index, text: '' }]
    : [{ from: lineStart(source, header.from), to: bodyStart, text: '' }];
  const strings = scan(source, bodyStart, last.to).filter(token => token.kind === 'string');
  for (let at = bodyStart; at < last.to; at = nextLine(source, at)) {
    const line = source.slice(at, nextLine(source, at));
    if (strings.some(token => token.from < at && at < token.to)) {
      return null;
    }
    if (line.trim() === '') {
      continue;
    }
    if (!line.startsWith(inner)) {
      // A comment may stand further left; a continued line may too: both keep their place.
      continue;
    }
    edits.push({ from: at + outer.length, to: at + inner.length, text: '' });
  }
  return edits;
}

/** Range from a compound statement's start to behind the colon of its first line. */
export function headerOf(cell: ICellFacts, statement: IStatement): ISpan | null {
  const from = statement.head?.to ?? statement.from;
  const first = statement.children[0];
  const colon = scan(cell.source, from, first?.from ?? statement.to).filter(
    token => cell.source.slice(token.from, token.to) === ':'
  );
  const last = colon[colon.length - 1];
  return last ? { from: statement.from, to: last.to } : null;
}

/**
 * The edit that puts whole lines before a statement.
 *
 * @param lines - without indentation and line ends.
 * @returns null when the statement does not begin its line.
 */
export function insertBefore(cell: ICellFacts, statement: IStatement, lines: readonly string[]): IEdit | null {
  // Decorators stand before what Python calls the start of a definition.
  const from = Math.min(statement.from, statement.head?.from ?? statement.from);
  const indent = indentOf(cell.source, statement);
  if (indent === null || !cell.source.slice(lineStart(cell.source, from), from).trim().match(/^@?$/)) {
    return null;
  }
  const end = newline(cell.source);
  const at = lineStart(cell.source, from);
  return { from: at, to: at, text: lines.map(line => (line === '' ? '' : indent + line) + end).join('') };
}

/** The edit that puts whole lines after a statement; null when something else stands behind it on its line. */
export function insertAfter(cell: ICellFacts, statement: ISpan, lines: readonly string[]): IEdit | null {
  const { source } = cell;
  const indent = indentOf(source, statement);
  const at = nextLine(source, statement.to);
  if (indent === null || !/^[ \t]*(?:#[^\r\n]*)?\r?\n?$/.test(source.slice(statement.to, at))) {
    return null;
  }
  const end = newline(source);
  const text = lines.map(line => (line === '' ? '' : indent + line)).join(end);
  return source.endsWith('\n') || at < source.length
    ? { from: at, to: at, text: text + end }
    : { from: at, to: at, text: end + text };
}
