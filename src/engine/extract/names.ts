/** Names that no cell binds: Python's own, IPython's, and those that nobody knows. */
import { BUILT_IN } from '../python/plain-modules';
import type { Book } from './book';
import { mentions } from './book';
import type { IPiece } from './piece';
import { listed } from './words';

/** Line magics that bring names with them. */
const BINDS: ReadonlySet<string> = new Set(['pylab', 'run', 'store', 'load', 'sql', 'R', 'rerun', 'macro']);

const RUNS_TEXT = /^(?:eval|exec|__import__)$/;
const SPACE = /^(?:globals|vars|locals)$/;
/** `_`, `__`, `_3`, `_i3`, `In`, `Out`: what IPython keeps of earlier cells. */
const HISTORY = /^(?:In|Out|_+(?:\d+|i+\d*|i?h|oh|dh)?)$/;

/** What a module has none of: Python's names for the file, IPython's own. Completes "fetch() …"; null for other names. */
export function SPECIAL(name: string, path: string | undefined): string | null {
  if (path !== undefined) {
    return /^(?:IPython|ipywidgets|google\.colab)\b/.test(path)
      ? `uses ${name}, which shows something in a cell or asks its kernel: let it return what is to be shown.`
      : null;
  }
  if (name === 'get_ipython') {
    return 'asks the kernel by get_ipython(), which a module does not have: keep that part in the notebook.';
  }
  if (name === 'display') {
    return 'shows something in the cell by display(): let it return what is to be shown.';
  }
  if (name === 'input') {
    return 'asks the person by input(): hand the answer to it as an argument first.';
  }
  if (/^__\w+__$/.test(name) && !RUNS_TEXT.test(name)) {
    return `reads ${name}, which is something else in a module.`;
  }
  if (RUNS_TEXT.test(name) || SPACE.test(name)) {
    return `calls ${name}(), and what that reaches in the notebook cannot be told.`;
  }
  if (HISTORY.test(name)) {
    return `reads ${name}, which IPython keeps of earlier cells.`;
  }
  return /^(?:exit|quit|breakpoint)$/.test(name) ? `calls ${name}(), which means something else in a kernel.` : null;
}

/** Why a name that no cell binds cannot be found in a module either; null for one of Python's own. */
export function missing(name: string, { name: user, page }: IPiece, book: Book): string | null {
  const stars = book.pages.flatMap(({ cell }) =>
    cell.stars.map(each => `"from ${each} import *" (${book.name(cell)})`)
  );
  const magics = book.pages.flatMap(({ cell }) =>
    cell.magics.filter(each => BINDS.has(each.name)).map(each => `%${each.name} (${book.name(cell)})`)
  );
  const sources = [...stars, ...magics];
  const broken = book.pages.find(({ cell }) => !cell.complete && mentions(cell.source, name));
  if (BUILT_IN.has(name) && sources.length === 0 && !broken) {
    return null;
  }
  if (broken) {
    return `${name}, which ${user} needs, may come from ${book.name(broken.cell)}, which is not valid Python as a whole.`;
  }
  return sources.length > 0
    ? `${name}, which ${user} needs, may come from ${listed(sources)}: import it by its name.`
    : `${name}, which ${user} needs in ${book.name(page.cell)}, is bound by no cell of this notebook.`;
}
