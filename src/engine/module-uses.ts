/** What a document uses of modules: which names, where, and whether an event loop runs there. */
import type { IDocument } from './document';
import type { IBinding, ICall, ICellFacts } from './python/facts';
import { isPyodide } from './python/loops';
import { mayBeScript } from './python/awaits';
import { NotebookFacts } from './python/notebook';
import { readCell } from './python/read-cell';

/** A place where an event loop runs, and a name of a module that is used there. */
export interface IModuleUse {
  /** As imported, with its module: `helpers.fetch`, `..tools.fetch`. */
  readonly target: string;
  /** Index of the cell. */
  readonly cell: number;
  /** Offset in its source. */
  readonly at: number;
  /** True for a call; false for an import into a notebook. */
  readonly called: boolean;
}

/**
 * What a document uses of modules where an event loop runs: in its async functions, and in a notebook everywhere.
 *
 * @returns nothing for a document of another language, and for one that lets loops be entered twice.
 */
export function moduleUses(document: IDocument): readonly IModuleUse[] {
  if (document.language !== 'python') {
    return [];
  }
  const script = document.kind === 'script';
  const cells = document.cells.flatMap(({ id, kind, source, editable, executionCount }, index): ICellFacts[] =>
    kind === 'code' ? [{ ...readCell(source, script), id, index, editable, executionCount }] : []
  );
  const all = new NotebookFacts(document, cells, () => true);
  if (isPyodide(all) || all.calls('nest_asyncio.apply', 'nest_asyncio2.apply').length > 0) {
    return [];
  }
  const kernel = !script && !mayBeScript(all);
  return cells.flatMap(cell => [
    ...(kernel ? importsOf(cell) : []).map(({ path, at }) => ({ target: path!, cell: cell.index, at, called: false })),
    ...cell.calls.flatMap(call => {
      const target = call.scope.awaits && (kernel || !call.scope.immediate) ? importedTarget(call, cell, all) : null;
      return target === null ? [] : [{ target, cell: cell.index, at: call.from, called: true }];
    })
  ]);
}

/** The names that a module's own lines import: `name` in it for `target`, which is spelled as in `IModuleUse`. */
export function moduleImports(document: IDocument): readonly { readonly name: string; readonly target: string }[] {
  return document.cells.flatMap(({ kind, source }) => {
    const { bindings } = readCell(kind === 'code' ? source : '', document.kind === 'script').module;
    return bindings.flatMap(({ name, path }) => (path === undefined ? [] : [{ name, target: path }]));
  });
}

/** The imports of a cell, in functions too. */
function importsOf(cell: ICellFacts): readonly IBinding[] {
  const scopes = [cell.module, ...cell.functions.map(each => each.scope)];
  return scopes.flatMap(each => each.bindings).filter(each => each.kind === 'import' && each.path !== undefined);
}

/** What a call calls, where that comes from an import. */
function importedTarget(call: ICall, cell: ICellFacts, all: NotebookFacts): string | null {
  const root = call.dotted?.split('.')[0];
  const bound = root === undefined ? null : all.lookup(root, call.scope, call.from, cell);
  return bound?.what.kind === 'import' ? all.target(call, cell) : null;
}
