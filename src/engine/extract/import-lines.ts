/** Imports: what they bind, and how they are written in a module. */
import type { StmtNode } from 'py-ast';
import type { ISpan } from '../document';
import type { ICellFacts } from '../python/facts';
import type { Positioned } from '../python/parse';

/** One name of an import. */
export interface IImported {
  /** What it binds. */
  readonly name: string;
  /** For `from x import y`: `x`; null for `import x`. */
  readonly from: string | null;
  /** As it is written: `numpy as np`. */
  readonly what: string;
  readonly cell: ICellFacts;
  readonly at: number;
  /** Its place among the names of the statement. */
  readonly index: number;
}

/** The names that the top-level imports of a cell bind. */
export function importsOf(
  body: readonly StmtNode[],
  span: (node: Positioned) => ISpan,
  cell: ICellFacts
): readonly IImported[] {
  return body.flatMap(node => {
    if (node.nodeType !== 'Import' && node.nodeType !== 'ImportFrom') {
      return [];
    }
    const from = node.nodeType === 'Import' ? null : `${'.'.repeat(node.level ?? 0)}${node.module ?? ''}`;
    const { from: at } = span(node);
    return node.names.map((alias, index) => ({
      name: alias.asname ?? (from === null ? alias.name.split('.')[0]! : alias.name),
      from,
      what: alias.asname ? `${alias.name} as ${alias.asname}` : alias.name,
      cell,
      at,
      index
    }));
  });
}

/** The lines of a module for these imports, in their order; names of one module stand in one line. */
export function importLines(imports: readonly IImported[]): string[] {
  const lines = new Map<string, Set<string>>();
  for (const { from, what } of imports) {
    const key = from === null ? `import ${what}` : from;
    const names = lines.get(key) ?? new Set();
    lines.set(key, names.add(what));
  }
  return [...lines].map(([key, names]) => (key.startsWith('import ') ? key : fromLine(key, [...names])));
}

/** How long a line may be. */
const WIDTH = 88;

/** `from x import a, b`, over several lines where it would be long. */
export function fromLine(module: string, names: readonly string[]): string {
  const line = `from ${module} import ${names.join(', ')}`;
  return line.length > WIDTH && names.length > 1
    ? `from ${module} import (\n${names.map(each => `    ${each},\n`).join('')})`
    : line;
}
