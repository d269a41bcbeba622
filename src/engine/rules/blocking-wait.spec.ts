/** Waits that never ended, as they were recorded: most kernels said nothing, or what Stop made of them. */
import { createAnalysis } from '../analyse';
import { KERNELS, cases, notebookOf } from '../failures/testing/recorded';
import { DEFAULT_OPTIONS } from '../options';

/** A case, what is underlined, and the first fix; null where there is none. */
type Row = readonly [string, string, string | null];

const FOUND: readonly Row[] = [
  ['E05', 'f.result()', 'Await it'],
  ['E05b', 'f.result(timeout=0.3)', 'Await it'],
  ['E05d', 't.join()', 'Await the thread'],
  ['F05', 'async with lock', null],
  ['F07', 'q.join()', null],
  ['F14', 'time.sleep(0.01)', 'Await asyncio.sleep() instead'],
  ['F18', 'await asyncio.wait_for(asyncio.shield(fut), 1.5)', null]
];

/** The cell awaits meanwhile, or the code does not show what sets the future. */
const SILENT: readonly string[] = ['E05c', 'F06', 'F08', 'D13'];

function told(id: string, kernel: (typeof KERNELS)[number]): readonly (readonly [string, string, string | null])[] {
  const { source, [kernel]: outputs } = cases[id]!;
  const analysis = createAnalysis();
  const found = analysis.update(notebookOf(source, outputs!), DEFAULT_OPTIONS);
  return found
    .filter(each => each.rule === 'blocking-wait' || each.rule === 'blocking-call')
    .map(
      each => [each.rule, each.source.slice(each.from, each.to), analysis.fixes(each).fixes[0]?.title ?? null] as const
    );
}

describe.each(KERNELS)('%s', kernel => {
  it.each(FOUND)('%s', (id, place, title) => {
    expect(told(id, kernel)).toEqual([['blocking-wait', place, title]]);
  });

  it.each(SILENT)('says nothing of %s', id => {
    expect(told(id, kernel).filter(([rule]) => rule === 'blocking-wait')).toEqual([]);
  });
});

it('knows the wait from the message too', () => {
  const { source, K6 } = cases['E05b']!;
  const [finding] = createAnalysis().update(notebookOf(source, K6!), DEFAULT_OPTIONS);
  expect(finding?.evidence).toEqual(['source', 'error']);
});
