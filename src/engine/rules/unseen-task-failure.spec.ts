/** What kernels said of failed tasks, as it was recorded. */
import { createAnalysis } from '../analyse';
import { KERNELS, cases, notebookOf, whole } from '../failures/testing/recorded';
import type { Recorded } from '../failures/testing/recorded';
import { sourceHash } from '../failures/hash';
import { DEFAULT_OPTIONS } from '../options';

function told(sources: readonly string[], outputs: readonly (readonly Recorded[])[]): string[] {
  const found = createAnalysis().update(notebookOf(sources, outputs), DEFAULT_OPTIONS);
  return found.map(each => `${each.rule} ${each.title} ${each.source.slice(each.from, each.to)}`);
}

/** The recordings of short cases have no file names: those of the first cell take their place. */
function named(
  sources: readonly string[],
  outputs: readonly (readonly Recorded[])[]
): readonly (readonly Recorded[])[] {
  const text = JSON.stringify(outputs)
    .replace(/<TMP>\/ipykernel_<PID>\/<HASH>\.py/g, `/tmp/ipykernel_1/${sourceHash(sources[0]!)}.py`)
    .replace(/-HASH>/g, '-0123456789ab>');
  return JSON.parse(text) as Recorded[][];
}

const BAD = 'unseen-task-failure bad() failed and nobody saw it. asyncio.create_task(bad())';

describe.each(Object.keys(whole))('%s', kernel => {
  const of = (id: string): string[] => {
    const cells = whole[kernel]![id]!;
    return told(
      cells.map(each => each.source),
      cells.map(each => each.outputs)
    );
  };

  it('a dropped task that failed is shown where it was started', () => {
    expect(of('never')).toEqual([BAD]);
  });

  it('a callback that failed is shown where it failed', () => {
    expect(of('callback')).toEqual(["unseen-task-failure cb() failed and nobody saw it. raise ValueError('cb')"]);
  });
});

describe.each(KERNELS)('%s', kernel => {
  const of = (id: string): string[] => {
    const { source, [kernel]: outputs } = cases[id]!;
    return told(source, named(source, outputs!));
  };

  it.each(['D01', 'D01b'])('%s', id => {
    expect(of(id)).toEqual([BAD]);
  });

  it('D01d: a gather made a task', () => {
    const [found] = of('D01d');
    expect(found).toBe(`${BAD.replace('create_task(bad())', 'ensure_future(asyncio.gather(bad()))')}`);
  });

  it('C65b: a gather that is dropped', () => {
    const [found] = of('C65b');
    expect(found).toBe(`${BAD.replace('create_task(bad())', 'gather(bad(), bad())')}`);
  });

  it.each(['G50', 'C41b'])('%s is told by others', id => {
    const found = of(id);
    expect(found.filter(each => each.startsWith('unseen'))).toEqual([]);
  });
});
