/** What one output says, without its document: patterns tried on its text, frames taken from what is printed there. */
import type { Output } from '../document';
import { stripAnsi } from './ansi';
import { patterns, type IPattern } from './catalogue';
import { cut } from './cut';
import { certaintyOf, firstOf, groupsOf, type IRecognised } from './exceptions';
import { fileHead } from './head';
import { quoted } from './quoted';
import { placeIn, type IPlace } from './streams';
import { CAUSE, lastFrames, tracebacksIn, tracebackText, type IPrintedFrame } from './traceback';

/** Most findings kept of one pattern in one text: a loop that warns ten thousand times says one thing. */
const SAME_MAX = 50;

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
    found = output.type === 'error' ? inError(output) : inText(output);
    kept.set(output, found);
  }
  return found;
}

function inError(output: Output & { type: 'error' }): readonly IRecognised[] {
  const ename = exceptionName(output.ename);
  const evalue = stripAnsi(cut(output.evalue));
  let frames: readonly IPrintedFrame[] | null = null;
  const said = firstOf(ename, evalue, () => (frames ??= framesOfError(output, evalue)));
  return said ? [said] : causeOf(output);
}

/** An error that says nothing itself may name what it was raised from. One `from` is followed, whatever handled it. */
function causeOf(output: Output & { type: 'error' }): readonly IRecognised[] {
  if (!output.traceback.some(entry => entry.includes(CAUSE))) {
    return [];
  }
  const all = tracebacksIn(tracebackText(output), true);
  for (let at = all.length - 2; at >= 0 && all[at]?.cause; at--) {
    const { ename = '', evalue = '', frames = [] } = all[at] ?? {};
    const said = firstOf(ename, evalue, () => frames);
    if (said && said.certainty === 'certain') {
      return [{ ...said, certainty: 'likely' }];
    }
  }
  return [];
}

function inText(output: Exclude<Output, { type: 'error' }>): readonly IRecognised[] {
  const text = stripAnsi(cut(output.text));
  const stream = output.type === 'stream' ? output.name : null;
  const place = placeIn(text);
  const found: IRecognised[] = [];
  const taken: number[] = [];
  if (gate.test(text)) {
    const candidates = stream === 'stderr' ? stderrPatterns : stream === 'stdout' ? stdoutPatterns : reprPatterns;
    for (const pattern of candidates) {
      if (pattern.needles.some(needle => text.includes(needle))) {
        found.push(...matchesOf(pattern, text, stream, place, taken));
      }
    }
  }
  if (stream === 'stderr') {
    found.push(...printed(place, taken));
  }
  return found;
}

/** Exceptions whose traceback was printed: of a thread, of a task, of a group. The person's own handlers print to stdout. */
function printed(place: IPlace, taken: readonly number[]): IRecognised[] {
  const found: IRecognised[] = [];
  for (const { ename, evalue, frames, from, to, origin } of place.tracebacks()) {
    if (!origin && found.length < SAME_MAX && !taken.some(at => at > from && at < to)) {
      const said = firstOf(ename.slice(ename.lastIndexOf('.') + 1), evalue, () => frames);
      if (said && said.certainty !== 'weak') {
        found.push({ ...said, evidence: 'stream', stream: 'stderr', certainty: 'likely' });
      }
    }
  }
  return found;
}

function matchesOf(
  pattern: IPattern,
  text: string,
  stream: IRecognised['stream'],
  place: IPlace,
  taken: number[]
): IRecognised[] {
  const found = new Map<string, IRecognised>();
  const isQuoted = pattern.target === 'repr' ? quoted(text) : null;
  const re = everywhere.get(pattern) ?? pattern.re;
  re.lastIndex = 0;
  for (let match = re.exec(text); match; match = re.exec(text)) {
    if (isQuoted?.(match.index)) {
      continue;
    }
    taken.push(match.index);
    const said = place.of(pattern, match.index, match.index + match[0].length);
    const groups = { ...said.groups, ...groupsOf(match) };
    const certainty = certaintyOf(pattern, match[0], said.frames);
    const last = said.frames[said.frames.length - 1];
    const key = JSON.stringify([groups, last?.file, last?.line]);
    if (certainty && !found.has(key)) {
      const { ename, evalue, frames, members } = said;
      const where = { evidence: stream ? 'stream' : 'result', stream, certainty } as const;
      found.set(key, {
        ids: pattern.failures,
        pattern: pattern.id,
        groups,
        ...where,
        ename,
        evalue,
        frames,
        ...(members && { members })
      });
    }
    if (!pattern.all || found.size >= SAME_MAX) {
      break;
    }
  }
  re.lastIndex = 0;
  return [...found.values()];
}

/** Pyodide gives the class's repr, `<class 'a.ValueError'>`, where others give its name. */
function exceptionName(ename: string): string {
  return /^<class '(?:[^']*\.)?(\w+)'>$/.exec(ename)?.[1] ?? ename;
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
