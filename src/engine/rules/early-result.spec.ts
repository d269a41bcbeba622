/** What kernels said of tasks that were used too early, as it was recorded. */
import { KERNELS, cases } from '../failures/testing/recorded';
import { findingsOf, placeOf } from '../failures/testing/told';

/** The cases, and what is underlined. */
const TOLD: readonly (readonly [string, string])[] = [
  ['C57', 't'],
  ['C57b', 't'],
  ['C57c', 't.result()'],
  ['C57d', 't.exception()'],
  ['C57f', 't'],
  ['C57j', 'asyncio.create_task(fetch())'],
  ['C57n', 'asyncio.create_task(fetch())'],
  ['C57w', 'asyncio.create_task(fetch())'],
  ['C57g', 'asyncio.gather(fetch(1), fetch(2))'],
  ['C57h', 'asyncio.gather(fetch(1))'],
  ['C57i', 'asyncio.gather(fetch(1))'],
  ['C57k', 'asyncio.gather(fetch(1))'],
  ['C57m', 'asyncio.gather(fetch(1)).result()'],
  ['C65', 'asyncio.gather(fetch(1), fetch(2))'],
  ['G31', 'asyncio.gather(fetch(1), fetch(2))'],
  ['G32', 'asyncio.gather(fetch(1))'],
  ['G33', 'asyncio.gather(fetch(1))']
];

describe.each(KERNELS)('%s', kernel => {
  it.each(TOLD)('%s', (id, place) => {
    const { analysis, findings } = findingsOf(id, kernel);
    expect(findings.map(each => [each.rule, placeOf(each)])).toEqual([['early-result', place]]);
    const failed = cases[id]![kernel]!.flat().some(each => each.type === 'error');
    expect(findings[0]!.evidence.includes('error')).toBe(failed);
    expect(analysis.fixes(findings[0]!).fixes).toHaveLength(1);
  });
});
