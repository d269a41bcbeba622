/** Cells that were stopped while they awaited, as it was recorded. */
import { KERNELS, cases } from '../failures/testing/recorded';
import { findingsOf, only, placeOf } from '../failures/testing/told';
import type { Kernel } from '../failures/testing/told';

/** A case and what is underlined. */
const FOUND: readonly (readonly [string, string])[] = [
  ['F06', 'await asyncio.get_running_loop().create_future()'],
  ['F10', 'await asyncio.sleep(60)'],
  ['F10d', 'await asyncio.sleep(60)'],
  ['F20b', 'while True'],
  ['F20d', 'await asyncio.get_running_loop().run_in_executor(None, time.sleep, 20)'],
  ['F20e', 'await q.get()']
];

/** Cancelled by the notebook, told by blocking-wait, or silent in the kernel as well. */
const SILENT: readonly string[] = ['D06e', 'F05', 'F07', 'F10c', 'F20g', 'X27'];

function placesIn(id: string, kernel: Kernel): string[] {
  return findingsOf(id, kernel).findings.filter(only('interrupted-await')).map(placeOf);
}

describe.each(KERNELS)('%s', kernel => {
  it.each(FOUND)('%s', (id, place) => {
    expect(placesIn(id, kernel)).toEqual([place]);
  });

  it.each(SILENT.filter(id => cases[id]![kernel]))('says nothing of %s', id => {
    expect(placesIn(id, kernel)).toEqual([]);
  });
});

it('knows the line where several await', () => {
  expect(placesIn('F08', 'K6')).toEqual(['await s.serve_forever()']);
  expect(placesIn('F20f', 'K6')).toEqual(['async with asyncio.TaskGroup()']);
});
