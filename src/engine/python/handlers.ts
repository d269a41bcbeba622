/** Handlers of widgets that wake what the kernel's loop waits for. */
import type { ICall, ICellFacts, IFunction, IScope } from './facts';
import type { INotebookFacts } from './notebook-facts';

/** What takes the handler of a widget, or of a comm. */
const HANDED: ReadonlySet<string> = new Set(['on_click', 'observe', 'on_submit', 'on_msg']);

/** Methods that wake a waiter, and what makes the objects that have them. None of them may be called from another thread. */
const WAKES: Readonly<Record<string, RegExp>> = {
  put_nowait: /^asyncio\.(?:Lifo|Priority)?Queue$/,
  set: /^asyncio\.Event$/,
  set_result: /^asyncio\.Future$|\.create_future$/,
  set_exception: /^asyncio\.Future$|\.create_future$/
};

/** A call that wakes a waiter, and the handler it stands in. */
export interface IWaking {
  readonly call: ICall;
  readonly handler: IFunction;
}

/** The calls in handlers of widgets that wake something of asyncio. */
export function* wakingIn(cell: ICellFacts, all: INotebookFacts): Iterable<IWaking> {
  for (const call of cell.calls) {
    const made = call.attr !== null && Object.hasOwn(WAKES, call.attr) ? all.maker(call, cell) : null;
    const target = made && (all.target(made.what, made.cell) ?? made.what.dotted ?? '');
    const handler = target && WAKES[call.attr!]!.test(target) ? functionAround(call.scope, cell) : null;
    if (handler && !handler.async && isHanded(handler, cell, all)) {
      yield { call, handler };
    }
  }
}

function functionAround(scope: IScope, cell: ICellFacts): IFunction | null {
  let at: IScope | null = scope;
  while (at?.kind === 'comprehension') {
    at = at.parent;
  }
  return cell.functions.find(each => each.scope === at) ?? null;
}

function isHanded({ name, within }: IFunction, cell: ICellFacts, all: INotebookFacts): boolean {
  if (within.kind !== 'module') {
    const calls = cell.calls.filter(each => each.scope === within && HANDED.has(each.attr ?? ''));
    return calls.some(each => each.args[0]?.dotted === name);
  }
  return (all.reads(name) ?? []).some(
    ({ what: { use } }) => use.kind === 'argument' && use.position === 0 && HANDED.has(use.call.attr ?? '')
  );
}
