/** Plugins that bring notebooks, and what their kernels say, into the store. */
import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ISessionContextDialogs } from '@jupyterlab/apputils';
import type { Notebook, NotebookPanel } from '@jupyterlab/notebook';
import { INotebookTracker, NotebookActions } from '@jupyterlab/notebook';
import { ITranslator } from '@jupyterlab/translation';
import type { IDisposable } from '@lumino/disposable';
import { IFindings } from '../tokens';
import { NotebookDocument } from './documents/notebook';
import type { IExecuted } from './documents/notebook';
import type { IViewHost } from './documents/views';
import { IKernels, KernelListeners } from './kernel/listener';
import { translations } from './translation';

/** Keeps one document for each open notebook. */
export class Notebooks {
  constructor(
    private readonly _store: IFindings,
    private readonly _host: IViewHost,
    private readonly _kernels: IKernels | null
  ) {
    NotebookActions.executionScheduled.connect(this._onScheduled, this);
    NotebookActions.executed.connect(this._onExecuted, this);
  }

  /** A view was opened. */
  add(panel: NotebookPanel): void {
    if (this._panels.has(panel)) {
      return;
    }
    this._panels.add(panel);
    const document = this._documents.get(panel.context.model) ?? this._open(panel);
    document.views.add(panel);
    panel.disposed.connect(this._onClosed, this);
  }

  /** The person works in this view now; null when there is no notebook. */
  focus(panel: NotebookPanel | null): void {
    if (panel) {
      // A new notebook becomes the current one before the tracker announces it.
      this.add(panel);
    }
    const document = panel ? this._documents.get(panel.context.model) : undefined;
    if (panel && document) {
      document.views.touch(panel);
    }
    this._store.setCurrent(document ?? null);
  }

  private _open({ context }: NotebookPanel): NotebookDocument {
    const document = new NotebookDocument(context, this._host, this._kernels, translations(this._host.translator));
    this._documents.set(context.model, document);
    this._registrations.set(document, this._store.register(document));
    return document;
  }

  private _onClosed(panel: NotebookPanel): void {
    for (const [model, document] of this._documents) {
      document.views.remove(panel);
      if (document.views.size === 0) {
        this._documents.delete(model);
        this._registrations.get(document)?.dispose();
        this._registrations.delete(document);
        document.dispose();
      }
    }
  }

  private _onScheduled(_: unknown, { notebook, cell }: { notebook: Notebook; cell: IExecuted['cell'] }): void {
    this._of(notebook)?.scheduled(cell);
  }

  private _onExecuted(_: unknown, { notebook, ...run }: { notebook: Notebook } & IExecuted): void {
    if (!run.cell.isDisposed) {
      this._of(notebook)?.executed(run);
    }
  }

  private _of(notebook: Notebook): NotebookDocument | undefined {
    return notebook.model ? this._documents.get(notebook.model) : undefined;
  }

  private readonly _panels = new WeakSet<NotebookPanel>();
  private readonly _documents = new Map<object, NotebookDocument>();
  private readonly _registrations = new Map<NotebookDocument, IDisposable>();
}

/** Listens to kernels for what no cell shows. */
export const kernels: JupyterFrontEndPlugin<IKernels> = {
  id: 'jupyterlab-async-doctor:kernels',
  description: 'Hears what kernels say outside of any cell: failed tasks and callbacks.',
  autoStart: true,
  provides: IKernels,
  activate: (): IKernels => new KernelListeners()
};

/** Reads open notebooks. */
export const notebooks: JupyterFrontEndPlugin<void> = {
  id: 'jupyterlab-async-doctor:notebooks',
  description: 'Reads open notebooks and applies changes to them.',
  autoStart: true,
  requires: [IFindings],
  optional: [INotebookTracker, IKernels, ISessionContextDialogs, ITranslator],
  activate: (
    app: JupyterFrontEnd,
    store: IFindings,
    tracker: INotebookTracker | null,
    listeners: IKernels | null,
    dialogs: ISessionContextDialogs | null,
    translator: ITranslator | null
  ): void => {
    if (!tracker) {
      return;
    }
    const activate = (panel: NotebookPanel): void => app.shell.activateById(panel.id);
    const open = new Notebooks(store, { dialogs, translator, activate }, listeners);
    tracker.forEach(panel => open.add(panel));
    tracker.widgetAdded.connect((_, panel) => open.add(panel), app);
    tracker.currentChanged.connect((_, panel) => open.focus(panel), app);
    open.focus(tracker.currentWidget);
  }
};
