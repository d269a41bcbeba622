/** Replacing a call that drives a loop by `await`, and putting `await` before a call. */
import type { ISpan } from '../document';
import type { IArgument, ICall, ICellFacts } from '../python/facts';
import { scan } from '../python/scanner';
import type { IEdit } from './edit';

/** Operands of `await` that need no parentheses. */
const PRIMARY: ReadonlySet<string> = new Set(['Call', 'Name', 'Attribute', 'Subscript']);

/**
 * Replace `run(X, …)` by `await X`, keeping the text of X, comments and line breaks.
 *
 * @param cell - the cell; offsets are UTF-16.
 * @param call - the call to replace.
 * @param argument - the argument that is awaited; all others are dropped.
 * @param called - true when X is an async function that still has to be called: `()` is added.
 * @returns edits, or one sentence why there are none.
 */
export function awaitArgument(cell: ICellFacts, call: ICall, argument: IArgument, called: boolean): IEdit[] | string {
  const { source } = cell;
  const { value } = argument;
  const before = source.slice(call.callee.to, value.from);
  const after = source.slice(value.to, call.to);
  if (dropsComment(cell, call, argument)) {
    return 'A comment stands between the arguments that would go, so the call is left alone.';
  }
  const dropped = argument.await !== null || call.use.kind === 'awaited';
  const prefix = dropped ? '' : 'await ';
  const wrap = call.use.kind === 'object' && !isParenthesised(source, call);
  const open = wrap ? `(${prefix}` : prefix;
  const tail = called ? '()' : '';
  const plain =
    /^[ \t]*\([ \t]*(?:\w+[ \t]*=[ \t]*)?$/.test(before) &&
    !/[\r\n#]/.test(after) &&
    (dropped || PRIMARY.has(argument.type)) &&
    !breaksLine(source, value) &&
    !(wordEnd(source, value) && /^\w/.test(source.slice(call.to)));
  if (plain && !after.slice(0, -1).includes(')')) {
    return [
      { from: call.from, to: value.from, text: open },
      { from: value.to, to: call.to, text: tail + (wrap ? ')' : '') }
    ];
  }
  // Keep the call's own parentheses: they hold the comments and line breaks.
  const edits: IEdit[] = [{ from: call.from, to: call.callee.to, text: open }];
  const keyword = /(\w+[ \t]*=[ \t]*)$/.exec(before);
  if (argument.keyword !== null && keyword) {
    edits.push({ from: value.from - keyword[0].length, to: value.from, text: '' });
  }
  const cut = afterArgument(source, call, argument);
  edits.push({ from: cut.from, to: cut.to, text: tail });
  if (wrap) {
    edits.push({ from: call.to, to: call.to, text: ')' });
  }
  return edits.filter(each => each.from !== each.to || each.text !== '');
}

/** From behind the argument (and the parentheses that are its own) to behind the last argument or its comma. */
function afterArgument(source: string, call: ICall, argument: IArgument): ISpan {
  let from = argument.value.to;
  let open = 0;
  for (const token of scan(source, call.callee.to, argument.value.from)) {
    open += source[token.from] === '(' ? 1 : source[token.from] === ')' ? -1 : 0;
  }
  // One parenthesis is the call's; each further one closes behind the value.
  for (let extra = open - 1; extra > 0; extra -= 1) {
    const close = source.indexOf(')', from);
    from = close < 0 ? from : close + 1;
  }
  let to = from;
  for (const token of scan(source, from, call.to - 1)) {
    if (token.kind !== 'comment') {
      to = token.to;
    }
  }
  return { from, to };
}

/** True when dropping the other arguments would drop a comment. */
function dropsComment(cell: ICellFacts, call: ICall, kept: IArgument): boolean {
  const others = call.args.filter(each => each !== kept);
  return others.some(each => {
    const start = Math.max(call.callee.to, cell.source.lastIndexOf(',', each.from));
    return scan(cell.source, Math.min(start, each.from), each.to).some(token => token.kind === 'comment');
  }) || (others.length > 0 && others[0]!.from < kept.from);
}

/** True when the expression's own text goes over a line end outside brackets. */
function breaksLine(source: string, span: ISpan): boolean {
  if (!/[\r\n]/.test(source.slice(span.from, span.to))) {
    return false;
  }
  return scan(source, span.from, span.to).some(token => token.kind === 'newline') || /\\\r?\n/.test(source.slice(span.from, span.to));
}

function wordEnd(source: string, span: ISpan): boolean {
  return /\w$/.test(source.slice(span.from, span.to));
}

/** True when the expression stands in parentheses of its own. */
export function isParenthesised(source: string, span: ISpan): boolean {
  return /\(\s*$/.test(source.slice(Math.max(0, span.from - 80), span.from)) && /^\s*\)/.test(source.slice(span.to, span.to + 80));
}

/**
 * Put `await` before a call.
 *
 * @returns edits; with parentheses where the result is the object of `.`, `[` or `(`.
 */
export function awaitCall(cell: ICellFacts, call: ICall): IEdit[] {
  const wrap = call.use.kind === 'object' && !isParenthesised(cell.source, call);
  return [
    { from: call.from, to: call.from, text: wrap ? '(await ' : 'await ' },
    ...(wrap ? [{ from: call.to, to: call.to, text: ')' }] : [])
  ];
}
