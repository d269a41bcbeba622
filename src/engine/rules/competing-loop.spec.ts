/** What kernels said of a second loop and of closing theirs, as it was recorded. */
import { KERNELS } from '../failures/testing/recorded';
import { findingsOf, placeOf } from '../failures/testing/told';

const TOLD: readonly (readonly [string, string])[] = [
  ['A24', 'loop.run_until_complete(main())'],
  ['A25', 'loop.run_forever()'],
  ['A26', 'asyncio.get_event_loop().close()']
];

describe.each(KERNELS)('%s', kernel => {
  const of = (id: string): string[] =>
    findingsOf(id, kernel).findings.map(each => `${each.rule} ${each.evidence.join('+')} ${placeOf(each)}`);

  it.each(TOLD)('%s', (id, place) => {
    expect(of(id)).toEqual([`competing-loop source+error ${place}`]);
  });

  it.each(['A19', 'A22', 'A27'])("%s drives the kernel's loop", id => {
    expect(of(id).map(each => each.split(' ')[0])).toEqual(['run-until-complete']);
  });

  it.each(['LTO2', 'LTO4'])('%s ends the kernel', id => {
    expect(of(id).map(each => each.split(' ')[0])).toEqual(['kernel-hazard']);
  });

  it('A28 changes nothing', () => {
    expect(of('A28')).toEqual([]);
  });
});
