import { Notification } from '@jupyterlab/apputils';
import { acceptDialog, dismissDialog, waitForDialog } from '@jupyterlab/testing';
import type { IFinding, IFix, IFixes } from '../engine';
import type { IActions, IExplainer, IOpenDocument, Rerun } from '../tokens';
import { Actions } from './actions';
import { ALL_SURFACES, Findings } from './findings';
import { engineOf, FakeAnalysis } from './testing/fake-analysis';
import { FakeNotebook, trans } from './testing/fake-context';

const RUN = 'asyncio.run(f())';

class Bench {
  constructor(sources: readonly string[] = [RUN]) {
    this.notebook = new FakeNotebook(sources);
    this.document = this.notebook.document;
    this.store.register(this.document);
    this.actions = new Actions(this.store, trans);
    this.actions.explainer = this.explainer;
    this.document.run = async cells => void this.runs.push(...cells);
    this.analysis.fixes = finding => this.fixes(finding);
  }

  readonly analysis = new FakeAnalysis();
  readonly store = new Findings(trans, engineOf(this.analysis));
  readonly notebook: FakeNotebook;
  readonly document: IOpenDocument;
  readonly actions: IActions;
  readonly runs: string[] = [];
  readonly seen: string[] = [];
  wanted = true;
  /** Fixes given for every finding; the analysis' own when null. */
  given: readonly Partial<IFix>[] | null = null;

  readonly explainer: IExplainer = {
    why: async rule => void this.seen.push(`why ${rule}`),
    preview: async (_, fix) => {
      this.seen.push(`preview ${fix.title}`);
      return this.wanted;
    },
    open: () => void this.seen.push('open')
  };

  async finding(index = 0): Promise<IFinding> {
    await Promise.resolve();
    return this.store.findings(this.document)[index]!;
  }

  async labels(): Promise<string[]> {
    return this.actions.list(this.document, await this.finding()).map(action => action.label);
  }

  async press(label: string): Promise<void> {
    const finding = await this.finding();
    const action = this.actions.list(this.document, finding).find(each => each.label === label)!;
    await this.actions.run(this.document, finding, action);
  }

  private fixes(finding: IFinding): IFixes {
    const [fix] = new FakeAnalysis().fixes.call(this.analysis, finding).fixes;
    const own = this.given?.map(part => ({ ...fix!, ...part })) ?? [fix!];
    return { fixes: own, refusal: own.length === 0 ? 'No.' : null };
  }
}

/** Messages shown since the last time. */
function messages(): string[] {
  const shown = Notification.manager.notifications.map(each => each.message);
  Notification.dismiss();
  return shown;
}

describe('the list of actions', () => {
  it('has the words everybody relies on, first choice first', async () => {
    const bench = new Bench();
    expect(await bench.labels()).toEqual(['Rewrite and run', 'Rewrite', 'Preview', 'Why', 'Ignore']);
    const actions = bench.actions.list(bench.document, await bench.finding());
    expect(actions.map(action => action.primary)).toEqual([true, false, false, false, false]);
    bench.given = [];
    bench.notebook.cell(0).sharedModel.updateSource(0, 0, ' ');
    expect(await bench.labels()).toEqual(['Why', 'Ignore']);
  });

  it('offers to run the cell again where the person wants it', async () => {
    const bench = new Bench();
    const offered = async (rerun: Rerun): Promise<string> => {
      bench.store.configure({ rules: {} }, { ...ALL_SURFACES, rerun });
      const actions = bench.actions.list(bench.document, await bench.finding());
      return actions.map(action => `${action.label}${action.primary ? '!' : ''}`).join(', ');
    };
    const rest = 'Preview, Why, Ignore';
    expect(await offered('second')).toBe(`Rewrite!, Rewrite and run, ${rest}`);
    expect(await offered('never')).toBe(`Rewrite!, ${rest}`);
    expect(await offered('first')).toBe(`Rewrite and run!, Rewrite, ${rest}`);
  });

  it('names each fix where there is a choice', async () => {
    const bench = new Bench();
    bench.given = [{ title: 'Keep it', applicability: 'unsafe' }, { title: 'Await it' }];
    expect(await bench.labels()).toEqual(['Keep it', 'Await it', 'Preview', 'Why', 'Ignore']);
  });

  it('leaves out what nobody could do', async () => {
    const bench = new Bench();
    bench.actions.explainer = null;
    expect(await bench.labels()).toEqual(['Rewrite and run', 'Rewrite', 'Ignore']);
    const display = new Bench();
    display.given = [{ applicability: 'display' }];
    expect(await display.labels()).toEqual(['Preview', 'Why', 'Ignore']);
  });
});

