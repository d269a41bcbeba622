/** The banners of one view of a notebook. Two views of one notebook have banners of their own. */
import type { Cell } from '@jupyterlab/cells';
import type { NotebookPanel } from '@jupyterlab/notebook';
import type { IDisposable } from '@lumino/disposable';
import { Signal } from '@lumino/signaling';
import type { IFinding } from '../../../engine';
import type { IFindings, IOpenDocument } from '../../../tokens';
import type { BannerCard } from './card';
import type { IStackContext } from './stack';
import { BannerStack } from './stack';

/** Longest time in milliseconds that building banners may keep the page from answering. */
const SLICE = 8;

/** Milliseconds after which banners look again at what can be done, once for all changes in between. */
const LATER = 300;

/** What the banners of a notebook need. */
export type INotebookContext = Omit<IStackContext, 'document' | 'later'>;

/** Keeps the banners of one notebook view as the store wants them. */
export class NotebookBanners implements IDisposable {
  constructor(panel: NotebookPanel, context: INotebookContext) {
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
    clearTimeout(this._laterTimer);
    this._later.clear();
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
      const later = (card: BannerCard): void => this._look(card);
      stack = new BannerStack(cell, { ...this._context, document, later }, () => this._focus(cell));
      this._stacks.set(cell, stack);
      stack.disposed.connect(() => this._stacks.delete(cell), this);
      cell.disposed.connect(stack.dispose, stack);
    }
    return stack;
  }

  /** Looking up fixes parses cells: not for every banner on every key that is pressed somewhere. */
  private _look(card: BannerCard): void {
    this._later.add(card);
    this._laterTimer ||= window.setTimeout(() => this._lookAll(), LATER);
  }

  private _lookAll(): void {
    this._laterTimer = 0;
    const start = performance.now();
    for (const card of this._later) {
      if (performance.now() - start > SLICE) {
        this._laterTimer = window.setTimeout(() => this._lookAll(), 0);
        return;
      }
      this._later.delete(card);
      if (card.node.isConnected) {
        card.refresh();
      }
    }
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
  private readonly _context: INotebookContext;
  private readonly _stacks = new Map<Cell, BannerStack>();
  private readonly _later = new Set<BannerCard>();
  private _laterTimer = 0;
  private _scheduled = false;
  private _isDisposed = false;
  private _timer = 0;
}
