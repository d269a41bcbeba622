/** `async-doctor explain` and `async-doctor rules`. */
import { UsageProblem } from '../arguments';
import type { Command } from '../arguments';
import type { IRuleInfo } from '../../engine';
import { requireRule } from '../selection';
import type { IEngine } from '../selection';
import type { ITerminal } from '../terminal';

/** Print the page of a rule, or of the one that explains a message. */
export function runExplain(command: Command & { name: 'explain' }, engine: IEngine, terminal: ITerminal): number {
  const { asked } = command;
  const isRule = engine.rules.some(rule => rule.id === asked);
  const [only, ...others] = isRule ? [asked] : engine.rulesFor(asked);
  if (only === undefined && /\s/.test(asked)) {
    throw new UsageProblem(`no rule knows the message "${shortened(asked)}"`, command.name);
  }
  if (others.length > 0) {
    const rules = [only!, ...others].flatMap(id => engine.rules.find(rule => rule.id === id) ?? []);
    terminal.out(`That message has several causes:\n\n${listed(rules, rule => rule.title)}\n`);
    terminal.out(`"async-doctor explain ${only}" explains the first of them.\n`);
    return 0;
  }
  const id = only ?? asked;
  requireRule(id, engine, command.name);
  const rule = engine.rules.find(each => each.id === id);
  // A rule without a page is a mistake of ours, but its title still says something.
  const page = engine.pages[id] ?? `# ${id}\n\n${rule?.title ?? ''}\n`;
  terminal.out(page.endsWith('\n') ? page : `${page}\n`);
  return 0;
}

/** List the rules. */
export function runRules(command: Command & { name: 'rules' }, engine: IEngine, terminal: ITerminal): number {
  const rules = engine.rules.map(({ id, level, title }) => ({ id, level, title }));
  if (command.format === 'json') {
    terminal.out(`${JSON.stringify({ version: 1, rules }, null, 2)}\n`);
    return 0;
  }
  terminal.out(listed(rules, ({ level, title }) => `${level.padEnd(7)}  ${title}`));
  return 0;
}

/** Rules in this order, a line each. */
function listed(rules: readonly IRuleInfo[], tell: (rule: IRuleInfo) => string): string {
  const width = Math.max(0, ...rules.map(rule => rule.id.length));
  return rules.map(rule => `${rule.id.padEnd(width)}  ${tell(rule)}\n`).join('');
}

function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
