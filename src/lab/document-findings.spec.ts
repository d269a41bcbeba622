/** Banners while a run is still going on. */
import type { NotebookDocument } from './documents/notebook';
import { Findings } from './findings';
import { engineOf, FakeAnalysis } from './testing/fake-analysis';
import { FAILURE, FakeNotebook, trans } from './testing/fake-context';

type RanCell = Parameters<NotebookDocument['scheduled']>[0];

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['queueMicrotask'] });
});

afterEach(() => {
  jest.useRealTimers();
});

it('keeps the banner of a cell that is edited between its failure and the end of its run', async () => {
  const notebook = new FakeNotebook(['asyncio.run(f())']);
  const store = new Findings(trans, engineOf(new FakeAnalysis()));
  store.register(notebook.document);
  const banners = (): string[] => store.banners(notebook.document).map(finding => finding.key);
  const model = notebook.cell(0);
  const cell = { model } as unknown as RanCell;
  notebook.document.scheduled(cell);
  model.clearExecution();
  model.outputs.add(FAILURE);
  await Promise.resolve();
  expect(banners()).toEqual(['asyncio-run a 0']);
  model.sharedModel.updateSource(0, 0, 'y = 1\n');
  await Promise.resolve();
  model.executionCount = 1;
  notebook.document.executed({ cell, success: false, error: { errorName: 'RuntimeError' } });
  jest.advanceTimersByTime(500);
  expect(banners()).toEqual(['asyncio-run a 0']);
});
