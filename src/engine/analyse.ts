/** document -> findings: what is read, what is kept, what is looked at again. A door of the engine. */
import { lastCode } from './document';
import type { IDocument } from './document';
import { explain } from './explain';
import { Recogniser } from './failures/recognise';
import type { IFinding, IFix, IFixes } from './finding';
import { fixAllSafe, fixesOf } from './fixes';
import { ruleWords, wordTest } from './gate';
import type { IOptions } from './options';
import { isOn } from './options';
import { isExpected } from './python/expected';
import type { ICellFacts } from './python/facts';
import { facadesOf, TABLE } from './python/facade-table';
import { FACADES } from './python/facades';
import { NotebookFacts } from './python/notebook';
import { haveCommon } from './python/questions';
import type { IQuestions } from './python/questions';
import type { IFacades } from './python/facade-table';
import { Reading } from './reading';
import { rules as allRules } from './rules';
import { speaksIn } from './rules/rule';
import type { IRule, ISeen } from './rules/rule';
import { settle } from './settle';
import type { ISettled } from './settle';

export { ignoreComment } from './suppress';
export { moduleImports, moduleUses } from './module-uses';
export type { IModuleUse } from './module-uses';
export { readPython } from './percent';
export type { IPythonText } from './percent';

/** The analysis of one open document; keeps facts of unchanged cells between updates. */
export interface IAnalysis {
  /**
   * Read the document as it is now.
   * @returns findings sorted by cell order and offset; unchanged findings may be the same objects.
   */
  update(document: IDocument, options: IOptions): readonly IFinding[];
  /** Fixes of a finding of the last update; every one has been parsed again. */
  fixes(finding: IFinding): IFixes;
  /** The safe fixes of all findings as one fix over several cells, overlapping ones left out; null when none. */
  fixAllSafe(): IFix | null;
  /** Ids of the cells that were parsed, for "14 cells read". */
  readonly read: ReadonlySet<string>;
}

/** How a test may change the analysis. */
export interface IAnalysisSettings {
  readonly rules?: readonly IRule[];
  /** False: every code cell is read. */
  readonly gate?: boolean;
}

/** A new analysis with an empty cache. */
export function createAnalysis(settings: IAnalysisSettings = {}): IAnalysis {
  return new Analysis(settings.rules ?? allRules, settings.gate ?? true);
}

/** What the rules saw in one cell, and what that rests on. */
interface IChecked {
  readonly cell: ICellFacts;
  readonly seen: readonly ISeen[];
  readonly asked: IQuestions;
}

const NOTHING: ISettled = { findings: [], sources: new Map() };

class Analysis implements IAnalysis {
  private reading: Reading;
  private recogniser = new Recogniser();
  private notebook: NotebookFacts | null = null;
  /** By index of the cells that were read. */
  private checked: readonly IChecked[] = [];
  /** Everything beside cells that checks rest on. */
  private circumstances: readonly unknown[] = [];
  private settled = NOTHING;
  private twins: IOptions['twins'];
  private facades: IFacades = TABLE;
  private script = false;

  constructor(
    private readonly rules: readonly IRule[],
    private readonly gate: boolean
  ) {
    this.reading = this.newReading();
  }

  get read(): ReadonlySet<string> {
    return this.reading.ids;
  }

  update(document: IDocument, options: IOptions): readonly IFinding[] {
    if (document.language !== 'python' || document.ignored.includes('*')) {
      this.reading = this.newReading();
      this.recogniser = new Recogniser();
      this.notebook = null;
      this.settled = NOTHING;
      return [];
    }
    this.take(options.twins, document.kind === 'script');
    const failures = this.recogniser.update(document);
    const { reading } = this;
    const changes = reading.update(document.cells, failures);
    const { cells } = reading;
    const changed = changes && this.notebook ? this.notebook.change(document, cells, changes) : null;
    this.notebook = changed ? this.notebook! : this.newFacts(document);
    const enabled = this.rules.filter(rule => isOn(rule, options) && speaksIn(rule, document));
    this.check(enabled, this.isAsBefore(document, enabled) ? changed : null);
    const seen: ISeen[] = [];
    this.checked.forEach(each => seen.push(...each.seen));
    seen.push(...explain(failures, this.notebook, enabled));
    const stale = failures.filter(each => each.stale);
    this.settled = settle(seen, this.notebook, options, this.rules, stale);
    return this.settled.findings;
  }

  fixes(finding: IFinding): IFixes {
    const sources = this.settled.sources.get(finding.key);
    if (!sources || !this.notebook) {
      return { fixes: [], refusal: 'The cell has changed since this was found.' };
    }
    return fixesOf(sources, this.notebook);
  }

  fixAllSafe(): IFix | null {
    return this.notebook ? fixAllSafe(this.settled, this.notebook) : null;
  }

  private newReading(): Reading {
    const words = new Set([...ruleWords(this.rules), ...this.facades.modules]);
    return new Reading(wordTest(words), this.gate, this.facades.modules, this.script);
  }

  private newFacts(document: IDocument): NotebookFacts {
    const { reading } = this;
    return new NotebookFacts(document, reading.cells, name => reading.names.has(name), this.facades);
  }

  /** With other twins, and as another kind of text, everything is looked at again. */
  private take(twins: IOptions['twins'], script: boolean): void {
    if (script !== this.script || JSON.stringify(twins) !== JSON.stringify(this.twins)) {
      this.twins = twins;
      this.script = script;
      this.facades = twins ? facadesOf(FACADES, twins) : TABLE;
      this.reading = this.newReading();
      this.notebook = null;
    }
  }

  /** Note what all checks rest on; false when it is not what it was. */
  private isAsBefore(document: IDocument, enabled: readonly IRule[]): boolean {
    const { kind, kernel, uses } = document;
    const now = [
      kind,
      kernel?.implementation,
      kernel?.version,
      kernel?.subshells,
      uses,
      lastCode(document),
      ...enabled
    ];
    const before = this.circumstances;
    this.circumstances = now;
    return now.length === before.length && now.every((each, index) => each === before[index]);
  }

  /**
   * Let the rules look at the cells again.
   *
   * @param changed - the questions that may have other answers now; null when nothing is as it was.
   */
  private check(enabled: readonly IRule[], changed: IQuestions | null): void {
    const known = this.checked;
    let at = 0;
    this.checked = this.reading.cells.map(cell => {
      while (at < known.length && known[at]!.cell.index < cell.index) {
        at += 1;
      }
      const before = known[at];
      const holds = changed && before?.cell === cell && !haveCommon(before.asked, changed);
      return holds ? before! : this.checkOne(cell, enabled);
    });
  }

  private checkOne(cell: ICellFacts, enabled: readonly IRule[]): IChecked {
    const seen: ISeen[] = [];
    const asked = this.notebook!.noting(() => {
      for (const rule of enabled) {
        for (const sighting of rule.check?.(cell, this.notebook!) ?? []) {
          if (!isExpected(sighting, cell)) {
            seen.push({ rule, sighting });
          }
        }
      }
    });
    return { cell, seen, asked };
  }
}
