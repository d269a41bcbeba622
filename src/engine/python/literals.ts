/**
 * What must be known of a text's string literals before py-ast 1.16.0 may read it: it takes a prefixed literal without
 * an end, and miscounts braces that are text inside a nested literal of an f- or t-string (`f"{d['{']}"`).
 */
import { eachString, isInterpolated, skipString } from './strings';

/** A quote that may have a prefix. */
const PREFIXED = /(?:^|\W)[rbuft]{1,2}["']/i;

/**
 * The text with the same structure and length in which nested literals hold no braces as text and have the prefixes
 * that py-ast knows inside fields; null where a literal does not end.
 */
export function prepareLiterals(text: string): string | null {
  if (!PREFIXED.test(text)) {
    return text;
  }
  let ended = true;
  const changes: { at: number; text: string }[] = [];
  const visitor = {
    brace: (at: number) => changes.push({ at, text: '.' }),
    prefix: (from: number, quote: number) => changes.push({ at: from, text: plainPrefix(text.slice(from, quote)) })
  };
  eachString(text, (from, quote, to) => {
    ended = ended && to >= 0;
    if (to >= 0 && isInterpolated(text.slice(from, quote)) && /["'][^]*["']/.test(text.slice(quote + 3, to - 1))) {
      skipString(text, quote, to, text.slice(from, quote), visitor);
    }
  });
  if (!ended) {
    return null;
  }
  let result = '';
  let at = 0;
  for (const change of changes) {
    result += text.slice(at, change.at) + change.text;
    at = change.at + change.text.length;
  }
  return result + text.slice(at);
}

/** Inside fields py-ast knows interpolated literals by a small `f` or `t` right before the quote. */
function plainPrefix(prefix: string): string {
  const kind = /t/i.test(prefix) ? 't' : 'f';
  return prefix.length === 2 ? `r${kind}` : kind;
}
