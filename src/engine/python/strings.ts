/** Where Python string literals end, f- and t-strings with their nested replacement fields included. */
import { afterLineEnd, isLineEnd, isWord, lineEnd } from './characters';

/** Nested literals deeper than this count as unterminated; CPython itself stops at 150. */
const MAX_NESTING = 100;

/** A field of a single-quoted literal may run over lines; a broken one must not make the scan quadratic. */
const MAX_SINGLE_QUOTED = 10_000;

/** The prefixes of string literals, in any case. */
export const STRING_PREFIX = /^(?:[rbuft]|br|rb|fr|rf|tr|rt)$/i;

/**
 * The end of the string literal whose opening quote is at `quote`.
 * @param prefix the literal's prefix in lower case, for example `rf`
 * @returns the offset after the closing quote; -1 when the literal does not end before `end`
 *   (or, single-quoted, before its line's end)
 */
export function skipString(text: string, quote: number, end: number, prefix: string): number {
  if (prefix.includes('f') || prefix.includes('t')) {
    const to = skipInterpolated(text, quote, end, prefix.includes('r'), 0);
    if (to >= 0) {
      return to;
    }
    // Before 3.12, or while being typed: a brace that never closes is no reason to lose the rest of the line.
  }
  return skipPlain(text, quote, end);
}

function quotes(text: string, quote: number): string {
  const char = text.charAt(quote);
  return text.startsWith(char.repeat(3), quote) ? char.repeat(3) : char;
}

function skipPlain(text: string, quote: number, end: number): number {
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
      at++;
    }
  }
  return -1;
}

function afterEscaped(text: string, at: number): number {
  return isLineEnd(text.charCodeAt(at)) ? afterLineEnd(text, at) : at + 1;
}

function skipInterpolated(text: string, quote: number, end: number, raw: boolean, nesting: number): number {
  if (nesting > MAX_NESTING) {
    return -1;
  }
  const closing = quotes(text, quote);
  const triple = closing.length === 3;
  const stop = triple ? end : Math.min(end, quote + MAX_SINGLE_QUOTED);
  let at = quote + closing.length;
  while (at < stop) {
    const char = text.charAt(at);
    if (char === '\\') {
      at = afterBackslash(text, at, stop, raw);
    } else if (char === '{') {
      at = text.charAt(at + 1) === '{' ? at + 2 : skipField(text, at + 1, stop, raw, triple, nesting);
      if (at < 0) {
        return -1;
      }
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

/** After a backslash in the literal part of an interpolated string; a brace after it still opens a field. */
function afterBackslash(text: string, at: number, end: number, raw: boolean): number {
  const next = text.charAt(at + 1);
  if (next === '{' || next === '}') {
    return at + 1;
  }
  if (!raw && next === 'N' && text.charAt(at + 2) === '{') {
    const close = text.indexOf('}', at + 3);
    return close < 0 || close >= Math.min(end, at + 200) ? at + 3 : close + 1;
  }
  return afterEscaped(text, at + 1);
}

/** From after `{` to after its `}`; -1 when it does not close. */
function skipField(text: string, from: number, end: number, raw: boolean, triple: boolean, nesting: number): number {
  let depth = 0;
  let at = from;
  while (at < end) {
    const char = text.charAt(at);
    const unit = text.charCodeAt(at);
    if (char === '"' || char === "'") {
      at = skipPlain(text, at, end);
    } else if (isWord(unit)) {
      at = skipWordOrString(text, at, end, nesting);
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
      return skipSpecification(text, at + 1, end, raw, triple, nesting);
    } else {
      at++;
    }
    if (at < 0) {
      return -1;
    }
  }
  return -1;
}

function skipWordOrString(text: string, at: number, end: number, nesting: number): number {
  let to = at + 1;
  while (to < end && isWord(text.charCodeAt(to))) {
    to++;
  }
  const after = text.charAt(to);
  if (to - at > 2 || to >= end || (after !== '"' && after !== "'")) {
    return to;
  }
  const prefix = text.slice(at, to).toLowerCase();
  if (!STRING_PREFIX.test(prefix)) {
    return to;
  }
  return prefix.includes('f') || prefix.includes('t')
    ? skipInterpolated(text, to, end, prefix.includes('r'), nesting + 1)
    : skipPlain(text, to, end);
}

/** A format specification: literal text with fields, up to and past the field's `}`. */
function skipSpecification(
  text: string,
  from: number,
  end: number,
  raw: boolean,
  triple: boolean,
  nesting: number
): number {
  if (nesting > MAX_NESTING) {
    return -1;
  }
  let at = from;
  while (at < end) {
    const char = text.charAt(at);
    if (char === '}') {
      return at + 1;
    }
    if (char === '{') {
      at = skipField(text, at + 1, end, raw, triple, nesting + 1);
      if (at < 0) {
        return -1;
      }
    } else if (!triple && (char === '\n' || char === '\r')) {
      return -1;
    } else {
      at++;
    }
  }
  return -1;
}
