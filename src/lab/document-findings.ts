/** What is found in one open document: when it is looked at again, and what of it deserves a banner. */
import type { TranslationBundle } from '@jupyterlab/translation';
import type { IAnalysis, ICell, IDocument, IFinding, IFix, IFixes, IOptions } from '../engine';
import { LEVELS } from '../engine';
import type { DocumentChange, ICellsRead, IOpenDocument, Reading } from '../tokens';
import { hasWindowsLines } from './documents/line-ends';
import type { IEngine } from './engine';
import { LateAnalysis } from './engine';
import { fault } from './log';
import { countCells, equal, namesOf, NOTHING_TOLD, sameTold } from './told';
import type { ITold } from './told';

/** A pass that took longer than this, in milliseconds, is not repeated before the next frame. */
const QUICK = 8;
/** Milliseconds that changes are gathered for when nobody waits for the answer, or the answer is slow. */
const GATHER = 100;

/** Milliseconds without an edit after which surfaces look at fixes again: an edit elsewhere may change them. */
const PAUSE = 400;

const NO_FIXES: IFixes = { fixes: [], refusal: null };

/** The findings of one document. */
export class DocumentFindings {
  /**
   * @param emit - called when findings, banners or counts are no longer what they were.
   */
  constructor(
    readonly document: IOpenDocument,
    engine: IEngine,
    private _options: IOptions,
    private readonly _trans: TranslationBundle,
    private readonly _emit: () => void
  ) {
    this._late = new LateAnalysis(engine, () => this._arrived());
  }

  /** Look again, as soon as the kind of change asks for. */
  schedule(change: DocumentChange): void {
    this._dirty = true;
    this._edited = this._edited || change === 'text';
    this._fresh = null;
    if (change === 'output' || this._duration > QUICK) {
      if (change === 'text') {
        // Within the same task as well: a cell that is moved goes for a moment.
        void Promise.resolve().then(() => this._withdraw());
      }
      // While somebody types in a huge notebook, pauses grow with what a pass costs.
      this._timer ||= window.setTimeout(() => this._look(), Math.max(GATHER, 2 * this._duration));
    } else if (!this._queued) {
      // Within the same task, so that nothing vanishes for a frame only to come back.
      this._queued = true;
      void Promise.resolve().then(() => this._look());
    }
  }

  /** A run ended: what was shown about the run before is history. */
  ran(cell: string): void {
    this._ended.add(cell);
    this.schedule('output');
  }

  configure(options: IOptions): void {
    this._options = options;
    this._dirty = true;
    this._look();
  }

  /** Findings whose cell has the text they were made for. */
  findings(): readonly IFinding[] {
    if (!this._fresh) {
      const cells = this._found.length > 0 ? this._cells() : null;
      const fresh = this._found.filter(finding => cells?.get(finding.cell)?.source === finding.source);
      this._fresh = fresh.length === this._found.length ? this._found : fresh;
    }
    return this._fresh;
  }

  banners(): readonly IFinding[] {
    const fresh = this.findings();
    return fresh === this._found ? this._banners : this._banners.filter(finding => fresh.includes(finding));
  }

  fixes(finding: IFinding): IFixes {
    this._settle();
    const current = this._found.find(each => each.key === finding.key);
    if (!current || current.source !== finding.source) {
      return { fixes: [], refusal: this._trans.__('The cell was edited since.') };
    }
    let fixes = this._fixes.get(finding.key);
    if (!fixes) {
      fixes = hasWindowsLines(current.source)
        ? { fixes: [], refusal: this._trans.__('The cell has Windows line ends: copy its text into a new cell first.') }
        : this._allowed(this._try('fixes', () => this._late.get()?.fixes(current) ?? null) ?? NO_FIXES);
      this._fixes.set(finding.key, fixes);
    }
    return fixes;
  }

  fixAllSafe(): IFix | null {
    this._settle();
    if (this._all === undefined) {
      this._all = this._found.length > 0 ? this._try('fix all', () => this._late.get()?.fixAllSafe() ?? null) : null;
    }
    return this._all;
  }

  cellsRead(): ICellsRead {
    const { read, total, tooLong } = this._told;
    return { read, total, tooLong };
  }

  /** Whether the document was read. */
  get reading(): Reading {
    return this._told.reading;
  }

  /** Resolves when findings are those of the document as it is now, or the engine cannot be had. */
  async ready(): Promise<void> {
    this._dirty = this._dirty || this.reading === 'failed';
    this._settle();
    await this._late.settled();
  }

  dispose(): void {
    this._isDisposed = true;
    clearTimeout(this._timer);
    clearTimeout(this._pause);
  }

  /** Work out now what is waiting to be worked out; surfaces are told a moment later. */
  private _settle(): void {
    if (this._dirty && !this._isDisposed && this._analyse()) {
      void Promise.resolve().then(() => this._tell());
    }
  }

  /** The engine is here, or cannot be had for now: the next change tries again. */
  private _arrived(): void {
    if (this._late.reading !== 'failed') {
      this._dirty = true;
      this._look();
    } else if (this.reading === 'waiting') {
      this._told = { ...this._told, reading: 'failed' };
      this._tell();
    }
  }

