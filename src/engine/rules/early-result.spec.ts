/** What kernels said of tasks that were used too early, as it was recorded. */
import { createAnalysis } from '../analyse';
import { KERNELS, cases, notebookOf } from '../failures/testing/recorded';
import { DEFAULT_OPTIONS } from '../options';

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
    const { source, [kernel]: outputs } = cases[id]!;
    const analysis = createAnalysis();
    const found = analysis.update(notebookOf(source, outputs!), DEFAULT_OPTIONS);
    expect(found.map(each => [each.rule, each.source.slice(each.from, each.to)])).toEqual([['early-result', place]]);
    const failed = outputs!.flat().some(each => each.type === 'error');
    expect(found[0]!.evidence.includes('error')).toBe(failed);
    expect(analysis.fixes(found[0]!).fixes).toHaveLength(1);
  });
});
