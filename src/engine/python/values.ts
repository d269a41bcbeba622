/** Coroutines that are used as if they were their results. */
import type { ISpan } from '../document';
import type { IAwait, IBinding, ICall, ICellFacts, IRead, Use } from './facts';
import type { INotebookFacts, IPlaced } from './notebook-facts';
import { isPlainCall } from './plain-calls';
import { lastName } from './wasted';

/** How a value is used that no coroutine can stand for. */
export type Misuse =
  | { readonly kind: 'attribute'; readonly attr: string }
  | { readonly kind: 'subscript' | 'call' | 'iterated' | 'unpacked' | 'condition' | 'operand' | 'formatted' }
  /** Given to a function that works with it at once. */
  | { readonly kind: 'given'; readonly to: string };

/** Functions of Python and of well-known libraries that use what they are given at once: data a reader can extend. */
const USERS: ReadonlySet<string> = new Set([
  ...[
    'abs',
    'bool',
    'bytes',
    'dict',
    'divmod',
    'enumerate',
    'float',
    'frozenset',
    'int',
    'iter',
    'len',
    'list',
    'next'
  ],
  ...['range', 'reversed', 'round', 'set', 'sorted', 'str', 'tuple', 'zip', 'sum', 'min', 'max', 'any', 'all'],
  ...['json.dumps', 'json.loads', 'json.dump', 'copy.deepcopy', 'time.sleep', 'math.sqrt', 'math.floor', 'math.ceil'],
  ...['pandas.DataFrame', 'pandas.json_normalize', 'numpy.mean', 'numpy.sum', 'numpy.sqrt']
]);

/** Those that use the elements too. */
const LOOKING_INSIDE: ReadonlySet<string> = new Set([
  ...['sum', 'min', 'max', 'any', 'all', 'sorted', 'json.dumps', 'json.dump', 'numpy.mean', 'numpy.sum']
]);

/** What a coroutine itself has. */
const OWN = /^(?:send|throw|close|cr_\w+|__\w+__)$/;

/** How a use takes a coroutine for its result; null when it does not, or when it cannot be told. */
export function misuseOf(use: Use, value: ISpan, cell: ICellFacts, all: INotebookFacts): Misuse | null {
  switch (use.kind) {
    case 'object':
      return use.of === 'attribute'
        ? OWN.test(use.attr)
          ? null
          : { kind: 'attribute', attr: use.attr }
        : { kind: use.of };
    case 'iterated':
      return use.async ? null : { kind: 'iterated' };
    case 'unpacked':
    case 'condition':
    case 'operand':
      return { kind: use.kind };
    case 'formatted':
      // `!r` asks for the text of the object itself.
      return /^\s*!/.test(cell.source.slice(value.to, value.to + 4)) ? null : { kind: 'formatted' };
    case 'argument': {
      const taken = isStarred(use.call, value) || USERS.has(all.target(use.call, cell) ?? '');
      return taken ? { kind: 'given', to: use.call.dotted ?? use.call.attr ?? '' } : null;
    }
    case 'element': {
      const { use: outer } = use;
      const inside = outer.kind === 'argument' && LOOKING_INSIDE.has(all.target(outer.call, cell) ?? '');
      return inside ? { kind: 'given', to: outer.call.dotted ?? '' } : null;
    }
    default:
      return null;
  }
}

/** True for a call of a function that is known to be plain: it gives no coroutine. */
export function isUser(call: ICall, cell: ICellFacts, all: INotebookFacts): boolean {
  return USERS.has(all.target(call, cell) ?? '') || isPlainCall(call, cell, all);
}

function isStarred(call: ICall, value: ISpan): boolean {
  return call.args.some(
    each =>
      (each.keyword === '*' || each.keyword === '**') && each.value.from === value.from && each.value.to === value.to
  );
}

/** The await that was meant for a call but takes what is behind it: `await f().x`. */
export function awaitAround(call: ICall, cell: ICellFacts): IAwait | null {
  const found = cell.awaits.find(({ operand }) => operand.from === call.from && operand.to > call.to);
  return call.use.kind === 'object' ? (found ?? null) : null;
}

/** A name that holds what a call gave. */
export interface IHeld {
  readonly name: string;
  readonly call: IPlaced<ICall>;
  readonly binding: IPlaced<IBinding>;
}

/** The call whose value a name holds where it is read; null when that is not certain. */
export function heldBy(read: IRead, cell: ICellFacts, all: INotebookFacts): IHeld | null {
  const binding = all.lookup(read.name, read.scope, read.at, cell);
  const call = binding?.what.call;
  if (!binding || !call || !binding.what.certain || call.use.kind !== 'assigned') {
    return null;
  }
  return { name: read.name, call: { cell: binding.cell, what: call }, binding };
}

/** Every read that meets a binding; null when it cannot be told. */
export function readsOf(binding: IPlaced<IBinding>, all: INotebookFacts): readonly IPlaced<IRead>[] | null {
  const { name } = binding.what;
  const own = binding.cell.module.bindings.some(each => each === binding.what);
  const reads = own
    ? all.reads(name)
    : binding.cell.reads.flatMap(what => (what.name === name ? [{ cell: binding.cell, what }] : []));
  const met: IPlaced<IRead>[] = [];
  for (const each of reads ?? []) {
    const found = all.lookup(name, each.what.scope, each.what.at, each.cell);
    if (!found) {
      return null;
    }
    if (found.what === binding.what) {
      met.push(each);
    }
  }
  return reads && met;
}

/** True when the name is used for nothing that would want the coroutine itself. */
export function onlyMisused({ binding }: IHeld, all: INotebookFacts): boolean {
  const reads = readsOf(binding, all);
  const harmless = ({ cell, what }: IPlaced<IRead>): boolean =>
    misuseOf(what.use, spanOf(what), cell, all) !== null ||
    what.use.kind === 'statement' ||
    (what.use.kind === 'argument' && /^(?:print|display)$/.test(what.use.call.dotted ?? ''));
  return reads !== null && reads.every(harmless);
}

/** True when a name certainly holds a coroutine, and nothing wants it as such. */
export function isCertain(held: IHeld, all: INotebookFacts): boolean {
  return all.coroutine(held.call.what, held.call.cell).verdict === 'yes' && onlyMisused(held, all);
}

/** Range of a name that is read. */
export function spanOf(read: IRead): ISpan {
  return { from: read.at, to: read.at + read.name.length };
}

/** Calls that stand in the same list, tuple or comprehension, or the call alone. */
export function together(call: ICall, cell: ICellFacts): readonly ICall[] {
  const { use } = call;
  return use.kind !== 'element'
    ? [call]
    : cell.calls.filter(
        each =>
          each.use.kind === 'element' &&
          each.use.container.from === use.container.from &&
          each.use.container.to === use.container.to &&
          lastName(each.dotted ?? '') !== ''
      );
}
