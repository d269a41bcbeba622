/** A function and what it needs become a module: the whole plan, or what stands in the way. */
import type { IDocument } from '../document';
import type { IFix } from '../finding';
import { Book } from './book';
import { cellEdits } from './cell-edits';
import type { Autoreload } from './cell-edits';
import { flaw } from './check';
import { gather } from './gather';
import type { IImported } from './import-lines';
import { moduleText } from './module-text';
import { ordered } from './order';
import type { IPiece } from './piece';
import { moduleNameProblem, suggestModule } from './module-name';
import { importObstacles } from './surroundings';
import { listed } from './words';
import type { IObstacle } from './words';

/** What is to be moved, and where to. */
export interface IExtraction {
  /** The function or class. */
  readonly name: string;
  /** The module's name, which `problem` has nothing against. */
  readonly module: string;
  readonly autoreload: Autoreload;
  /** The notebook's file name, for the module's first line. */
  readonly origin?: string | null;
}

/** Something that goes along. */
export interface ITraveller {
  readonly name: string;
  readonly kind: IPiece['kind'] | 'import';
  /** Index of the cell it comes from. */
  readonly cell: number;
}

/** A plan: nothing has been written yet. */
export interface IPlan {
  /** The new file's text. */
  readonly module: string;
  /** The change of the notebook. */
  readonly fix: IFix;
  /** Definitions in the order of the module, then imports. */
  readonly travels: readonly ITraveller[];
  /** One sentence each. */
  readonly warnings: readonly string[];
}

/** A plan, or everything that stands in the way. */
export type Extracted = { readonly plan: IPlan } | { readonly obstacles: readonly IObstacle[] };

/** What can be done with one state of a notebook, which is read once. */
export class Extractor {
  private readonly book: Book;

  constructor(document: IDocument) {
    this.book = new Book(document);
  }

  /** Plan to move a function or class into a module. */
  plan(extraction: IExtraction): Extracted {
    return planIn(this.book, extraction);
  }

  /**
   * Why a module cannot have this name.
   *
   * @param name - as the person wrote it, without `.py`.
   * @returns one sentence; null when nothing is against it.
   */
  problem(name: string): string | null {
    return moduleNameProblem(name, this.book);
  }

  /** A module name to begin with, for a function of this name. */
  suggest(name: string): string {
    return suggestModule(name, this.book);
  }
}

function planIn(book: Book, { name, module, autoreload, origin = null }: IExtraction): Extracted {
  const gathered = gather(name, book);
  const { pieces, imports } = gathered;
  const order = ordered(pieces);
  const obstacles = [...gathered.obstacles];
  const [asked] = pieces;
  if (obstacles.length === 0 && !asked) {
    obstacles.push({ cell: 0, name, text: `${name} is not defined in this notebook any more.` });
  } else if (obstacles.length === 0 && typeof order === 'string') {
    const text = `${order} needs itself before it is there, so no order of definitions works in a module.`;
    obstacles.push({ cell: asked!.page.cell.index, name: order, text });
  }
  if (obstacles.length > 0 || !asked || typeof order === 'string') {
    return { obstacles: once(obstacles) };
  }
  const change = cellEdits(pieces, module, autoreload, book);
  obstacles.push(...importObstacles(gathered, change, { module, autoreload }, book));
  if (obstacles.length > 0) {
    return { obstacles: once(obstacles) };
  }
  const text = moduleText(order, imports, origin, book);
  const wrong = flaw(text, change.edits, change.imported, book);
  if (wrong !== null) {
    const sentence = `What moving ${name} gives was not certain enough to offer: ${wrong}.`;
    return { obstacles: [{ cell: asked.page.cell.index, name, text: sentence }] };
  }
  const sources = Object.fromEntries(pieces.map(({ page }) => [page.cell.id, page.cell.source]));
  const fix: IFix = {
    title: `Extract ${name} to ${module}.py`,
    applicability: 'unsafe',
    edits: change.edits,
    sources,
    note: null
  };
  return { plan: { module: text, fix, travels: travels(order, imports), warnings: warnings(order) } };
}

function once(obstacles: readonly IObstacle[]): IObstacle[] {
  const texts = obstacles.map(each => each.text);
  return obstacles.filter((each, at) => texts.indexOf(each.text) === at);
}

function travels(pieces: readonly IPiece[], imports: readonly IImported[]): ITraveller[] {
  const names = imports.filter((each, at) => imports.findIndex(other => other.name === each.name) === at);
  return [
    ...pieces.map(({ name, kind, page }) => ({ name, kind, cell: page.cell.index })),
    ...names.map(({ name, cell }) => ({ name, kind: 'import' as const, cell: cell.index }))
  ];
}

function warnings(pieces: readonly IPiece[]): string[] {
  const constants = pieces.filter(each => each.kind === 'constant').map(each => each.name);
  const verb = constants.length === 1 ? 'has its value' : 'have their values';
  return constants.length > 0 ? [`${listed(constants)} ${verb} in the module from now on: change it there.`] : [];
}
