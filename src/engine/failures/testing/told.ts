/** What rules say of recorded cases, for the specs of the rules. Not part of the engine. */
import { createAnalysis } from '../../analyse';
import type { IAnalysis } from '../../analyse';
import type { IFinding } from '../../finding';
import { DEFAULT_OPTIONS } from '../../options';
import { cases, KERNELS, notebookOf } from './recorded';

/** One of the recorded kernels. */
export type Kernel = (typeof KERNELS)[number];

/** A case, what is underlined, and the first fix; null where there is none. */
export type Row = readonly [id: string, place: string, fix: string | null];

/** Findings that a test is not about are left out. */
export type Counts = (finding: IFinding) => boolean;

/** What the analysis finds in a case as one kernel recorded it. */
export function findingsOf(
  id: string,
  kernel: Kernel
): { readonly analysis: IAnalysis; readonly findings: readonly IFinding[] } {
  const { source, [kernel]: outputs } = cases[id]!;
  const analysis = createAnalysis();
  return { analysis, findings: analysis.update(notebookOf(source, outputs!), DEFAULT_OPTIONS) };
}

/** Rule, place and first fix of the findings that count. */
export function told(
  id: string,
  kernel: Kernel,
  counts: Counts
): readonly (readonly [rule: string, place: string, fix: string | null])[] {
  const { analysis, findings } = findingsOf(id, kernel);
  return findings
    .filter(counts)
    .map(each => [each.rule, placeOf(each), analysis.fixes(each).fixes[0]?.title ?? null] as const);
}

/** The text that is underlined. */
export function placeOf({ source, from, to }: IFinding): string {
  return source.slice(from, to);
}

/** The findings of one rule. */
export function only(rule: string): Counts {
  return each => each.rule === rule;
}

/** The findings of all rules but these. */
export function without(...rules: readonly string[]): Counts {
  return each => !rules.includes(each.rule);
}

/**
 * Tests that cases have one finding each, in every kernel that recorded them, whatever it printed.
 *
 * @param more - further tests of the same kernel.
 */
export function tellsEverywhere(
  rule: string,
  rows: readonly Row[],
  counts: Counts,
  more?: (kernel: Kernel) => void
): void {
  describe.each(KERNELS)('%s', kernel => {
    it.each(rows.filter(([id]) => cases[id]?.[kernel]))('%s', (id, place, fix) => {
      expect(told(id, kernel, counts)).toEqual([[rule, place, fix]]);
    });
    more?.(kernel);
  });
}

/** Tests that cases have one finding each where the traceback names the line: only K6 was recorded with all of it. */
export function tellsWithLine(rule: string, rows: readonly Row[], counts: Counts): void {
  it.each(rows)('%s', (id, place, fix) => {
    expect(told(id, 'K6', counts)).toEqual([[rule, place, fix]]);
  });
}