describe('acting', () => {
  it('rewrites, and runs the cell when asked to', async () => {
    const bench = new Bench();
    await bench.press('Rewrite');
    expect(bench.notebook.source(0)).toBe('await (f())');
    expect(bench.runs).toEqual([]);
    bench.notebook.cell(0).sharedModel.undo();
    await bench.press('Rewrite and run');
    expect(bench.runs).toEqual(['a']);
  });

  it('runs every changed cell above, and of those below only what ran before', async () => {
    const bench = new Bench(['def1', RUN, 'used', 'unused']);
    const edit = (cell: string): IFix['edits'][number] => ({ cell, from: 0, to: 0, text: '#' });
    const sources = { a: 'def1', b: RUN, c: 'used', d: 'unused' };
    bench.given = [{ edits: ['a', 'b', 'c', 'd'].map(edit), sources }];
    bench.notebook.run(2);
    await bench.press('Rewrite and run');
    expect(bench.runs).toEqual(['a', 'b', 'c']);
  });

  it('shows a change of meaning first where there was a choice', async () => {
    const bench = new Bench();
    bench.given = [{ title: 'Keep it', applicability: 'unsafe' }, { title: 'Await it' }];
    bench.wanted = false;
    await bench.press('Keep it');
    expect(bench.notebook.source(0)).toBe(RUN);
    bench.wanted = true;
    await bench.press('Keep it');
    expect(bench.notebook.source(0)).toBe('await (f())');
    expect(bench.seen).toEqual(['preview Keep it', 'preview Keep it']);
  });

  it('applies a preview only when it is wanted', async () => {
    const bench = new Bench();
    bench.wanted = false;
    await bench.press('Preview');
    expect(bench.notebook.source(0)).toBe(RUN);
    bench.wanted = true;
    await bench.press('Preview');
    expect(bench.notebook.source(0)).toBe('await (f())');
  });

  it('refuses with a word when the cell was edited since', async () => {
    const bench = new Bench();
    const finding = await bench.finding();
    const [, rewrite] = bench.actions.list(bench.document, finding);
    bench.notebook.cell(0).sharedModel.updateSource(0, 0, 'x = ');
    await bench.actions.run(bench.document, finding, rewrite!);
    expect(bench.notebook.source(0)).toBe(`x = ${RUN}`);
    expect(messages()).toEqual([expect.stringContaining('edited')]);
  });

  it('opens the explanation', async () => {
    const bench = new Bench();
    await bench.press('Why');
    expect(bench.seen).toEqual(['why asyncio-run']);
  });

  it('tells when somebody else made the same change at the same moment', async () => {
    const bench = new Bench();
    await bench.press('Rewrite');
    bench.notebook.cell(0).sharedModel.updateSource(0, 0, 'await (');
    await Promise.resolve();
    await Promise.resolve();
    expect(messages()).toEqual([expect.stringContaining('twice')]);
  });
});

describe('ignoring', () => {
  it('writes a comment, a tag, the metadata or the setting', async () => {
    const bench = new Bench();
    const set: unknown[] = [];
    (bench.store as Findings).writer = async (...all) => void set.push(all);
    const finding = await bench.finding();
    await bench.actions.ignore(bench.document, finding, 'cell');
    await bench.actions.ignore(bench.document, finding, 'document');
    await bench.actions.ignore(bench.document, finding, 'everywhere');
    await bench.actions.ignore(bench.document, finding, 'line');
    expect(bench.notebook.cell(0).getMetadata('tags')).toEqual(['async-doctor-ignore']);
    expect(bench.notebook.model.getMetadata('async-doctor')).toEqual({ ignore: ['asyncio-run'] });
    expect(set).toEqual([['asyncio-run', 'enabled', false]]);
    expect(bench.notebook.source(0)).toBe(`${RUN}  # async-doctor: ignore[asyncio-run]`);
    expect(messages()).toEqual([expect.stringContaining('switched off')]);
  });

  it('says why it could not', async () => {
    const bench = new Bench();
    await bench.actions.ignore(bench.document, await bench.finding(), 'everywhere');
    bench.notebook.model.readOnly = true;
    await bench.actions.ignore(bench.document, await bench.finding(), 'cell');
    expect(messages().sort()).toEqual([expect.stringContaining('read-only'), expect.stringContaining('no settings')]);
  });

  it('asks where when nobody said', async () => {
    const bench = new Bench();
    const done = bench.press('Ignore');
    await waitForDialog();
    await dismissDialog();
    await done;
    expect(bench.notebook.source(0)).toBe(RUN);
  });
});

describe('fix all safe', () => {
  it('says how much it would change, and does it in one step', async () => {
    const bench = new Bench([RUN, 'x', `${RUN}; ${RUN}`]);
    await bench.finding();
    const done = bench.actions.fixAllSafe(bench.document);
    await waitForDialog();
    expect(document.querySelector('.jp-Dialog')?.textContent).toContain('3 edits in 2 cells of folder/fake.ipynb');
    await acceptDialog();
    await done;
    expect([0, 1, 2].map(index => bench.notebook.source(index))).toEqual([
      'await (f())',
      'x',
      'await (f()); await (f())'
    ]);
    bench.notebook.model.sharedModel.undo();
    expect(bench.notebook.source(0)).toBe(RUN);
  });

  it('changes nothing when it is not wanted, or when there is nothing', async () => {
    const bench = new Bench([RUN]);
    await bench.finding();
    const done = bench.actions.fixAllSafe(bench.document);
    await waitForDialog();
    await dismissDialog();
    await done;
    expect(bench.notebook.source(0)).toBe(RUN);
    const empty = new Bench(['x']);
    await empty.actions.fixAllSafe(empty.document);
    expect(messages()).toEqual([expect.stringContaining('nothing here')]);
  });
});

describe('extracting to a module', () => {
  it('is offered for the rule whose rewrite is a second file, while something can do it', async () => {
    const bench = new Bench();
    const finding = { ...(await bench.finding()), rule: 'inline-helper' };
    bench.analysis.fixes = () => ({ fixes: [], refusal: 'This needs a second file.' });
    const labels = (): string[] => bench.actions.list(bench.document, finding).map(each => each.label);
    expect(labels()).toEqual(['Why', 'Ignore']);
    bench.actions.extractor = {
      extract: async (document, target) => {
        bench.seen.push(`extract ${document === bench.document} ${JSON.stringify(target)}`);
      }
    };
    expect(labels()).toEqual(['Extract to module', 'Why', 'Ignore']);
    const [action] = bench.actions.list(bench.document, finding);
    expect(action).toMatchObject({ id: 'extract', primary: true, fix: null });
    await bench.actions.run(bench.document, finding, action!);
    expect(bench.seen).toEqual(['extract true {"cell":"a","at":0}']);
  });
});
