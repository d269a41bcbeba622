/** `async-doctor fix`. */
import { report } from '../../engine';
import type { IAnalysis, IFinding, IOptions, IReportFile } from '../../engine';
import type { Command } from '../arguments';
import { problemOf } from '../checked';
import { unifiedDiff } from '../diff';
import { FileProblem } from '../files/problem';
import { readNotebookFile } from '../files/read';
import type { INotebookFile } from '../files/read';
import { rewrite } from '../files/rewrite';
import { findNotebooks } from '../files/walk';
import type { ITarget } from '../files/walk';
import { replaceFile } from '../files/write';
import { count, findingLine } from '../formats/text';
import { fixDocument } from '../rounds';
import type { IFixed } from '../rounds';
import { optionsFor } from '../selection';
import type { IEngine } from '../selection';
import { complain, paint, visible } from '../terminal';
import type { ITerminal } from '../terminal';
import { loud } from './check';

type Fix = Command & { name: 'fix' };

/** What was done, for the summary and the exit status. */
interface ITally {
  files: number;
  unread: number;
  changedFiles: number;
  changedCells: number;
  left: number;
  loud: boolean;
}

/** @returns the exit status. */
export async function runFix(command: Fix, engine: IEngine, terminal: ITerminal): Promise<number> {
  const options = optionsFor(command.rules, engine, command.name);
  const tally: ITally = { files: 0, unread: 0, changedFiles: 0, changedCells: 0, left: 0, loud: false };
  for (const target of findNotebooks(command.paths)) {
    try {
      fixFile(target, command, options, engine, terminal, tally);
      tally.files++;
    } catch (error) {
      tally.unread++;
      complain(terminal, `${target.path}: ${problemOf(error)}`);
    }
    if (!(await terminal.flushed())) {
      break;
    }
  }
  note(command, terminal, `${summary(command, tally)}\n`);
  const changes = !command.write && tally.changedFiles > 0;
  return tally.unread > 0 ? 2 : changes || tally.loud ? 1 : 0;
}

function fixFile(
  target: ITarget,
  command: Fix,
  options: IOptions,
  engine: IEngine,
  terminal: ITerminal,
  tally: ITally
): void {
  if (target.problem !== null) {
    throw new FileProblem(target.problem);
  }
  const file = readNotebookFile(target.path);
  const analysis = engine.createAnalysis();
  const fixed = fixDocument(analysis, file.document, options, command.unsafe);
  if (fixed.changed.length > 0) {
    if (command.write) {
      write(file, fixed);
      const cells = fixed.changed.map(cell => `cell[${cell}]`).join(', ');
      terminal.out(`${visible(target.path)}: rewrote ${cells}\n`);
    } else {
      terminal.out(diffOf(file, fixed, terminal.color));
    }
    tally.changedFiles++;
    tally.changedCells += fixed.changed.length;
  }
  tally.left += fixed.left.length;
  tally.loud ||= fixed.left.some(finding => loud(finding.level, 'warning'));
  note(command, terminal, leftLines(target.path, fixed, analysis, terminal.color));
}

function write(file: INotebookFile, fixed: IFixed): void {
  const sources = new Map(fixed.changed.map(cell => [cell, fixed.document.cells[cell]?.source ?? '']));
  replaceFile(file.path, rewrite(file.text, file.layout, sources), file.bytes);
}

/** A unified diff of each changed cell. */
function diffOf(file: INotebookFile, fixed: IFixed, color: boolean): string {
  return fixed.changed
    .map(cell => {
      const name = `${visible(file.path)}:cell[${cell}]`;
      const lines = unifiedDiff(file.document.cells[cell]?.source ?? '', fixed.document.cells[cell]?.source ?? '');
      const body = lines.map(line => `${painted(line, color)}\n`).join('');
      return `${paint(`--- ${name}\n+++ ${name}`, 'bold', color)}\n${body}`;
    })
    .join('');
}

function painted(line: string, color: boolean): string {
  const sign = line[0];
  const tint = sign === '+' ? 'green' : sign === '-' ? 'red' : sign === '@' ? 'cyan' : null;
  // Tabs are part of Python's layout and harmless.
  const text = line.split('\t').map(visible).join('\t');
  return tint ? paint(text, tint, color) : text;
}

/** Findings that are left, each with the reason. */
function leftLines(path: string, fixed: IFixed, analysis: IAnalysis, color: boolean): string {
  const { document, left } = fixed;
  const none = (): { fixes: []; refusal: null } => ({ fixes: [], refusal: null });
  return left
    .map(finding => {
      const file: IReportFile | undefined = report([{ path, document, findings: [finding], fixes: none }]).files[0];
      const line = file?.findings.map(each => findingLine(path, each, color)).join('') ?? '';
      return line + `    ${paint('left:', 'gray', color)} ${visible(reasonLeft(finding, analysis))}\n`;
    })
    .join('');
}

function reasonLeft(finding: IFinding, analysis: IAnalysis): string {
  const { fixes, refusal } = analysis.fixes(finding);
  const unsafe = fixes.find(fix => fix.applicability === 'unsafe');
  if (fixes.some(fix => fix.applicability === 'safe')) {
    return 'its rewrite stands in the way of another one; run the command again';
  }
  if (unsafe) {
    return `"${unsafe.title}" may change the meaning; --unsafe takes it`;
  }
  return refusal ?? 'there is no rewrite for it';
}

/** With --diff standard output holds the diff alone, so that it can be piped and saved. */
function note(command: Fix, terminal: ITerminal, text: string): void {
  if (command.write) {
    terminal.out(text);
  } else {
    terminal.err(text);
  }
}

function summary(command: Fix, tally: ITally): string {
  const cells = `${count(tally.changedCells, 'cell')} of ${count(tally.changedFiles, 'notebook')}`;
  const done = command.write ? `Rewrote ${cells}.` : `Would rewrite ${cells}; --write does it.`;
  const nothing = `Nothing to rewrite in ${count(tally.files, 'notebook')}.`;
  const left = tally.left > 0 ? ` ${count(tally.left, 'finding')} left.` : '';
  const unread = tally.unread > 0 ? ` ${count(tally.unread, 'file')} could not be read or written.` : '';
  return (tally.changedFiles > 0 ? done : tally.files > 0 ? nothing : 'No notebook was read.') + left + unread;
}
