/** The patterns over an exception's name and value. */
import { patterns, type IPattern } from './catalogue';
import type { Certainty, IFailure } from './failure';
import type { IPrintedFrame } from './traceback';

/** The half of a failure that depends on nothing but the output. */
export interface IRecognised extends Pick<
  IFailure,
  'ids' | 'pattern' | 'groups' | 'evidence' | 'certainty' | 'stream' | 'ename' | 'evalue' | 'members'
> {
  /** Outermost first, not yet related to cells. */
  readonly frames: readonly IPrintedFrame[];
}

const errorPatterns = patterns.filter(each => each.target === 'error' || each.target === 'any');

/**
 * What an exception means: the first pattern that fits, and the ids of every other that fits too, behind its own.
 * `framesOf` is asked only when a pattern fits. Null when none does.
 */
export function firstOf(ename: string, evalue: string, framesOf: () => readonly IPrintedFrame[]): IRecognised | null {
  const ids = new Set<string>();
  let first: Omit<IRecognised, 'ids'> | null = null;
  for (const pattern of errorPatterns) {
    if (pattern.ename && !pattern.ename.test(ename)) {
      continue;
    }
    const match = pattern.unless?.test(evalue) ? null : pattern.re.exec(evalue);
    const frames = match ? framesOf() : [];
    const certainty = match && certaintyOf(pattern, evalue, frames);
    if (!match || !certainty) {
      continue;
    }
    pattern.failures.forEach(id => ids.add(id));
    const where = { evidence: 'error', stream: null } as const;
    first ??= { pattern: pattern.id, groups: groupsOf(match), ...where, certainty, ename, evalue, frames };
  }
  return first && { ...first, ids: [...ids] };
}

/** How sure a match is; null where its traceback says that it is something else. */
export function certaintyOf(pattern: IPattern, text: string, frames: readonly IPrintedFrame[]): Certainty | null {
  if (pattern.sure?.test(text)) {
    return 'certain';
  }
  const { frame } = pattern;
  if (!frame || frames.length === 0) {
    return pattern.certainty;
  }
  return frames.some(each => frame.test(`${each.file} ${each.name}`)) ? 'likely' : null;
}

/** The named groups that took part in a match. */
export function groupsOf(match: RegExpExecArray): Record<string, string> {
  const groups: Record<string, string> = {};
  for (const [name, value] of Object.entries(match.groups ?? {})) {
    if (value !== undefined) {
      groups[name] = value;
    }
  }
  return groups;
}
