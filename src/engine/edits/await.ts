/** Replacing a call that drives a loop by `await`, and putting `await` before a call. */
import type { ISpan } from '../document';
import type { IArgument, ICall, ICellFacts } from '../python/facts';
import { scan } from '../python/scanner';
import type { IEdit } from './edit';

/** Operands of `await` that need no parentheses. */
export const PRIMARY: ReadonlySet<string> = new Set(['Call', 'Name', 'Attribute', 'Subscript']);

/**
 * Replace `run(X, …)` by `await X`, keeping the text of X, comments and line breaks.
 *
 * @param cell - the cell; offsets are UTF-16.
 * @param call - the call to replace.
 * @param argument - the argument that is awaited; all others are dropped.
 * @param called - true when X is an async function that still has to be called: `()` is added.
 */
export function awaitArgument(cell: ICellFacts, call: ICall, argument: IArgument, called: boolean): IEdit[] {
  const { source } = cell;
  const { value } = argument;
  const before = source.slice(call.callee.to, value.from);
  const after = source.slice(value.to, call.to);
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
  edits.push(...cutAround(source, call, argument, tail));
  if (wrap) {
    edits.push({ from: call.to, to: call.to, text: ')' });
  }
  return edits.filter(each => each.from !== each.to || each.text !== '');
}

/** Cut every other argument and all commas; comments and the line breaks around them stay. */
function cutAround(source: string, call: ICall, argument: IArgument, tail: string): IEdit[] {
  const close = call.to - 1;
  const first = Math.min(...call.args.map(each => each.from));
  const own = parenthesesAround(source, call, argument, first);
  const inside = scan(source, own, close).filter(each => each.kind !== 'comment' && each.kind !== 'newline');
  const edits: IEdit[] = [];
  for (const token of inside) {
    const previous = edits[edits.length - 1];
    // Join tokens of one argument, but never across a comment or a line end.
    if (previous && /^[ \t]*$/.test(source.slice(previous.to, token.from))) {
      edits[edits.length - 1] = { ...previous, to: token.to };
    } else {
      edits.push({ from: token.from, to: token.to, text: '' });
    }
  }
  const whole = edits.map(edit => wholeLine(source, edit));
  return tail === '' ? whole : [{ from: argument.value.to, to: argument.value.to, text: tail }, ...whole];
}

/** Offset behind the argument and the parentheses that are its own. */
function parenthesesAround(source: string, call: ICall, argument: IArgument, first: number): number {
  let to = argument.value.to;
  let open = 0;
  for (const token of scan(source, call.callee.to, Math.max(first, argument.value.from))) {
    open += source[token.from] === '(' ? 1 : source[token.from] === ')' ? -1 : 0;
  }
  // One parenthesis is the call's; each further one closes behind the value.
  for (let extra = open - 1; extra > 0; extra -= 1) {
    const at = source.indexOf(')', to);
    to = at < 0 ? to : at + 1;
  }
  return to;
}

/** A cut that leaves a line empty takes the line with it. */
function wholeLine(source: string, edit: IEdit): IEdit {
  const start = source.lastIndexOf('\n', edit.from - 1) + 1;
  const end = source.indexOf('\n', edit.to);
  const alone = end >= 0 && source.slice(start, edit.from).trim() === '' && source.slice(edit.to, end).trim() === '';
  return alone ? { from: start, to: end + 1, text: '' } : edit;
}

/** True when the expression's own text goes over a line end outside brackets. */
function breaksLine(source: string, span: ISpan): boolean {
  if (!/[\r\n]/.test(source.slice(span.from, span.to))) {
    return false;
  }
  return (
    scan(source, span.from, span.to).some(token => token.kind === 'newline') ||
    /\\\r?\n/.test(source.slice(span.from, span.to))
  );
}

function wordEnd(source: string, span: ISpan): boolean {
  return /\w$/.test(source.slice(span.from, span.to));
}

/** True when the expression stands in parentheses of its own. */
export function isParenthesised(source: string, span: ISpan): boolean {
  return (
    /\(\s*$/.test(source.slice(Math.max(0, span.from - 80), span.from)) &&
    /^\s*\)/.test(source.slice(span.to, span.to + 80))
  );
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
