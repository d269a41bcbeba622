/** The views (tabs) of one notebook: where cells are run and shown. Several views share one document. */
import type { ISessionContextDialogs } from '@jupyterlab/apputils';
import type { Cell } from '@jupyterlab/cells';
import type { Notebook, NotebookPanel } from '@jupyterlab/notebook';
import { NotebookActions } from '@jupyterlab/notebook';
import type { ITranslator } from '@jupyterlab/translation';

/** What views need of the application. */
export interface IViewHost {
  readonly dialogs: ISessionContextDialogs | null;
  readonly translator: ITranslator | null;
  /** Bring a panel to the front. */
  activate(panel: NotebookPanel): void;
}

/** Longest wait in milliseconds for a cell that is being rendered: its promise can stay open for ever. */
const RENDERING = 1000;

type RunCells = (
  notebook: Notebook,
  cells: readonly Cell[],
  session?: unknown,
  dialogs?: unknown,
  translator?: unknown
) => Promise<boolean>;

/** The views of one notebook. */
export class NotebookViews {
  constructor(private readonly _host: IViewHost) {}

  get size(): number {
    return this._panels.size;
  }

  /** Id of the active cell in the view used last. */
  get active(): string | null {
    return this._pick()?.content.activeCell?.model.id ?? null;
  }

  add(panel: NotebookPanel): void {
    this._panels.add(panel);
  }

  remove(panel: NotebookPanel): void {
    this._panels.delete(panel);
  }

  /** The person works in this view now. */
  touch(panel: NotebookPanel): void {
    if (this._panels.delete(panel)) {
      this._panels.add(panel);
    }
  }

  /** Run cells in notebook order; selection and mode stay as they are. */
  async run(ids: readonly string[]): Promise<void> {
    const panel = this._pick();
    const notebook = panel?.content;
    const cells = notebook?.widgets.filter(cell => ids.includes(cell.model.id)) ?? [];
    if (!panel || !notebook || cells.length === 0) {
      return;
    }
    const typing = notebook.mode === 'edit' && notebook.node.contains(document.activeElement);
    const { sessionContext } = panel.context;
    const { dialogs, translator } = this._host;
    const runCells = (NotebookActions as unknown as { runCells?: RunCells }).runCells;
    const done = runCells
      ? runCells(notebook, cells, sessionContext, dialogs ?? undefined, translator ?? undefined)
      : runOneByOne(notebook, cells, panel, this._host);
    // Both switch to command mode at once; somebody who was typing wants to go on.
    if (typing) {
      notebook.mode = 'edit';
    }
    await done.catch(() => undefined); // The cell shows its own error.
  }

  /** Show a place and put the cursor there. */
  async reveal(id: string, offset: number): Promise<void> {
    const panel = this._pick();
    const notebook = panel?.content;
    const index = notebook?.widgets.findIndex(cell => cell.model.id === id) ?? -1;
    const cell = notebook?.widgets[index];
    if (!panel || !notebook || !cell) {
      return;
    }
    this._host.activate(panel);
    notebook.deselectAll();
    notebook.activeCellIndex = index;
    if (cell.isPlaceholder()) {
      // A placeholder cannot be scrolled to; this renders one cell at once.
      notebook.renderCellOutputs(index);
      await Promise.race([cell.ready, new Promise(resolve => setTimeout(resolve, RENDERING))]);
    }
    await notebook.scrollToItem(index, 'smart').catch(() => undefined);
    if (cell.isDisposed || notebook.isDisposed) {
      return;
    }
    if (!isInView(cell.node, notebook.node)) {
      // 4.0 in `defer` mode scrolls past cells that were rendered just now.
      cell.node.scrollIntoView({ block: 'center' });
    }
    notebook.mode = 'edit';
    const { editor } = cell;
    if (editor) {
      editor.setCursorPosition(
        editor.getPositionAt(Math.min(offset, editor.model.sharedModel.source.length)) ?? { line: 0, column: 0 }
      );
      editor.focus();
    }
  }

  private _pick(): NotebookPanel | null {
    const panels = [...this._panels].filter(panel => !panel.isDisposed).reverse();
    return panels.find(panel => panel.isVisible) ?? panels[0] ?? null;
  }

  /** In the order they were used, latest last. */
  private readonly _panels = new Set<NotebookPanel>();
}

/** JupyterLab 4.0 runs what is selected only. */
async function runOneByOne(
  notebook: Notebook,
  cells: readonly Cell[],
  panel: NotebookPanel,
  host: IViewHost
): Promise<void> {
  const active = notebook.activeCellIndex;
  const selected = notebook.widgets.filter(cell => notebook.isSelected(cell));
  const runs = cells.map(cell => {
    notebook.deselectAll();
    notebook.activeCellIndex = notebook.widgets.indexOf(cell);
    // Runs up to its first wait before it returns, with the cell that is active then.
    return NotebookActions.run(
      notebook,
      panel.context.sessionContext,
      host.dialogs ?? undefined,
      host.translator ?? undefined
    );
  });
  notebook.activeCellIndex = active;
  selected.forEach(cell => notebook.select(cell));
  await Promise.all(runs);
}

function isInView(node: HTMLElement, viewport: HTMLElement): boolean {
  const inner = node.getBoundingClientRect();
  const outer = viewport.getBoundingClientRect();
  return inner.bottom > outer.top && inner.top < outer.bottom;
}
