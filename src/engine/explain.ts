/** kernel failure + document -> what the rules make of it. */
import type { IFailure } from './failures/failure';
import type { ICall } from './python/facts';
import type { INotebookFacts } from './python/notebook-facts';
import { lastName } from './python/wasted';
import type { IRule, ISeen } from './rules/rule';

/**
 * Let the rules explain what the kernel said.
 *
 * @param failures - as recognised; those of cells edited since they ran are left out, their evidence is gone, and so is
 *   that of messages older than the last run of the cell they are about.
 */
export function explain(failures: readonly IFailure[], all: INotebookFacts, rules: readonly IRule[]): readonly ISeen[] {
  const seen: ISeen[] = [];
  const dragged: IFailure[] = [];
  for (const failure of failures) {
    const found = [...explained(failure, all, rules)];
    seen.push(...found);
    if (found.length === 0 && failure.pattern === 'coro.warn') {
      dragged.push(failure);
    }
  }
  return [...seen, ...dragged.flatMap(failure => draggedBy(failure, seen, all))];
}

function* explained(failure: IFailure, all: INotebookFacts, rules: readonly IRule[]): Iterable<ISeen> {
  // Where a never-awaited warning is printed says nothing about where the mistake is: its own cell may be unchanged.
  if (failure.stale && failure.pattern !== 'coro.warn') {
    return;
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

/**
 * A call that failed leaves the coroutine it was given behind, and Python warns of that too: one mistake, two messages.
 * The second is evidence for what the first has shown.
 */
function draggedBy({ groups, evidence, rerun }: IFailure, seen: readonly ISeen[], all: INotebookFacts): ISeen[] {
  const name = lastName(groups['name'] ?? '');
  return seen.flatMap(({ rule, sighting }) => {
    const makes = ({ from, to, dotted, attr }: ICall): boolean =>
      from >= sighting.from && to <= sighting.to && lastName(dotted ?? attr ?? '') === name;
    const found = sighting.evidence === 'error' && all.cell(sighting.cell)?.calls.some(makes);
    return found && !rerun?.includes(sighting.cell) ? [{ rule, sighting: { ...sighting, evidence } }] : [];
  });
}
