/** Cells that were stopped while they awaited, as it was recorded. */
import { createAnalysis } from '../analyse';
import { KERNELS, cases, notebookOf } from '../failures/testing/recorded';
import { DEFAULT_OPTIONS } from '../options';

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

function told(id: string, kernel: (typeof KERNELS)[number]): string[] {
  const { source, [kernel]: outputs } = cases[id]!;
  return createAnalysis()
    .update(notebookOf(source, outputs!), DEFAULT_OPTIONS)
    .filter(each => each.rule === 'interrupted-await')
    .map(each => each.source.slice(each.from, each.to));
}

describe.each(KERNELS)('%s', kernel => {
  it.each(FOUND)('%s', (id, place) => {
    expect(told(id, kernel)).toEqual([place]);
  });

  it.each(SILENT.filter(id => cases[id]![kernel]))('says nothing of %s', id => {
    expect(told(id, kernel)).toEqual([]);
  });
});

it('knows the line where several await', () => {
  expect(told('F08', 'K6')).toEqual(['await s.serve_forever()']);
  expect(told('F20f', 'K6')).toEqual(['async with asyncio.TaskGroup()']);
});
