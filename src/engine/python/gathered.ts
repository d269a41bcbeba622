/** What gather, wait, create_task and their relatives are given, and what they cannot take. */
import type { ISpan } from '../document';
import type { IFailure } from '../failures/failure';
import type { IArgument, IBinding, ICall, ICellFacts } from './facts';
import { loopOf } from './loops';
import type { INotebookFacts } from './notebook-facts';
import { isPlainCall } from './plain-calls';
import { makesTask } from './tasks';

/** How a function takes awaitables: each as an argument, one as the first argument, or a collection of them. */
export type Taking = 'each' | 'one' | 'collection';

/**
 * Why an argument cannot be taken.
 * `collection`: a list or the like where its elements are wanted; `mapping`: a dict in its place; `keys`: a dict behind a
 * star, which gives its keys; `uncalled`: an async function that was not called; `coroutines`: coroutines where tasks are
 * wanted; `single`: one awaitable where a collection is wanted; `starred`: elements where the collection is wanted;
 * `future`: a task or future where a coroutine is wanted; `plain`: the value of a call that is not async; `awaited`: a
 * result, since it is awaited already; `timeout`: nothing for an argument that must be given.
 */
export type Misgiven =
  | 'collection'
  | 'mapping'
  | 'keys'
  | 'uncalled'
  | 'coroutines'
  | 'single'
  | 'starred'
  | 'future'
  | 'plain'
  | 'awaited'
  | 'timeout';

/** One argument that cannot be taken. */
export interface IMisgiven {
  readonly why: Misgiven;
  readonly argument: IArgument;
  /** For `coroutines`: the calls that make them, where they stand in the argument itself. */
  readonly elements: readonly ICall[];
  /** For `uncalled`: how many arguments the function asks for; null when it cannot be told. */
  readonly required: number | null;
}

const TAKING: Readonly<Record<string, Taking>> = {
  'asyncio.gather': 'each',
  'asyncio.create_task': 'one',
  'asyncio.ensure_future': 'one',
  'asyncio.shield': 'one',
  'asyncio.wait_for': 'one',
  'asyncio.run_coroutine_threadsafe': 'one',
  'asyncio.wait': 'collection',
  'asyncio.as_completed': 'collection'
};

/** Node types that are a collection, whatever is in them. */
const COLLECTIONS: ReadonlySet<string> = new Set(['List', 'ListComp', 'Set', 'SetComp', 'Tuple', 'GeneratorExp']);
const MAPPINGS: ReadonlySet<string> = new Set(['Dict', 'DictComp']);
const COLLECTING: ReadonlySet<string> = new Set(['list', 'tuple', 'set', 'map', 'sorted']);
const FUTURES: ReadonlySet<string> = new Set([
  'asyncio.gather',
  'asyncio.ensure_future',
  'asyncio.create_task',
  'asyncio.shield',
  'asyncio.wrap_future',
  'asyncio.run_coroutine_threadsafe'
]);

/** The function that takes awaitables, by its own name, and how; null for other calls. */
export function takerOf(
  call: ICall,
  cell: ICellFacts,
  all: INotebookFacts
): { readonly name: string; readonly taking: Taking } | null {
  const target = all.target(call, cell);
  const taking = target === null ? undefined : TAKING[target];
  if (taking) {
    return { name: target!.replace('asyncio.', ''), taking };
  }
  return call.attr === 'create_task' && loopOf(call, cell, all) === 'kernel'
    ? { name: 'create_task', taking: 'one' }
    : null;
}

/** Everything in a call that its source alone shows to be wrong. */
export function misgiven(call: ICall, cell: ICellFacts, all: INotebookFacts): readonly IMisgiven[] {
  const taker = takerOf(call, cell, all);
  if (!taker) {
    return [];
  }
  const positional = call.args.filter(each => each.keyword === null);
  const [first] = call.args;
  switch (taker.taking) {
    case 'each':
      return call.args.flatMap(each => eachGiven(each, call, cell, all) ?? []);
    case 'one': {
      const given = first && first.keyword !== '*' ? oneGiven(first, taker.name, call, cell, all) : null;
      return given ? [given] : lacksTimeout(taker.name, call) && first ? [misgivenBy('timeout', first)] : [];
    }
    case 'collection': {
      const starred = taker.name === 'wait' && call.args.length === 1 && first!.keyword === '*';
      const given = starred ? misgivenBy('starred', first!) : positional.length === 1 && first === positional[0];
      return given === true ? collectionGiven(first!, taker.name, call, cell, all) : given ? [given] : [];
    }
  }
}

/** A mistake without further particulars. */
export function misgivenBy(
  why: Misgiven,
  argument: IArgument,
  more: Partial<Pick<IMisgiven, 'elements' | 'required'>> = {}
): IMisgiven {
  return { why, argument, elements: [], required: null, ...more };
}

function eachGiven(argument: IArgument, call: ICall, cell: ICellFacts, all: INotebookFacts): IMisgiven | null {
  const binding = boundTo(argument, call, cell, all);
  const type = binding ? typeOf(binding) : argument.type;
  if (argument.keyword === '*') {
    return MAPPINGS.has(type) ? misgivenBy('keys', argument) : null;
  }
  if (argument.keyword !== null) {
    return null;
  }
  if (COLLECTIONS.has(type)) {
    return misgivenBy(holdsAwait(argument, cell) ? 'awaited' : 'collection', argument);
  }
  if (MAPPINGS.has(type)) {
    return misgivenBy('mapping', argument);
  }
  if (argument.call) {
    const collects = COLLECTING.has(all.target(argument.call, cell) ?? '');
    const plain = isPlainCall(argument.call, cell, all);
    return collects ? misgivenBy('collection', argument) : plain ? misgivenBy('plain', argument) : null;
  }
  return uncalled(argument, binding);
}

