/** `async-doctor explain` and `async-doctor rules`. */
import type { Command } from '../arguments';
import { requireRule } from '../selection';
import type { IEngine } from '../selection';
import type { ITerminal } from '../terminal';

/** Print the page of a rule. */
export function runExplain(command: Command & { name: 'explain' }, engine: IEngine, terminal: ITerminal): number {
  requireRule(command.rule, engine, command.name);
  const rule = engine.rules.find(each => each.id === command.rule);
  // A rule without a page is a mistake of ours, but its title still says something.
  const page = engine.pages[command.rule] ?? `# ${command.rule}\n\n${rule?.title ?? ''}\n`;
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
  const width = Math.max(0, ...rules.map(rule => rule.id.length));
  terminal.out(rules.map(({ id, level, title }) => `${id.padEnd(width)}  ${level.padEnd(7)}  ${title}\n`).join(''));
  return 0;
}
