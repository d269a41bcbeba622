/** What recorded kernels said of library calls. */
import { createAnalysis } from '../analyse';
import { KERNELS, cases, notebookOf } from '../failures/testing/recorded';
import { DEFAULT_OPTIONS } from '../options';

/** Those that kernels recorded with a traceback, or whose call the table knows. */
const ALL = ['LAS1', 'LAW1', 'LTW1', 'LTW3', 'LUV1'];
const SOME = ['A41', 'LDC1', 'LDJ1', 'LPW1', 'LPW2', 'LTB1', 'LUV2'];

/** Ids of the recorded cases in which the rule speaks with what a kernel said. */
function speaks(kernel: (typeof KERNELS)[number]): string[] {
  return Object.keys(cases).filter(id => {
    const { source, [kernel]: outputs } = cases[id]!;
    const found = createAnalysis().update(notebookOf(source, outputs ?? []), DEFAULT_OPTIONS);
    return found.some(each => each.rule === 'loop-owning-call' && each.evidence.includes('error'));
  });
}

it.each(KERNELS)('%s', kernel => {
  const found = speaks(kernel);
  expect(found.filter(id => ALL.includes(id)).sort()).toEqual(ALL);
  expect(found.filter(id => !ALL.includes(id) && !SOME.includes(id))).toEqual([]);
});
