/** A definition that moves: where it stands with its comments, and which names it needs. */
import type { ExprNode, StmtNode } from 'py-ast';
import type { ISpan } from '../document';
import { dottedName } from '../python/dotted';
import { indentOf, lineStart, nextLine } from '../edits/statements';
import type { IBinding, IStatement } from '../python/facts';
import type { IPlaced } from '../python/notebook-facts';
import { eachNode } from '../python/walk';
import type { Book, IPage } from './book';
import { isGlobal, namesIn, runsWith } from './book';

/** A name that a piece needs from the notebook. */
export interface INeeded {
  readonly name: string;
  /** True when it must be there as soon as the module is imported. */
  readonly immediate: boolean;
}

/** One definition that moves. */
export interface IPiece extends ISpan {
  readonly name: string;
  readonly kind: 'function' | 'class' | 'constant';
  readonly page: IPage;
  readonly statement: IStatement;
  /** Its tree. */
  readonly node: StmtNode;
  /** Range of the definition itself, decorators included, comments above it left out. */
  readonly code: ISpan;
  readonly needs: readonly INeeded[];
}

/** The piece of a binding that is certain and stands at the top level; null where it does not stand on lines of its own. */
export function pieceOf({ cell, what }: IPlaced<IBinding>, book: Book): IPiece | null {
  const { statement, name } = what;
  const page = book.page(cell.id)!;
  const node = page.body.find(each => page.span(each).from === statement.from);
  const kind = what.function ? 'function' : what.class ? 'class' : 'constant';
  const { source } = cell;
  const decorator = /^(?:function|class)$/.test(kind) ? statement.head : null;
  const start = decorator ? lineStart(source, Math.min(decorator.from, statement.from)) : statement.from;
  const rest = source.slice(statement.to, nextLine(source, statement.to));
  const decorated = decorator === null || /^@/.test(source.slice(start).trimStart());
  if (
    !node ||
    indentOf(source, { from: start, to: start }) !== '' ||
    !decorated ||
    !/^[ \t]*(?:#.*)?\r?\n?$/.test(rest)
  ) {
    return null;
  }
  const code = { from: start, to: statement.to };
  const from = aboveComments(source, start);
  const to = behindComments(source, nextLine(source, statement.to), kind !== 'constant');
  return { name, kind, page, statement, node, code, from, to, needs: needsOf(page, statement, node, code, book) };
}

/** Comments right above a definition belong to it; `#| export`, `# %%` and ignore comments are for the cell. */
function aboveComments(source: string, start: number): number {
  let from = start;
  while (from > 0) {
    const line = lineStart(source, from - 1);
    if (!/^#(?!\||\s*%%|.*async-doctor)/.test(source.slice(line, from))) {
      break;
    }
    from = line;
  }
  return from;
}

/** Indented comments below a body still stand in it. */
function behindComments(source: string, end: number, block: boolean): number {
  let to = end;
  for (let at = end; block && at < source.length; at = nextLine(source, at)) {
    const line = source.slice(at, nextLine(source, at));
    if (/^[ \t]+#/.test(line)) {
      to = at + line.length;
    } else if (line.trim() !== '') {
      break;
    }
  }
  return to;
}

function needsOf(page: IPage, statement: IStatement, node: StmtNode, code: ISpan, book: Book): INeeded[] {
  const needs = new Map<string, boolean>();
  const need = (name: string, immediate: boolean): void => {
    needs.set(name, (needs.get(name) ?? false) || immediate);
  };
  for (const read of page.cell.reads) {
    if (code.from <= read.at && read.at < code.to && isGlobal(read)) {
      need(read.name, runsWith(read.statement, statement));
    }
  }
  // Nobody has to find these, so those that the notebook does not have are no matter.
  quoted(node)
    .filter(name => book.bound(name).length > 0)
    .forEach(name => need(name, false));
  return [...needs].map(([name, immediate]) => ({ name, immediate }));
}

/** Names in annotations that are written in quotes. */
function quoted(root: StmtNode): string[] {
  const names: string[] = [];
  eachNode(root, ({ annotation, returns }) => {
    for (const each of [annotation, returns] as (ExprNode | null | undefined)[]) {
      names.push(...(each ? quotedIn(each) : []));
    }
  });
  return names;
}

/** `Literal["a"]` holds values, and what follows in `Annotated[int, "…"]` is for people or for a library. */
function quotedIn(node: ExprNode): string[] {
  switch (node.nodeType) {
    case 'Constant':
      return typeof node.value === 'string' ? namesIn(node.value) : [];
    case 'Subscript': {
      const type = dottedName(node.value) ?? '';
      const inner = /\bLiteral$/.test(type) ? [] : [node.slice];
      const parts = inner.flatMap(each => (each.nodeType === 'Tuple' ? each.elts : [each]));
      return (/\bAnnotated$/.test(type) ? parts.slice(0, 1) : parts).flatMap(quotedIn);
    }
    case 'BinOp':
      return [...quotedIn(node.left), ...quotedIn(node.right)];
    case 'Tuple':
    case 'List':
      return node.elts.flatMap(quotedIn);
    default:
      return [];
  }
}