function oneGiven(
  argument: IArgument,
  taker: string,
  call: ICall,
  cell: ICellFacts,
  all: INotebookFacts
): IMisgiven | null {
  const binding = boundTo(argument, call, cell, all);
  const made = argument.call ?? (binding?.kind === 'value' ? binding.call : null);
  if (argument.call && isPlainCall(argument.call, cell, all)) {
    return misgivenBy('plain', argument);
  }
  if (made && taker === 'create_task') {
    const isFuture =
      FUTURES.has(all.target(made, cell) ?? '') || made.attr === 'run_in_executor' || makesTask(made, cell, all);
    return isFuture ? misgivenBy('future', argument) : null;
  }
  return uncalled(argument, binding);
}

function collectionGiven(
  argument: IArgument,
  taker: string,
  call: ICall,
  cell: ICellFacts,
  all: INotebookFacts
): IMisgiven[] {
  const { value } = argument;
  if (argument.call && all.coroutine(argument.call, cell).verdict === 'yes') {
    return [misgivenBy('single', argument, { elements: [argument.call] })];
  }
  if (taker !== 'wait') {
    return [];
  }
  const isCoroutine = (each: ICall): boolean => all.coroutine(each, cell).verdict === 'yes';
  if (COLLECTIONS.has(argument.type)) {
    const elements = elementsOf(value, cell).filter(isCoroutine);
    return elements.length > 0 ? [misgivenBy('coroutines', argument, { elements })] : [];
  }
  const placed = lookedUp(argument, call, cell, all);
  const made = placed && typeOf(placed.what) !== '' ? placed.what.statement.value : null;
  if (!placed || !made || !COLLECTIONS.has(made.type)) {
    return [];
  }
  // Tasks may have been added to the list since, or taken their place: then it cannot be told.
  const elements = elementsOf(made, placed.cell);
  const reads = all.reads(placed.what.name);
  const sure =
    elements.length > 0 &&
    elements.every(each => all.coroutine(each, placed.cell).verdict === 'yes') &&
    reads?.length === 1;
  return sure ? [misgivenBy('coroutines', argument)] : [];
}

/** Calls that are elements of a list, set, tuple or comprehension. */
function elementsOf(container: ISpan, cell: ICellFacts): readonly ICall[] {
  return cell.calls.filter(
    ({ use }) => use.kind === 'element' && use.container.from === container.from && use.container.to === container.to
  );
}

/** True when an argument is a comprehension or generator that awaits each of its elements. */
export function holdsAwait({ value, type }: IArgument, cell: ICellFacts): boolean {
  return awaitsIn(value, cell).length > 0 && COLLECTIONS.has(type);
}

/** The awaits that are elements of a collection. */
export function awaitsIn(container: ISpan, cell: ICellFacts): readonly ICellFacts['awaits'][number][] {
  return cell.awaits.filter(
    ({ use }) => use.kind === 'element' && use.container.from === container.from && use.container.to === container.to
  );
}

function lacksTimeout(taker: string, call: ICall): boolean {
  return taker === 'wait_for' && call.args.length === 1 && call.args[0]!.keyword === null;
}

function uncalled(argument: IArgument, binding: IBinding | null): IMisgiven | null {
  const made = binding?.function;
  const sure = made?.async && !made.generator && made.decorators.length === 0;
  return sure ? misgivenBy('uncalled', argument, { required: made.required }) : null;
}

/** Node type of what a name was certainly assigned; empty when it cannot be told. */
function typeOf(binding: IBinding): string {
  const { statement, certain, kind } = binding;
  return certain && kind === 'value' && statement.type === 'Assign' ? (statement.value?.type ?? '') : '';
}

function boundTo(argument: IArgument, call: ICall, cell: ICellFacts, all: INotebookFacts): IBinding | null {
  return lookedUp(argument, call, cell, all)?.what ?? null;
}

function lookedUp({ dotted }: IArgument, call: ICall, cell: ICellFacts, all: INotebookFacts) {
  return dotted === null || dotted.includes('.') ? null : all.lookup(dotted, call.scope, call.from, cell);
}

/** What a message means that the source does not show, where only one argument can be meant. */
export function guessed({ pattern, groups, evalue }: IFailure, call: ICall, cell: ICellFacts): IMisgiven | null {
  const [first, second] = call.args.filter(each => each.keyword === null || each.keyword === '*');
  if (!first) {
    return null;
  }
  const results = call.args.some(each => awaitsIn(each.value, cell).length > 0 || each.await !== null);
  if (pattern === 'wait.forbidden') {
    return misgivenBy('coroutines', first);
  }
  if (pattern === 'wait.list') {
    const one = /^(?:coroutine|Task|Future)$/.test(groups['type'] ?? '');
    return one ? misgivenBy('single', first) : null;
  }
  if (pattern === 'task.expected') {
    const what = groups['what'] ?? '';
    if (first.dotted !== null && /^<(?:function|bound method)/.test(what)) {
      return misgivenBy('uncalled', first);
    }
    if (/^<(?:Task|Future|_GatheringFuture)\b/.test(what) && call.attr === 'create_task') {
      return misgivenBy('future', first);
    }
    return what === 'None' && first.call ? misgivenBy('plain', first) : null;
  }
  if (results && /^gather\./.test(pattern)) {
    return misgivenBy('awaited', first);
  }
  const list = /'(?:list|set)'/.test(evalue) && /^(?:Name|Attribute|Call|Subscript)$/.test(first.type);
  const view = first.call?.args.length === 0 && first.call.attr === 'values';
  return !second && first.keyword === null && (list || view) ? misgivenBy('collection', first) : null;
}
