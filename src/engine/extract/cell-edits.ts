/** What changes in the notebook: definitions go, and an import stands where the first of a cell was. */
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
    const end = newline(cell.source);
    const changes = own.map((piece, at) =>
      replaced(cell.source, piece, at === 0 ? lines.join('\n').replaceAll('\n', end) : '', end)
    );
    edits.push(...joined(changes, cell.source).map(each => ({ cell: cell.id, ...each })));
  });
  return { edits, imported, first: first! };
}

/** A cell without what moves. */
function remains(source: string, pieces: readonly IPiece[]): string {
  return [...pieces]
    .sort((a, b) => b.from - a.from)
    .reduce((text, { from, to }) => text.slice(0, from) + text.slice(to), source);
}

/** The lines of a piece become `text`; without it, the empty lines around go as well. */
function replaced(source: string, { from, to }: IPiece, text: string, end: string): IEdit {
  if (text !== '') {
    return { from, to, text: /\n$/.test(source.slice(from, to)) ? text + end : text };
  }
  const blank = /^(?:[ \t]*\r?\n)*/.exec(source.slice(to))![0].length;
  const isLast = source.slice(to).trim() === '';
  const before = /\s*$/.exec(source.slice(0, from))![0].length;
  return isLast ? { from: from - before, to: source.length, text: '' } : { from, to: to + blank, text: '' };
}

/** What touches becomes one edit; a cell that did not end with a line end does not get one. */
function joined(edits: readonly IEdit[], source: string): IEdit[] {
  const apart: IEdit[] = [];
  for (const edit of edits) {
    const last = apart[apart.length - 1];
    if (last && edit.from <= last.to) {
      apart[apart.length - 1] = { ...last, to: Math.max(last.to, edit.to), text: last.text + edit.text };
    } else {
      apart.push(edit);
    }
  }
  return apart.map(each => (each.to === source.length ? { ...each, text: each.text.trimEnd() } : each));
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
