/** The text of a `.py` file -> a document: cells between `# %%` marks, or one script. */
import type { ICell, IDocument, IKernel, ISpan } from './document';
import { mayHoldMagics } from './python/magics';
import { mask } from './python/mask';
import { Scanner } from './python/scanner';

/** A `.py` file as a document. */
export interface IPythonText {
  readonly document: IDocument;
  /** Where the source of each cell stands in the text, in order. */
  readonly spans: readonly ISpan[];
}

/**
 * `# %%`, `#%%`, `# %% title`, `# %%%` for a cell within a cell; `# <codecell>`; `# In[3]:` as nbconvert writes it.
 * What follows the percent signs at once, as in `# %%time`, is a magic that jupytext has put into a comment; and nbdev
 * writes the notebook behind them that a module was made from, which makes no cells of it.
 */
const MARK =
  /^#[ \t]*(?:%%+(?=\s|$)(?![ \t]+(?:auto #?\d+[ \t]*$|\S+\.ipynb\b))|<codecell>[ \t]*$|In\[[\d ]*\]:?[ \t]*$)/;
const MAY_HOLD_MARKS = /^#[ \t]*(?:%%|<codecell>|In\[)/m;
const KIND = /\[(markdown|md|raw)\](?:\s|$)/;
const TAGS = /\btags=(\[[^[\]]*\])/;
/** jupytext comments out magics: what stands below `# %%bash` is no Python, and below `# %%time` no await is possible. */
const COMMENTED_MAGIC = /^\s*#[ \t]*%%\w/;
/** What jupytext writes above the first cell. */
const HEADER = /^(?:#!.*\n)?(?:#.*coding[:=].*\n)?# ---[ \t]*\n((?:#.*\n)*?)# ---[ \t]*(?:\n|$)/;

/**
 * Read the text of a `.py` file.
 *
 * @param text - with any line ends, without byte order mark; marks count outside strings only.
 * @returns a `percent` document where it has marks, else a `script` of one cell.
 */
export function readPython(text: string): IPythonText {
  const marks = marksIn(text);
  const [first] = marks;
  if (!first) {
    const span = trimmed(text, 0, text.length);
    const cell = cellOf(0, 'code', text.slice(0, span.to), []);
    return { document: documentOf('script', [cell], 'python', null), spans: [span] };
  }
  const header = HEADER.exec(text.slice(0, first.from).replace(/\r\n/g, '\n'))?.[1] ?? null;
  const spans: ISpan[] = [];
  const cells: ICell[] = [];
  const add = (span: ISpan, title: string): void => {
    const source = text.slice(span.from, span.to);
    cells.push(cellOf(cells.length, kindOf(title, source), source, tagsOf(title)));
    spans.push(span);
  };
  const above = trimmed(text, 0, first.from);
  if (above.to > above.from && (header === null || hasCode(text.slice(0, above.to)))) {
    add(above, '');
  }
  marks.forEach((mark, index) => {
    const next = marks[index + 1]?.from ?? text.length;
    add(trimmed(text, Math.min(afterLine(text, mark.to), next), next), text.slice(mark.from, mark.to));
  });
  const language = (header && valueIn(header, 'language')) ?? 'python';
  return { document: documentOf('percent', cells, language, kernelOf(header, cells)), spans };
}

function documentOf(
  kind: 'percent' | 'script',
  cells: readonly ICell[],
  language: string,
  kernel: IKernel | null
): IDocument {
  return { kind, language, kernel, cells, messages: [], ignored: [], editable: true };
}

function cellOf(index: number, kind: ICell['kind'], source: string, tags: readonly string[]): ICell {
  return { id: `cell-${index}`, kind, source, executionCount: null, outputs: [], tags, editable: true };
}

/** Comments at the start of a line that begin a cell. Brackets do not count: one that is open is a cell being typed. */
function marksIn(text: string): ISpan[] {
  const marks: ISpan[] = [];
  if (!MAY_HOLD_MARKS.test(text)) {
    return marks;
  }
  const scanner = new Scanner(text);
  for (let token = scanner.next(); token; token = scanner.next()) {
    const starts = token.kind === 'comment' && (token.from === 0 || /[\r\n]/.test(text[token.from - 1]!));
    if (starts && MARK.test(text.slice(token.from, token.to))) {
      marks.push({ from: token.from, to: token.to });
    }
  }
  return marks;
}

/** A range without the empty lines at its end, which part it from the next mark. */
function trimmed(text: string, from: number, to: number): ISpan {
  return { from, to: from + text.slice(from, to).trimEnd().length };
}

/** The offset behind the line end at `at`. */
function afterLine(text: string, at: number): number {
  return text.startsWith('\r\n', at) ? at + 2 : at + 1;
}

function kindOf(title: string, source: string): ICell['kind'] {
  const named = KIND.exec(title)?.[1];
  if (named !== undefined) {
    return named === 'raw' ? 'raw' : 'markdown';
  }
  return COMMENTED_MAGIC.test(source) ? 'raw' : 'code';
}

function tagsOf(title: string): readonly string[] {
  const list = TAGS.exec(title)?.[1];
  return list === undefined ? [] : [...list.matchAll(/"([^"]*)"|'([^']*)'/g)].map(each => each[1] ?? each[2]!);
}

function hasCode(text: string): boolean {
  return text.split(/\r\n?|\n/).some(line => /^[^#\s]/.test(line));
}

/** What names a kernel: jupytext's header, or magics, which no other Python takes. Null for a file that may be a script too. */
function kernelOf(header: string | null, cells: readonly ICell[]): IKernel | null {
  const known =
    (header !== null && /^#[ \t]+kernelspec:/m.test(header)) ||
    cells.some(each => each.kind === 'code' && mayHoldMagics(each.source) && mask(each.source).magics.length > 0);
  return known ? { implementation: 'ipython', version: '' } : null;
}

/** A value of jupytext's header: the kernel's language. */
function valueIn(header: string, key: string): string | null {
  return new RegExp(`^#[ \\t]+${key}:[ \\t]*["']?([\\w+#.-]+)`, 'm').exec(header)?.[1]?.toLowerCase() ?? null;
}
