/** Whether the module can be imported where the notebook will import it: from this folder, and after what has to run first. */
import type { ICellFacts } from '../python/facts';
import type { Book } from './book';
import { isGlobal, mentions } from './book';
import type { Autoreload, ICellEdits } from './cell-edits';
import type { IGathered } from './gather';
import type { IObstacle } from './words';

/** Magics that change nothing an import depends on. */
const HARMLESS =
  /^(?:time|timeit|prun|matplotlib|autoreload|load_ext|aimport|config|autoawait|who|whos|pprint|precision|xmode|debug|pdb|capture|html|HTML|latex|markdown|svg|js|javascript)$/;
const FOLDER = /^(?:cd|pushd|popd)$/;
const PREPARES: ReadonlySet<string> = new Set([
  'sys',
  'os',
  'site',
  'subprocess',
  'importlib',
  'warnings',
  'load_dotenv'
]);

/** What stands in the way of the import. */
export function* importObstacles(
  { pieces, imports }: Pick<IGathered, 'pieces' | 'imports'>,
  { first }: ICellEdits,
  { module, autoreload }: { readonly module: string; readonly autoreload: Autoreload },
  book: Book
): Iterable<IObstacle> {
  for (const { cell } of book.pages) {
    const where = book.name(cell);
    if (cell.index <= first.cell.index && changesFolder(cell, book)) {
      yield {
        cell: cell.index,
        name: module,
        text: `${capital(where)} changes the folder that Python imports from, so ${module}.py beside the notebook would not be found: move that line below, or do without it.`
      };
    }
    if (cell.cellMagic?.name === 'writefile' && mentions(cell.source.split('\n')[0]!, `${module}.py`)) {
      yield {
        cell: cell.index,
        name: module,
        text: `${capital(where)} writes ${module}.py itself: choose another name.`
      };
    }
  }
  const [other] = book.bound(module).filter(each => !pieces.some(piece => piece.statement === each.what.statement));
  if (other && autoreload === 'module') {
    const text = `%aimport would put the module in the place of ${module}, which ${book.name(other.cell)} binds: choose another name, or let every module be read again.`;
    yield { cell: other.cell.index, name: module, text };
  }
  const seen = new Set<string>();
  for (const { name, cell, at } of imports) {
    const isLater = cell.index > first.cell.index || (cell.index === first.cell.index && at > first.at);
    const earlier = imports.some(
      each => each.name === name && (each.cell.index < cell.index || (each.cell === cell && each.at < at))
    );
    if (!isLater || earlier || seen.has(name)) {
      continue;
    }
    seen.add(name);
    const step = book.pages.find(
      each => each.cell.index >= first.cell.index && each.cell.index <= cell.index && prepares(each.cell)
    );
    if (step) {
      yield {
        cell: cell.index,
        name,
        text: `${name} is imported in ${book.name(cell)}, and ${book.name(step.cell)} may have to run before that; the module would import it already in ${book.name(first.cell)}: move the import up, or the function down.`
      };
    }
  }
}

function changesFolder(cell: ICellFacts, { facts }: Book): boolean {
  return (
    cell.magics.some(each => FOLDER.test(each.name)) || cell.calls.some(each => facts.target(each, cell) === 'os.chdir')
  );
}

/** True for a cell that may install something, or change where Python looks for it. */
function prepares(cell: ICellFacts): boolean {
  return (
    !cell.complete ||
    cell.magics.some(each => each.kind !== 'help' && !HARMLESS.test(each.name)) ||
    cell.reads.some(each => PREPARES.has(each.name) && isGlobal(each))
  );
}

function capital(text: string): string {
  return text[0]!.toUpperCase() + text.slice(1);
}
