/** Facts across cells: what a name means at a place, in document order. */
import type { IDocument } from '../document';
import { TABLE } from './facade-table';
import type { IFacades } from './facade-table';
import type { IBinding, ICall, ICellChange, ICellFacts, IRead, IScope } from './facts';
import type { ICoroutineVerdict, INotebookFacts, IPlaced } from './notebook-facts';
import { agreed } from './bindings';
import { Globals } from './globals';
import type { IMagic } from './mask';
import { Occurrences } from './occurrences';
import { addChanged, noQuestions } from './questions';
import type { IQuestions } from './questions';
import { coroutineVerdict } from './verdicts';

const NONE: readonly never[] = [];

/** Facts of a whole document; made anew when cells come, go or move. */
export class NotebookFacts implements INotebookFacts {
  private readonly byId = new Map<string, ICellFacts>();
  private readonly globals = new Globals();
  private readonly occurrences: Occurrences;
  private asked: IQuestions | null = null;
  /** Many rules ask the same of one call. Kept while one cell is checked, so that every cell asks its own questions. */
  private readonly targets = new Map<ICall, string | null>();
  private readonly verdicts = new Map<ICall, ICoroutineVerdict>();
  /** Names, and whether a cell that was not read may hold them. */
  private readonly unread = new Map<string, boolean>();
  /** Names whose readers were asked for. */
  private readonly namesRead = new Set<string>();

  /** @param isWatched - true for names that no cell holds but those that were read. */
  constructor(
    public document: IDocument,
    private all: readonly ICellFacts[],
    private readonly isWatched: (name: string) => boolean,
    readonly facades: IFacades = TABLE
  ) {
    for (const cell of all) {
      this.byId.set(cell.id, cell);
      this.globals.append(cell);
    }
    this.occurrences = new Occurrences(all, (call, cell) => this.target(call, cell));
  }

  /** Take over changes of some cells. @returns the questions that may have other answers now. */
  change(document: IDocument, cells: readonly ICellFacts[], changes: readonly ICellChange[]): IQuestions {
    const changed = noQuestions();
    this.forget();
    this.unread.clear();
    this.document = document;
    this.all = cells;
    for (const { before, after, unread } of changes) {
      for (const name of this.namesRead) {
        if (unread.some(text => text.includes(name))) {
          changed.others.add(`reads ${name}`);
        }
      }
      if (!before && !after) {
        continue;
      }
      if (after) {
        this.byId.set(after.id, after);
      } else if (before) {
        this.byId.delete(before.id);
      }
      this.globals.replace(before, after);
      addChanged(changed, before, after);
      this.occurrences.replace(cells, before, after).forEach(word => changed.others.add(`word ${word}`));
    }
    return changed;
  }

  /** What `work` asks about the notebook. */
  noting(work: () => void): IQuestions {
    const asked = noQuestions();
    const outer = this.asked;
    this.asked = asked;
    this.forget();
    work();
    this.asked = outer;
    return asked;
  }

  private forget(): void {
    this.targets.clear();
    this.verdicts.clear();
  }

  get cells(): readonly ICellFacts[] {
    this.asked?.others.add('cells');
    return this.all;
  }

  cell(id: string): ICellFacts | null {
    this.asked?.others.add('cells');
    return this.byId.get(id) ?? null;
  }

  lookup(name: string, scope: IScope, at: number, cell: ICellFacts): IPlaced<IBinding> | null {
    const found = this.locals(name, scope, at, cell);
    if (found.length > 0) {
      return agreed(found);
    }
    const answer = this.globals.at(name, scope.immediate, at, cell);
    this.asked?.names.add(name);
    if (answer && answer.cell !== cell) {
      this.asked?.cells.add(answer.cell);
    }
    return answer;
  }

  candidates(name: string, scope: IScope, at: number, cell: ICellFacts): readonly IPlaced<IBinding>[] {
    const found = this.locals(name, scope, at, cell);
    if (found.length > 0) {
      return found;
    }
    const answers = this.globals.all(name);
    this.asked?.names.add(name);
    answers.forEach(each => this.asked?.cells.add(each.cell));
    return answers;
  }

