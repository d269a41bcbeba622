/** What can still be read of a text that does not parse as a whole: the top-level statements that parse by themselves. */
import type { StmtNode } from 'py-ast';
import type { ISpan } from '../document';
import { firstAtLeast } from './lines';
import { Scanner } from './scanner';
import { eachString } from './strings';
import { tryParse } from './tree';
import { shiftLines } from './walk';

/** Above this, in UTF-16 units, a text that does not parse gives nothing. */
const MAX_TEXT = 200_000;

/** Statements that fail before the rest is given up. */
const MAX_FAILURES = 100;

/** How many column-0 lines one statement may begin with (a decorator's line counts with the next). */
const MAX_STARTS = 4;

/** How far to look for the end of a statement that runs over more column-0 lines (a long triple-quoted string). */
const MAX_STATEMENT = 50_000;

/** What resync kept. */
export interface IResynced {
  readonly body: readonly StmtNode[];
  /** Ranges of the text without facts, in order, without the line ends around them. Never empty. */
  readonly unparsed: readonly ISpan[];
}

/**
 * Reads the statements of `text`, which does not parse as a whole.
 * Cuts at lines that begin at column 0, keeps what parses between cuts and believes nothing else. The kept nodes have
 * line numbers of the whole text.
 */
export function resync(text: string): IResynced {
  const starts = text.length <= MAX_TEXT ? statementStarts(text) : [];
  if (starts.length === 0 || (starts.length === 1 && starts[0]?.at === 0)) {
    return { body: [], unparsed: [{ from: 0, to: text.length }] };
  }
  const body: StmtNode[] = [];
  const failed: ISpan[] = [];
  addFailed(text, failed, 0, starts[0]?.at ?? 0);
  let failures = 0;
  for (let index = 0; index < starts.length;) {
    const next = failures < MAX_FAILURES ? keepStatement(text, starts, index, body) : null;
    if (next === null) {
      failures++;
      addFailed(text, failed, starts[index]?.at ?? 0, starts[index + 1]?.at ?? text.length);
    }
    index = next ?? index + 1;
  }
  return { body, unparsed: failed.length > 0 ? failed : [{ from: 0, to: text.length }] };
}

interface IStart {
  readonly at: number;
  /** Line number from 0. */
  readonly line: number;
}

/** Tries longer and longer pieces from one start; returns the index of the first start after the kept piece. */
function keepStatement(text: string, starts: readonly IStart[], index: number, body: StmtNode[]): number | null {
  const start = starts[index];
  if (!start) {
    return null;
  }
  const tried = Math.min(index + MAX_STARTS, starts.length);
  for (let end = index + 1; end <= tried; end++) {
    if (keep(text, start, starts[end]?.at ?? text.length, body)) {
      return end;
    }
  }
  const end = logicalEnd(text, starts, index);
  return end > tried && keep(text, start, starts[end]?.at ?? text.length, body) ? end : null;
}

/** The index of the first start after the logical line that begins at start `index`; -1 when it is too far to say. */
function logicalEnd(text: string, starts: readonly IStart[], index: number): number {
  const from = starts[index]?.at ?? 0;
  const scanner = new Scanner(text, from, Math.min(text.length, from + MAX_STATEMENT));
  let token = scanner.next();
  while (token && token.kind !== 'newline') {
    token = scanner.next();
  }
  const to = token?.to;
  return to === undefined
    ? -1
    : firstAtLeast(
        starts.map(start => start.at),
        to
      );
}

function keep(text: string, start: IStart, to: number, body: StmtNode[]): boolean {
  const statements = tryParse(text.slice(start.at, to));
  if (!statements) {
    return false;
  }
  for (const statement of statements) {
    shiftLines(statement, start.line);
    body.push(statement);
  }
  return true;
}

/** Lines at column 0 that may begin a statement: no blanks, comments, closing brackets or later clauses. */
function statementStarts(text: string): IStart[] {
  const starts: IStart[] = [];
  const strings = longStrings(text);
  let string = 0;
  let line = 0;
  let decorated = false;
  for (let at = 0; at < text.length; line++) {
    const unit = text.charCodeAt(at);
    const begins = unit !== 10 && unit !== 32 && unit !== 9 && unit !== 35 && !')]}'.includes(text.charAt(at));
    while (at >= (strings[string]?.to ?? Infinity)) {
      string++;
    }
    const inString = at > (strings[string]?.from ?? Infinity);
    if (begins && !inString && !/^(?:else|elif|except|finally|case)\b/.test(text.slice(at, at + 8))) {
      if (!decorated) {
        starts.push({ at, line });
      }
      decorated = unit === 64;
    }
    const end = text.indexOf('\n', at);
    at = end < 0 ? text.length : end + 1;
  }
  return starts;
}

/**
 * The literals that run over lines, in order: no statement begins in them. None when a literal has no end: a quote is
 * missing somewhere, and what is inside and what is outside of literals is not known.
 */
function longStrings(text: string): ISpan[] {
  const found: ISpan[] = [];
  let ended = true;
  eachString(text, (from, quote, to) => {
    ended = ended && (to >= 0 || !/^(?:"""|''')/.test(text.slice(quote, quote + 3)));
    if (to - quote > 2 && text.slice(quote, to).includes('\n')) {
      found.push({ from, to });
    }
  });
  return ended ? found : [];
}

/** Adds a range without the comments and white space around it; ranges that touch become one; blank ones are left out. */
function addFailed(text: string, failed: ISpan[], from: number, to: number): void {
  const content = text.slice(from, to);
  const first = /^[^\S\n]*[^\s#]/m.exec(content);
  if (!first) {
    return;
  }
  const start = from + first.index + first[0].length - 1;
  const end = from + content.trimEnd().length;
  const last = failed[failed.length - 1];
  if (last && text.slice(last.to, start).trim() === '') {
    failed[failed.length - 1] = { from: last.from, to: end };
  } else {
    failed.push({ from: start, to: end });
  }
}
