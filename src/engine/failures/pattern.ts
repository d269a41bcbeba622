/** The form of one entry of the catalogue, and short ways to write it. */
import type { Certainty } from './failure';

/** A text of the kernel and the failures it can stand for. Plain data; wording and advice are the rules'. */
export interface IPattern {
  /** `run.asyncio_run`: family and name. */
  readonly id: string;
  /** Ids of the failure catalogue the text can mean, the most likely first. */
  readonly failures: readonly string[];
  /**
   * Where to look. `error`: value of an error; `stream`: stdout and stderr; `repr`: results, displays and stdout;
   * `any`: error or stream.
   */
  readonly target: 'error' | 'stream' | 'repr' | 'any';
  /** What the exception's name must be, for `error`; null for any. */
  readonly ename: RegExp | null;
  /** Linear in the length of the text: see catalogue.spec.ts. */
  readonly re: RegExp;
  readonly certainty: Certainty;
  /** May occur several times in one text. */
  readonly all?: boolean;
  /** Literal texts, one of which every match contains; empty for `error`. */
  readonly needles: readonly string[];
  /** Only on stderr: on stdout it would be somebody quoting it. */
  readonly stderr?: boolean;
  /** When this matches too, the text alone is proof. */
  readonly sure?: RegExp;
  /** When this matches too, it is something else. */
  readonly unless?: RegExp;
  /**
   * A frame (`file` + space + `name`) that must be in the traceback. With it the match is likely, without any
   * traceback it stays weak, and with a traceback that has no such frame there is no match.
   */
  readonly frame?: RegExp;
  /**
   * Where a stream's text says the place. `traceback`: in the traceback that follows, else in the object's repr;
   * `warning`: `file:line:` before it; `repr`: in the object's repr that follows. Otherwise the traceback around it.
   */
  readonly place?: 'traceback' | 'warning' | 'repr';
}

type More = Pick<IPattern, 'all' | 'stderr' | 'sure' | 'unless' | 'frame' | 'place'>;

/** A pattern over the value of an error whose name matches `ename`. */
export function inError(
  id: string,
  certainty: Certainty,
  ename: RegExp | null,
  re: RegExp,
  failures: readonly string[],
  more: More = {}
): IPattern {
  return { id, failures, target: 'error', ename, re, certainty, needles: [], ...more };
}

/** A pattern over stream text, with the literal texts that every match contains. */
export function inStream(
  id: string,
  certainty: Certainty,
  needles: readonly string[],
  re: RegExp,
  failures: readonly string[],
  more: More = {}
): IPattern {
  return { id, failures, target: 'stream', ename: null, re, certainty, needles, ...more };
}

/** A pattern over `text/plain` of results and displays, and over stdout. */
export function inRepr(
  id: string,
  certainty: Certainty,
  needles: readonly string[],
  re: RegExp,
  failures: readonly string[],
  more: More = {}
): IPattern {
  return { id, failures, target: 'repr', ename: null, re, certainty, needles, all: true, ...more };
}

/** A pattern over the value of any error, and over stream text. */
export function inAny(
  id: string,
  certainty: Certainty,
  needles: readonly string[],
  re: RegExp,
  failures: readonly string[],
  more: More = {}
): IPattern {
  return { id, failures, target: 'any', ename: null, re, certainty, needles, ...more };
}
