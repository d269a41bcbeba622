/** Awaits that wait for each other though none needs what another gives. */
import type { ISpan } from '../document';
import { clientOf } from './concurrent-clients';
import type { IAwait, ICall, ICellFacts, IScope, IStatement } from './facts';
import { functionAround } from './callers';
import { lengthOf } from './lengths';
import { magicAgainstAwait } from './loops';
import type { INotebookFacts } from './notebook-facts';
import { scan } from './scanner';
import { isSelfContained } from './self-contained';

/** One call awaited for each element: `[await f(x) for x in xs]`, `for x in xs: results.append(await f(x))`. */
export interface IRepeated {
  readonly kind: 'comprehension' | 'loop';
  readonly await: IAwait;
  readonly call: ICall;
  /** The comprehension, or the `for` statement. */
  readonly whole: ISpan;
  /** What is gone through. */
  readonly iterable: ISpan & { readonly type: string };
  /** The variables of the loop; null when they are no plain names. */
  readonly variables: readonly string[] | null;
  /** For `loop`: the list that is filled. */
  readonly list: string | null;
  /** How many elements there are; null when it cannot be told. */
  readonly length: number | null;
}

/** `a = await f()` and `b = await g()` one below the other. */
export interface IRow {
  readonly kind: 'row';
  readonly awaits: readonly IAwait[];
  readonly calls: readonly ICall[];
  readonly names: readonly string[];
}

/** What waits for no reason. */
export type Sequential = IRepeated | IRow;

/** Everything of the kind in a cell. */
export function* sequentialIn(cell: ICellFacts, all: INotebookFacts): Iterable<Sequential> {
  const done = new Set<IStatement>();
  for (const found of cell.awaits) {
    if (found.call && isPlain(found, cell) && !isHeld(found, cell, all)) {
      const repeated = comprehensionOf(found, found.call, cell, all) ?? loopOf(found, found.call, cell, all);
      if (repeated) {
        yield repeated;
      } else if (!done.has(found.statement)) {
        const row = rowFrom(found, cell, all);
        row.forEach(each => done.add(each.statement));
        if (row.length > 1) {
          const calls = row.map(each => each.call!);
          yield { kind: 'row', awaits: row, calls, names: row.map(each => assigned(each, cell)!) };
        }
      }
    }
  }
}

/** `await f(x)` where an await may stand, with nothing between the word and the call, and no parentheses. */
function isPlain({ from, to, call, scope, statement }: IAwait, cell: ICellFacts): boolean {
  return (
    scope.awaits &&
    /^await[ \t]+$/.test(cell.source.slice(from, call!.from)) &&
    to === call!.to &&
    magicAgainstAwait(cell, statement) === null
  );
}

/** True inside `async with` something unknown, which may be a lock or a transaction; or where a failure is dealt with. */
function isHeld({ statement, use }: IAwait, cell: ICellFacts, all: INotebookFacts): boolean {
  for (let at: IStatement | null = statement.parent; at; at = at.parent) {
    if (/^Try/.test(at.type) && use.kind !== 'element') {
      return true;
    }
    if (at.type === 'AsyncWith' && !entersClient(at, cell, all)) {
      return true;
    }
  }
  return false;
}

/** `async with httpx.AsyncClient() as client`. */
function entersClient(statement: IStatement, cell: ICellFacts, all: INotebookFacts): boolean {
  const inner = statement.children[0]!;
  const names = statement.scope.bindings.filter(each => each.statement === statement);
  return names.some(({ name }) => clientOf(name, { scope: inner.scope, from: inner.from }, cell, all) !== null);
}

function comprehensionOf(found: IAwait, call: ICall, cell: ICellFacts, all: INotebookFacts): IRepeated | null {
  const { use, scope } = found;
  if (use.kind !== 'element' || use.of !== 'list' || scope.kind !== 'comprehension' || !scope.parent) {
    return null;
  }
  const { container: whole, use: outerUse } = use;
  const outer = scope.parent;
  // `gather(*[await f(x) …])`: there one await is too many, which is gather-arguments'.
  if (outerUse.kind === 'argument' && /^asyncio\./.test(all.target(outerUse.call, cell) ?? '')) {
    return null;
  }
  const inside = (each: ISpan): boolean => each.from > whole.from && each.to <= whole.to;
  const words = scan(cell.source, whole.from, whole.to);
  const depth = words[0]!.depth + 1;
  const own = words.filter(each => each.kind === 'name' && each.depth === depth);
  const textOf = (each: ISpan): string => cell.source.slice(each.from, each.to);
  const loop = own.findIndex(each => textOf(each) === 'for' && each.from >= found.to);
  const of = own.findIndex((each, index) => index > loop && textOf(each) === 'in');
  const plain =
    loop >= 0 &&
    of > loop &&
    outer.kind !== 'comprehension' &&
    outer.kind !== 'generator' &&
    own.filter(each => textOf(each) === 'for').length === 1 &&
    !own.some(each => textOf(each) === 'async') &&
    !cell.awaits.some(each => inside(each) && each !== found && each.scope !== outer) &&
    !bindsInside(outer, whole);
  if (!plain) {
    return null;
  }
  const variables = scope.bindings.map(each => each.name);
  const end = own.find((each, index) => index > of && textOf(each) === 'if')?.from ?? whole.to - 1;
  const iterable = { from: own[of]!.to, to: end, type: '' };
  const repeated: IRepeated = {
    kind: 'comprehension',
    await: found,
    call,
    whole,
    iterable,
    variables: namesIn(cell.source.slice(own[loop]!.to, own[of]!.from), variables),
    list: null,
    length: lengthOf(iterable, found.statement, cell, all)
  };
  return mayRunTogether(repeated, variables, cell, all) ? repeated : null;
}

