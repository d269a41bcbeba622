/** What other extensions, and our own plugins among themselves, may use. */
import { Token } from '@lumino/coreutils';
import type { IDisposable } from '@lumino/disposable';
import type { ISignal } from '@lumino/signaling';
import type { IDocument, IFinding, IFix, IFixes, IOptions } from './engine';

/**
 * What a change of a document means for whoever looks at it:
 * - `text`: source, order, metadata or kernel; findings may be out of date now.
 * - `evidence`: the kernel reported something that may be a failure.
 * - `output`: other output, or a run ended.
 */
export type DocumentChange = 'text' | 'evidence' | 'output';

/** An open document (a notebook; later a console or a file) as every surface sees it. */
export interface IOpenDocument extends IDisposable {
  /** Path as the person knows it. */
  readonly path: string;
  /** Path as JupyterLab's contents know it, with the name of its drive; absent where nothing can be put beside it. */
  readonly file?: string;
  /**
   * The shared model whose cells these are (a notebook's `sharedModel`). By its identity a surface finds
   * the document of a panel or an editor: cell ids are not unique among copies of one notebook.
   */
  readonly shared: object;
  /** Emitted when source, outputs, order, metadata or kernel changed; may fire often. */
  readonly changed: ISignal<IOpenDocument, DocumentChange>;
  /** Emitted after a run of a cell has ended and its outputs are complete; with the cell's id. */
  readonly ran: ISignal<IOpenDocument, string>;
  /** Id of the cell the person is in; null when there is none. */
  readonly active: string | null;
  /** The document as it is now. Unchanged cells and outputs are the same objects as before. */
  snapshot(): IDocument;
  /** True when the cell was run by somebody since the document was opened. */
  hasRun(cell: string): boolean;
  /** True when this browser asked for the cell's last run: only then may a toast be shown. */
  isOwnRun(cell: string): boolean;
  /**
   * Apply a fix as one undo step where JupyterLab allows it.
   * @returns null when applied, else one sentence why nothing was changed.
   */
  apply(fix: IFix): string | null;
  /** Run cells, in this order, as Shift+Enter would but without moving the selection. */
  run(cells: readonly string[]): Promise<void>;
  /** Scroll to a place and put the cursor there, rendering the cell if it is a placeholder. */
  reveal(cell: string, offset: number): Promise<void>;
  /** Add a cell tag; null when done, else why not. */
  tag(cell: string, tag: string): string | null;
  /** Add rule ids to the notebook's ignore metadata; null when done, else why not. */
  ignoreInDocument(rule: string): string | null;
}

/** Where a rewrite that runs the cell again is offered: before the one that does not, behind it, or not at all. */
export type Rerun = 'first' | 'second' | 'never';

/** How a person wants to be told: surfaces that can be switched off, each by itself, and what they offer. */
export interface ISurfaceOptions {
  readonly banners: boolean;
  readonly toasts: boolean;
  readonly underlines: boolean;
  readonly rerun: Rerun;
}

/** `waiting`: what reads Python is still being fetched; `failed`: it could not be, and the next change tries again. */
export type Reading = 'done' | 'waiting' | 'failed';

/** How much of a document was read. */
export interface ICellsRead {
  /** Cells that were parsed. */
  readonly read: number;
  /** Code cells. */
  readonly total: number;
  /** Code cells that are too long to be read. */
  readonly tooLong: number;
}

