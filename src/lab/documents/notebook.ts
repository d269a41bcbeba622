/** A notebook as an open document: one for each model, however many views show it. */
import type { ISessionContext } from '@jupyterlab/apputils';
import type { Cell } from '@jupyterlab/cells';
import type { DocumentRegistry } from '@jupyterlab/docregistry';
import type { INotebookModel } from '@jupyterlab/notebook';
import type { TranslationBundle } from '@jupyterlab/translation';
import { Signal } from '@lumino/signaling';
import type { ISignal } from '@lumino/signaling';
import type { IDocument, IFix } from '../../engine';
import type { DocumentChange, IOpenDocument } from '../../tokens';
import type { IKernels } from '../kernel/listener';
import { applyFix } from './apply';
import { CellWatch } from './cell';
import type { ICellListener } from './cell';
import { DocumentKernel } from './kernel';
import type { IKernelOwner } from './kernel';
import { languageOf } from './language';
import { addTag, ignoredRules, ignoreRule } from './metadata';
import { Runs } from './runs';
import type { IViewHost } from './views';
import { NotebookViews } from './views';

/** What is needed of a notebook's context. */
export type NotebookContext = Pick<
  DocumentRegistry.IContext<INotebookModel>,
  'model' | 'sessionContext' | 'path' | 'localPath' | 'contentsModel' | 'fileChanged' | 'pathChanged'
>;

/** What `NotebookActions.executed` says. */
export interface IExecuted {
  readonly cell: Cell;
  readonly success: boolean;
  readonly error?: { readonly errorName?: string } | null;
}

/** One open notebook. */
export class NotebookDocument implements IOpenDocument, ICellListener, IKernelOwner {
  constructor(context: NotebookContext, host: IViewHost, kernels: IKernels | null, trans: TranslationBundle) {
    this._context = context;
    this._trans = trans;
    this.model = context.model;
    this.views = new NotebookViews(host);
    this._session = context.sessionContext;
    this._onCells();
    this._kernel = new DocumentKernel(this._session, kernels, this);
    const { model } = this;
    model.cells.changed.connect(this._onCells, this);
    model.metadataChanged.connect(this._onMetadata, this);
    model.stateChanged.connect(this._onState, this);
    context.fileChanged.connect(this._onLock, this);
    context.pathChanged.connect(() => this._emit('text'), this);
  }

  readonly model: INotebookModel;
  readonly views: NotebookViews;
  readonly runs = new Runs();

  get path(): string {
    return this._context.localPath;
  }

  get file(): string {
    return this._context.path;
  }

  get shared(): object {
    return this.model.sharedModel;
  }

  get active(): string | null {
    return this.views.active;
  }

  get changed(): ISignal<this, DocumentChange> {
    return this._changed;
  }

