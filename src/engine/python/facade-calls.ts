/** Which call is one of a library's that run an event loop of their own. */
import type { IFacade } from './facades';
import type { ICall, ICellFacts } from './facts';
import type { INotebookFacts, IPlaced } from './notebook-facts';

/** `async_to_sync` of asgiref: what it makes is called in place of the coroutine function it was given. */
const ASGIREF = 'asgiref.sync.async_to_sync';

/** What the table says of a call; by its resolved name, or by what made the object it is called on. */
export function facadeOf(call: ICall, cell: ICellFacts, all: INotebookFacts): IFacade | null {
  const target = all.target(call, cell);
  const plain = target === null ? undefined : all.facades.get(target);
  if (plain || call.attr === null) {
    return plain ?? null;
  }
  const maker = all.maker(call, cell);
  return maker ? methodOf(maker, call.attr, all) : null;
}

/** What the table says of a method by its name alone, once an error has told the library. */
export function facadeTold(call: ICall, pattern: string, all: INotebookFacts): IFacade | null {
  const found = all.facades.get(`?.${call.attr}`);
  return found?.told === pattern ? found : null;
}

function methodOf(maker: IPlaced<ICall>, method: string, all: INotebookFacts): IFacade | null {
  let { what } = maker;
  // `Application.builder().token("…").build()`: what a chain of other calls gives cannot be told.
  if (what.receiver && what.attr !== 'build') {
    return null;
  }
  while (what.receiver) {
    what = what.receiver;
  }
  const target = all.target(what, maker.cell);
  if (target !== null) {
    return all.facades.get(`${target}().${method}`) ?? null;
  }
  const made = what.dotted === null ? null : all.lookup(what.dotted, what.scope, what.from, maker.cell);
  const own = made?.what.class;
  if (!made || !own || own.methods.has(method) || own.attributes.has(method)) {
    return null;
  }
  for (const base of own.bases) {
    const found = all.facades.get(`${all.meaning(base, made.cell.module, own.from, made.cell)}().${method}`);
    if (found) {
      return found;
    }
  }
  return null;
}

/** The `async_to_sync(f)` that a call calls: `async_to_sync(f)(1)`. */
export function unwrapped(call: ICall, cell: ICellFacts, all: INotebookFacts): ICall | null {
  return (
    cell.calls.find(
      each =>
        each.from === call.callee.from &&
        each.to === call.callee.to &&
        each !== call &&
        all.target(each, cell) === ASGIREF &&
        each.args.length === 1 &&
        each.args[0]!.dotted !== null
    ) ?? null
  );
}
