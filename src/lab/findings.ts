/** The one store: what is found in each open document, kept up to date and told to every surface. */
import type { TranslationBundle } from '@jupyterlab/translation';
import type { IDisposable } from '@lumino/disposable';
import { DisposableDelegate } from '@lumino/disposable';
import type { ISignal } from '@lumino/signaling';
import { Signal } from '@lumino/signaling';
import type { IFinding, IFix, IFixes, IOptions } from '../engine';
import { DEFAULT_OPTIONS } from '../engine';
import type { DocumentChange, ICellsRead, IFindings, IOpenDocument, ISurfaceOptions, Reading } from '../tokens';
import { DocumentFindings } from './document-findings';
import type { IEngine } from './engine';
import { LateEngine } from './engine';

/** Everything shown and offered. */
export const ALL_SURFACES: ISurfaceOptions = { banners: true, toasts: true, underlines: true, rerun: 'first' };

/** Writes a setting of one rule; rejects with a sentence when it cannot. */
export type RuleWriter = (rule: string, key: 'enabled' | 'level', value: unknown) => Promise<void>;

/** The store. */
export class Findings implements IFindings {
  /**
   * @param trans - translates the few words of the store.
   * @param engine - makes the analysis of each document; tests give their own.
   */
  constructor(
    private readonly _trans: TranslationBundle,
    private readonly _engine: IEngine = new LateEngine()
  ) {}

  /** Set by the settings; without them rules cannot be changed. */
  writer: RuleWriter | null = null;

  get changed(): ISignal<this, IOpenDocument> {
    return this._changed;
  }

  get settingsChanged(): ISignal<this, void> {
    return this._settingsChanged;
  }

  get currentChanged(): ISignal<this, IOpenDocument | null> {
    return this._currentChanged;
  }

  get current(): IOpenDocument | null {
    return this._current;
  }

  get documents(): readonly IOpenDocument[] {
    return [...this._entries.keys()];
  }

  get options(): IOptions {
    return this._options;
  }

  get surfaces(): ISurfaceOptions {
    return this._surfaces;
  }

  findings(document: IOpenDocument): readonly IFinding[] {
    return this._entries.get(document)?.findings() ?? [];
  }

  banners(document: IOpenDocument): readonly IFinding[] {
    return this._entries.get(document)?.banners() ?? [];
  }

  fixes(document: IOpenDocument, finding: IFinding): IFixes {
    return this._entries.get(document)?.fixes(finding) ?? { fixes: [], refusal: null };
  }

  fixAllSafe(document: IOpenDocument): IFix | null {
    return this._entries.get(document)?.fixAllSafe() ?? null;
  }

  cellsRead(document: IOpenDocument): ICellsRead {
    return this._entries.get(document)?.cellsRead() ?? { read: 0, total: 0, tooLong: 0 };
  }

  reading(document: IOpenDocument): Reading {
    return this._entries.get(document)?.reading ?? 'done';
  }

  async ready(document: IOpenDocument): Promise<void> {
    await this._entries.get(document)?.ready();
  }

  setRule(rule: string, key: 'enabled' | 'level', value: unknown): Promise<void> {
    return this.writer
      ? this.writer(rule, key, value)
      : Promise.reject(new Error(this._trans.__('There are no settings here: the rule cannot be changed.')));
  }

  register(document: IOpenDocument): IDisposable {
    if (this._entries.has(document)) {
      throw new Error('The document is registered already.');
    }
    const emit = (): void => this._changed.emit(document);
    const entry = new DocumentFindings(document, this._engine, this._options, this._trans, emit);
    this._entries.set(document, entry);
    document.changed.connect(this._onDocument, this);
    document.ran.connect(this._onRan, this);
    entry.schedule('text');
    this._changed.emit(document);
    return new DisposableDelegate(() => this._remove(document));
  }

  setCurrent(document: IOpenDocument | null): void {
    if (document !== this._current) {
      this._current = document;
      this._currentChanged.emit(document);
    }
  }

  /** New settings take effect at once in every open document. */
  configure(options: IOptions, surfaces: ISurfaceOptions): void {
    this._options = options;
    this._surfaces = surfaces;
    for (const entry of this._entries.values()) {
      entry.configure(options);
    }
    this._settingsChanged.emit();
    for (const document of this._entries.keys()) {
      this._changed.emit(document);
    }
  }

  private _remove(document: IOpenDocument): void {
    this._entries.get(document)?.dispose();
    this._entries.delete(document);
    document.changed.disconnect(this._onDocument, this);
    document.ran.disconnect(this._onRan, this);
    if (this._current === document) {
      this.setCurrent(null);
    }
    this._changed.emit(document);
  }

  private _onDocument(document: IOpenDocument, change: DocumentChange): void {
    this._entries.get(document)?.schedule(change);
  }

  private _onRan(document: IOpenDocument, cell: string): void {
    this._entries.get(document)?.ran(cell);
  }

  private readonly _changed = new Signal<this, IOpenDocument>(this);
  private readonly _settingsChanged = new Signal<this, void>(this);
  private readonly _currentChanged = new Signal<this, IOpenDocument | null>(this);
  private readonly _entries = new Map<IOpenDocument, DocumentFindings>();
  private _current: IOpenDocument | null = null;
  private _options: IOptions = DEFAULT_OPTIONS;
  private _surfaces: ISurfaceOptions = ALL_SURFACES;
}
