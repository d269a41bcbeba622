/** Which cells are parsed, and what is kept of them between updates. */
import type { ICell } from './document';
import type { IFailure } from './failures/failure';
import { addRelevant, namesAt, relevantNames, sameRelevance, wordTest } from './gate';
import type { IRelevance, WordTest } from './gate';
import type { ICellChange, ICellFacts, ITextFacts } from './python/facts';
import { TABLE } from './python/facade-table';
import { readCell } from './python/read-cell';

/** What is kept of one cell. */
interface IEntry {
  /** The cell as it was given last. */
  given: ICell;
  /** Whether it holds a word of any rule. */
  readonly words: boolean;
  /** Names that matter, but that it does not hold. */
  lacks: ReadonlySet<string>;
  facts: ITextFacts | null;
  relevance: IRelevance | null;
  isRead: boolean;
  /** Its facts at its place. */
  placed: ICellFacts | null;
}

const NOTHING: ReadonlySet<string> = new Set();

/** The cells of one document. Unchanged cells cost a comparison each. */
export class Reading {
  /** Facts of the cells that were read, in document order. */
  cells: readonly ICellFacts[] = [];
  /** Their ids. */
  ids: ReadonlySet<string> = NOTHING;

  /** Names that were looked for in all cells. */
  names: ReadonlySet<string> = NOTHING;

  private given: readonly ICell[] = [];
  private entries: IEntry[] = [];
  private forced: ReadonlySet<string> = NOTHING;
  /** Names that failing lines use. */
  private used: ReadonlySet<string> = NOTHING;
  private uses: WordTest = () => false;
  /** For any of the names; made when it is needed. */
  private test: WordTest | null = null;

  /**
   * @param gate - false: every code cell is read.
   * @param modules - of library calls that run an event loop of their own.
   * @param script - true when the one cell is a script.
   */
  constructor(
    private readonly words: WordTest,
    private readonly gate: boolean,
    private readonly modules = TABLE.modules,
    private readonly script = false
  ) {}

  /**
   * Read what has to be read.
   *
   * @param failures - of the document; the cells they name are read whatever they hold.
   * @returns the changes; null when cells came, went or moved.
   */
  update(cells: readonly ICell[], failures: readonly IFailure[]): readonly ICellChange[] | null {
    const before = this.entries;
    const touched: number[] = [];
    cells.forEach((cell, index) => {
      if (before[index]?.given !== cell) {
        touched.push(index);
      }
    });
    const moved = before.length !== cells.length || touched.some(index => before[index]!.given.id !== cells[index]!.id);
    const known = moved ? new Map(before.map(each => [each.given.id, each])) : null;
    const placed = before.map(each => (each.isRead ? each.placed : null));
    this.entries = cells.map((cell, index) => this.renewed(known ? known.get(cell.id) : before[index], cell));
    const alone =
      this.force(failures) && !moved && touched.every(index => this.isAlone(before[index]!, this.entries[index]!));
    if (!alone) {
      this.passGate();
    }
    const old = this.given;
    this.given = cells;
    this.place();
    return moved ? null : this.changes(old, placed);
  }

  /** Note what failures want to be read. @returns false when that is not what it was. */
  private force(failures: readonly IFailure[]): boolean {
    const forced = new Set<string>();
    for (const each of failures) {
      [each, ...each.frames].forEach(({ cell }) => cell !== null && forced.add(cell));
    }
    const facts = new Map<string, ITextFacts>();
    for (const entry of forced.size > 0 ? this.entries : []) {
      if (forced.has(entry.given.id) && entry.given.kind === 'code') {
        facts.set(entry.given.id, (entry.facts ??= this.factsOf(entry)));
      }
    }
    // What a failing line uses may have been made in a cell that holds no word of any rule.
    const used = namesAt(failures, id => facts.get(id) ?? null);
    const same = sameSet(forced, this.forced) && sameSet(used, this.used);
    this.forced = forced;
    this.used = used;
    this.uses = same ? this.uses : wordTest(used);
    return same;
  }

