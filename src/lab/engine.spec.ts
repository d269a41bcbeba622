import { LateEngine } from './engine';
import { Findings } from './findings';
import { FakeAnalysis } from './testing/fake-analysis';
import { FAILURE, FakeNotebook, trans } from './testing/fake-context';

const RUN = 'asyncio.run(f())';

/** A store whose engine comes when it is told to. */
class Bench {
  constructor(sources: readonly string[] = [RUN]) {
    this.notebook = new FakeNotebook(sources);
  }

  readonly notebook: FakeNotebook;
  readonly analysis = new FakeAnalysis();
  asked = 0;
  answer: { come: () => void; fail: () => void } = { come: () => undefined, fail: () => undefined };

  readonly store = new Findings(
    trans,
    new LateEngine(() => {
      this.asked++;
      return new Promise((resolve, reject) => {
        this.answer = {
          come: () => resolve({ createAnalysis: () => this.analysis }),
          fail: () => reject(new Error('no network'))
        };
      });
    })
  );

  /** What surfaces saw each time they were told: how far it is read, and how many findings and banners. */
  readonly told: string[] = [];

  async open(): Promise<void> {
    const { document } = this.notebook;
    this.store.register(document);
    this.store.changed.connect(() => this.told.push(this.state));
    await passed();
  }

  get state(): string {
    const { document } = this.notebook;
    return `${this.store.reading(document)} ${this.store.findings(document).length} ${this.store.banners(document).length}`;
  }
}

/** After all microtasks. */
async function passed(): Promise<void> {
  for (let times = 0; times < 10; times++) {
    await Promise.resolve();
  }
}

let error: jest.SpyInstance;

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['queueMicrotask'] });
  error = jest.spyOn(console, 'error').mockImplementation(() => undefined);
});

afterEach(() => {
  jest.useRealTimers();
  error.mockRestore();
});

describe('the engine', () => {
  it('is fetched once, when the first Python document is opened', async () => {
    const bench = new Bench();
    expect(bench.asked).toBe(0);
    await bench.open();
    expect(bench.asked).toBe(1);
    expect(bench.state).toBe('waiting 0 0');
    bench.store.register(new FakeNotebook(['x = 1']).document);
    bench.notebook.cell(0).sharedModel.updateSource(0, 0, 'y = 1\n');
    await passed();
    bench.answer.come();
    await passed();
    expect(bench.asked).toBe(1);
    expect(bench.state).toBe('done 1 0');
  });

  it('is not fetched for other languages', async () => {
    const bench = new Bench();
    bench.notebook.model.setMetadata('language_info', { name: 'R' });
    await bench.open();
    expect(bench.asked).toBe(0);
    expect(bench.state).toBe('done 0 0');
    bench.notebook.model.setMetadata('language_info', { name: 'python' });
    await passed();
    expect(bench.asked).toBe(1);
  });

  it('shows everything at once when it comes, also of runs in between', async () => {
    const bench = new Bench();
    await bench.open();
    bench.notebook.run(0, [FAILURE]);
    await passed();
    jest.advanceTimersByTime(500);
    bench.answer.come();
    await passed();
    expect(bench.told.filter(state => state !== 'waiting 0 0')).toEqual(['done 1 1']);
  });

  it('is waited for by those who ask when it is ready', async () => {
    const bench = new Bench();
    await bench.open();
    let ready = false;
    void bench.store.ready(bench.notebook.document).then(() => (ready = true));
    await passed();
    expect(ready).toBe(false);
    bench.answer.come();
    await passed();
    expect(ready).toBe(true);
    expect(bench.state).toBe('done 1 0');
  });

  it('that does not come is missed once, and asked for again at the next change', async () => {
    const bench = new Bench();
    await bench.open();
    bench.answer.fail();
    await passed();
    expect(bench.state).toBe('failed 0 0');
    expect(error).toHaveBeenCalledTimes(1);

    // Not for every line that a kernel writes.
    bench.notebook.cell(0).sharedModel.updateSource(0, 0, ' ');
    await passed();
    expect(bench.asked).toBe(1);

    jest.advanceTimersByTime(5000);
    bench.notebook.cell(0).sharedModel.updateSource(0, 1, '');
    await passed();
    expect(bench.asked).toBe(2);
    bench.answer.fail();
    await passed();
    expect(error).toHaveBeenCalledTimes(1);
    expect(bench.told.filter(state => state === 'failed 0 0')).toHaveLength(1);

    jest.advanceTimersByTime(5000);
    const ready = bench.store.ready(bench.notebook.document);
    await passed();
    bench.answer.come();
    await ready;
    expect(bench.state).toBe('done 1 0');
  });

  it('may come for a document that is closed', async () => {
    const bench = new Bench();
    await bench.open();
    const registered = new FakeNotebook([RUN]).document;
    bench.store.register(registered).dispose();
    bench.notebook.document.dispose();
    bench.answer.come();
    await passed();
    expect(bench.store.findings(registered)).toEqual([]);
  });
});
