/** What kernels said of cancelled tasks and expired timeouts, as it was recorded. */
import { createAnalysis } from '../analyse';
import { KERNELS, cases, notebookOf } from '../failures/testing/recorded';
import { DEFAULT_OPTIONS } from '../options';

const TOLD: readonly (readonly [string, string])[] = [
  ['D06', 'await t'],
  ['D06b', 'await t'],
  ['D06e', 'await t'],
  ['C69b', 'asyncio.wait_for(asyncio.sleep(5), 0.01)']
];

describe.each(KERNELS)('%s', kernel => {
  const of = (id: string): string[] => {
    const { source, [kernel]: outputs } = cases[id]!;
    const found = createAnalysis().update(notebookOf(source, outputs!), DEFAULT_OPTIONS);
    const own = found.filter(each => each.rule === 'cancel-without-await');
    return own.map(each => `${each.level} ${each.source.slice(each.from, each.to)}`);
  };

  it.each(TOLD)('%s', (id, place) => {
    expect(of(id)).toEqual([`info ${place}`]);
  });

  it.each(['F10', 'X04b', 'E05b'])('%s is something else', id => {
    expect(of(id)).toEqual([]);
  });
});