/** `for x in xs: results.append(await f(x))`, where `x` is not used again and `results` is a list that began empty. */
function loopOf(found: IAwait, call: ICall, cell: ICellFacts, all: INotebookFacts): IRepeated | null {
  const { use, statement } = found;
  const { parent } = statement;
  const append = use.kind === 'argument' && use.position === 0 ? use.call : null;
  const [list = '', method, ...rest] = append?.dotted?.split('.') ?? [];
  const alone =
    append?.use.kind === 'statement' && append.args.length === 1 && method === 'append' && rest.length === 0;
  if (!alone || parent?.type !== 'For' || parent.children.length !== 1 || !parent.head) {
    return null;
  }
  const made = all.lookup(list, append.scope, append.from, cell);
  const value = made?.cell === cell && made.what.certain ? made.what.statement.value : null;
  const empty = value && /^(?:\[\s*\]|list\(\s*\))$/.test(cell.source.slice(value.from, value.to));
  const bound = parent.scope.bindings.filter(each => each.statement === parent);
  const variables = bound.map(each => each.name);
  const whole = { from: parent.from, to: parent.to };
  const later = (name: string): boolean => !staysInside(name, parent, cell, all);
  if (!empty || variables.length === 0 || variables.some(later)) {
    return null;
  }
  const iterable = parent.head;
  const repeated: IRepeated = {
    kind: 'loop',
    await: found,
    call,
    whole,
    iterable,
    variables: namesIn(cell.source.slice(parent.from, iterable.from).replace(/^for\b|\bin\s*\(*\s*$/g, ''), variables),
    list,
    length: lengthOf(iterable, found.statement, cell, all)
  };
  const reads = cell.reads.filter(each => each.name === list && each.at > whole.from && each.at < whole.to);
  return reads.length === 1 && mayRunTogether(repeated, [...variables, list], cell, all) ? repeated : null;
}

/** True when nobody reads a loop variable when the loop is over. */
function staysInside(name: string, loop: IStatement, cell: ICellFacts, all: INotebookFacts): boolean {
  const around = functionAround(loop.scope, cell);
  const own = cell.reads.filter(each => each.name === name).map(what => ({ cell, what }));
  const reads = around ? own : all.reads(name);
  return (
    reads?.every(({ cell: where, what }) => {
      const inside = where === cell && what.at > loop.from && what.at < loop.to;
      const bound = inside ? null : all.lookup(name, what.scope, what.at, where);
      return inside || (bound !== null && bound.what.statement !== loop);
    }) ?? false
  );
}

function mayRunTogether(
  { call, iterable, kind, length }: IRepeated,
  names: readonly string[],
  cell: ICellFacts,
  all: INotebookFacts
): boolean {
  const inside = (each: ISpan): boolean => each.from >= iterable.from && each.to <= iterable.to;
  // What hands out its elements one at a time, or shows how far it is, may be there for that.
  const quiet = cell.calls.every(each => !inside(each) || isAtHand(each, cell, all));
  const between = new Set(kind === 'loop' ? names : []);
  return quiet && (length ?? 2) > 1 && isSelfContained(call, cell, all, new Set(names), between);
}

const AT_HAND: ReadonlySet<string> = new Set('range enumerate zip list tuple sorted reversed set'.split(' '));
const VIEWS: ReadonlySet<string> = new Set('items values keys split splitlines'.split(' '));

/** True for calls that have all their elements from the start. */
function isAtHand(call: ICall, cell: ICellFacts, all: INotebookFacts): boolean {
  return AT_HAND.has(all.target(call, cell) ?? '') || VIEWS.has(call.attr ?? '') || call.use.kind === 'awaited';
}

/** The names of a loop in their order; null when they are nested, starred, or no names. */
function namesIn(text: string, names: readonly string[]): readonly string[] | null {
  const written = text
    .replace(/^[\s(]+|[\s)]+$/g, '')
    .split(/\s*,\s*/)
    .filter(each => each !== '');
  return written.join() === names.join() ? names : null;
}

function bindsInside(scope: IScope, span: ISpan): boolean {
  return scope.bindings.some(each => each.at > span.from && each.at < span.to);
}

/** The awaits of the statements from this one on that could all run together with it. */
function rowFrom(first: IAwait, cell: ICellFacts, all: INotebookFacts): readonly IAwait[] {
  const row: IAwait[] = [];
  const names = new Set<string>();
  for (const statement of first.statement.siblings.slice(first.statement.index)) {
    const found = cell.awaits.filter(each => each.statement === statement);
    const [only] = found;
    const name = only && found.length === 1 && only.call && isPlain(only, cell) ? assigned(only, cell) : null;
    if (!only || name === null || names.has(name)) {
      break;
    }
    const inside = (at: number): boolean => at > statement.from && at < statement.to;
    const needs = cell.reads.some(each => inside(each.at) && names.has(each.name));
    if (needs || bindsInside(statement.scope, only) || only.scope !== statement.scope) {
      break;
    }
    names.add(name);
    row.push(only);
  }
  const fits = row.map(each => isSelfContained(each.call!, cell, all, new Set(), names));
  const end = fits.indexOf(false);
  return end < 0 ? row : row.slice(0, end);
}

/** The one plain name that an await is assigned to. */
function assigned({ use, statement, from, to }: IAwait, cell: ICellFacts): string | null {
  const [name] = use.kind === 'assigned' && use.names.length === 1 ? use.names : [];
  const alone = name !== undefined && statement.type === 'Assign' && statement.to === to;
  return alone && cell.source.slice(statement.from, from).replace(/\s*=\s*$/, '') === name ? name : null;
}
