/** From what rules saw to findings: merge, suppress, switch off, sort. */
import type { IFailure } from './failures/failure';
import type { Evidence, IFinding, Level } from './finding';
import { LEVELS } from './finding';
import type { IOptions } from './options';
import { mayBeScript } from './python/awaits';
import type { INotebookFacts } from './python/notebook-facts';
import type { IRule, ISeen, ISighting } from './rules/rule';
import { suppress } from './suppress';

/** Findings and, by their key, the sightings they were made from. */
export interface ISettled {
  readonly findings: readonly IFinding[];
  readonly sources: ReadonlyMap<string, readonly ISeen[]>;
}

const EVIDENCE: readonly Evidence[] = ['source', 'error', 'stream', 'result'];

/** Merge sightings of one rule at one place, drop what is suppressed or off, sort by place. */
export function settle(
  seen: readonly ISeen[],
  all: INotebookFacts,
  options: IOptions,
  rules: readonly IRule[],
  stale: readonly IFailure[]
): ISettled {
  const groups = suppress(withoutReplaced(group(seen)), all, options, rules, stale);
  const findings: IFinding[] = [];
  const sources = new Map<string, readonly ISeen[]>();
  const ordinals = new Map<string, number>();
  const both = mayBeScript(all);
  for (const members of sortByPlace(groups, all)) {
    const finding = merge(members, all, options, ordinals, both);
    if (finding) {
      findings.push(finding);
      sources.set(finding.key, members);
    }
  }
  return { findings, sources };
}

/** Sightings of the same rule in the same cell that overlap are one mistake. */
function group(seen: readonly ISeen[]): ISeen[][] {
  const groups: ISeen[][] = [];
  const byPlace = new Map<string, ISeen[][]>();
  for (const each of seen) {
    const { rule, sighting } = each;
    const key = `${rule.id} ${sighting.cell}`;
    const near = byPlace.get(key) ?? [];
    const same = near.find(members => members.some(member => touches(member.sighting, sighting)));
    if (same) {
      same.push(each);
    } else {
      const members = [each];
      near.push(members);
      byPlace.set(key, near);
      groups.push(members);
    }
  }
  return groups;
}

/** Drop what another rule has seen with more evidence at the same place, or at a place within it. */
function withoutReplaced(groups: readonly ISeen[][]): ISeen[][] {
  const replacing = groups.flat().filter(each => each.sighting.replaces);
  if (replacing.length === 0) {
    return [...groups];
  }
  return groups.filter(members => {
    const { rule, sighting } = members[0]!;
    return !replacing.some(
      other =>
        other.sighting.replaces!.includes(rule.id) &&
        other.sighting.cell === sighting.cell &&
        sighting.from <= other.sighting.from &&
        other.sighting.to <= sighting.to
    );
  });
}

/** Nested calls are two mistakes; the same range, or a range and its own statement, is one. */
function touches(a: ISighting, b: ISighting): boolean {
  return a.from === b.from && a.to === b.to;
}

function sortByPlace(groups: readonly ISeen[][], all: INotebookFacts): ISeen[][] {
  const index = (members: ISeen[]): number => all.cell(members[0]!.sighting.cell)?.index ?? -1;
  return [...groups].sort(
    (a, b) =>
      index(a) - index(b) || a[0]!.sighting.from - b[0]!.sighting.from || a[0]!.rule.id.localeCompare(b[0]!.rule.id)
  );
}

function merge(
  members: readonly ISeen[],
  all: INotebookFacts,
  options: IOptions,
  ordinals: Map<string, number>,
  both: boolean
): IFinding | null {
  const { rule } = members[0]!;
  const told = members.find(each => (each.sighting.evidence ?? 'source') !== 'source') ?? members[0]!;
  const { sighting } = told;
  const doubtful = both && !rule.scripts;
  const level = levelOf(rule, sighting, options, doubtful);
  const cell = all.cell(sighting.cell);
  if (level === 'off' || !cell) {
    return null;
  }
  const place = `${rule.id}:${cell.id}`;
  const ordinal = ordinals.get(place) ?? 0;
  ordinals.set(place, ordinal + 1);
  const evidence = new Set(members.map(each => each.sighting.evidence ?? 'source'));
  return {
    rule: rule.id,
    level,
    cell: cell.id,
    from: sighting.from,
    to: sighting.to,
    source: cell.source,
    title: sighting.title,
    message: doubtful ? `${sighting.message} ${AS_SCRIPT}` : sighting.message,
    evidence: EVIDENCE.filter(each => evidence.has(each)),
    key: `${place}:${ordinal}`
  };
}

/** What is said of a mistake that is none where the file is run as a script. */
const AS_SCRIPT = 'This is about running it cell by cell: as a script it may be right.';

/** The person's level decides; where the rule itself is quieter than usual, the quieter of the two. */
function levelOf(rule: IRule, sighting: ISighting, options: IOptions, doubtful: boolean): Level {
  const told = sighting.level ?? rule.level;
  const own = doubtful && loudness(told) > loudness('info') ? 'info' : told;
  const set = options.rules[rule.id]?.level;
  if (set === undefined) {
    return own;
  }
  return loudness(own) < loudness(rule.level) ? (loudness(own) < loudness(set) ? own : set) : set;
}

function loudness(level: Level): number {
  return LEVELS.indexOf(level);
}
