/** document -> findings: what is read, what is kept, what is looked at again. */
import type { ICell, IDocument } from './document';
import { explain } from './explain';
import type { IFailure } from './failures/failure';
import { recognise } from './failures/recognise';
import type { IFinding, IFix, IFixes } from './finding';
import { fixAllSafe, fixesOf } from './fixes';
import { addRelevant, namesAt, relevantNames, ruleWords, wordTest } from './gate';
import type { IRelevance, WordTest } from './gate';
import type { IOptions } from './options';
import { DEFAULT_OPTIONS } from './options';
import type { ICellFacts, ITextFacts } from './python/facts';
import { NotebookFacts } from './python/notebook';
import { readCell } from './python/read-cell';
import { rules as allRules } from './rules';
import type { IRule, ISeen } from './rules/rule';
import { settle } from './settle';
import type { ISettled } from './settle';

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

interface IEntry {
  source: string;
  /** Whether the rules' words occur; the names of other cells are tested apart. */
  words: boolean;
  names: { key: string; found: boolean } | null;
  facts: ITextFacts | null;
  cell: ICellFacts | null;
  relevant: IRelevance | null;
  seen: readonly ISeen[] | null;
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

class Analysis implements IAnalysis {
  readonly read = new Set<string>();
  private readonly entries = new Map<string, IEntry>();
  private readonly words: WordTest;
  private notebook: NotebookFacts | null = null;
  private signature = '';
  private options: IOptions = DEFAULT_OPTIONS;
  private settled: ISettled = { findings: [], sources: new Map() };

  constructor(
    private readonly rules: readonly IRule[],
    private readonly gate: boolean
  ) {
    this.words = wordTest(ruleWords(rules));
  }

  update(document: IDocument, options: IOptions): readonly IFinding[] {
    this.read.clear();
    if (document.language !== 'python' || document.ignored.includes('*')) {
      this.entries.clear();
      this.notebook = null;
      this.settled = { findings: [], sources: new Map() };
      return [];
    }
    const failures = recognise(document);
    const cells = this.readCells(document, failures);
    const signature = this.sign(document, cells);
    const changed = signature !== this.signature || options !== this.options;
    this.signature = signature;
    this.options = options;
    this.notebook = new NotebookFacts(document, cells);
    const seen = this.check(cells, changed);
    for (const each of explain(failures, this.notebook, this.active(options))) {
      seen.push(each);
    }
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

  private active(options: IOptions): readonly IRule[] {
    return this.rules.filter(rule => options.rules[rule.id]?.enabled !== false);
  }

  /** Parse the cells that pass the gate, and those that use names they bind, until nothing is added. */
  private readCells(document: IDocument, failures: readonly IFailure[]): ICellFacts[] {
    const code = document.cells.filter(cell => cell.kind === 'code');
    this.forget(code);
    const forced = new Set(failures.flatMap(each => [each.cell, ...each.frames.map(frame => frame.cell)]));
    const waiting: { cell: ICell; entry: IEntry }[] = [];
    const names = new Set<string>();
    const open: IRelevance[] = [];
    for (const cell of code) {
      const entry = this.entry(cell);
      if (!this.gate || entry.words || forced.has(cell.id)) {
        this.readOne(cell, entry, open);
      } else {
        waiting.push({ cell, entry });
      }
    }
    // What a failing line uses may have been made in a cell that holds no word of any rule.
    const used = namesAt(failures, id => this.entries.get(id)?.facts ?? null);
    const uses = wordTest(used);
    for (const { cell, entry } of used.size > 0 ? waiting.splice(0) : []) {
      if (uses(cell.source)) {
        this.readOne(cell, entry, open);
      } else {
        waiting.push({ cell, entry });
      }
    }
    addRelevant(names, open);
    for (let known = -1; known !== names.size && waiting.length > 0; addRelevant(names, open)) {
      known = names.size;
      const key = [...names].sort().join();
      const test = wordTest(names);
      for (let index = waiting.length - 1; index >= 0; index -= 1) {
        const { cell, entry } = waiting[index]!;
        if (entry.names?.key !== key) {
          entry.names = { key, found: names.size > 0 && test(cell.source) };
        }
        if (entry.names.found) {
          this.readOne(cell, entry, open);
          waiting.splice(index, 1);
        }
      }
    }
    const result: ICellFacts[] = [];
    document.cells.forEach((cell, index) => {
      if (cell.kind === 'code' && this.read.has(cell.id)) {
        result.push(this.place(this.entries.get(cell.id)!, cell, index));
      }
    });
    return result;
  }

  private forget(code: readonly ICell[]): void {
    if (this.entries.size > code.length) {
      const ids = new Set(code.map(cell => cell.id));
      [...this.entries.keys()].filter(id => !ids.has(id)).forEach(id => this.entries.delete(id));
    }
  }

  private entry(cell: ICell): IEntry {
    const known = this.entries.get(cell.id);
    if (known?.source === cell.source) {
      return known;
    }
    const words = this.words(cell.source);
    const entry = { source: cell.source, words, names: null, facts: null, cell: null, relevant: null, seen: null };
    this.entries.set(cell.id, entry);
    return entry;
  }

  private readOne(cell: ICell, entry: IEntry, open: IRelevance[]): void {
    entry.facts ??= readCell(cell.source);
    entry.relevant ??= relevantNames(entry.facts);
    open.push(entry.relevant);
    this.read.add(cell.id);
  }

  private place(entry: IEntry, cell: ICell, index: number): ICellFacts {
    if (entry.cell?.index !== index || entry.cell.editable !== cell.editable) {
      entry.cell = { ...entry.facts!, id: cell.id, index, editable: cell.editable };
      entry.seen = null;
    }
    return entry.cell;
  }

  /** Everything the findings of one cell can depend on in others, as a comparable text. */
  private sign(document: IDocument, cells: readonly ICellFacts[]): string {
    const kernel = `${document.kind} ${document.kernel?.implementation} ${document.kernel?.version}`;
    return cells.reduce((text, cell) => {
      const count = document.cells[cell.index]?.executionCount;
      return `${text}\n\n\n${cell.id} ${count} ${cell.exports}`;
    }, kernel);
  }

  private check(cells: readonly ICellFacts[], changed: boolean): ISeen[] {
    const active = this.active(this.options);
    const seen: ISeen[] = [];
    for (const cell of cells) {
      const entry = this.entries.get(cell.id)!;
      if (changed || !entry.seen) {
        entry.seen = active.flatMap(rule =>
          [...(rule.check?.(cell, this.notebook!) ?? [])].map(sighting => ({ rule, sighting }))
        );
      }
      seen.push(...entry.seen);
    }
    return seen;
  }
}
