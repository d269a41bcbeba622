/** Cell text -> facts: mask, parse, one walk. */
import type { ISpan } from '../document';
import type { IAwait, IStatement, ITextFacts } from './facts';
import { parse } from './parse';
import type { IParsed } from './parse';
import { openScope } from './scope-tree';
import { StatementWalker } from './walk-statements';

/**
 * Facts of one cell's text.
 *
 * @param source - the raw cell source; offsets of the facts are UTF-16 offsets into it.
 * @param script - true for a script: its own lines cannot await, and show no value.
 * @returns facts of everything that parsed; `complete` says whether that was all.
 */
export function readCell(source: string, script = false): ITextFacts {
  const parsed = parse(source);
  const { masked } = parsed;
  const module = openScope('module', null, '', !script);
  const lines = masked.magics.filter(each => each.kind === 'line' && each.python);
  const walker = new StatementWalker(
    node => parsed.span(node),
    span =>
      lines.length > 0
        ? (lines.find(each => inside(span, each) || (each.assigned && begins(each.argument, span))) ?? null)
        : null
  );
  const top = walker.block(parsed.body, module, { parent: null, block: 'body', handles: [] });
  return {
    source,
    complete: parsed.complete && !walker.awaits.some(each => isDoubled(each, walker.awaits, source)),
    python: masked.python,
    cellMagic: masked.cellMagic,
    magics: masked.magics,
    module,
    statements: walker.statements,
    calls: walker.calls,
    awaits: walker.awaits,
    functions: walker.functions,
    reads: walker.reads,
    last: script ? null : shown(parsed, top),
    asyncStatements: walker.asyncStatements,
    asyncComprehensions: walker.asyncComprehensions,
    ignores: source.includes('async-doctor'),
    stars: walker.stars
  };
}

/** `await await x`: the parser takes it, Python does not; `await (await x)` is fine. */
function isDoubled(outer: IAwait, awaits: readonly IAwait[], source: string): boolean {
  const { from, to } = outer.operand;
  return (
    source.startsWith('await', from) &&
    !source.slice(outer.from, from).includes('(') &&
    awaits.some(each => each.from === from && each.to === to)
  );
}

function inside(a: ISpan, b: ISpan): boolean {
  return b.from <= a.from && a.to <= b.to;
}

/** A magic's argument goes to the end of its line, comments included. */
function begins(a: ISpan, b: ISpan): boolean {
  return b.from <= a.from && a.from < b.to;
}

/** The last expression statement, where its value becomes an output. */
function shown(parsed: IParsed, top: readonly IStatement[]): IStatement | null {
  const last = top[top.length - 1];
  if (!parsed.complete || last?.type !== 'Expr' || parsed.masked.cellMagic?.name === 'capture') {
    return null;
  }
  return suppressed(parsed.source, last) ? null : last;
}

/** IPython shows nothing after a trailing `;`. */
function suppressed(source: string, last: ISpan): boolean {
  return /^[ \t\f]*;/.test(source.slice(last.to));
}
