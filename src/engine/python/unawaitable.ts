/** Awaits of what cannot be awaited, and `async for` over what is not async. */
import type { ISpan } from '../document';
import type { IFailure } from '../failures/failure';
import type { IAwait, ICall, ICellFacts, IFunction, IStatement } from './facts';
import type { INotebookFacts } from './notebook-facts';
import { deepestCellFrame, lineSpan, meets } from './places';
import { asyncTwin, isPlainCall } from './plain-calls';

/**
 * What is awaited. `several`: a list of coroutines; `generator`: an async generator; `future`: one of another thread;
 * `uncalled`: a function or class that nobody called; `twin`: a plain function with an async one beside it;
 * `plain`: anything else.
 */
export type AwaitedKind = 'several' | 'generator' | 'future' | 'uncalled' | 'twin' | 'plain';

/** An await that fails. */
export interface IUnawaitable {
  readonly cell: ICellFacts;
  readonly await: IAwait;
  readonly kind: AwaitedKind;
  /** Name of the type that the kernel has met; null when only the source is known. */
  readonly type: string | null;
}

/** An `async for` that fails: a statement, or the clause of a comprehension. */
export interface INotAsync {
  readonly cell: ICellFacts;
  readonly statement: IStatement;
  /** Range of the comprehension; null for a statement. */
  readonly comprehension: ISpan | null;
  /** What is gone through: a coroutine, something not called, or a plain collection. */
  readonly kind: 'coroutine' | 'uncalled' | 'plain';
  /** Range of what is gone through, where it is known. */
  readonly iterable: ISpan | null;
  readonly call: ICall | null;
  readonly required: number | null;
  readonly type: string | null;
}

const DISPLAYS: ReadonlySet<string> = new Set(['List', 'ListComp', 'Tuple', 'Set', 'SetComp', 'GeneratorExp']);
const LITERALS: ReadonlySet<string> = new Set(['Constant', 'JoinedStr', 'Dict', 'DictComp', 'Compare']);
const PLAIN_ITERABLES: ReadonlySet<string> = new Set([
  ...['range', 'enumerate', 'zip', 'list', 'tuple', 'set', 'dict', 'sorted', 'reversed', 'map', 'filter']
]);
const EXECUTOR = /^concurrent\.futures\.(?:thread\.|process\.)?(?:Thread|Process)PoolExecutor$/;

/** Every await whose operand the source alone shows to be no awaitable. */
export function* unawaitableIn(cell: ICellFacts, all: INotebookFacts): Iterable<IUnawaitable> {
  for (const each of cell.awaits) {
    const kind = kindOf(each, cell, all);
    if (kind) {
      yield { cell, await: each, kind, type: null };
    }
  }
}

function kindOf({ operand, call }: IAwait, cell: ICellFacts, all: INotebookFacts): AwaitedKind | null {
  if (DISPLAYS.has(operand.type)) {
    return 'several';
  }
  if (LITERALS.has(operand.type)) {
    return 'plain';
  }
  if (!call) {
    return null;
  }
  const maker = call.attr === 'submit' ? all.maker(call, cell) : null;
  const pool = maker !== null && EXECUTOR.test(all.target(maker.what, maker.cell) ?? '');
  if (pool || all.target(call, cell) === 'asyncio.run_coroutine_threadsafe') {
    return 'future';
  }
  if (isPlainCall(call, cell, all)) {
    return asyncTwin(call, cell, all) === null ? 'plain' : 'twin';
  }
  return asyncGenerator(call, cell, all) ? 'generator' : null;
}

/** The async generator function of the notebook that a call calls. */
export function asyncGenerator(call: ICall, cell: ICellFacts, all: INotebookFacts): IFunction | null {
  const plain = call.dotted !== null && !call.dotted.includes('.');
  const made = plain ? all.lookup(call.dotted!, call.scope, call.from, cell)?.what.function : null;
  return made?.async && made.generator && made.decorators.length === 0 ? made : null;
}

