/** Everything a function needs: definitions that move with it, imports that are written again, and what forbids it. */
import { nextLine } from '../edits/statements';
import type { IBinding } from '../python/facts';
import type { IPlaced } from '../python/notebook-facts';
import type { Book } from './book';
import { changedNames } from './changed';
import { computed } from './constant';
import type { IImported } from './import-lines';
import { insideOf } from './inside';
import { missing, SPECIAL } from './names';
import type { IPiece } from './piece';
import { pieceOf } from './piece';
import { isComputed, isRebound, notMovable } from './words';
import type { IObstacle } from './words';

/** What travels. */
export interface IGathered {
  /** The function that was asked for first, then in the order in which they were found to be needed. */
  readonly pieces: readonly IPiece[];
  readonly imports: readonly IImported[];
  readonly obstacles: readonly IObstacle[];
}

/** Gathers what one function needs. */
class Gathering implements IGathered {
  readonly pieces: IPiece[] = [];
  readonly imports: IImported[] = [];
  readonly obstacles: IObstacle[] = [];
  private readonly seen = new Set<string>();

  constructor(
    private readonly asked: string,
    private readonly book: Book
  ) {}

  /** Take a name, and what it needs in turn. `user` needs it; null for the function that was asked for. */
  take(name: string, user: IPiece | null): void {
    if (this.seen.has(name)) {
      return;
    }
    this.seen.add(name);
    const bound = this.book.bound(name);
    const [only, ...more] = bound;
    const special = user && !(only && only.what.kind !== 'import') ? SPECIAL(name, only?.what.path) : null;
    if (special) {
      this.refuse(
        user!.page.cell.index,
        name,
        `${user!.kind === 'function' ? `${user!.name}()` : user!.name} ${special}`
      );
    } else if (!only) {
      const why = user && missing(name, user, this.book);
      if (why) {
        this.refuse(user.page.cell.index, name, why);
      }
    } else if (bound.every(({ what }) => what.kind === 'import')) {
      this.import(name, bound, user);
    } else if (more.length > 0) {
      this.refuse(more[more.length - 1]!.cell.index, name, isRebound(name, bound, this.book));
    } else {
      this.move(name, only, user);
    }
  }

  private import(name: string, bound: readonly IPlaced<IBinding>[], user: IPiece | null): void {
    const lines = this.book.pages.flatMap(page => page.imports.filter(each => each.name === name));
    const [first] = lines;
    const { cell } = bound[0]!;
    const same = lines.every(each => each.from === first?.from && (each.from === null || each.what === first.what));
    // `import a.b` and `import a.c` bind one name, and mean one module; `import a as x` and `import b as x` do not.
    const one = same && lines.every(each => each.what === first!.what || !/ as /.test(each.what + first!.what));
    if (bound.length !== lines.length || !first) {
      const text = `${name} is imported in ${this.book.name(cell)} only if something holds, or inside a block: import it at the top of a cell.`;
      this.refuse(cell.index, name, text);
    } else if (!one) {
      this.refuse(bound[bound.length - 1]!.cell.index, name, isRebound(name, bound, this.book));
    } else if (first.from?.startsWith('.')) {
      this.refuse(cell.index, name, `${name} comes from a relative import, which only a package has.`);
    } else if (user) {
      this.imports.push(...lines.filter((each, at) => lines.findIndex(other => other.what === each.what) === at));
    }
  }

  private move(name: string, placed: IPlaced<IBinding>, user: IPiece | null): void {
    const { cell, what } = placed;
    const { book } = this;
    // A constant takes no arguments: what was asked for has to.
    const hand = `${user?.kind === 'function' ? user.name : this.asked}()`;
    const refuse = (text: string): void => this.refuse(cell.index, name, text);
    const where = book.name(cell);
    const { statement } = what;
    if (!cell.complete) {
      refuse(`${name} stands in ${where}, which is not valid Python as a whole: mend it first.`);
    } else if (statement.scope.kind === 'function') {
      refuse(`${name} is set by a function in ${where} through global: let that function return the value instead.`);
    } else if (statement.parent) {
      refuse(
        `${name} stands inside a block of ${where}, so whether it is there depends on what runs: give it a place at the top level.`
      );
    } else if (cell.cellMagic) {
      refuse(`${name} stands in ${where}, which begins with %%${cell.cellMagic.name}: take the magic away first.`);
    } else if (statement.magic || isFromMagic(placed)) {
      refuse(
        `${name} gets its value from a magic or a shell command in ${where}: hand it to ${hand} as an argument first.`
      );
    } else if (changedNames(book).has(name)) {
      const by = book.name(changedNames(book).get(name)!);
      refuse(
        `${name} is changed while the notebook runs (${by}), and a module would keep what it holds between runs: hand it over as an argument first.`
      );
    } else {
      this.definition(name, placed, hand);
    }
  }

  private definition(name: string, placed: IPlaced<IBinding>, hand: string): void {
    const { cell, what } = placed;
    const { book } = this;
    const piece = pieceOf(placed, book);
    const isDefinition = what.function !== undefined || what.class !== undefined;
    if (!isDefinition) {
      const node = piece?.node;
      const single = node?.nodeType === 'AnnAssign' || (node?.nodeType === 'Assign' && node.targets.length === 1);
      if (what.kind !== 'value' || (piece && !single)) {
        this.refuse(cell.index, name, notMovable(name, placed, hand, book));
        return;
      }
      const runs = piece && 'value' in piece.node ? computed(piece.node.value as never, book) : null;
      if (runs) {
        this.refuse(cell.index, name, isComputed(name, runs.call, cell, hand, book));
        return;
      }
    }
    if (!isDefinition && isParameter(placed, book)) {
      const text = `${name} is a parameter of the notebook (${book.name(cell)}), which whoever runs it may change: hand it to ${hand} as an argument first.`;
      this.refuse(cell.index, name, text);
      return;
    }
    if (!piece) {
      const text = `${name} shares a line of ${book.name(cell)} with something else, or is indented there: give it lines of its own.`;
      this.refuse(cell.index, name, text);
      return;
    }
    if (!cell.editable || !book.document.editable) {
      this.refuse(cell.index, name, `${name} stands in ${book.name(cell)}, which is read-only.`);
    }
    this.pieces.push(piece);
    for (const text of insideOf(piece, book)) {
      this.refuse(cell.index, name, text);
    }
    piece.needs.forEach(each => this.take(each.name, piece));
  }

  private refuse(cell: number, name: string, text: string): void {
    this.obstacles.push({ cell, name, text });
  }
}

/** Gather what the function or class of this name needs. */
export function gather(name: string, book: Book): IGathered {
  const gathering = new Gathering(name, book);
  gathering.take(name, null);
  return gathering;
}

/** `files = !ls`, `x = %timeit -o f()`. */
function isFromMagic({ cell, what }: IPlaced<IBinding>): boolean {
  const { from, to } = what.statement;
  return cell.magics.some(each => each.assigned && from <= each.from && each.from <= nextLine(cell.source, to));
}

/** In a cell with the tag of papermill, or with the form of Colab behind it. */
function isParameter({ cell, what }: IPlaced<IBinding>, { document }: Book): boolean {
  const { to } = what.statement;
  const form = cell.source.slice(to, nextLine(cell.source, to));
  return document.cells[cell.index]!.tags.includes('parameters') || /#\s*@param\b/.test(form);
}
