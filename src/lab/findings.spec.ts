import type { IFinding } from '../engine';
import { ALL_SURFACES, Findings } from './findings';
import { engineOf, FakeAnalysis } from './testing/fake-analysis';
import { FAILURE, FakeKernel, FakeNotebook, trans } from './testing/fake-context';

const RUN = 'asyncio.run(f())';

/** After the microtasks that are waiting. */
const settled = (): Promise<void> => Promise.resolve();

class Bench {
  constructor(sources: readonly string[]) {
    this.notebook = new FakeNotebook(sources);
    this.store.register(this.notebook.document);
    this.store.changed.connect(() => this.told++);
  }

  readonly analysis = new FakeAnalysis();
  readonly store = new Findings(trans, engineOf(this.analysis));
  readonly notebook: FakeNotebook;
  told = 0;

  get found(): readonly IFinding[] {
    return this.store.findings(this.notebook.document);
  }

  keys(findings = this.found): string[] {
    return findings.map(finding => finding.key);
  }

  get banners(): string[] {
    return this.keys(this.store.banners(this.notebook.document));
  }
}

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['queueMicrotask'] });
});

afterEach(() => {
  jest.useRealTimers();
});

describe('the store', () => {
  it('finds what is there when a document is opened, without a banner', async () => {
    const bench = new Bench([RUN, 'x = 1']);
    await settled();
    expect(bench.keys()).toEqual(['asyncio-run a 0']);
    expect(bench.banners).toEqual([]);
    expect(bench.store.cellsRead(bench.notebook.document)).toEqual({ read: 2, total: 2, tooLong: 0 });
    expect(bench.store.documents).toEqual([bench.notebook.document]);
  });

  it('never gives a finding of a text that is no more', async () => {
    const bench = new Bench([RUN, RUN]);
    await settled();
    bench.notebook.cell(0).sharedModel.updateSource(0, 0, '# ');
    expect(bench.keys()).toEqual(['asyncio-run b 0']);
    await settled();
    expect(bench.found.map(finding => finding.from)).toEqual([2, 0]);
    bench.notebook.model.sharedModel.deleteCell(0);
    expect(bench.keys()).toEqual(['asyncio-run b 0']);
  });

  it('looks once for all that happens in one task', async () => {
    const bench = new Bench([RUN]);
    await settled();
    const { passes } = bench.analysis;
    for (let index = 0; index < 10; index++) {
      bench.notebook.cell(0).sharedModel.updateSource(0, 0, 'x');
      bench.notebook.cell(0).outputs.add(FAILURE);
    }
    await settled();
    expect(bench.analysis.passes).toBe(passes + 1);
  });

  it('lets output that is no failure wait', async () => {
    const bench = new Bench([RUN]);
    await settled();
    const { passes } = bench.analysis;
    bench.notebook.cell(0).outputs.add({ output_type: 'stream', name: 'stdout', text: 'x' });
    await settled();
    expect(bench.analysis.passes).toBe(passes);
    jest.advanceTimersByTime(150);
    expect(bench.analysis.passes).toBe(passes + 1);
  });

  it('does not speak when nothing is different', async () => {
    const bench = new Bench([RUN, 'x = 1']);
    await settled();
    const { told } = bench;
    for (const key of 'abc') {
      bench.notebook.cell(1).sharedModel.updateSource(0, 0, key);
      await settled();
      jest.advanceTimersByTime(300);
    }
    expect(bench.told).toBe(told);
    // Once the person pauses: what is right to do about a finding may depend on the cell that was edited.
    jest.advanceTimersByTime(2000);
    expect(bench.told).toBe(told + 1);

    const clean = new Bench(['x = 1']);
    await settled();
    clean.told = 0;
    clean.notebook.cell(0).sharedModel.updateSource(0, 0, 'y');
    await settled();
    jest.advanceTimersByTime(2000);
    expect(clean.told).toBe(0);
  });

  it('speaks when a cell is locked', async () => {
    const bench = new Bench([RUN]);
    await settled();
    bench.told = 0;
    bench.notebook.cell(0).setMetadata('editable', false);
    await settled();
    expect(bench.told).toBe(1);
  });

  it('speaks when a finding is in another place', async () => {
    const bench = new Bench(['x = 1', RUN]);
    await settled();
    bench.told = 0;
    bench.notebook.model.sharedModel.moveCell(1, 0);
    await settled();
    expect(bench.told).toBe(1);
    bench.notebook.cell(0).executionCount = 7;
    jest.advanceTimersByTime(500);
    expect(bench.told).toBe(2);
    bench.notebook.cell(1).executionCount = 8;
    jest.advanceTimersByTime(500);
    expect(bench.told).toBe(2);
  });

  it('says nothing about a notebook in another language', async () => {
    const bench = new Bench([RUN]);
    bench.notebook.model.setMetadata('language_info', { name: 'R' });
    await settled();
    expect(bench.found).toEqual([]);
    expect(bench.analysis.passes).toBe(0);
  });

  it('survives a broken rule', async () => {
    const error = jest.spyOn(console, 'error').mockImplementation(() => undefined);
    const bench = new Bench([RUN]);
    bench.analysis.update = () => {
      throw new Error(`secret ${RUN}`);
    };
    await settled();
    expect(bench.found).toEqual([]);
    expect(error).toHaveBeenCalledTimes(1);
    expect(JSON.stringify(error.mock.calls)).not.toContain('secret');
    error.mockRestore();
  });

  it('gives fixes of the finding as it is now, and none of a finding that is out of date', async () => {
    const bench = new Bench([RUN]);
    await settled();
    const [finding] = bench.found;
    expect(bench.store.fixes(bench.notebook.document, finding!).fixes).toHaveLength(1);
    bench.notebook.cell(0).sharedModel.updateSource(0, 0, 'x = ');
    expect(bench.store.fixes(bench.notebook.document, finding!)).toEqual({
      fixes: [],
      refusal: expect.stringContaining('edited')
    });
    const [now] = bench.found;
    expect(bench.store.fixes(bench.notebook.document, now!).fixes[0]?.edits[0]?.from).toBe(4);
  });

  it('offers no rewrite where nothing may be written, and still finds', async () => {
    const bench = new Bench([RUN, RUN]);
    bench.notebook.cell(0).setMetadata('editable', false);
    await settled();
    const { document } = bench.notebook;
    const refusals = (): (string | null)[] => bench.found.map(finding => bench.store.fixes(document, finding).refusal);
    expect(refusals()).toEqual([expect.stringContaining('locked'), null]);
    bench.notebook.model.readOnly = true;
    await settled();
    expect(refusals()).toEqual([expect.stringContaining('read-only'), expect.stringContaining('read-only')]);
  });

  it('tells of new settings, also when no document is open', () => {
    const store = new Findings(trans, engineOf(new FakeAnalysis()));
    let told = 0;
    store.settingsChanged.connect(() => told++);
    const surfaces = { ...ALL_SURFACES, banners: false };
    store.configure({ rules: { 'asyncio-run': { enabled: false } } }, surfaces);
    expect(told).toBe(1);
    expect(store.surfaces).toBe(surfaces);
    expect(store.options.rules['asyncio-run']?.enabled).toBe(false);
  });

  it('forgets a document that is closed', async () => {
    const store = new Findings(trans, engineOf(new FakeAnalysis()));
    const { document } = new FakeNotebook([RUN]);
    const registration = store.register(document);
    store.setCurrent(document);
    await settled();
    expect(() => store.register(document)).toThrow();
    registration.dispose();
    expect(store.documents).toEqual([]);
    expect(store.current).toBeNull();
    expect(store.findings(document)).toEqual([]);
    expect(store.fixAllSafe(document)).toBeNull();
  });

  it('cannot change a rule where there are no settings', async () => {
    const store = new Findings(trans, engineOf(new FakeAnalysis()));
    await expect(store.setRule('asyncio-run', 'enabled', false)).rejects.toThrow('no settings');
  });
});