/** The await that a failure means; null when several may be meant. */
export function unawaitableAt(failure: IFailure, all: INotebookFacts): IUnawaitable | null {
  const { cell, line } = lineOf(failure, all);
  const type = failure.groups['t1'] ?? failure.groups['t2'] ?? null;
  if (!cell) {
    return null;
  }
  const onLine = cell.awaits.filter(each => !line || meets(each, line));
  const known = onLine.flatMap(each => {
    const kind = kindOf(each, cell, all);
    return kind ? [{ cell, await: each, kind, type }] : [];
  });
  const open = onLine.filter(each => !each.call || all.coroutine(each.call, cell).verdict !== 'yes');
  const [only] = open;
  if (known.length > 0) {
    return known[0]!;
  }
  return only && open.length === 1 && type !== null && line
    ? { cell, await: only, kind: kindOfType(type), type }
    : null;
}

function kindOfType(type: string): AwaitedKind {
  if (/^(?:function|method|type|builtin_function_or_method)$/.test(type)) {
    return 'uncalled';
  }
  if (/^(?:list|tuple|set|generator)$/.test(type)) {
    return 'several';
  }
  return type === 'async_generator' ? 'generator' : type === 'Future' ? 'future' : 'plain';
}

/** Every `async for` over what the source alone shows not to be async. */
export function* notAsyncIn(cell: ICellFacts, all: INotebookFacts): Iterable<INotAsync> {
  for (const statement of cell.statements) {
    const found = statement.type === 'AsyncFor' ? notAsync(statement, cell, all) : null;
    if (found) {
      yield found;
    }
  }
}

function notAsync(statement: IStatement, cell: ICellFacts, all: INotebookFacts): INotAsync | null {
  const head = statement.head!;
  const call = cell.calls.find(each => each.from === head.from && each.to === head.to) ?? null;
  const base = { cell, statement, comprehension: null, iterable: head, call, required: null, type: null };
  if (call) {
    const plain = PLAIN_ITERABLES.has(all.target(call, cell) ?? '');
    const coroutine = all.coroutine(call, cell).verdict === 'yes';
    return plain ? { ...base, kind: 'plain' } : coroutine ? { ...base, kind: 'coroutine' } : null;
  }
  if (head.type === 'Name') {
    const name = cell.source.slice(head.from, head.to);
    const made = all.lookup(name, statement.scope, head.from, cell)?.what.function;
    return made?.async && made.generator ? { ...base, kind: 'uncalled', required: made.required } : null;
  }
  return DISPLAYS.has(head.type) || LITERALS.has(head.type) ? { ...base, kind: 'plain' } : null;
}

/** The `async for` that a failure means. */
export function notAsyncAt(failure: IFailure, all: INotebookFacts): INotAsync | null {
  const { cell, line } = lineOf(failure, all);
  const type = failure.groups['type'] ?? null;
  if (!cell || !line) {
    return null;
  }
  const kind =
    type === 'coroutine' ? 'coroutine' : /^(?:function|method|type)$/.test(type ?? '') ? 'uncalled' : 'plain';
  const statements = cell.statements.filter(each => each.type === 'AsyncFor' && meets(headLine(each), line));
  const within = cell.asyncComprehensions.filter(each => meets(each, line));
  const [statement] = statements;
  const [comprehension] = within;
  if (statements.length + within.length !== 1) {
    return null;
  }
  if (statement) {
    const iterable = statement.head!;
    const call = cell.calls.find(each => each.from === iterable.from && each.to === iterable.to) ?? null;
    return (
      notAsync(statement, cell, all) ?? {
        cell,
        statement,
        comprehension: null,
        kind,
        iterable,
        call,
        required: null,
        type
      }
    );
  }
  const { from, to } = comprehension!;
  const inside = cell.calls.filter(
    each => each.use.kind === 'iterated' && each.use.async && from < each.from && each.to < to
  );
  const call = inside.length === 1 ? inside[0]! : null;
  const place = { cell, statement: comprehension!.statement, comprehension: { from, to } };
  return { ...place, kind, iterable: call, call, required: null, type };
}

function headLine(statement: IStatement): ISpan {
  return { from: statement.from, to: statement.head?.to ?? statement.from };
}

function lineOf(
  failure: IFailure,
  all: INotebookFacts
): { readonly cell: ICellFacts | null; readonly line: ISpan | null } {
  const frame = deepestCellFrame(failure);
  const cell = all.cell(frame?.cell ?? failure.cell ?? '');
  return { cell, line: cell && frame ? lineSpan(cell.source, frame.line) : null };
}
