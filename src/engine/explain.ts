/** kernel failure + document -> what the rules make of it. */
import type { IFailure } from './failures/failure';
import type { INotebookFacts } from './python/notebook-facts';
import type { IRule, ISeen } from './rules/rule';

/**
 * Let the rules explain what the kernel said.
 *
 * @param failures - as recognised; those of cells edited since they ran are left out, their evidence is gone, and so is
 *   that of messages older than the last run of the cell they are about.
 */
export function* explain(failures: readonly IFailure[], all: INotebookFacts, rules: readonly IRule[]): Iterable<ISeen> {
  for (const failure of failures) {
    // Where a never-awaited warning is printed says nothing about where the mistake is: its own cell may be unchanged.
    if (failure.stale && failure.pattern !== 'coro.warn') {
      continue;
    }
    for (const rule of rules) {
      if (rule.explain && rule.failures?.some(id => failure.ids.includes(id))) {
        for (const sighting of rule.explain(failure, all)) {
          if (!failure.rerun?.includes(sighting.cell)) {
            yield { rule, sighting: { evidence: failure.evidence, ...sighting } };
          }
        }
      }
    }
  }
}
