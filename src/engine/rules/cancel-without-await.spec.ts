/** What kernels said of cancelled tasks and expired timeouts, as it was recorded. */
import { KERNELS } from '../failures/testing/recorded';
import { findingsOf, only, placeOf } from '../failures/testing/told';

const TOLD: readonly (readonly [string, string])[] = [
  ['D06', 'await t'],
  ['D06b', 'await t'],
  ['D06e', 'await t'],
  ['C69b', 'asyncio.wait_for(asyncio.sleep(5), 0.01)']
];

describe.each(KERNELS)('%s', kernel => {
  const of = (id: string): string[] =>
    findingsOf(id, kernel)
      .findings.filter(only('cancel-without-await'))
      .map(each => `${each.level} ${placeOf(each)}`);

  it.each(TOLD)('%s', (id, place) => {
    expect(of(id)).toEqual([`info ${place}`]);
  });

  it.each(['F10', 'X04b', 'E05b'])('%s is something else', id => {
    expect(of(id)).toEqual([]);
  });
});