  private _look(): void {
    clearTimeout(this._timer);
    this._timer = 0;
    this._queued = false;
    if (this._dirty && !this._isDisposed && this._analyse()) {
      this._emit();
    }
  }

  private _tell(): void {
    if (!this._isDisposed) {
      this._emit();
    }
  }

  /** @returns true when anything a surface shows is different now. */
  private _analyse(): boolean {
    this._dirty = false;
    this._fixes.clear();
    this._all = undefined;
    const snapshot = this.document.snapshot();
    const python = snapshot.language === 'python';
    const analysis = python ? this._late.get() : null;
    this._found = analysis ? this._pass(analysis, snapshot) : [];
    this._fresh = null;
    const shown = this.findings();
    this._banners = this._choose(shown);
    const told: ITold = {
      findings: shown,
      banners: this._banners,
      ...countCells(snapshot, analysis?.read ?? null),
      reading: python ? this._late.reading : 'done',
      named: namesOf(snapshot, shown)
    };
    const same = sameTold(told, this._told);
    this._told = told;
    if (this._edited) {
      clearTimeout(this._pause);
      this._pause = same && shown.length > 0 ? window.setTimeout(() => this._tell(), PAUSE) : 0;
      this._edited = false;
    }
    return !same;
  }

  private _pass(analysis: IAnalysis, snapshot: IDocument): readonly IFinding[] {
    const start = performance.now();
    const found = this._try('analysis', () => analysis.update(snapshot, this._options)) ?? [];
    // The first pass reads everything and says little about the next; one slow pass may be the machine's fault.
    this._duration = this._started ? (this._duration + performance.now() - start) / 2 : 0;
    this._started = true;
    return found;
  }

  /** Take away at once what belongs to a text that is no more. */
  private _withdraw(): void {
    if (this._isDisposed) {
      return;
    }
    const shown = this.findings();
    if (!equal(shown, this._told.findings)) {
      this._told = { ...this._told, findings: shown, banners: this.banners() };
      this._emit();
    }
  }

  /**
   * Those for a banner: in a cell that ran as it stands; or that had this banner for its last run and still
   * makes the same mistake after an edit. A mistake just typed has to run first.
   */
  private _choose(findings: readonly IFinding[]): readonly IFinding[] {
    const loud = findings.filter(finding => LEVELS.indexOf(finding.level) >= LEVELS.indexOf('warning'));
    if (loud.length === 0 && this._ended.size === 0) {
      return loud;
    }
    const cells = this._cells();
    for (const cell of this._ended) {
      const value = cells.get(cell);
      // Who has edited the cell by now has seen the banner of this run: it stays with the mistake.
      if (!value || value.ranSource === null || value.ranSource === value.source) {
        this._remembered.delete(cell);
      }
    }
    this._ended.clear();
    return loud.filter(({ cell, rule }) => {
      if (!this.document.hasRun(cell)) {
        return false;
      }
      const value = cells.get(cell);
      const known = this._remembered.get(cell);
      const remembered = known && known.text === value?.ranSource ? known.rules : new Set<string>();
      if (value && value.ranSource === value.source) {
        this._remembered.set(cell, { text: value.source, rules: remembered.add(rule) });
      }
      return remembered.has(rule);
    });
  }

  /** Only fixes of cells that may be changed. */
  private _allowed(fixes: IFixes): IFixes {
    const cells = this._cells();
    const open = fixes.fixes.filter(fix => fix.edits.every(edit => cells.get(edit.cell)?.editable !== false));
    if (open.length === fixes.fixes.length) {
      return fixes;
    }
    const refusal = this.document.snapshot().editable
      ? this._trans.__('The cell is locked: it cannot be rewritten.')
      : this._trans.__('The notebook is read-only: it cannot be rewritten.');
    return { fixes: open, refusal: open.length === 0 ? refusal : null };
  }

  private _cells(): Map<string, ICell> {
    return new Map(this.document.snapshot().cells.map(cell => [cell.id, cell]));
  }

  /** A broken rule must not take the notebook down with it. */
  private _try<T>(what: string, work: () => T): T | null {
    try {
      return work();
    } catch (reason) {
      fault(what, reason);
      return null;
    }
  }

  private readonly _late: LateAnalysis;
  private _found: readonly IFinding[] = [];
  /** `_found` without what is out of date; null when that must be worked out. */
  private _fresh: readonly IFinding[] | null = null;
  private _banners: readonly IFinding[] = [];
  private _told = NOTHING_TOLD;
  private readonly _fixes = new Map<string, IFixes>();
  private _all: IFix | null | undefined = undefined;
  /** Rules that had a banner for a run of a cell, and the text that ran. */
  private readonly _remembered = new Map<string, { readonly text: string; readonly rules: Set<string> }>();
  /** Cells whose run has ended since the last pass. */
  private readonly _ended = new Set<string>();
  private _dirty = false;
  /** True when a text has changed since the last pass. */
  private _edited = false;
  private _pause = 0;
  private _queued = false;
  private _timer = 0;
  /** Milliseconds a pass takes, lately. */
  private _duration = 0;
  private _started = false;
  private _isDisposed = false;
}
