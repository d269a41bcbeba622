/**
 * Which cells are worth parsing. A filter, never a rule: with and without it the findings are the same,
 * and a test runs every example both ways.
 */
import type { ISpan } from './document';
import type { IFailure } from './failures/failure';
import { bringsBlocking } from './python/blocking-calls';
import { TABLE } from './python/facade-table';
import type { IBinding, ITextFacts } from './python/facts';
import { deepestCellFrame, lineSpan } from './python/places';
import type { IRule } from './rules/rule';

/** Modules whose names make a cell interesting wherever they are used. */
const ASYNC_MODULES =
  /^(?:asyncio|anyio|uvloop|nest_asyncio2?|aiohttp|httpx|trio|curio|tornado|concurrent|threading|contextvars)\b/;

/** True for texts that hold one of the words as a whole word. */
export type WordTest = (text: string) => boolean;

/**
 * A test for whole words.
 *
 * @param words - words of ASCII letters, digits, `_`, `-` and spaces, and `%` or `*` for IPython and star imports.
 */
export function wordTest(words: Iterable<string>): WordTest {
  const plain: string[] = [];
  const other: string[] = [];
  for (const word of words) {
    (/^\w[\w -]*\w$|^\w$/.test(word) ? plain : other).push(word);
  }
  const pattern = plain.length > 0 ? new RegExp(`\\b(?:${plain.join('|')})\\b`) : null;
  // `\b` knows ASCII only: names such as `größe` are looked for as plain text.
  return text => (pattern?.test(text) ?? false) || other.some(word => text.includes(word));
}

/** The words that can make any of the rules speak. */
export function ruleWords(rules: readonly IRule[]): ReadonlySet<string> {
  return new Set(['async-doctor', ...rules.flatMap(rule => rule.words)]);
}

/** Names a cell binds to something async: cells that use or rebind them are read too. */
export interface IRelevance {
  readonly names: readonly string[];
  /** Names that are relevant when what they were made of is: `client` when `Client` is. */
  readonly when: readonly { readonly name: string; readonly root: string }[];
}

/**
 * What a cell's own text says about the names it binds.
 *
 * @param modules - of library calls that run an event loop of their own.
 */
export function relevantNames(facts: ITextFacts, modules = TABLE.modules): IRelevance {
  const names = new Set<string>();
  const when: { name: string; root: string }[] = [];
  for (const binding of facts.module.bindings) {
    const { name } = binding;
    if (isRelevant(binding, facts, modules)) {
      names.add(name);
    } else {
      when.push(...rootsOf(binding, facts).map(root => ({ name, root })));
    }
  }
  return { names: [...names], when };
}

/** True when other cells are read or not for the same reasons. */
export function sameRelevance(one: IRelevance | null, other: IRelevance | null): boolean {
  const spell = (each: IRelevance | null): string =>
    each ? [...each.names, '', ...each.when.map(({ name, root }) => `${name} ${root}`)].join('\n') : '';
  return one === other || spell(one) === spell(other);
}

/** Add what follows from the names that are relevant already. */
export function addRelevant(names: Set<string>, cells: Iterable<IRelevance>): void {
  const open = [...cells].flatMap(each => {
    each.names.forEach(name => names.add(name));
    return each.when;
  });
  for (let before = -1; before !== names.size;) {
    before = names.size;
    for (const { name, root } of open) {
      if (names.has(root)) {
        names.add(name);
      }
    }
  }
}

/** Names that are read on the lines of cells which failures name, or anywhere in a cell whose failure names none. */
export function namesAt(
  failures: readonly IFailure[],
  factsOf: (cell: string) => ITextFacts | null
): ReadonlySet<string> {
  const names = new Set<string>();
  for (const failure of failures) {
    const frame = failure.stale ? null : deepestCellFrame(failure);
    const facts = failure.stale ? null : factsOf(frame?.cell ?? failure.cell ?? '');
    if (facts && failure.evidence === 'error') {
      const line = frame ? lineSpan(facts.source, frame.line) : { from: 0, to: facts.source.length };
      facts.reads.filter(each => each.at >= line.from && each.at <= line.to).forEach(each => names.add(each.name));
    }
  }
  return names;
}

function isRelevant(binding: IBinding, facts: ITextFacts, modules: ReadonlySet<string>): boolean {
  if (binding.path !== undefined) {
    const facade = modules.has(binding.path.split('.')[0]!);
    return facade || ASYNC_MODULES.test(binding.path) || bringsBlocking(binding.name, binding.path);
  }
  if (binding.function) {
    return binding.function.async || waitsInside(binding.function, facts);
  }
  if (binding.class) {
    return [...binding.class.methods.values()].some(each => each.async);
  }
  // What a call on something async returns may be a loop, a task, a coroutine or a client.
  return rootsOf(binding, facts).some(root => ASYNC_MODULES.test(root)) || /Async/.test(binding.call?.dotted ?? '');
}

/** First names of what a name was made of: the function called, the object an attribute was taken from, the bases. */
function rootsOf({ alias, call, class: made, function: defined }: IBinding, facts: ITextFacts): string[] {
  if (defined) {
    // A function that calls one that waits has to wait too: a fix may go through all of them.
    return facts.calls.flatMap(each =>
      within(each, defined) && each.dotted && !each.dotted.includes('.') ? each.dotted : []
    );
  }
  const dotted = made ? made.bases : [alias ?? call?.dotted ?? call?.receiver?.dotted ?? ''];
  return dotted.map(each => each.split('.')[0]!).filter(each => each !== '');
}

/** A plain function with a loop entry or an await inside matters to the cells that call it. */
function waitsInside(span: ISpan, facts: ITextFacts): boolean {
  const drives = facts.calls.some(
    each => within(each, span) && (each.attr === 'run' || each.attr === 'run_until_complete')
  );
  return (
    drives || facts.awaits.some(each => within(each, span)) || facts.asyncStatements.some(each => within(each, span))
  );
}

function within(part: ISpan, whole: ISpan): boolean {
  return part.from >= whole.from && part.to <= whole.to;
}
