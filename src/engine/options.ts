/** What a person can set, and how settings become options. */
import type { Level } from './finding';
import { LEVELS } from './finding';
import { readTwins } from './python/facade-table';
import type { ITwin } from './python/facade-table';

/** The cell tag that silences a whole cell. */
export const IGNORE_TAG = 'async-doctor-ignore';

/** Settings of one rule. */
export interface IRuleOptions {
  readonly enabled: boolean;
  readonly level: Level;
}

/** Options of the engine. A rule that is missing has its defaults. */
export interface IOptions {
  readonly rules: Readonly<Record<string, Partial<IRuleOptions>>>;
  /** The person's own sync calls and their async twins. */
  readonly twins?: readonly ITwin[];
}

/** Everything at its default. */
export const DEFAULT_OPTIONS: IOptions = { rules: {} };

/**
 * Whether a rule speaks.
 *
 * @param rule - its id, and the level it has when the person chose none.
 */
export function isOn({ id, level }: { readonly id: string; readonly level: Level }, { rules }: IOptions): boolean {
  return rules[id]?.enabled !== false && (rules[id]?.level ?? level) !== 'off';
}

/**
 * Read options from settings JSON.
 *
 * @param json - any value; unknown rules and wrong types are ignored, never an error.
 * @param known - the rule ids that exist.
 * @returns the options and one line for each thing that was ignored.
 */
export function readOptions(json: unknown, known: readonly string[]): { options: IOptions; problems: string[] } {
  const problems: string[] = [];
  const rules: Record<string, Partial<IRuleOptions>> = {};
  const given = isObject(json) ? json['rules'] : undefined;
  if (given !== undefined && !isObject(given)) {
    problems.push('Setting "rules" is not an object; it is ignored.');
  }
  for (const [id, value] of Object.entries(isObject(given) ? given : {})) {
    if (!known.includes(id)) {
      problems.push(`Setting "rules.${id}" names no rule; it is ignored.`);
      continue;
    }
    if (!isObject(value)) {
      problems.push(`Setting "rules.${id}" is not an object; it is ignored.`);
      continue;
    }
    const rule: { enabled?: boolean; level?: Level } = {};
    if (typeof value['enabled'] === 'boolean') {
      rule.enabled = value['enabled'];
    } else if (value['enabled'] !== undefined) {
      problems.push(`Setting "rules.${id}.enabled" is neither true nor false; it is ignored.`);
    }
    const level = LEVELS.find(each => each === value['level']);
    if (level) {
      rule.level = level;
    } else if (value['level'] !== undefined && value['level'] !== 'default') {
      problems.push(`Setting "rules.${id}.level" is no level; it is ignored.`);
    }
    rules[id] = rule;
  }
  const { twins, problems: wrong } = readTwins(isObject(json) ? json['twins'] : undefined);
  return { options: { rules, ...(twins.length > 0 && { twins }) }, problems: [...problems, ...wrong] };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
