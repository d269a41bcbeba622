/**
 * Which cells are worth parsing. A filter, never a rule: with and without it the findings are the same,
 * and a test runs every example both ways.
 */
import type { IBinding, ITextFacts } from './python/facts';
import type { IRule } from './rules/rule';

/** Modules whose names make a cell interesting wherever they are used. */
const ASYNC_MODULES =
  /^(?:asyncio|anyio|uvloop|nest_asyncio2?|aiohttp|httpx|trio|curio|tornado|concurrent|threading)\b/;

/** True for texts that hold one of the words as a whole word. */
export type WordTest = (text: string) => boolean;

/**
 * A test for whole words.
 *
 * @param words - words of ASCII letters, digits, `_`, and `%` or `*` for IPython and star imports.
 */
export function wordTest(words: Iterable<string>): WordTest {
  const plain: string[] = [];
  const other: string[] = [];
  for (const word of words) {
    (/^\w+$/.test(word) ? plain : other).push(word);
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
export function relevantNames(facts: ITextFacts): readonly string[] {
  const roots = new Set<string>();
  for (const binding of facts.module.bindings) {
    if (isRelevant(binding, facts, roots)) {
      roots.add(binding.name);
    }
  }
  return [...roots];
}

function isRelevant(binding: IBinding, facts: ITextFacts, known: ReadonlySet<string>): boolean {
  if (binding.path !== undefined) {
    return ASYNC_MODULES.test(binding.path);
  }
  if (binding.function) {
    return binding.function.async || drivesLoop(binding.function, facts);
  }
  if (binding.class) {
    return [...binding.class.methods.values()].some(each => each.async);
  }
  if (binding.call || binding.alias !== undefined) {
    // What a call on something async returns may be a loop, a task, a coroutine or a client.
    const root = (binding.alias ?? binding.call?.dotted ?? binding.call?.receiver?.dotted ?? '').split('.')[0]!;
    return known.has(root) || ASYNC_MODULES.test(root) || /Async/.test(binding.call?.dotted ?? '');
  }
  return false;
}

/** A plain function with a loop entry inside matters to the cells that call it. */
function drivesLoop(span: { from: number; to: number }, facts: ITextFacts): boolean {
  return facts.calls.some(
    each => each.from >= span.from && each.to <= span.to && (each.attr === 'run' || each.attr === 'run_until_complete')
  );
}
