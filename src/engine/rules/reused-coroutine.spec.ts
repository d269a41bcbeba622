/** What kernels said of coroutines awaited twice, as it was recorded. */
import { createAnalysis } from '../analyse';
import { KERNELS, cases, notebookOf } from '../failures/testing/recorded';
import { DEFAULT_OPTIONS } from '../options';

/** A case, what is underlined, and the first fix; null where there is none. */
type Row = readonly [string, string, string | null];

/** Found whatever the kernel printed. */
const EVERYWHERE: readonly Row[] = [
  ['C26', 'await c', 'Call it again'],
  ['C26b', 'await c', 'Call it again'],
  ['C26c', 'f()', null],
  ['C27', 'await c', 'Call it again'],
  ['C27c', 'c', 'Call it again']
];

function told(id: string, kernel: (typeof KERNELS)[number]): unknown[] {
  const { source, [kernel]: outputs } = cases[id]!;
  const analysis = createAnalysis();
  const found = analysis.update(notebookOf(source, outputs!), DEFAULT_OPTIONS);
  return found
    .filter(each => each.rule !== 'dropped-task')
    .map(each => [each.rule, each.source.slice(each.from, each.to), analysis.fixes(each).fixes[0]?.title ?? null]);
}

describe.each(KERNELS)('%s', kernel => {
  it.each(EVERYWHERE.filter(([id]) => cases[id]![kernel]))('%s', (id, place, title) => {
    expect(told(id, kernel)).toEqual([['reused-coroutine', place, title]]);
  });
});
