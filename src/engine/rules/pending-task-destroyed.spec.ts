/** What kernels said of tasks that were thrown away, as it was recorded. */
import { createAnalysis } from '../analyse';
import { notebookOf, whole } from '../failures/testing/recorded';
import { DEFAULT_OPTIONS } from '../options';

it.each(Object.keys(whole))('%s', kernel => {
  const cells = whole[kernel]!['destroyed']!;
  const document = notebookOf(
    cells.map(each => each.source),
    cells.map(each => each.outputs)
  );
  const found = createAnalysis().update(document, DEFAULT_OPTIONS);
  expect(found.map(each => `${each.rule} ${each.title} ${each.source.slice(each.from, each.to)}`)).toEqual([
    'pending-task-destroyed forever() was thrown away before it ended. asyncio.create_task(forever())'
  ]);
});
