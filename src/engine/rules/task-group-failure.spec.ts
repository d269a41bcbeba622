/** What kernels said of failures in a TaskGroup, as it was recorded. */
import { createAnalysis } from '../analyse';
import { KERNELS, cases, notebookOf, whole } from '../failures/testing/recorded';
import type { Recorded } from '../failures/testing/recorded';
import { DEFAULT_OPTIONS } from '../options';

function told(sources: readonly string[], outputs: readonly (readonly Recorded[])[]): string[] {
  const found = createAnalysis().update(notebookOf(sources, outputs), DEFAULT_OPTIONS);
  return found.map(each => `${each.rule} ${each.title} ${each.source.slice(each.from, each.to)}`);
}

/** Python 3.9 has no TaskGroup. */
const kernels = Object.keys(whole).filter(each => !each.includes('3.9'));

it.each(kernels)('%s: a group that failed', kernel => {
  const cells = whole[kernel]!['group']!;
  const found = told(
    cells.map(each => each.source),
    cells.map(each => each.outputs)
  );
  expect(found).toEqual(['task-group-failure 2 tasks of this TaskGroup failed. async with asyncio.TaskGroup()']);
});

describe.each(KERNELS.filter(each => each !== 'K5'))('%s', kernel => {
  it.each([
    ['D17c', 'This TaskGroup has ended.'],
    ['D17d', 'This TaskGroup was not entered.']
  ])('%s', (id, title) => {
    const { source, [kernel]: outputs } = cases[id]!;
    // The short recordings of some kernels have no lines: then nothing can be shown.
    const lines = JSON.stringify(outputs).includes('-> ');
    const place = 'tg.create_task(fetch())';
    expect(told(source, outputs!)).toEqual(lines ? [`task-group-failure ${title} ${place}`] : []);
  });

  it.each(['X08', 'EG8'])('%s is no TaskGroup', id => {
    const { source, [kernel]: outputs } = cases[id]!;
    expect(told(source, outputs!)).toEqual([]);
  });
});
