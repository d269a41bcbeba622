/** What changes in the notebook: definitions go, and an import stands where the first of a cell was. */
import type { ISpan } from '../document';
import type { ITextEdit } from '../finding';
import type { ICellFacts } from '../python/facts';
import type { IEdit } from '../edits/edit';
import { newline } from '../edits/statements';
import type { Book } from './book';
import { mentions } from './book';
import { fromLine } from './import-lines';
import { inNotebook } from './order';
import type { IPiece } from './piece';

/** How the kernel takes changes of the module over. */
export type Autoreload = 'none' | 'module' | 'all';

/** The change of the cells. */
export interface ICellEdits {
  readonly edits: readonly ITextEdit[];
  /** Names that the notebook imports from the module. */
  readonly imported: readonly string[];
  /** The first cell that imports from the module, and where in it. */
  readonly first: { readonly cell: ICellFacts; readonly at: number };
}

/**
 * Work out the edits.
 *
 * @param pieces - what moves; the first is what was asked for.
 */
export function cellEdits(pieces: readonly IPiece[], module: string, autoreload: Autoreload, book: Book): ICellEdits {
  const [asked] = pieces;
  const rest = book.pages.map(({ cell }) =>
    remains(
      cell.source,
      pieces.filter(each => each.page.cell === cell)
    )
  );
  const isUsed = (name: string): boolean => rest.some(text => mentions(text, name));
  const edits: ITextEdit[] = [];
  const imported: string[] = [];
  let first: ICellEdits['first'] | null = null;
  book.pages.forEach(({ cell }, index) => {
    const own = pieces.filter(each => each.page.cell === cell).sort(inNotebook);
    const all = own.map(each => each.name);
    const used = all.filter(name => name === asked!.name || isUsed(name));
    // A cell that held nothing else keeps its names.
    const names = used.length === 0 && rest[index]!.trim() === '' ? all : used;
    const lines = names.length > 0 ? [fromLine(module, names)] : [];
    if (names.length > 0 && !first) {
      first = { cell, at: own[0]!.from };
      lines.unshift(...reloadLines(module, autoreload, cell, book));
    }
    imported.push(...names);
    const text = lines.join('\n').replaceAll('\n', newline(cell.source));
    edits.push(
      ...groups(own, cell.source).map((each, at) => ({
        cell: cell.id,
        ...replaced(each, at === 0 ? text : '', cell.source)
      }))
    );
  });
  return { edits, imported, first: first! };
}

/** A cell without what moves. */
function remains(source: string, pieces: readonly IPiece[]): string {
  return [...pieces]
    .sort((a, b) => b.from - a.from)
    .reduce((text, { from, to }) => text.slice(0, from) + text.slice(to), source);
}

/** Pieces with nothing but empty lines between them. */
function groups(pieces: readonly IPiece[], source: string): ISpan[] {
  const groups: ISpan[] = [];
  for (const { from, to } of pieces) {
    const last = groups[groups.length - 1];
    if (last && source.slice(last.to, from).trim() === '') {
      groups[groups.length - 1] = { from: last.from, to };
    } else {
      groups.push({ from, to });
    }
  }
  return groups;
}

/** Whole lines become `text`; without it, the empty lines on one side go as well. */
function replaced({ from, to }: ISpan, text: string, source: string): IEdit {
  if (text !== '') {
    const end = /\n$/.test(source.slice(from, to)) ? newline(source) : '';
    return { from, to, text: text + end };
  }
  if (source.slice(to).trim() === '') {
    return { from: source.slice(0, from).trimEnd().length, to: source.length, text };
  }
  const around = /(?:^|\n[ \t]*\r?\n)$/.test(source.slice(0, from));
  const blank = around ? /^(?:[ \t]*\r?\n)*/.exec(source.slice(to))![0].length : 0;
  return { from, to: to + blank, text };
}

/** The magics that make the kernel read the module again when its file has changed; those that are there already are not written again. */
function reloadLines(module: string, autoreload: Autoreload, { index }: ICellFacts, book: Book): string[] {
  if (autoreload === 'none') {
    return [];
  }
  const before = book.pages.filter(({ cell }) => cell.index < index);
  const has = (name: string, argument: RegExp): boolean =>
    before.some(({ cell }) =>
      cell.magics.some(
        each => each.name === name && argument.test(cell.source.slice(each.argument.from, each.argument.to).trim())
      )
    );
  const mode = autoreload === 'all' ? '2' : '1';
  return [
    ...(has('load_ext', /^autoreload$/) ? [] : ['%load_ext autoreload']),
    ...(has('autoreload', mode === '2' ? /^(?:2|all|3|complete)$/ : /^(?:1|explicit)$/) ? [] : [`%autoreload ${mode}`]),
    ...(autoreload === 'module' ? [`%aimport ${module}`] : [])
  ];
}