describe('banners', () => {
  it('come at once with the failure', async () => {
    const bench = new Bench([RUN]);
    await settled();
    bench.notebook.run(0, [FAILURE]);
    await settled();
    expect(bench.banners).toEqual(['asyncio-run a 0']);
    expect(bench.found[0]?.evidence).toEqual(['source', 'error']);
  });

  it('go with the mistake and come back with it', async () => {
    const bench = new Bench([RUN]);
    bench.notebook.run(0, [FAILURE]);
    await settled();
    const fix = bench.store.fixAllSafe(bench.notebook.document);
    bench.notebook.document.apply(fix!);
    expect(bench.banners).toEqual([]);
    await settled();
    expect(bench.banners).toEqual([]);
    bench.notebook.cell(0).sharedModel.undo();
    await settled();
    expect(bench.banners).toEqual(['asyncio-run a 0']);
  });

  it('stay when the cell is edited elsewhere; a mistake just typed has to run first', async () => {
    const bench = new Bench([`${RUN}\n`, 'x = 1\n']);
    bench.notebook.run(0, [FAILURE]);
    bench.notebook.run(1);
    await settled();
    bench.notebook.cell(0).sharedModel.updateSource(0, 0, 'y = 2\n');
    bench.notebook.cell(1).sharedModel.updateSource(0, 0, RUN);
    await settled();
    expect(bench.keys()).toEqual(['asyncio-run a 0', 'asyncio-run b 0']);
    expect(bench.banners).toEqual(['asyncio-run a 0']);
  });

  it('do not outlive the next run of the cell', async () => {
    const bench = new Bench([RUN]);
    bench.notebook.run(0, [FAILURE]);
    await settled();
    bench.notebook.cell(0).sharedModel.setSource('x = 1');
    bench.notebook.run(0);
    bench.notebook.cell(0).sharedModel.setSource(RUN);
    jest.advanceTimersByTime(500);
    await settled();
    expect(bench.keys()).toEqual(['asyncio-run a 0']);
    expect(bench.banners).toEqual([]);
  });

  it('are not taken away for the moment in which a cell moves, however long a pass takes', async () => {
    const bench = new Bench([RUN, 'x = 1']);
    const update = bench.analysis.update.bind(bench.analysis);
    bench.analysis.update = document => {
      jest.advanceTimersByTime(50);
      return update(document);
    };
    await settled();
    bench.notebook.run(0, [FAILURE]);
    jest.advanceTimersByTime(500);
    const seen: number[] = [];
    bench.store.changed.connect(store => seen.push(store.banners(bench.notebook.document).length));
    bench.notebook.model.sharedModel.moveCell(0, 1);
    await settled();
    jest.advanceTimersByTime(500);
    expect(bench.found.map(finding => finding.cell)).toEqual(['a']);
    expect(new Set(seen)).toEqual(new Set([1]));
  });

  it('follow a moved cell and vanish with the kernel', async () => {
    const bench = new Bench([RUN, 'x']);
    const kernel = new FakeKernel('k');
    bench.notebook.session.connect(kernel);
    bench.notebook.run(0, [FAILURE]);
    await settled();
    bench.notebook.model.sharedModel.moveCell(0, 1);
    await settled();
    expect(bench.banners).toEqual(['asyncio-run a 0']);
    bench.notebook.session.statusChanged.emit('restarting');
    await settled();
    expect(bench.banners).toEqual([]);
    expect(bench.keys()).toEqual(['asyncio-run a 0']);
  });
});
