/** Replacing a call that drives a loop (`asyncio.run(main())`) by awaiting what it was given. */
import type { ISpan } from '../document';
import type { IArgument, ICall, ICellFacts } from '../python/facts';
import type { INotebookFacts } from '../python/notebook-facts';
import { awaitArgument } from './await';
import type { IEdit } from './edit';

/** Edits and what they do to the cell's calls; see IFixDraft. */
export interface IDriven {
  readonly edits: readonly IEdit[];
  readonly removes: readonly string[];
  readonly adds: readonly string[];
  readonly awaits: number;
  /** Names of keyword arguments that go. */
  readonly dropped: readonly string[];
}

/**
 * Replace the call by `await` of its first argument (or of `keyword`).
 *
 * @returns the edits, or one sentence why there are none.
 */
export function driveByAwait(cell: ICellFacts, call: ICall, keyword: string, all: INotebookFacts): IDriven | string {
  if (call.args.some(each => each.keyword === '*' || each.keyword === '**')) {
    return 'The arguments are unpacked with a star, so it cannot be told what would be awaited.';
  }
  const argument = call.args.find(each => each.keyword === null) ?? call.args.find(each => each.keyword === keyword);
  if (!argument || call.args.filter(each => each.keyword === null).length > 1) {
    return `${call.dotted ?? call.attr}() is not given one coroutine here, so there is nothing to await.`;
  }
  const operand = operandOf(argument, call, cell, all);
  if (typeof operand === 'string') {
    return operand;
  }
  const others = call.args.filter(each => each !== argument);
  if (others.some(each => each.from < argument.from)) {
    return 'The coroutine does not come first among the arguments, so the call is left alone.';
  }
  const costly = others.find(other => cell.calls.some(each => each.scope === call.scope && within(each, other)));
  if (costly) {
    return `${costly.keyword}= calls something, and the rewrite would leave that out: take it away first.`;
  }
  const edits = awaitArgument(cell, call, argument, operand.called);
  const kept = argument.value;
  const gone = cell.calls.filter(each => within(each, call) && !within(each, kept));
  const alreadyAwaited = argument.await !== null || call.use.kind === 'awaited';
  return {
    edits,
    removes: gone.map(spelling),
    adds: operand.called ? [argument.dotted!] : [],
    awaits: alreadyAwaited ? 0 : 1,
    dropped: others.flatMap(each => each.keyword ?? [])
  };
}

function within(a: ISpan, b: ISpan): boolean {
  return a.from >= b.from && a.to <= b.to;
}

/** A call's name as fixes.ts compares it. */
export function spelling(call: ICall): string {
  return call.dotted ?? `?.${call.attr}`;
}

/** Whether the argument can be awaited, and whether it still has to be called. */
function operandOf(
  argument: IArgument,
  call: ICall,
  cell: ICellFacts,
  all: INotebookFacts
): { called: boolean } | string {
  if (argument.call) {
    const name = argument.call.dotted ?? 'This call';
    const made = argument.call.dotted?.includes('.') ? null : definitionOf(argument.call.dotted, call, cell, all);
    if (made?.generator && made.async) {
      return `${name}() is an async generator: collect it with [x async for x in ${name}()] instead.`;
    }
    return { called: false };
  }
  if (argument.dotted !== null) {
    const made = definitionOf(argument.dotted, call, cell, all);
    if (!made) {
      return { called: false };
    }
    if (!made.async || made.generator || made.decorators.length > 0) {
      return `${argument.dotted} is a function, and it cannot be told that calling it gives a coroutine.`;
    }
    return made.required > 0
      ? `${argument.dotted} needs arguments: call it first, then await the result.`
      : { called: true };
  }
  const able = ['Await', 'Subscript', 'Attribute', 'IfExp', 'BoolOp', 'NamedExpr'];
  return able.includes(argument.type)
    ? { called: false }
    : 'What is given here is not a coroutine, so there is nothing to await.';
}

function definitionOf(name: string | null, call: ICall, cell: ICellFacts, all: INotebookFacts) {
  return name === null || name.includes('.')
    ? null
    : (all.lookup(name, call.scope, call.from, cell)?.what.function ?? null);
}
