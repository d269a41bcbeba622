/** Whether calling something gives a coroutine. */
import { coroutineFunction } from './bindings';
import { COROUTINE_FUNCTIONS, COROUTINE_METHODS } from './coroutines';
import type { IBinding, ICall, ICellFacts, IClass } from './facts';
import type { ICoroutineVerdict, INotebookFacts, IPlaced } from './notebook-facts';

type Verdict = ICoroutineVerdict['verdict'];

/** What a call returns, as far as the notebook shows. */
export function coroutineVerdict(call: ICall, cell: ICellFacts, all: INotebookFacts): ICoroutineVerdict {
  const name = call.dotted ?? call.attr ?? '';
  const library = all.target(call, cell);
  if (library !== null && COROUTINE_FUNCTIONS.has(library)) {
    return { verdict: 'yes', name: library };
  }
  const parts = call.parts;
  const binding = parts.length > 0 ? all.lookup(parts[0]!, call.scope, call.from, cell) : null;
  if (binding && parts.length === 1) {
    const what = behindAlias(binding, all);
    return { verdict: what?.function ? coroutineFunction(what.function) : 'unknown', name };
  }
  if (binding?.what.class && parts.length === 2) {
    return { verdict: methodIn(binding.what.class, parts[1]!, binding.cell, all), name };
  }
  const maker = call.attr && (parts.length === 2 || call.receiver) ? all.maker(call, cell) : null;
  return { verdict: maker ? methodOf(maker, call.attr!, all) : 'unknown', name };
}

/** The function behind `f = g`. */
function behindAlias(binding: IPlaced<IBinding>, all: INotebookFacts): IBinding | null {
  const { what, cell } = binding;
  if (what.alias === undefined || what.alias.includes('.') || what.alias === what.name) {
    return what;
  }
  return all.lookup(what.alias, what.statement.scope, what.at, cell)?.what ?? null;
}

/** A method of what a call makes: of an object of the library, or of a class of the notebook. */
function methodOf(maker: IPlaced<ICall>, name: string, all: INotebookFacts): Verdict {
  const { what, cell } = maker;
  const library = all.target(what, cell);
  if (library !== null && COROUTINE_METHODS[library]?.includes(name)) {
    return 'yes';
  }
  if (what.dotted === null || what.dotted.includes('.')) {
    return 'unknown';
  }
  const made = all.lookup(what.dotted, what.scope, what.from, cell);
  return made?.what.class ? methodIn(made.what.class, name, made.cell, all) : 'unknown';
}

/** A method of a class of the notebook, or of its bases there. */
function methodIn(of: IClass, name: string, cell: ICellFacts, all: INotebookFacts, depth = 0): Verdict {
  if (of.attributes.has(name)) {
    return 'unknown';
  }
  const found = of.methods.get(name);
  if (found) {
    return coroutineFunction(found);
  }
  for (const base of depth < 4 ? of.bases : []) {
    const binding = base.includes('.') || base === '?' ? null : all.lookup(base, cell.module, of.from, cell);
    const verdict = binding?.what.class ? methodIn(binding.what.class, name, binding.cell, all, depth + 1) : 'unknown';
    if (verdict !== 'unknown') {
      return verdict;
    }
  }
  return 'unknown';
}