/** The one store: per document, observable, merges code and run-time findings. */
export interface IFindings {
  /** Emitted when the findings of a document, its state or the settings changed. */
  readonly changed: ISignal<IFindings, IOpenDocument>;
  /** Emitted when the settings changed, also while no document is open. */
  readonly settingsChanged: ISignal<IFindings, void>;
  /** Emitted when another document became the current one. */
  readonly currentChanged: ISignal<IFindings, IOpenDocument | null>;
  /** The document the person works in. */
  readonly current: IOpenDocument | null;
  readonly documents: readonly IOpenDocument[];
  readonly options: IOptions;
  readonly surfaces: ISurfaceOptions;
  /** Findings sorted by cell order and offset. A finding whose cell text has changed is never among them. */
  findings(document: IOpenDocument): readonly IFinding[];
  /**
   * Those that deserve a banner: warning or above, in a cell that has run since it was opened.
   * Whether banners are wanted at all is in `surfaces`.
   */
  banners(document: IOpenDocument): readonly IFinding[];
  /** The fixes of a finding, computed now; cached until the document changes. */
  fixes(document: IOpenDocument, finding: IFinding): IFixes;
  /** All safe fixes as one, with the number of cells and edits; null when there is none. */
  fixAllSafe(document: IOpenDocument): IFix | null;
  /** Of the last pass. */
  cellsRead(document: IOpenDocument): ICellsRead;
  /** Whether findings are complete; `done` also where nothing is to be read. */
  reading(document: IOpenDocument): Reading;
  /** Resolves when the findings are those of the document as it is now, or `reading` is `failed`. */
  ready(document: IOpenDocument): Promise<void>;
  /** Write `rules.<id>.<key>` to the person's settings; rejects with a sentence when it cannot. */
  setRule(rule: string, key: 'enabled' | 'level', value: unknown): Promise<void>;
  register(document: IOpenDocument): IDisposable;
  setCurrent(document: IOpenDocument | null): void;
}

/** Token of the store. */
export const IFindings = new Token<IFindings>(
  'jupyterlab-async-doctor:IFindings',
  'The findings of Async Doctor: read them, listen to them, act on them.'
);

/** One thing a person can do about a finding; shown alike in banner, panel, underline and toast. */
export interface IAction {
  readonly id: 'rewrite-and-run' | 'rewrite' | 'extract' | 'preview' | 'why' | 'ignore';
  /** Accessible name of the button. */
  readonly label: string;
  /** Longer explanation for the tooltip. */
  readonly caption: string;
  readonly primary: boolean;
  /** Index into the finding's fixes, for actions that apply one. */
  readonly fix: number | null;
}

/** What the surfaces call when a button is pressed; every call reports its own trouble to the person. */
export interface IActions {
  /**
   * What Why and Preview open. The panel plugin needs the actions and sets this when it starts, so that
   * neither plugin has to wait for the other; null while the panel is switched off.
   */
  explainer: IExplainer | null;
  /** What moves a function into a module; set by its plugin, null while that is switched off. */
  extractor: IExtractor | null;
  /** Ordered as in the design: fixes, preview, why, ignore. */
  list(document: IOpenDocument, finding: IFinding): readonly IAction[];
  run(document: IOpenDocument, finding: IFinding, action: IAction): Promise<void>;
  /** `line` writes the comment, `cell` the tag, `document` the metadata, `everywhere` the setting. */
  ignore(document: IOpenDocument, finding: IFinding, where: 'line' | 'cell' | 'document' | 'everywhere'): Promise<void>;
  /** Ask (with counts), then apply all safe fixes of the document as one step. */
  fixAllSafe(document: IOpenDocument): Promise<void>;
}

/** Which function is meant. */
export interface IExtractTarget {
  /** Id of the cell. */
  readonly cell: string;
  /** An offset in it; without, the name, or the first function of the cell. */
  readonly at?: number;
  readonly name?: string;
}

/** Moves a function, and what it needs, into a file beside the notebook. */
export interface IExtractor {
  /** Show both files first, and write them when the person wants it; reports its own trouble. */
  extract(document: IOpenDocument, target: IExtractTarget): Promise<void>;
}

/** Token of the actions. */
export const IActions = new Token<IActions>(
  'jupyterlab-async-doctor:IActions',
  'Acts on the findings of Async Doctor.'
);

/** What opens the explanation and the preview; provided by the panel plugin. */
export interface IExplainer {
  /** Open the panel at the explanation of the rule; `finding` adds its own words and change. */
  why(rule: string, document: IOpenDocument | null, finding: IFinding | null): Promise<void>;
  /** Show the change as a diff of each cell, before and after; true when the person chose Apply. */
  preview(document: IOpenDocument, fix: IFix): Promise<boolean>;
  open(): void;
}

/** Token of the explainer. */
export const IExplainer = new Token<IExplainer>(
  'jupyterlab-async-doctor:IExplainer',
  'Opens explanations and previews of Async Doctor.'
);
