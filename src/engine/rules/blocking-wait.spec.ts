/** Waits that never ended, as they were recorded: most kernels said nothing, or what Stop made of them. */
import { KERNELS } from '../failures/testing/recorded';
import { findingsOf, told } from '../failures/testing/told';
import type { Counts, Row } from '../failures/testing/told';

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

const COUNTS: Counts = each => each.rule === 'blocking-wait' || each.rule === 'blocking-call';

describe.each(KERNELS)('%s', kernel => {
  it.each(FOUND)('%s', (id, place, title) => {
    expect(told(id, kernel, COUNTS)).toEqual([['blocking-wait', place, title]]);
  });

  it.each(SILENT)('says nothing of %s', id => {
    expect(told(id, kernel, COUNTS).filter(([rule]) => rule === 'blocking-wait')).toEqual([]);
  });
});

it('knows the wait from the message too', () => {
  const [finding] = findingsOf('E05b', 'K6').findings;
  expect(finding?.evidence).toEqual(['source', 'error']);
});
