/** What one output says, without its document: patterns tried on its text, frames taken from what is printed there. */
import type { Output } from '../document';
import { stripAnsi } from './ansi';
import { patterns, type IPattern } from './catalogue';
import { cut } from './cut';
import type { Certainty, IFailure } from './failure';
import { fileHead } from './head';
import { quoted } from './quoted';
import { placeIn, type IPlace } from './streams';
import { lastFrames, tracebacksIn, tracebackText, type IPrintedFrame } from './traceback';

/** The half of a failure that depends on nothing but the output. */
export interface IRecognised extends Pick<
  IFailure,
  'ids' | 'pattern' | 'groups' | 'evidence' | 'certainty' | 'stream' | 'ename' | 'evalue'
> {
  /** Outermost first, not yet related to cells. */
  readonly frames: readonly IPrintedFrame[];
}

/** Most findings kept of one pattern in one text: a loop that warns ten thousand times says one thing. */
const SAME_MAX = 50;

const errorPatterns = patterns.filter(each => each.target === 'error' || each.target === 'any');
const streamPatterns = patterns.filter(each => each.target !== 'error');
const stderrPatterns = streamPatterns.filter(each => each.target !== 'repr');
const stdoutPatterns = streamPatterns.filter(each => !each.stderr);
const reprPatterns = patterns.filter(each => each.target === 'repr');
/** One pass over a text that says whether any pattern for streams or results can match. */
const gate = new RegExp(
  [...new Set(streamPatterns.flatMap(each => each.needles))]
    .map(needle => needle.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('|')
);
const everywhere = new Map(streamPatterns.map(each => [each, new RegExp(each.re.source, `${each.re.flags}g`)]));

const kept = new WeakMap<Output, readonly IRecognised[]>();

/**
 * What an output says. Kept per object, since an unchanged output stays the same object.
 * Texts above 200,000 UTF-16 units are cut first; never throws.
 */
export function recogniseOutput(output: Output): readonly IRecognised[] {
  let found = kept.get(output);
  if (!found) {
    found = output.type === 'error' ? inErrorOutput(output) : inText(output);
    kept.set(output, found);
  }
  return found;
}

function inErrorOutput(output: Output & { type: 'error' }): readonly IRecognised[] {
  const ename = exceptionName(output.ename);
  const evalue = stripAnsi(cut(output.evalue));
  let first: IPattern | null = null;
  let match: RegExpExecArray | null = null;
  let certainty: Certainty = 'weak';
  const ids = new Set<string>();
  let frames: readonly IPrintedFrame[] | null = null;
  for (const pattern of errorPatterns) {
    if (pattern.ename && !pattern.ename.test(ename)) {
      continue;
    }
    const here = pattern.re.exec(evalue);
    if (!here || pattern.unless?.test(evalue)) {
      continue;
    }
    frames ??= framesOfError(output, evalue);
    const sure = certaintyOf(pattern, evalue, frames);
    if (!sure) {
      continue;
    }
    if (!first) {
      [first, match, certainty] = [pattern, here, sure];
    }
    pattern.failures.forEach(id => ids.add(id));
  }
  if (!first || !match || !frames) {
    return [];
  }
  const groups = groupsOf(match);
  return [
    { ids: [...ids], pattern: first.id, groups, evidence: 'error', certainty, stream: null, ename, evalue, frames }
  ];
}

function inText(output: Exclude<Output, { type: 'error' }>): readonly IRecognised[] {
  const text = stripAnsi(cut(output.text));
  if (!gate.test(text)) {
    return [];
  }
  const stream = output.type === 'stream' ? output.name : null;
  const candidates = stream === 'stderr' ? stderrPatterns : stream === 'stdout' ? stdoutPatterns : reprPatterns;
  const place = stream ? placeIn(text) : null;
  const found: IRecognised[] = [];
  for (const pattern of candidates) {
    if (pattern.needles.some(needle => text.includes(needle))) {
      found.push(...matchesOf(pattern, text, stream, place ?? placeIn(text)));
    }
  }
  return found;
}

function matchesOf(pattern: IPattern, text: string, stream: IRecognised['stream'], place: IPlace): IRecognised[] {
  const found = new Map<string, IRecognised>();
  const isQuoted = pattern.target === 'repr' ? quoted(text) : null;
  const re = everywhere.get(pattern) ?? pattern.re;
  re.lastIndex = 0;
  for (let match = re.exec(text); match; match = re.exec(text)) {
    if (match[0] === '') {
      re.lastIndex++;
    }
    if (isQuoted?.(match.index) || pattern.unless?.test(match[0])) {
      continue;
    }
    const said = place(pattern, match.index, match.index + match[0].length);
    const groups = { ...said.groups, ...groupsOf(match) };
    const certainty = certaintyOf(pattern, match[0], said.frames);
    const last = said.frames[said.frames.length - 1];
    const key = JSON.stringify([groups, last?.file, last?.line]);
    if (certainty && !found.has(key)) {
      const evidence = stream ? 'stream' : 'result';
      const { ename, evalue, frames } = said;
      found.set(key, {
        ids: pattern.failures,
        pattern: pattern.id,
        groups,
        evidence,
        certainty,
        stream,
        ename,
        evalue,
        frames
      });
    }
    if (!pattern.all || found.size >= SAME_MAX) {
      break;
    }
  }
  return [...found.values()];
}

/** How sure a match is; null where its traceback says that it is something else. */
function certaintyOf(pattern: IPattern, text: string, frames: readonly IPrintedFrame[]): Certainty | null {
  if (pattern.sure?.test(text)) {
    return 'certain';
  }
  if (!pattern.frame || frames.length === 0) {
    return pattern.certainty;
  }
  const { frame } = pattern;
  return frames.some(each => frame.test(`${each.file} ${each.name}`)) ? 'likely' : null;
}

function groupsOf(match: RegExpExecArray): Record<string, string> {
  const groups: Record<string, string> = {};
  for (const [name, value] of Object.entries(match.groups ?? {})) {
    if (value !== undefined) {
      groups[name] = value;
    }
  }
  return groups;
}

/** Pyodide gives the class's repr, `<class 'a.ValueError'>`, where others give its name. */
function exceptionName(ename: string): string {
  return /^<class '(?:.*\.)?(\w+)'>$/.exec(ename)?.[1] ?? ename;
}

/** The frames of the exception raised last; for a syntax error, also the place its value names. */
function framesOfError(output: Output, evalue: string): readonly IPrintedFrame[] {
  const frames = lastFrames(tracebacksIn(tracebackText(output), true));
  const place = /\(([^()\n]{1,1000}), line (\d{1,9})\)$/.exec(evalue);
  if (!place) {
    return frames;
  }
  const named = fileHead(place[1] ?? '', Number(place[2]), '');
  const last = frames[frames.length - 1];
  const same = last && (last.count !== null || last.hash !== null || last.file === named.file);
  if (!last || !same || (last.line !== 0 && last.line !== named.line)) {
    return [...frames, { ...named, code: null }];
  }
  // `Cell In[3], line 6` has the execution count, the value has the hash: together they prove the cell.
  return [...frames.slice(0, -1), { ...last, line: named.line, hash: last.hash ?? named.hash }];
}
