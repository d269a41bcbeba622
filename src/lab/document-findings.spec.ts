/** Banners of cells that are edited about when their run ends. */
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

interface IScene {
  banners(): string[];
  /** The cell fails, and surfaces have seen it. */
  fail(): Promise<void>;
  edit(): Promise<void>;
  end(): void;
}

function scene(): IScene {
  const notebook = new FakeNotebook(['asyncio.run(f())']);
  const store = new Findings(trans, engineOf(new FakeAnalysis()));
  store.register(notebook.document);
  const model = notebook.cell(0);
  const cell = { model } as unknown as RanCell;
  return {
    banners: () => store.banners(notebook.document).map(finding => finding.key),
    fail: async () => {
      notebook.document.scheduled(cell);
      model.clearExecution();
      model.outputs.add(FAILURE);
      await Promise.resolve();
    },
    edit: async () => {
      model.sharedModel.updateSource(0, 0, 'y = 1\n');
      await Promise.resolve();
    },
    end: () => {
      model.executionCount = 1;
      notebook.document.executed({ cell, success: false, error: { errorName: 'RuntimeError' } });
    }
  };
}

it('keeps the banner of a cell that is edited between its failure and the end of its run', async () => {
  const { banners, fail, edit, end } = scene();
  await fail();
  expect(banners()).toEqual(['asyncio-run a 0']);
  await edit();
  end();
  jest.advanceTimersByTime(500);
  expect(banners()).toEqual(['asyncio-run a 0']);
});

it('keeps the banner of a cell that is edited right after the end of its run', async () => {
  const { banners, fail, edit, end } = scene();
  await fail();
  end();
  await edit();
  jest.advanceTimersByTime(500);
  expect(banners()).toEqual(['asyncio-run a 0']);
});
