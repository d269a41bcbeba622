/**
 * A tolerant tokenizer for Python text. It never throws and always ends, whatever the text;
 * it decides nothing about grammar. Offsets are UTF-16 code units into the text given.
 * Strings follow CPython 3.12 and later (PEP 701: a replacement field may hold any quotes).
 */
import { afterLineEnd, isDigit, isLineEnd, isWord, lineEnd } from './characters';
import { skipString, STRING_PREFIX } from './strings';

/** One token. Whitespace and backslash continuations are not tokens. */
export interface IToken {
  /**
   * `string`: one literal with its prefix, f- and t-strings whole. `newline`: a line end outside brackets, strings and
   * backslash continuations (blank lines have one too). `other`: what Python has no token for (`?`, `!`, `$`, an
   * unterminated string up to its line's or the text's end).
   */
  readonly kind: 'name' | 'number' | 'string' | 'comment' | 'op' | 'newline' | 'other';
  readonly from: number;
  readonly to: number;
  /** Open brackets before the token: `(` and its `)` differ by one. */
  readonly depth: number;
}

const OPERATORS_3 = new Set(['...', '<<=', '>>=', '**=', '//=']);
const OPERATORS_2 = new Set('** // << >> == != <= >= += -= *= /= %= &= |= ^= @= := ->'.split(' '));
const OPERATORS_1 = '+-*/%@|&^~()[]{},:.;=<>';

/** Tokens one at a time; `scan` is the same as a list. */
export class Scanner {
  private depth = 0;

  constructor(
    private readonly text: string,
    private position = 0,
    private readonly end = text.length
  ) {}

  /** The next token, or null at the end. */
  next(): IToken | null {
    const { text, end } = this;
    let at = this.position;
    for (;;) {
      if (at >= end) {
        this.position = end;
        return null;
      }
      const unit = text.charCodeAt(at);
      if (unit === 32 || unit === 9 || unit === 12 || (unit === 0xfeff && at === 0)) {
        at++;
      } else if (unit === 92 && isLineEnd(text.charCodeAt(at + 1)) && at + 1 < end) {
        at = afterLineEnd(text, at + 1);
      } else if (isLineEnd(unit)) {
        const after = Math.min(afterLineEnd(text, at), end);
        if (this.depth === 0) {
          return this.token('newline', at, after);
        }
        at = after;
      } else {
        break;
      }
    }
    return this.scanToken(at);
  }

  private token(kind: IToken['kind'], from: number, to: number): IToken {
    this.position = to;
    return { kind, from, to, depth: this.depth };
  }

  private scanToken(at: number): IToken {
    const { text, end } = this;
    const unit = text.charCodeAt(at);
    if (unit === 35) {
      return this.token('comment', at, lineEnd(text, at, end));
    }
    if (unit === 34 || unit === 39) {
      return this.scanString(at, at, '');
    }
    if (isDigit(unit) || (unit === 46 && isDigit(text.charCodeAt(at + 1)))) {
      return this.token('number', at, Math.min(skipNumber(text, at), end));
    }
    if (isWord(unit)) {
      let to = at + 1;
      while (to < end && isWord(text.charCodeAt(to))) {
        to++;
      }
      const after = text.charCodeAt(to);
      if ((after === 34 || after === 39) && to < end && to - at <= 2 && STRING_PREFIX.test(text.slice(at, to))) {
        return this.scanString(at, to, text.slice(at, to));
      }
      return this.token('name', at, to);
    }
    return this.scanOperator(at);
  }

  private scanString(from: number, quote: number, prefix: string): IToken {
    const { text, end } = this;
    const to = skipString(text, quote, end, prefix);
    if (to >= 0) {
      return this.token('string', from, to);
    }
    const triple = text.startsWith(text.charAt(quote).repeat(3), quote);
    return this.token('other', from, triple ? end : lineEnd(text, quote, end));
  }

  private scanOperator(at: number): IToken {
    const { text, end } = this;
    const rest = end - at;
    if (rest >= 3 && OPERATORS_3.has(text.slice(at, at + 3))) {
      return this.token('op', at, at + 3);
    }
    if (rest >= 2 && OPERATORS_2.has(text.slice(at, at + 2))) {
      return this.token('op', at, at + 2);
    }
    const char = text.charAt(at);
    if (!OPERATORS_1.includes(char)) {
      return this.token('other', at, at + 1);
    }
    const token = this.token('op', at, at + 1);
    if (char === '(' || char === '[' || char === '{') {
      this.depth++;
    } else if (this.depth > 0 && (char === ')' || char === ']' || char === '}')) {
      this.depth--;
    }
    return token;
  }
}

/**
 * All tokens of `text` between `from` (which must be outside strings and comments) and `to`.
 * @returns the tokens in order; never throws.
 */
export function scan(text: string, from = 0, to = text.length): IToken[] {
  const scanner = new Scanner(text, from, Math.min(to, text.length));
  const tokens: IToken[] = [];
  for (let token = scanner.next(); token; token = scanner.next()) {
    tokens.push(token);
  }
  return tokens;
}

function skipDigits(text: string, at: number): number {
  let to = at;
  while (isDigit(text.charCodeAt(to)) || text.charCodeAt(to) === 95) {
    to++;
  }
  return to;
}

function skipNumber(text: string, at: number): number {
  const base = text.charAt(at + 1);
  if (text.charAt(at) === '0' && base !== '' && 'xXoObB'.includes(base)) {
    let to = at + 2;
    while (/[0-9a-fA-F_]/.test(text.charAt(to))) {
      to++;
    }
    return to;
  }
  let to = skipDigits(text, at);
  if (text.charAt(to) === '.') {
    to = skipDigits(text, to + 1);
  }
  if (text.charAt(to) === 'e' || text.charAt(to) === 'E') {
    const sign = text.charAt(to + 1);
    const digits = sign === '+' || sign === '-' ? to + 2 : to + 1;
    if (isDigit(text.charCodeAt(digits))) {
      to = skipDigits(text, digits);
    }
  }
  const suffix = text.charAt(to);
  return suffix === 'j' || suffix === 'J' ? to + 1 : to;
}
