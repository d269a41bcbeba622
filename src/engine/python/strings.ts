/** Where Python string literals end, f- and t-strings with their nested replacement fields included. */
import { afterLineEnd, isLineEnd, isWord, lineEnd } from './characters';

/** The prefixes of string literals, in any case. */
export const STRING_PREFIX = /^(?:[rbuft]|br|rb|fr|rf|tr|rt)$/i;

/** Nested literals deeper than this count as unterminated. CPython goes to 150, people to 3. */
const MAX_NESTING = 12;

/** A field of a single-quoted literal may run over this many line ends; a broken one must not make the scan quadratic. */
const MAX_LINE_ENDS = 10;

/** Told of what is inside the replacement fields of an interpolated literal. */
export interface IFieldVisitor {
  /** A brace that is text: in a nested plain literal, or one half of a doubled brace in a nested interpolated one. */
  brace(at: number): void;
  /** The prefix of a nested interpolated literal, which ends at the literal's quote. */
  prefix(from: number, quote: number): void;
}

/**
 * The end of the string literal whose opening quote is at `quote`.
 * @param prefix the literal's prefix, for example `rf`
 * @returns the offset after the closing quote; -1 when the literal does not end before `end`
 *   (or, single-quoted, before its line's end)
 */
export function skipString(text: string, quote: number, end: number, prefix: string, visitor?: IFieldVisitor): number {
  if (isInterpolated(prefix)) {
    const to = new Interpolated(text, visitor).skip(quote, end, prefix, 0);
    if (to >= 0) {
      return to;
    }
    // Before 3.12, or while being typed: a brace that never closes is no reason to lose the rest of the line.
  }
  return skipPlain(text, quote, end);
}

