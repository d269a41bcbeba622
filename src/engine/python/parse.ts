/**
 * Cell text -> statements. Masks IPython syntax, parses with py-ast and, where the whole does not parse, keeps the
 * top-level statements that do.
 *
 * Nodes inside f- and t-strings have CPython 3.12's positions (checked against 3.13 on 20,000 generated literals), also
 * when nested or over lines. Not to be relied on there: the `Constant` nodes between fields, and what a literal nested
 * in another with the same quotes (3.12 syntax) holds after a `:` of its own text, which may be missing.
 */
import type { ASTNode, StmtNode } from 'py-ast';
import type { ISpan } from '../document';
import { MAX_CELL } from '../document';
import { LineTable } from './lines';
import { mask, type IMasked } from './mask';
import { repair } from './repair';
import { resync } from './resync';
import { tryParse } from './tree';

/** The part of a py-ast node that `span` reads. */
export type Positioned = Pick<ASTNode, 'lineno' | 'col_offset' | 'end_lineno' | 'end_col_offset'>;

/** One cell, parsed. */
export interface IParsed {
  readonly source: string;
  readonly masked: IMasked;
  /** Top-level statements that parsed, in order. */
  readonly body: readonly StmtNode[];
  /** Ranges of the source that did not parse, in order; empty when the whole cell parsed (or holds no Python at all). */
  readonly unparsed: readonly ISpan[];
  /** True when the whole cell parsed: `unparsed` is empty. */
  readonly complete: boolean;
  /**
   * The UTF-16 range in the source of a node of this cell; edges as CPython's (parentheses around it are outside).
   * Nodes without a position (`Arguments`, `Comprehension`, `WithItem`, `MatchCase`, operators) give an empty range at 0.
   */
  span(node: Positioned): ISpan;
}

/**
 * Parses one cell.
 * @param source the cell's text; above `MAX_CELL` UTF-16 units nothing is parsed
 * @returns the statements and what is missing; never throws
 */
export function parse(source: string): IParsed {
  const masked = mask(source);
  if (!masked.python) {
    return parsed(source, masked, [], []);
  }
  if (source.length > MAX_CELL) {
    return parsed(source, masked, [], [{ from: 0, to: source.length }]);
  }
  const body = tryParse(masked.text);
  if (body) {
    return parsed(source, masked, body, []);
  }
  const repaired = repair(masked.text);
  const whole = repaired && tryParse(repaired.text);
  const kept = whole ? { body: whole, unparsed: [] } : resync(repaired?.text ?? masked.text);
  repaired?.restore(kept.body);
  const place = (offset: number): number => masked.toSource(repaired ? repaired.toWritten(offset) : offset);
  const unparsed = kept.unparsed.map(({ from, to }) => ({ from: place(from), to: place(to) }));
  return parsed(source, masked, kept.body, unparsed);
}

function parsed(source: string, masked: IMasked, body: readonly StmtNode[], unparsed: readonly ISpan[]): IParsed {
  let lines: LineTable | null = null;
  return {
    source,
    masked,
    body,
    unparsed,
    complete: unparsed.length === 0,
    span(node: Positioned): ISpan {
      lines ??= new LineTable(masked.text);
      const { lineno, col_offset: column = 0 } = node;
      if (lineno === undefined) {
        return { from: 0, to: 0 };
      }
      const from = lines.offset(lineno, column);
      const to = lines.offset(node.end_lineno ?? lineno, node.end_col_offset ?? column);
      return { from: masked.toSource(from), to: masked.toSource(to) };
    }
  };
}
