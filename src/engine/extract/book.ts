/** A notebook as extraction reads it: every cell, and what every name is bound to. */
import type { StmtNode } from 'py-ast';
import type { IDocument, ISpan } from '../document';
import type { IBinding, ICellFacts, IRead, IStatement } from '../python/facts';
import { NotebookFacts } from '../python/notebook';
import type { IPlaced } from '../python/notebook-facts';
import { parse } from '../python/parse';
import type { Positioned } from '../python/parse';
import { nameOfCell } from '../python/places';
import { readCell } from '../python/read-cell';
import { tryParse } from '../python/tree';
import { eachNode } from '../python/walk';
import { importsOf } from './import-lines';
import type { IImported } from './import-lines';

/** One code cell with its tree. */
export interface IPage {
  readonly cell: ICellFacts;
  /** Top-level statements that parsed. */
  readonly body: readonly StmtNode[];
  span(node: Positioned): ISpan;
  /** Names that its imports bind. */
  readonly imports: readonly IImported[];
}

/** All code cells. */
export class Book {
  readonly pages: readonly IPage[];
  readonly facts: NotebookFacts;
  private readonly bindings = new Map<string, IPlaced<IBinding>[]>();

  constructor(readonly document: IDocument) {
    this.pages = document.cells.flatMap((cell, index) => {
      if (cell.kind !== 'code') {
        return [];
      }
      const { id, editable, executionCount, source } = cell;
      const facts: ICellFacts = { ...readCell(source), id, index, editable, executionCount };
      const parsed = parse(source);
      const span = (node: Positioned): ISpan => parsed.span(node);
      return [{ cell: facts, body: parsed.body, span, imports: importsOf(parsed.body, span, facts) }];
    });
    const cells = this.pages.map(each => each.cell);
    this.facts = new NotebookFacts(document, cells, () => true);
    for (const cell of cells) {
      for (const what of cell.module.bindings) {
        const known = this.bindings.get(what.name);
        if (known) {
          known.push({ cell, what });
        } else {
          this.bindings.set(what.name, [{ cell, what }]);
        }
      }
    }
  }

  page(id: string): IPage | null {
    return this.pages.find(each => each.cell.id === id) ?? null;
  }

  /** Everything that binds a global name, in document order. */
  bound(name: string): readonly IPlaced<IBinding>[] {
    return this.bindings.get(name) ?? [];
  }

  /** How a person knows a cell. */
  name(cell: Pick<ICellFacts, 'index'>): string {
    return nameOfCell(cell, this.facts);
  }
}

/** True for a read of a name of the notebook, not of a function or class around it. */
export function isGlobal({ name, scope, statement }: Pick<IRead, 'name' | 'scope' | 'statement'>): boolean {
  for (let here = scope; here.parent && here.kind !== 'module'; here = here.parent) {
    if (here.globals.has(name)) {
      return true;
    }
    const bound = here.bindings.filter(each => each.name === name);
    if (here.kind !== 'class' && bound.length > 0) {
      return false;
    }
    // What a class binds is seen by the class alone, not by its methods, and only from there on: `sleep = sleep`.
    if (here === scope && bound.some(each => each.statement !== statement && each.at < statement.from)) {
      return false;
    }
  }
  return true;
}

/** True for code that runs when the statement `top` does: no function's body around it. */
export function runsWith(statement: IStatement, top: IStatement): boolean {
  for (let at = statement; at !== top && at.parent; at = at.parent) {
    if (/FunctionDef$/.test(at.parent.type)) {
      return false;
    }
  }
  return true;
}

/** True when a text holds a name as a word of its own, also in its comments and strings. */
export function mentions(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    const around = `${text[at - 1] ?? ' '}${text[at + name.length] ?? ' '}`;
    if (!/[\p{L}\p{N}_]/u.test(around)) {
      return true;
    }
  }
  return false;
}

/** The names in an annotation in quotes; none where the text is no expression. */
export function namesIn(text: string): string[] {
  const body = tryParse(text.trim());
  const names: string[] = [];
  if (body?.length === 1 && body[0]!.nodeType === 'Expr') {
    eachNode(body[0]!, node => {
      if (node.nodeType === 'Name') {
        names.push(node.id as string);
      }
    });
  }
  return names;
}