/** Calls `visit` for every literal outside comments: its start (prefix included), its quote and its end (-1: none). */
export function eachString(text: string, visit: (from: number, quote: number, to: number) => void): void {
  const mark = /["'#]/g;
  for (let match = mark.exec(text); match; match = mark.exec(text)) {
    const at = match.index;
    if (match[0] === '#') {
      mark.lastIndex = lineEnd(text, at);
      continue;
    }
    const from = prefixStart(text, at);
    const to = skipString(text, at, text.length, text.slice(from, at));
    visit(from, at, to);
    const triple = text.startsWith(match[0].repeat(3), at);
    mark.lastIndex = to >= 0 ? to : triple ? text.length : lineEnd(text, at);
  }
}

function prefixStart(text: string, quote: number): number {
  let from = quote;
  while (from > 0 && quote - from < 3 && isWord(text.charCodeAt(from - 1))) {
    from--;
  }
  return STRING_PREFIX.test(text.slice(from, quote)) ? from : quote;
}

/** True for the prefixes of f- and t-strings. */
export function isInterpolated(prefix: string): boolean {
  return /[ft]/i.test(prefix);
}

function quotes(text: string, quote: number): string {
  const char = text.charAt(quote);
  return text.startsWith(char.repeat(3), quote) ? char.repeat(3) : char;
}

function skipPlain(text: string, quote: number, end: number, visitor?: IFieldVisitor): number {
  const closing = quotes(text, quote);
  const triple = closing.length === 3;
  const mark = closing.charCodeAt(0);
  let at = quote + closing.length;
  while (at < end) {
    const unit = text.charCodeAt(at);
    if (unit === 92) {
      // In raw strings too a backslash keeps the quote after it from closing.
      at = afterEscaped(text, at + 1);
    } else if (unit === mark && (!triple || text.startsWith(closing, at))) {
      return at + closing.length <= end ? at + closing.length : -1;
    } else if (!triple && isLineEnd(unit)) {
      return -1;
    } else {
      if (visitor && (unit === 123 || unit === 125)) {
        visitor.brace(at);
      }
      at++;
    }
  }
  return -1;
}

function afterEscaped(text: string, at: number): number {
  return isLineEnd(text.charCodeAt(at)) ? afterLineEnd(text, at) : at + 1;
}

/** Interpolated literals of one text. Every method returns an offset, or -1 for what does not end. */
class Interpolated {
  constructor(
    private readonly text: string,
    private readonly visitor: IFieldVisitor | undefined
  ) {}

  skip(quote: number, end: number, prefix: string, nesting: number): number {
    const { text } = this;
    if (nesting > MAX_NESTING) {
      return -1;
    }
    const closing = quotes(text, quote);
    const triple = closing.length === 3;
    const stop = triple ? end : this.lastLineEnd(quote, end);
    const raw = /r/i.test(prefix);
    let at = quote + closing.length;
    while (at >= 0 && at < stop) {
      const char = text.charAt(at);
      if (char === '\\') {
        at = this.skipBackslash(at, stop, raw);
      } else if ((char === '{' || char === '}') && text.charAt(at + 1) === char) {
        if (nesting > 0) {
          this.visitor?.brace(at);
          this.visitor?.brace(at + 1);
        }
        at += 2;
      } else if (char === '{') {
        at = this.skipField(at + 1, stop, triple, nesting);
      } else if (text.startsWith(closing, at)) {
        return at + closing.length <= end ? at + closing.length : -1;
      } else if (!triple && (char === '\n' || char === '\r')) {
        return -1;
      } else {
        at++;
      }
    }
    return -1;
  }

  private lastLineEnd(from: number, end: number): number {
    let at = from;
    for (let count = 0; count < MAX_LINE_ENDS; count++) {
      at = this.text.indexOf('\n', at + 1);
      if (at < 0 || at >= end) {
        return end;
      }
    }
    return at;
  }

  /** After a backslash in the literal part; a brace after it still opens a field. */
  private skipBackslash(at: number, end: number, raw: boolean): number {
    const { text } = this;
    const next = text.charAt(at + 1);
    if (next === '{' || next === '}') {
      return at + 1;
    }
    if (!raw && next === 'N' && text.charAt(at + 2) === '{') {
      const name = /^[\w -]{0,200}\}/.exec(text.slice(at + 3, Math.min(end, at + 204)));
      return name ? at + 3 + name[0].length : at + 3;
    }
    return afterEscaped(text, at + 1);
  }

  /** From after `{` to after its `}`. */
  private skipField(from: number, end: number, triple: boolean, nesting: number): number {
    const { text } = this;
    let depth = 0;
    let at = from;
    while (at >= 0 && at < end) {
      const char = text.charAt(at);
      if (char === '"' || char === "'") {
        at = skipPlain(text, at, end, this.visitor);
      } else if (isWord(text.charCodeAt(at))) {
        at = this.skipWordOrString(at, end, nesting);
      } else if (char === '#') {
        at = lineEnd(text, at, end);
      } else if (char === '(' || char === '[' || char === '{') {
        depth++;
        at++;
      } else if (char === '}' && depth === 0) {
        return at + 1;
      } else if (char === ')' || char === ']' || char === '}') {
        depth = Math.max(0, depth - 1);
        at++;
      } else if (char === ':' && depth === 0) {
        return this.skipSpecification(at + 1, end, triple, nesting);
      } else {
        at++;
      }
    }
    return -1;
  }

  private skipWordOrString(from: number, end: number, nesting: number): number {
    const { text } = this;
    let to = from + 1;
    while (to < end && isWord(text.charCodeAt(to))) {
      to++;
    }
    const after = text.charAt(to);
    if (to - from > 2 || to >= end || (after !== '"' && after !== "'")) {
      return to;
    }
    const prefix = text.slice(from, to);
    if (!STRING_PREFIX.test(prefix)) {
      return to;
    }
    if (!isInterpolated(prefix)) {
      return skipPlain(text, to, end, this.visitor);
    }
    this.visitor?.prefix(from, to);
    return this.skip(to, end, prefix, nesting + 1);
  }

  /** A format specification: literal text with fields, up to and past the field's `}`. */
  private skipSpecification(from: number, end: number, triple: boolean, nesting: number): number {
    const { text } = this;
    if (nesting > MAX_NESTING) {
      return -1;
    }
    let at = from;
    while (at >= 0 && at < end) {
      const char = text.charAt(at);
      if (char === '}') {
        return at + 1;
      }
      if (!triple && (char === '\n' || char === '\r')) {
        return -1;
      }
      at = char === '{' ? this.skipField(at + 1, end, triple, nesting + 1) : at + 1;
    }
    return -1;
  }
}
