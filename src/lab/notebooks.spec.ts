import type { NotebookPanel } from '@jupyterlab/notebook';
import { NotebookActions } from '@jupyterlab/notebook';
import { Signal } from '@lumino/signaling';
import { Findings } from './findings';
import { Notebooks } from './notebooks';
import { engineOf, FakeAnalysis } from './testing/fake-analysis';
import { FakeNotebook, trans } from './testing/fake-context';

const HOST = { dialogs: null, translator: null, activate: () => undefined };

/** What JupyterLab emits about runs; every notebook shares these signals. */
const { executionScheduled, executed } = NotebookActions as unknown as Record<string, { emit(args: object): void }>;

function setUp() {
  const store = new Findings(trans, engineOf(new FakeAnalysis()));
  const notebooks = new Notebooks(store, HOST, null);
  return { store, notebooks };
}

/** A view of a notebook. */
function view(notebook: FakeNotebook): NotebookPanel {
  const panel = { context: notebook.context, content: { model: notebook.model, activeCell: null }, isDisposed: false };
  return Object.assign(panel, { disposed: new Signal(panel) }) as unknown as NotebookPanel;
}

function close(panel: NotebookPanel): void {
  Object.assign(panel, { isDisposed: true });
  (panel.disposed as Signal<unknown, void>).emit();
}

describe('open notebooks', () => {
  it('are one document however many views show them', () => {
    const { store, notebooks } = setUp();
    const notebook = new FakeNotebook(['asyncio.run(f())']);
    const [one, two, other] = [view(notebook), view(notebook), view(new FakeNotebook(['x']))];
    notebooks.add(one!);
    notebooks.add(two!);
    notebooks.add(other!);
    expect(store.documents).toHaveLength(2);
    const [document] = store.documents;
    close(one!);
    expect(document?.isDisposed).toBe(false);
    close(two!);
    expect(document?.isDisposed).toBe(true);
    expect(store.documents).toHaveLength(1);
  });

  it('become the current document, even before they are announced', () => {
    const { store, notebooks } = setUp();
    const panel = view(new FakeNotebook(['x']));
    notebooks.focus(panel);
    notebooks.add(panel);
    expect(store.documents).toHaveLength(1);
    expect(store.current).toBe(store.documents[0]);
    close(panel);
    expect(store.current).toBeNull();
    notebooks.focus(null);
    expect(store.current).toBeNull();
  });

  it('hear of their own runs only', () => {
    const { store, notebooks } = setUp();
    const [one, two] = [new FakeNotebook(['x']), new FakeNotebook(['x'])];
    notebooks.add(view(one!));
    notebooks.add(view(two!));
    const run = { notebook: { model: one!.model }, cell: { model: one!.cell(0), isDisposed: false } };
    executionScheduled!.emit(run);
    executed!.emit({ ...run, success: true });
    executed!.emit({ ...run, notebook: { model: null }, success: true });
    expect(store.documents.map(document => document.hasRun('a'))).toEqual([true, false]);
  });
});
