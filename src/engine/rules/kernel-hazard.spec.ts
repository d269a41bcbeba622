/** The recorded cases that ended or blocked a kernel, and no others. */
import { createAnalysis } from '../analyse';
import { KERNELS, cases, notebookOf } from '../failures/testing/recorded';
import { DEFAULT_OPTIONS } from '../options';

const FATAL = ['D10b', 'D15', 'D16', 'G45', 'LTO2', 'LTO4'];

/** Ids of the recorded cases in which the rule speaks. */
function speaks(outputsOf: (id: string) => Parameters<typeof notebookOf>[1]): string[] {
  return Object.keys(cases).filter(id => {
    const found = createAnalysis().update(notebookOf(cases[id]!.source, outputsOf(id)), DEFAULT_OPTIONS);
    return found.some(each => each.rule === 'kernel-hazard');
  });
}

it('is seen before anything has run', () => {
  expect(speaks(() => []).sort()).toEqual(FATAL);
});

it.each(KERNELS)('%s: nothing else is taken for it', kernel => {
  expect(speaks(id => cases[id]![kernel] ?? []).sort()).toEqual(FATAL);
});
