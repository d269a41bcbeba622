/** What the commands need of the engine; tests put their own in its place. */
import { rules } from '../engine';
import type { IAnalysis, IOptions, IRuleInfo } from '../engine';
import { createAnalysis } from '../engine/analyse';
import { pages } from '../engine/pages';
import { rulesFor } from '../engine/symptoms';
import type { ISelection } from './arguments';
import { UsageProblem } from './arguments';
import { suggestion } from './nearest';

/** The engine as the command line sees it. */
export interface IEngine {
  readonly rules: readonly IRuleInfo[];
  /** Markdown by rule id. */
  readonly pages: Readonly<Record<string, string>>;
  createAnalysis(): IAnalysis;
  /** Ids of the rules that explain what a kernel said; the most telling first. */
  rulesFor(text: string): readonly string[];
}

/** The real one. */
export const ENGINE: IEngine = { createAnalysis, rules, pages, rulesFor };

/**
 * Options that ask only the selected rules.
 *
 * @throws UsageProblem when a rule does not exist.
 */
export function optionsFor(selection: ISelection, engine: IEngine, command: string): IOptions {
  const { select, ignore } = selection;
  [...(select ?? []), ...ignore].forEach(id => requireRule(id, engine, command));
  if (!select && ignore.length === 0) {
    return { rules: {} };
  }
  const rules: Record<string, IOptions['rules'][string]> = {};
  for (const rule of engine.rules) {
    const enabled = (!select || select.includes(rule.id)) && !ignore.includes(rule.id);
    // Who names a rule wants to hear it, also where it is off unless switched on.
    rules[rule.id] = enabled ? (select && rule.level === 'off' ? { enabled, level: 'warning' } : {}) : { enabled };
  }
  return { rules };
}

/** @throws UsageProblem when there is no such rule. */
export function requireRule(id: string, engine: IEngine, command: string): void {
  const known = engine.rules.map(rule => rule.id);
  if (!known.includes(id)) {
    const near = suggestion(id, known) || '; "async-doctor rules" lists them';
    throw new UsageProblem(`there is no rule "${id}"${near}`, command);
  }
}
