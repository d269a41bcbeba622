/** The place that a text on a stream, or the repr of an object, belongs to. */
import type { IMember } from './failure';
import { fileHead } from './head';
import type { IPattern } from './pattern';
import { tracebacksIn, type IPrintedFrame, type ITraceback } from './traceback';

/** What is printed around a match. */
export interface ISaid {
  readonly frames: readonly IPrintedFrame[];
  readonly groups: Readonly<Record<string, string>>;
  /** Of the exception whose traceback it is; empty when there is none. */
  readonly ename: string;
  readonly evalue: string;
  /** Of an exception group. */
  readonly members?: readonly IMember[];
}

/** One text and the tracebacks printed in it. */
export interface IPlace {
  /** The surroundings of a match at `[from, to)`. */
  of(pattern: IPattern, from: number, to: number): ISaid;
  /** Read once, at the first question that needs them. */
  tracebacks(): readonly ITraceback[];
}

const NOTHING: ISaid = { frames: [], groups: {}, ename: '', evalue: '' };
/** How far behind a match its traceback or repr may begin, in UTF-16 units. */
const NEAR = 4000;
/** `<file>:<line>: RuntimeWarning: …`, with the source line below it. */
const WARNING = /^(.{1,1000}):(\d{1,9}): $/;
/** `coro=<f() done, defined at a.py:2>`, `coro=<f() running at a.py:2>`. */
const CORO = /coro=<(\S{1,300}?)\(\)[^<>\n]{0,100} at (<[^<>\n]{1,200}>|[^<>\n]{1,1000}?):(\d{1,9})[ >]/;
/** `Exception in callback f() at a.py:2`. */
const CALLBACK = /^(.{1,500}) at (<[^<>\n]{1,200}>|[^<>\n]{1,1000}?):(\d{1,9})$/;

/** Places in a text without ANSI codes. */
export function placeIn(text: string): IPlace {
  let known: ITraceback[] | null = null;
  const tracebacks = (): ITraceback[] =>
    (known ??= text.includes('(most recent call last)') ? tracebacksIn(text, false) : []);
  const of = (pattern: IPattern, from: number, to: number): ISaid => {
    switch (pattern.place) {
      case 'warning':
        return warningAt(text, from, following(tracebacks(), text, to, true));
      case 'traceback':
        return withRepr(saidBy(following(tracebacks(), text, from, false)), text, from, to);
      case 'repr':
        return withRepr(NOTHING, text, from, to);
      default:
        return pattern.target === 'repr' ? NOTHING : saidBy(around(tracebacks(), from));
    }
  };
  return { of, tracebacks };
}

function saidBy(all: readonly ITraceback[]): ISaid {
  const [first] = all;
  if (!first) {
    return NOTHING;
  }
  const said = { frames: all.flatMap(each => each.frames), groups: {}, ename: first.ename, evalue: first.evalue };
  return first.margin > 0 ? { ...said, members: membersOf(all) } : said;
}

/** The exceptions of a group and of the groups in it. */
function membersOf(all: readonly ITraceback[]): IMember[] {
  const members: IMember[] = [];
  let from = 0;
  for (const { frames, ename, evalue } of all) {
    const to = from + frames.length;
    if (ename !== '' && !/ExceptionGroup$/.test(ename)) {
      members.push({ ename: ename.slice(ename.lastIndexOf('.') + 1), evalue, from, to });
    }
    from = to;
  }
  return members;
}

/** The traceback a match lies in; for an exception group with the tracebacks of its members. */
function around(all: readonly ITraceback[], at: number): readonly ITraceback[] {
  const index = firstEndingAfter(all, at);
  const outer = all[index];
  if (!outer || outer.from > at || outer.to < at) {
    return [];
  }
  let end = index + 1;
  while (outer.margin > 0 && (all[end]?.margin ?? 0) > outer.margin) {
    end++;
  }
  return all.slice(index, end);
}

/** The traceback that follows a match within a few lines, `source_traceback` passed over unless it is asked for. */
function following(all: readonly ITraceback[], text: string, at: number, origin: boolean): readonly ITraceback[] {
  let index = firstEndingAfter(all, at);
  let from = at;
  for (let next = all[index]; next; next = all[++index]) {
    const gap = text.slice(from, Math.min(next.from, from + NEAR)).split('\n').length - 1;
    if (next.from - from >= NEAR || gap > (origin ? 1 : 3)) {
      return [];
    }
    if (next.origin === origin) {
      return [next];
    }
    if (origin) {
      return [];
    }
    from = next.to;
  }
  return [];
}

function firstEndingAfter(all: readonly ITraceback[], at: number): number {
  let low = 0;
  let high = all.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((all[middle]?.to ?? 0) > at) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}

/** Where a warning says it was raised, or, when the kernel tracks it, where the coroutine was created. */
function warningAt(text: string, from: number, created: readonly ITraceback[]): ISaid {
  if (created.length > 0) {
    return { ...saidBy(created), ename: '', evalue: '' };
  }
  const before = text.slice(Math.max(0, from - NEAR), from);
  const place = WARNING.exec(before.slice(before.lastIndexOf('\n') + 1));
  if (!place) {
    return NOTHING;
  }
  const code = /^[^\n]{0,2000}\n {2}(\S[^\n]{0,2000})/.exec(text.slice(from, from + NEAR));
  const head = fileHead(place[1] ?? '', Number(place[2]), '');
  return { ...NOTHING, frames: [{ ...head, code: code?.[1]?.trim() ?? null }] };
}

/** Adds the coroutine and place that an object's repr names; the frames of a traceback are the better place. */
function withRepr(said: ISaid, text: string, from: number, to: number): ISaid {
  const near = text.slice(from, to + NEAR);
  // The repr is on the line of the match or on the one below it.
  const lines = near.slice(0, lineEnd(near, lineEnd(near, to - from) + 1));
  const coro = CORO.exec(lines);
  const place = coro ?? CALLBACK.exec(/^Exception in callback (.*)/.exec(lines)?.[1] ?? '');
  if (!place) {
    return said;
  }
  const name = coro?.[1] ?? '';
  const frame = { ...fileHead(place[2] ?? '', Number(place[3]), name || (place[1] ?? '')), code: null };
  const frames = said.frames.length > 0 ? said.frames : [frame];
  return { ...said, frames, groups: name ? { ...said.groups, name } : said.groups };
}

function lineEnd(text: string, from: number): number {
  const newline = text.indexOf('\n', from);
  return newline < 0 ? text.length : newline;
}
