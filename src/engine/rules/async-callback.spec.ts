/** What kernels said where something called an async function and did not await it, as it was recorded. */
import { KERNELS } from '../failures/testing/recorded';
import { findingsOf, placeOf } from '../failures/testing/told';

const TOLD: readonly (readonly [string, string])[] = [
  ['C38', 'warning source+result ThreadPoolExecutor(1).submit(fetch, 1)'],
  ['C39', 'warning source+result asyncio.get_running_loop().run_in_executor(None, fetch, 1)'],
  ['C39c', 'warning source asyncio.get_running_loop().run_in_executor(None, time.sleep(0))'],
  ['C40', 'warning source+stream threading.Thread(target=fetch)'],
  ['C40b', 'warning source+stream threading.Thread(target=fetch())'],
  ['C41', 'warning source+stream asyncio.get_running_loop().call_later(0, fetch)'],
  ['C41b', 'warning source+stream asyncio.get_running_loop().call_soon(fetch())'],
  ['C54', 'warning source+stream filter(p, [1, 2])'],
  ['C54b', 'warning source+error+stream sorted([2, 1], key=k)'],
  ['LIW2', "warning source+stream s.observe(cb, 'value')"]
];

describe.each(KERNELS)('%s', kernel => {
  const of = (id: string): string[] =>
    findingsOf(id, kernel).findings.map(
      each =>
        `${each.rule === 'async-callback' ? '' : each.rule}${each.level} ${each.evidence.join('+')} ${placeOf(each)}`
    );

  it.each(TOLD)('%s', (id, told) => {
    expect(of(id)).toEqual([told]);
  });

  it('LIW1: the older ipywidgets have no click()', () => {
    const evidence = kernel === 'K6b' || kernel === 'K7' ? 'source+stream' : 'source';
    expect(of('LIW1')).toEqual([`warning ${evidence} b.on_click(cb)`]);
  });
});
