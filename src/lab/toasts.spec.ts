import { Notification } from '@jupyterlab/apputils';
import { Actions } from './actions';
import { LateEngine } from './engine';
import { ALL_SURFACES, Findings } from './findings';
import { engineOf, FakeAnalysis } from './testing/fake-analysis';
import { FAILURE, FakeNotebook, trans } from './testing/fake-context';
import { Toasts } from './toasts';

const RUN = 'asyncio.run(f())';
const ON = ALL_SURFACES;

class Bench {
  constructor(
    count: number,
    source = RUN,
    readonly store = new Findings(trans, engineOf(new FakeAnalysis()))
  ) {
    const actions = new Actions(this.store, trans);
    actions.explainer = {
      why: async () => void this.seen.push('why'),
      preview: async () => true,
      open: () => void this.seen.push('open')
    };
    new Toasts(this.store, actions, trans);
    this.notebook = new FakeNotebook(Array.from({ length: count }, () => source));
    this.registration = this.store.register(this.notebook.document);
  }

  readonly notebook: FakeNotebook;
  readonly registration;
  readonly seen: string[] = [];

  /** Let pauses pass. */
  async wait(): Promise<void> {
    for (let times = 0; times < 5; times++) {
      await Promise.resolve();
      jest.advanceTimersByTime(300);
    }
  }
}

const toasts = (): string[] => Notification.manager.notifications.map(each => each.message);

function buttons(): { label: string; press: () => void }[] {
  const actions = Notification.manager.notifications[0]?.options.actions ?? [];
  return actions.map(({ label, callback }) => ({ label, press: () => callback(new MouseEvent('click')) }));
}

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['queueMicrotask'] });
  Notification.dismiss();
});

afterEach(() => {
  jest.useRealTimers();
});

it('does not miss a run that ended while the engine was on its way', async () => {
  let come = (): void => undefined;
  const code = { createAnalysis: () => new FakeAnalysis() };
  const store = new Findings(trans, new LateEngine(() => new Promise(resolve => (come = () => resolve(code)))));
  const bench = new Bench(1, RUN, store);
  bench.notebook.run(0);
  await bench.wait();
  expect(toasts()).toEqual([]);
  come();
  await bench.wait();
  expect(toasts()).toEqual(['asyncio.run() cannot start a second event loop here.']);
});

it('shows one toast for a run, with its two actions', async () => {
  const bench = new Bench(1);
  await bench.wait();
  expect(toasts()).toEqual([]);
  bench.notebook.run(0, [FAILURE]);
  await bench.wait();
  expect(toasts()).toEqual(['asyncio.run() cannot start a second event loop here.']);
  expect(buttons().map(each => each.label)).toEqual(['Rewrite', 'Why']);
  buttons()[0]!.press();
  await bench.wait();
  expect(bench.notebook.source(0)).toBe('await (f())');
  expect(toasts()).toEqual([]);
});

it('groups thirty failing cells into one', async () => {
  const bench = new Bench(30);
  for (let index = 0; index < 30; index++) {
    bench.notebook.run(index, [FAILURE]);
    await Promise.resolve();
    jest.advanceTimersByTime(40);
  }
  await bench.wait();
  expect(toasts()).toEqual(['30 cells: asyncio.run() cannot start a second event loop here.']);
  expect(toasts()[0]!.length).toBeLessThanOrEqual(140);
  expect(buttons().map(each => each.label)).toEqual(['Show all']);
  buttons()[0]!.press();
  expect(bench.seen).toEqual(['open']);
});

it('takes the place of the toast before it', async () => {
  const bench = new Bench(2);
  bench.notebook.run(0, [FAILURE]);
  await bench.wait();
  bench.notebook.run(1, [FAILURE]);
  await bench.wait();
  expect(toasts()).toEqual(['2 cells: asyncio.run() cannot start a second event loop here.']);
});

it('does not say the same twice, but says it again of another text', async () => {
  const bench = new Bench(1);
  bench.notebook.run(0, [FAILURE]);
  await bench.wait();
  Notification.dismiss();
  bench.notebook.run(0, [FAILURE]);
  await bench.wait();
  expect(toasts()).toEqual([]);
  bench.notebook.cell(0).sharedModel.updateSource(0, 0, 'x = ');
  bench.notebook.run(0, [FAILURE]);
  await bench.wait();
  expect(toasts()).toHaveLength(1);
});

it('goes when its findings are gone', async () => {
  const bench = new Bench(1);
  bench.notebook.run(0, [FAILURE]);
  await bench.wait();
  bench.notebook.model.sharedModel.deleteCell(0);
  await bench.wait();
  expect(toasts()).toEqual([]);
});

it('goes when the notebook is closed', async () => {
  const bench = new Bench(1);
  bench.notebook.run(0, [FAILURE]);
  await bench.wait();
  expect(toasts()).toHaveLength(1);
  bench.registration.dispose();
  expect(toasts()).toEqual([]);
});

it('keeps quiet about runs of others, opened files, and when it is switched off', async () => {
  const bench = new Bench(2);
  bench.notebook.cell(0).outputs.add(FAILURE);
  bench.notebook.cell(0).executionCount = 4;
  await bench.wait();
  expect(bench.store.banners(bench.notebook.document)).toHaveLength(1);
  expect(toasts()).toEqual([]);
  bench.store.configure(bench.store.options, { ...ON, toasts: false });
  bench.notebook.run(1, [FAILURE]);
  await bench.wait();
  expect(toasts()).toEqual([]);
});

it('disappears when toasts are switched off', async () => {
  const bench = new Bench(1);
  bench.notebook.run(0, [FAILURE]);
  await bench.wait();
  bench.store.configure(bench.store.options, { ...ON, toasts: false });
  expect(toasts()).toEqual([]);
});