  private locals(name: string, scope: IScope, at: number, cell: ICellFacts): readonly IPlaced<IBinding>[] {
    for (let here: IScope | null = scope; here && here.kind !== 'module'; here = here.parent) {
      if (here.kind === 'class' && here !== scope) {
        continue;
      }
      if (here.globals.size > 0 && here.globals.has(name)) {
        break;
      }
      if (here.bindings.length > 0 && here.bindings.some(each => each.name === name)) {
        const found = here.bindings.filter(each => each.name === name);
        const before = found.filter(each => each.at <= at);
        return (before.length > 0 ? before : found).map(what => ({ cell, what }));
      }
    }
    return NONE;
  }

  meaning(dotted: string | null, scope: IScope, at: number, cell: ICellFacts, depth = 0): string | null {
    if (dotted === null || depth > 4) {
      return null;
    }
    const dot = dotted.indexOf('.');
    const root = dot < 0 ? dotted : dotted.slice(0, dot);
    const binding = this.lookup(root, scope, at, cell);
    if (!binding) {
      return this.isBound(root, scope) ? null : dotted;
    }
    const { what } = binding;
    let head: string | null = null;
    if (what.kind === 'import' && what.path !== undefined) {
      head = what.path;
    } else if (what.alias !== undefined && what.alias.split('.')[0] !== root) {
      head = this.meaning(what.alias, what.statement.scope, what.at, binding.cell, depth + 1);
    }
    return head === null || dot < 0 ? head : head + dotted.slice(dot);
  }

  /** True when the name is bound somewhere, though it cannot be told to what. */
  private isBound(name: string, scope: IScope): boolean {
    for (let here: IScope | null = scope; here; here = here.parent) {
      if (here.bindings.some(each => each.name === name)) {
        return true;
      }
    }
    this.asked?.names.add(name);
    return this.globals.has(name);
  }

  target(call: ICall, cell: ICellFacts): string | null {
    let known = this.targets.get(call);
    if (known === undefined) {
      known = this.meaning(call.dotted, call.scope, call.from, cell);
      this.targets.set(call, known);
    }
    return known;
  }

  maker(call: ICall, cell: ICellFacts): IPlaced<ICall> | null {
    if (call.receiver) {
      return { cell, what: call.receiver };
    }
    const parts = call.parts;
    if (parts.length !== 2) {
      return null;
    }
    const binding = this.lookup(parts[0]!, call.scope, call.from, cell);
    return binding?.what.call ? { cell: binding.cell, what: binding.what.call } : null;
  }

  coroutine(call: ICall, cell: ICellFacts): ICoroutineVerdict {
    let known = this.verdicts.get(call);
    if (!known) {
      known = coroutineVerdict(call, cell, this);
      this.verdicts.set(call, known);
    }
    return known;
  }

  calls(...targets: readonly string[]): readonly IPlaced<ICall>[] {
    const roots = new Set(targets.map(each => each.split('.')[0]!));
    roots.forEach(root => this.asked?.others.add(`word ${root}`));
    // A library that no cell names is called by none, under whatever name.
    if (![...roots].some(root => this.occurrences.word(root))) {
      return [];
    }
    this.asked?.others.add('cells');
    const { asked } = this;
    this.asked = null;
    const found = this.occurrences.calls(targets);
    this.asked = asked;
    return found;
  }

  magics(name: string): readonly IPlaced<IMagic>[] {
    this.asked?.others.add(`magics ${name}`);
    const found = this.occurrences.magics(name);
    found.forEach(each => this.asked?.cells.add(each.cell));
    return found;
  }

  reads(name: string): readonly IPlaced<IRead>[] | null {
    this.asked?.others.add('reads').add(`reads ${name}`);
    this.namesRead.add(name);
    const found = this.isUnread(name) ? null : this.occurrences.reads(name);
    found?.cells.forEach(each => this.asked?.cells.add(each));
    return found?.places ?? null;
  }

  /** True when a cell that was not read may hold the name; a name that was looked for in all cells is in none of them. */
  private isUnread(name: string): boolean {
    let unread = this.unread.get(name);
    if (unread === undefined) {
      unread =
        !this.isWatched(name) &&
        this.document.cells.some(each => each.kind === 'code' && !this.byId.has(each.id) && each.source.includes(name));
      this.unread.set(name, unread);
    }
    return unread;
  }

  freshName(base: string): string {
    const taken = (name: string): boolean =>
      this.document.cells.some(each => each.kind === 'code' && each.source.includes(name));
    for (let number = 1; ; number += 1) {
      const name = number === 1 ? base : `${base}_${number}`;
      if (!taken(name)) {
        return name;
      }
    }
  }
}
