/** Length-preserving repairs of a cell's text before it is read: line ends, form feeds, very long literals. */
import { scan } from './scanner';

/** Literals longer than this, in UTF-16 units, are emptied: py-ast needs most of a second for one of a megabyte. */
const MAX_LITERAL = 50_000;

/**
 * The text with `\n` line ends only, of the same length: CPython reads `\r\n` and a lone `\r` as line ends.
 * `\r\n` becomes ` \n` (a backslash before it moves along, so that it still continues the line), `\r` becomes `\n`.
 * A form feed before a statement becomes `\n` (CPython counts indentation anew after it), elsewhere between tokens a
 * space. Literals above `MAX_LITERAL` lose their content.
 */
export function normalise(source: string): string {
  let text = source;
  if (text.includes('\r')) {
    text = text
      .replace(/\\\r\n/g, ' \\\n')
      .replace(/\r\n/g, ' \n')
      .replace(/\r/g, '\n');
  }
  return text.includes('\f') || text.length > MAX_LITERAL ? repairTokens(text) : text;
}

function repairTokens(text: string): string {
  let result = '';
  let at = 0;
  let statementStart = true;
  for (const token of scan(text)) {
    if (token.from > at) {
      const blank = statementStart && token.depth === 0 ? '\n' : ' ';
      result += text.slice(at, token.from).replace(/\f/g, blank);
    }
    const own = text.slice(token.from, token.to);
    const long = token.kind === 'string' && own.length > MAX_LITERAL;
    result += long ? emptied(own) : own;
    at = token.to;
    statementStart = token.kind === 'newline';
  }
  return result + text.slice(at).replace(/\f/g, statementStart ? '\n' : ' ');
}

/**
 * Two empty literals with space between them: joined, they are one constant with the range of the one literal.
 * Line ends inside go too, as nothing holds the two parts together over lines.
 */
function emptied(literal: string): string {
  const prefix = /^\w*/.exec(literal)?.[0] ?? '';
  const closing = prefix.toLowerCase().includes('b') ? "b''" : "''";
  return prefix + "''" + ' '.repeat(literal.length - prefix.length - 2 - closing.length) + closing;
}
