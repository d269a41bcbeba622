/** Stand-ins for the store, the actions and a document. For tests only; never shipped. */
import { Signal } from '@lumino/signaling';
import type { ICell, IDocument, IFinding, IFix, IFixes, IOptions } from '../../engine';
import type {
  DocumentChange,
  ICellsRead,
  IAction,
  IActions,
  IFindings,
  IOpenDocument,
  ISurfaceOptions,
  Reading
} from '../../tokens';

/** A code cell. */
export function cell(id: string, source: string, rest: Partial<ICell> = {}): ICell {
  return { id, kind: 'code', source, executionCount: null, outputs: [], tags: [], editable: true, ...rest };
}

/** A finding over all of `source`. */
export function finding(id: string, source: string, rest: Partial<IFinding> = {}): IFinding {
  return {
    rule: 'asyncio-run',
    level: 'error',
    cell: id,
    from: 0,
    to: source.length,
    source,
    title: 'asyncio.run() cannot start a second event loop here.',
    message: 'The kernel already runs one, so await the coroutine directly.',
    evidence: ['source'],
    key: `${rest.rule ?? 'asyncio-run'} ${id} 0`,
    ...rest
  };
}

/** A fix that puts `text` in place of a whole cell. */
export function replacement(id: string, source: string, text: string, rest: Partial<IFix> = {}): IFix {
  return {
    title: 'Replace asyncio.run() with await',
    applicability: 'safe',
    edits: [{ cell: id, from: 0, to: source.length, text }],
    sources: { [id]: source },
    note: null,
    ...rest
  };
}

/** A document made of the cells it is given. */
export class FakeDocument implements IOpenDocument {
  constructor(public cells: ICell[]) {}

  readonly path = 'fake.ipynb';
  readonly shared: object = {};
  readonly changed = new Signal<this, DocumentChange>(this);
  readonly ran = new Signal<this, string>(this);
  readonly active = null;
  readonly revealed: [string, number][] = [];
  language = 'python';
  kernel: IDocument['kernel'] = { implementation: 'ipython', version: '3.12.1' };
  isDisposed = false;

  snapshot(): IDocument {
    const { language, kernel, cells } = this;
    return { kind: 'notebook', language, kernel, cells, messages: [], ignored: [], editable: true };
  }

  hasRun(): boolean {
    return true;
  }

  isOwnRun(): boolean {
    return true;
  }

  apply(): null {
    return null;
  }

  async run(): Promise<void> {
    // Nothing to run.
  }

  async reveal(id: string, offset: number): Promise<void> {
    this.revealed.push([id, offset]);
  }

  tag(): null {
    return null;
  }

  ignoreInDocument(): null {
    return null;
  }

  dispose(): void {
    this.isDisposed = true;
  }
}

/** A store that says what it is told. */
export class FakeFindings implements IFindings {
  readonly changed = new Signal<this, IOpenDocument>(this);
  readonly settingsChanged = new Signal<this, void>(this);
  readonly currentChanged = new Signal<this, IOpenDocument | null>(this);
  readonly rulesSet: [string, string, unknown][] = [];
  readonly answers = new Map<string, IFixes>();
  current: IOpenDocument | null = null;
  documents: IOpenDocument[] = [];
  options: IOptions = { rules: {} };
  surfaces: ISurfaceOptions = { banners: true, toasts: true, underlines: true, rerun: 'first' };
  all: readonly IFinding[] = [];
  state: Reading = 'done';
  tooLong = 0;

  /** Give a document its findings, and tell everybody. */
  say(document: IOpenDocument, findings: readonly IFinding[]): void {
    this.documents = [document];
    this.current = document;
    this.all = findings;
    this.changed.emit(document);
  }

  findings(): readonly IFinding[] {
    return this.all;
  }

  banners(): readonly IFinding[] {
    return this.all.filter(each => each.level === 'error' || each.level === 'warning');
  }

  fixes(_: IOpenDocument, found: IFinding): IFixes {
    return this.answers.get(found.key) ?? { fixes: [], refusal: null };
  }

  fixAllSafe(): null {
    return null;
  }

  cellsRead(): ICellsRead {
    return { read: 14, total: 20, tooLong: this.tooLong };
  }

  reading(): Reading {
    return this.state;
  }

  async ready(): Promise<void> {
    // Always.
  }

  async setRule(rule: string, key: 'enabled' | 'level', value: unknown): Promise<void> {
    this.rulesSet.push([rule, key, value]);
  }

  register(): never {
    throw new Error('not for this');
  }

  setCurrent(document: IOpenDocument | null): void {
    this.current = document;
    this.currentChanged.emit(document);
  }
}

/** Actions that remember what was asked of them. */
export class FakeActions implements IActions {
  constructor(private readonly _store: IFindings) {}

  explainer = null;
  extractor = null;
  readonly asked: string[] = [];

  list(document: IOpenDocument, found: IFinding): readonly IAction[] {
    const action = (id: IAction['id'], label: string, primary = false): IAction => ({
      id,
      label,
      caption: `${label}.`,
      primary,
      fix: id.startsWith('rewrite') ? 0 : null
    });
    const has = this._store.fixes(document, found).fixes.length > 0;
    return [
      ...(has ? [action('rewrite-and-run', 'Rewrite and run', true), action('rewrite', 'Rewrite')] : []),
      ...(has ? [action('preview', 'Preview')] : []),
      action('why', 'Why'),
      action('ignore', 'Ignore')
    ];
  }

  async run(_: IOpenDocument, found: IFinding, action: IAction): Promise<void> {
    this.asked.push(`${action.id} ${found.cell}`);
  }

  async ignore(_: IOpenDocument, found: IFinding, where: string): Promise<void> {
    this.asked.push(`ignore ${found.cell} ${where}`);
  }

  async fixAllSafe(): Promise<void> {
    this.asked.push('fix-all-safe');
  }
}