  get ran(): ISignal<this, string> {
    return this._ran;
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  get locked(): boolean {
    return this.model.readOnly || this._context.contentsModel?.writable === false;
  }

  get language(): string {
    this._language ??= languageOf(this._kernel?.language ?? null, this.model, this._session);
    return this._language;
  }

  snapshot(): IDocument {
    if (!this._snapshot) {
      this._snapshot = {
        kind: 'notebook',
        language: this.language,
        kernel: this._kernel.kernel,
        cells: this._order.map(cell => cell.read()),
        messages: this._kernel.messages,
        ignored: ignoredRules(this.model),
        editable: !this.locked
      };
    }
    return this._snapshot;
  }

  hasRun(cell: string): boolean {
    return this.runs.hasRun(cell);
  }

  isOwnRun(cell: string): boolean {
    return this.runs.isOwn(cell);
  }

  apply(fix: IFix): string | null {
    return applyFix(this, fix, this._trans);
  }

  run(cells: readonly string[]): Promise<void> {
    return this.views.run(cells);
  }

  reveal(cell: string, offset: number): Promise<void> {
    return this.views.reveal(cell, offset);
  }

  tag(cell: string, tag: string): string | null {
    return addTag(this, cell, tag, this._trans);
  }

  ignoreInDocument(rule: string): string | null {
    return ignoreRule(this, rule, this._trans);
  }

  /** A run was asked for: the outputs to come belong to the text of now. */
  scheduled(cell: Cell): void {
    if (cell.model.type === 'code') {
      this.runs.scheduled(cell.model.id, cell.model.sharedModel.getSource());
      this._kernel.forget(cell.model.id);
    }
  }

  /** A run is over. */
  executed({ cell, success, error }: IExecuted): void {
    // A cell that was moved while it ran is another model now, and the old one does not know its id any more.
    const cellId = this._ids.get(cell.model.sharedModel);
    const watch = this._order.find(each => each.id === cellId);
    if (watch?.model.type !== 'code') {
      return;
    }
    watch.lookAtGrown();
    const { id } = watch;
    const { executionCount } = watch.read();
    // Kernels drop what is queued behind a failure; a server that could not run anything looks alike.
    const aborted = !success && !error?.errorName && executionCount === null && !watch.failed;
    if (aborted) {
      this.runs.aborted(id);
    } else {
      this.runs.ended(id, watch.read().source);
    }
    watch.invalidate();
    this._emit('output');
    if (!aborted) {
      this._ran.emit(id);
    }
  }

  cellChanged(_: CellWatch, change: DocumentChange): void {
    this._emit(change);
  }

  ranElsewhere(cell: CellWatch): void {
    this.runs.foreign(cell.id, cell.read().source);
    cell.invalidate();
    this._emit('output');
    this._ran.emit(cell.id);
  }

  hasCell(cell: string): boolean {
    return this._order.some(each => each.id === cell);
  }

  cellOf(code: string): string | null {
    return this._order.find(cell => cell.read().source === code)?.id ?? null;
  }

  messageReceived(): void {
    this._emit('evidence');
  }

  kernelReplaced(): void {
    this.runs.restarted();
    this._order.forEach(cell => cell.invalidate());
    this._emit('text');
  }

  kernelDescribed(): void {
    this._language = null;
    this._emit('text');
  }

  dispose(): void {
    if (this._isDisposed) {
      return;
    }
    this._isDisposed = true;
    this._kernel.dispose();
    this._watches.forEach(watch => watch.dispose());
    this._watches.clear();
    this._order = [];
    Signal.clearData(this);
  }

  /** The order of cells changed. A moved cell is a new model with the old id; what was removed is not told. */
  private _onCells(): void {
    const old = new Map(this._watches);
    this._order = [];
    for (const cell of this.model.cells) {
      let watch = old.get(cell.sharedModel);
      if (!watch || watch.model !== cell) {
        watch?.dispose();
        watch = new CellWatch(cell, this);
        this._watches.set(cell.sharedModel, watch);
        this._ids.set(cell.sharedModel, watch.id);
      }
      old.delete(cell.sharedModel);
      this._order.push(watch);
    }
    for (const [shared, watch] of old) {
      watch.dispose();
      this._watches.delete(shared);
    }
    this._emit('text');
  }

  private _onMetadata(): void {
    this._language = null;
    this._emit('text');
  }

  private _onState(_: INotebookModel, change: { readonly name: string }): void {
    if (change.name === 'readOnly') {
      this._onLock();
    }
  }

  private _onLock(): void {
    if (this._locked !== this.locked) {
      this._locked = this.locked;
      this._order.forEach(cell => cell.invalidate());
      this._emit('text');
    }
  }

  private _emit(change: DocumentChange): void {
    this._snapshot = null;
    if (!this._isDisposed) {
      this._changed.emit(change);
    }
  }

  private readonly _context: NotebookContext;
  private readonly _session: ISessionContext;
  private readonly _trans: TranslationBundle;
  private readonly _kernel: DocumentKernel;
  private readonly _changed = new Signal<this, DocumentChange>(this);
  private readonly _ran = new Signal<this, string>(this);
  private readonly _watches = new Map<object, CellWatch>();
  private readonly _ids = new WeakMap<object, string>();
  private _order: CellWatch[] = [];
  private _snapshot: IDocument | null = null;
  private _language: string | null = null;
  private _locked = false;
  private _isDisposed = false;
}
