/** `async-doctor check`. */
import { LEVELS } from '../../engine';
import type { Level } from '../../engine';
import type { Command } from '../arguments';
import { check } from '../checked';
import { Uses } from '../files/uses';
import { findFiles } from '../files/walk';
import type { IFormat } from '../formats/format';
import { githubFormat } from '../formats/github';
import { jsonFormat } from '../formats/json';
import { sarifFormat } from '../formats/sarif';
import { textFormat } from '../formats/text';
import { optionsFor } from '../selection';
import type { IEngine } from '../selection';
import { complain } from '../terminal';
import type { ITerminal } from '../terminal';

/** @returns the exit status. */
export async function runCheck(
  command: Command & { name: 'check' },
  engine: IEngine,
  terminal: ITerminal,
  version: string
): Promise<number> {
  const options = optionsFor(command.rules, engine, command.name);
  const format = formatOf(command.format, engine, terminal, version);
  let found = false;
  let unread = false;
  const targets = [...findFiles(command.paths)];
  const uses = new Uses(targets);
  for (const target of targets) {
    const checked = check(target, engine, options, format.fixes, uses);
    const { path, error, findings } = checked.report;
    if (error !== null) {
      unread = true;
      complain(terminal, `${path}: ${error}`);
    }
    found ||= findings.some(finding => loud(finding.level, command.level));
    terminal.out(format.file(checked));
    if (!(await terminal.flushed())) {
      break;
    }
  }
  terminal.out(format.end());
  return unread ? 2 : found ? 1 : 0;
}

/** True when a level is at or above another. */
export function loud(level: Level, least: Level): boolean {
  return LEVELS.indexOf(level) >= LEVELS.indexOf(least);
}

function formatOf(
  name: (Command & { name: 'check' })['format'],
  engine: IEngine,
  terminal: ITerminal,
  version: string
): IFormat {
  switch (name) {
    case 'text':
      return textFormat(terminal.color);
    case 'json':
      return jsonFormat();
    case 'github':
      return githubFormat();
    case 'sarif':
      return sarifFormat(engine, version);
  }
}