  private renewed(known: IEntry | undefined, cell: ICell): IEntry {
    if (known?.given === cell) {
      return known;
    }
    if (known && known.given.source === cell.source && known.given.kind === cell.kind) {
      known.given = cell;
      return known;
    }
    const words = cell.kind === 'code' && this.words(cell.source);
    return { given: cell, words, lacks: NOTHING, facts: null, relevance: null, isRead: false, placed: null };
  }

  /** Read a changed cell; false when other cells are to be read now, or not any more, because of it. */
  private isAlone(before: IEntry, after: IEntry): boolean {
    if (before === after) {
      return true;
    }
    this.test ??= wordTest(this.names);
    if (after.given.kind === 'code' && (this.isWanted(after) || this.test(after.given.source))) {
      this.read(after);
    } else {
      after.lacks = this.names;
    }
    const relevance = (entry: IEntry): IRelevance | null => (entry.isRead ? entry.relevance : null);
    return sameRelevance(relevance(before), relevance(after));
  }

  private isWanted(entry: IEntry): boolean {
    const { id, source } = entry.given;
    return !this.gate || entry.words || this.forced.has(id) || (this.used.size > 0 && this.uses(source));
  }

  /** Read the cells that hold a word, and those that use names they bind, until nothing is added. */
  private passGate(): void {
    const open: IRelevance[] = [];
    let waiting: IEntry[] = [];
    for (const entry of this.entries) {
      entry.isRead = false;
      if (entry.given.kind === 'code') {
        if (this.isWanted(entry)) {
          open.push(this.read(entry));
        } else {
          waiting.push(entry);
        }
      }
    }
    const names = new Set<string>();
    addRelevant(names, open);
    for (let known = -1; known !== names.size && waiting.length > 0; addRelevant(names, open)) {
      known = names.size;
      const wanted = new Set(names);
      const tests = new Map<ReadonlySet<string>, WordTest>();
      waiting = waiting.filter(entry => {
        let test = tests.get(entry.lacks);
        if (!test) {
          // Most cells lack the same names: only what is new is looked for.
          test = wordTest([...wanted].filter(name => !entry.lacks.has(name)));
          tests.set(entry.lacks, test);
        }
        if (!test(entry.given.source)) {
          entry.lacks = wanted;
          return true;
        }
        open.push(this.read(entry));
        return false;
      });
    }
    this.names = names;
    this.test = null;
  }

  private read(entry: IEntry): IRelevance {
    entry.isRead = true;
    entry.facts ??= this.factsOf(entry);
    return (entry.relevance ??= relevantNames(entry.facts, this.modules));
  }

  private factsOf({ given }: IEntry): ITextFacts {
    return readCell(given.source, this.script);
  }

  /** Give facts their place in the document. */
  private place(): void {
    const cells: ICellFacts[] = [];
    this.entries.forEach((entry, index) => {
      if (entry.isRead) {
        cells.push(placed(entry, index));
      }
    });
    const same = cells.length === this.cells.length && cells.every((each, index) => each.id === this.cells[index]!.id);
    this.ids = same ? this.ids : new Set(cells.map(each => each.id));
    this.cells = cells;
  }

  private changes(given: readonly ICell[], placed: readonly (ICellFacts | null)[]): ICellChange[] {
    const changes: ICellChange[] = [];
    this.entries.forEach((entry, index) => {
      const was = given[index]!;
      const before = placed[index]!;
      const after = entry.isRead ? entry.placed : null;
      if (was === entry.given && before === after) {
        return;
      }
      const unread = [...(before ? [] : textOf(was)), ...(after ? [] : textOf(entry.given))];
      if (before !== after || unread[0] !== unread[1]) {
        changes.push({ before, after, unread });
      }
    });
    return changes;
  }
}

function textOf(cell: ICell): readonly string[] {
  return cell.kind === 'code' ? [cell.source] : [];
}

function placed(entry: IEntry, index: number): ICellFacts {
  const { id, editable, executionCount } = entry.given;
  const { placed: known } = entry;
  if (known?.index !== index || known.editable !== editable || known.executionCount !== executionCount) {
    entry.placed = { ...entry.facts!, id, index, editable, executionCount };
  }
  return entry.placed!;
}

function sameSet(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return one.size === other.size && [...one].every(each => other.has(each));
}
