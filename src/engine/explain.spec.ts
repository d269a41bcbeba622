/** What a kernel said outside of any cell counts until the cell it is about has been run again. */
import { createAnalysis } from './analyse';
import type { IMessage } from './document';
import { cellOf, documentOf, whole } from './failures/testing/recorded';
import { DEFAULT_OPTIONS } from './options';

/** A dropped task that failed; this kernel says it without a parent. */
const CELLS = whole['ipykernel 7.4.0, IPython 9.18.1']!['never']!;
const TEXT = CELLS.flatMap(each => each.outputs.map(output => (output.type === 'stream' ? output.text : ''))).join('');

function told(messages: readonly IMessage[], sources = CELLS.map(each => each.source)): string[] {
  const cells = sources.map((source, at) => cellOf(source, [], at + 1));
  const found = createAnalysis().update(documentOf(cells, messages), DEFAULT_OPTIONS);
  return found.filter(each => each.evidence.includes('stream')).map(each => `${each.rule} ${each.cell}`);
}

const said = (text: string, rerun?: readonly string[]): IMessage => ({
  output: { type: 'stream', name: 'stderr', text },
  cell: null,
  ...(rerun && { rerun })
});

it('counts while the cell has not run again', () => {
  expect(told([said(TEXT)])).toEqual(['unseen-task-failure c1']);
  expect(told([said(TEXT, ['c2'])])).toEqual(['unseen-task-failure c1']);
});

it('is history once the cell has run again, whatever else ran', () => {
  expect(told([said(TEXT, ['c1'])])).toEqual([]);
  expect(told([said(TEXT, ['c2', 'c1'])])).toEqual([]);
});

it('counts when it is said anew, also in pieces', () => {
  const [one, two] = [TEXT.slice(0, 50), TEXT.slice(50)];
  expect(told([said(TEXT, ['c1']), said(one), said(two)])).toEqual(['unseen-task-failure c1']);
  expect(told([said(TEXT), said(one, ['c1']), said(two, ['c1'])])).toEqual(['unseen-task-failure c1']);
  expect(told([said(one, ['c1']), said(two, ['c1'])])).toEqual([]);
});

it('is history once the call that started the task is gone and a cell has run again', () => {
  const gone = CELLS.map(({ source }) => source.replace(/asyncio\.create_task\(.*\)/, 'pass'));
  expect(gone).not.toEqual(CELLS.map(each => each.source));
  expect(told([said(TEXT, ['c2'])], gone)).toEqual([]);
});
