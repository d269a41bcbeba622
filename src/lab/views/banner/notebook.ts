/** The banners of one view of a notebook. Two views of one notebook have banners of their own. */
import type { Cell } from '@jupyterlab/cells';
import type { NotebookPanel } from '@jupyterlab/notebook';
import type { IDisposable } from '@lumino/disposable';
import { Signal } from '@lumino/signaling';
import type { IFinding } from '../../../engine';
import type { IFindings, IOpenDocument } from '../../../tokens';
import type { IStackContext } from './stack';
import { BannerStack } from './stack';

/** Longest time in milliseconds that building banners may keep the page from answering. */
const SLICE = 8;

/** Keeps the banners of one notebook view as the store wants them. */
export class NotebookBanners implements IDisposable {
  constructor(panel: NotebookPanel, context: Omit<IStackContext, 'document'>) {
    this._panel = panel;
    this._context = context;
    context.store.changed.connect(this._onChanged, this);
    panel.content.modelChanged.connect(this._onModel, this);
    panel.disposed.connect(this.dispose, this);
    this._onModel();
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  dispose(): void {
    if (this._isDisposed) {
      return;
    }
    this._isDisposed = true;
    clearTimeout(this._timer);
    Signal.clearData(this);
    for (const stack of [...this._stacks.values()]) {
      stack.dispose();
    }
  }

  private _onModel(): void {
    // A moved cell is a new widget; the cells' own list tells, the store need not have changed.
    this._panel.content.model?.cells.changed.connect(this._schedule, this);
    this._schedule();
  }

  private _onChanged(_: IFindings, document: IOpenDocument): void {
    if (document.shared === this._panel.content.model?.sharedModel) {
      this._schedule();
    }
  }

  private _schedule(): void {
    if (this._scheduled) {
      return;
    }
    this._scheduled = true;
    // After the notebook has made its widgets, and before the next frame is drawn.
    void Promise.resolve().then(() => {
      this._scheduled = false;
      if (!this._isDisposed) {
        this._reconcile();
      }
    });
  }

  private _reconcile(): void {
    const { store } = this._context;
    const shared = this._panel.content.model?.sharedModel;
    const document = store.documents.find(each => each.shared === shared);
    const wanted = new Map<string, IFinding[]>();
    for (const finding of document && store.surfaces.banners ? store.banners(document) : []) {
      const group = wanted.get(finding.cell);
      if (group) {
        group.push(finding);
      } else {
        wanted.set(finding.cell, [finding]);
      }
    }
    const work: [Cell, IFinding[]][] = [];
    for (const cell of this._panel.content.widgets) {
      const findings = wanted.get(cell.model.id);
      if (findings) {
        work.push([cell, findings]);
      } else {
        this._remove(cell);
      }
    }
    clearTimeout(this._timer);
    if (document) {
      this._work(document, work);
    }
  }

  private _work(document: IOpenDocument, work: [Cell, IFinding[]][]): void {
    const start = performance.now();
    while (work.length > 0) {
      if (performance.now() - start > SLICE) {
        this._timer = window.setTimeout(() => this._work(document, work), 0);
        return;
      }
      const [cell, findings] = work.shift()!;
      if (!cell.isDisposed && !document.isDisposed) {
        this._stack(cell, document).present(findings);
      }
    }
  }

  private _stack(cell: Cell, document: IOpenDocument): BannerStack {
    let stack = this._stacks.get(cell);
    if (!stack) {
      stack = new BannerStack(cell, { ...this._context, document }, () => this._focus(cell));
      this._stacks.set(cell, stack);
      stack.disposed.connect(() => this._stacks.delete(cell), this);
      cell.disposed.connect(stack.dispose, stack);
    }
    return stack;
  }

  private _remove(cell: Cell): void {
    const stack = this._stacks.get(cell);
    if (stack) {
      const hadFocus = stack.node.contains(document.activeElement);
      stack.dispose();
      if (hadFocus) {
        this._focus(cell);
      }
    }
  }

  private _focus(cell: Cell): void {
    const notebook = this._panel.content;
    const index = notebook.widgets.indexOf(cell);
    if (index >= 0) {
      notebook.activeCellIndex = index;
      notebook.mode = 'command';
      notebook.activate();
      // The notebook is content with a focus anywhere in the cell, and so in the banner. 4.0 focuses no cell.
      const node = cell.node.hasAttribute('tabindex') ? cell.node : notebook.node;
      node.focus({ preventScroll: true });
    }
  }

  private readonly _panel: NotebookPanel;
  private readonly _context: Omit<IStackContext, 'document'>;
  private readonly _stacks = new Map<Cell, BannerStack>();
  private _scheduled = false;
  private _isDisposed = false;
  private _timer = 0;
}
