/** Making a function async and awaiting it wherever the notebook calls it. */
import type { ICall, ICellFacts, IFunction } from '../python/facts';
import { functionAround, usesOf } from '../python/callers';
import { magicAgainstAwait } from '../python/loops';
import type { INotebookFacts, IPlaced } from '../python/notebook-facts';
import { nameOfCell } from '../python/places';
import { awaitCall } from './await';
import { Plan } from './plan';

/** A change of several cells. */
export interface ISpread {
  readonly plan: Plan;
  /** Functions that become async, in the order they were met. */
  readonly functions: readonly string[];
}

/**
 * Make a function `async def`, await all its calls, and go on with the functions that call it.
 *
 * @returns the edits, or one sentence naming what stands in the way.
 */
export function asynchronise(first: IFunction, home: ICellFacts, all: INotebookFacts): ISpread | string {
  const plan = new Plan();
  const functions: string[] = [];
  const waiting: IPlaced<IFunction>[] = [{ cell: home, what: first }];
  const seen = new Set<IFunction>();
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { cell, what: made } = next;
    if (seen.has(made)) {
      continue;
    }
    seen.add(made);
    const obstacle = cannotBeAsync(made);
    const uses = usesOf(made, cell, all);
    if (obstacle !== null || !uses) {
      return obstacle ?? `It cannot be told where ${made.name}() is called, so it is left alone.`;
    }
    const [other] = uses.others;
    if (other) {
      return `${made.name} is handed on without a call in ${nameOfCell(other.cell, all)}, where nobody would await it.`;
    }
    functions.push(made.name);
    plan.add(cell, { edits: [{ from: made.from, to: made.from, text: 'async ' }] });
    for (const call of uses.calls) {
      const caller = functionAround(call.what.scope, call.cell);
      const why = cannotAwait(call, caller, all);
      if (why !== null) {
        return why;
      }
      if (caller && !caller.async) {
        waiting.push({ cell: call.cell, what: caller });
      }
      if (call.what.use.kind !== 'awaited') {
        plan.add(call.cell, { edits: awaitCall(call.cell, call.what), awaits: 1 });
      }
    }
  }
  return { plan, functions };
}

function cannotBeAsync(made: IFunction): string | null {
  if (made.within.kind !== 'module') {
    return `${made.qualname}() is no plain function at the top level: its callers cannot all be found.`;
  }
  if (made.generator) {
    return `${made.name}() is a generator: every loop over it would have to change too.`;
  }
  return made.decorators.length > 0 ? `${made.name}() has a decorator that may not take an async function.` : null;
}

function cannotAwait({ cell, what }: IPlaced<ICall>, caller: IFunction | null, all: INotebookFacts): string | null {
  const place = nameOfCell(cell, all);
  const magic = magicAgainstAwait(cell, what.statement);
  if (magic !== null) {
    return `The call in ${place} stands under ${magic}, where await is not possible.`;
  }
  if (what.use.kind === 'argument' && /^asyncio\./.test(all.target(what.use.call, cell) ?? '')) {
    return `The call in ${place} is handed to ${what.use.call.dotted}(), so it cannot simply be awaited.`;
  }
  return what.scope.awaits || caller ? null : `The call in ${place} stands where await is not possible.`;
}
