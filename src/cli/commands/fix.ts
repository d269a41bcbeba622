/** `async-doctor fix`. */
import { report } from '../../engine';
import type { IAnalysis, IFinding, IOptions, IReportFile } from '../../engine';
import type { Command } from '../arguments';
import { problemOf } from '../checked';
import { unifiedDiff } from '../diff';
import { FileProblem } from '../files/problem';
import { readFile } from '../files/read';
import type { ISourceFile } from '../files/source-file';
import { Uses } from '../files/uses';
import { findFiles } from '../files/walk';
import type { ITarget } from '../files/walk';
import { replaceFile } from '../files/write';
import { count, findingLine, nounOf } from '../formats/text';
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
  /** True as long as no other kind of file was read. */
  notebooks: boolean;
  left: number;
  loud: boolean;
}

/** @returns the exit status. */
export async function runFix(command: Fix, engine: IEngine, terminal: ITerminal): Promise<number> {
  const options = optionsFor(command.rules, engine, command.name);
  const tally = { files: 0, unread: 0, changedFiles: 0, changedCells: 0, notebooks: true, left: 0, loud: false };
  const targets = [...findFiles(command.paths)];
  const uses = new Uses(targets);
  for (const target of targets) {
    try {
      fixFile(target, uses, command, options, engine, terminal, tally);
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
  uses: Uses,
  command: Fix,
  options: IOptions,
  engine: IEngine,
  terminal: ITerminal,
  tally: ITally
): void {
  if (target.problem !== null) {
    throw new FileProblem(target.problem);
  }
  const file = readFile(target.path);
  const { kind } = file.document;
  tally.notebooks &&= kind === 'notebook';
  const analysis = engine.createAnalysis();
  const fixed = fixDocument(analysis, uses.document(file), options, command.unsafe);
  if (fixed.changed.length > 0) {
    if (command.write) {
      replaceFile(file.path, file.rewritten(sourcesOf(fixed)), file.bytes);
      const cells = fixed.changed.map(cell => `cell[${cell}]`).join(', ');
      terminal.out(`${visible(target.path)}: ${kind === 'script' ? 'rewritten' : `rewrote ${cells}`}\n`);
    } else {
      terminal.out(diffOf(file, fixed, terminal.color));
    }
    tally.changedFiles++;
    tally.changedCells += fixed.changed.length;
  }
  tally.left += fixed.left.length;
  tally.loud ||= fixed.left.some(finding => loud(finding.level, 'warning'));
  note(command, terminal, leftLines(file, fixed, analysis, terminal.color));
}

function sourcesOf(fixed: IFixed): ReadonlyMap<number, string> {
  return new Map(fixed.changed.map(cell => [cell, fixed.document.cells[cell]?.source ?? '']));
}

/** A unified diff: of each changed cell of a notebook, of any other file as a whole. */
function diffOf(file: ISourceFile, fixed: IFixed, color: boolean): string {
  const path = visible(file.path);
  if (file.document.kind !== 'notebook') {
    return diffText(path, file.rewritten(new Map()), file.rewritten(sourcesOf(fixed)), color);
  }
  return fixed.changed
    .map(cell => {
      const [before, after] = [file.document, fixed.document].map(each => each.cells[cell]?.source ?? '');
      return diffText(`${path}:cell[${cell}]`, before!, after!, color);
    })
    .join('');
}

function diffText(name: string, before: string, after: string, color: boolean): string {
  // The line ends are those of the file, before and after: a carriage return on every line would say nothing.
  const lines = unifiedDiff(before.replace(/\r\n/g, '\n'), after.replace(/\r\n/g, '\n'));
  const body = lines.map(line => `${painted(line, color)}\n`).join('');
  return `${paint(`--- ${name}\n+++ ${name}`, 'bold', color)}\n${body}`;
}

function painted(line: string, color: boolean): string {
  const sign = line[0];
  const tint = sign === '+' ? 'green' : sign === '-' ? 'red' : sign === '@' ? 'cyan' : null;
  // Tabs are part of Python's layout and harmless.
  const text = line.split('\t').map(visible).join('\t');
  return tint ? paint(text, tint, color) : text;
}

/** Findings that are left, each with the reason. */
function leftLines(
  { path, places, document: { kind } }: ISourceFile,
  fixed: IFixed,
  analysis: IAnalysis,
  color: boolean
): string {
  const { document, left } = fixed;
  const place = kind === 'notebook' ? null : places(sourcesOf(fixed));
  const none = (): { fixes: []; refusal: null } => ({ fixes: [], refusal: null });
  return left
    .map(finding => {
      const file: IReportFile | undefined = report([{ path, document, findings: [finding], fixes: none }]).files[0];
      const line =
        file?.findings
          .map(each => findingLine(path, each, place?.(each.cell.index, each.start.offset) ?? null, color))
          .join('') ?? '';
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
  const noun = nounOf(tally.notebooks);
  const changed = count(tally.changedFiles, noun);
  const cells = tally.notebooks ? `${count(tally.changedCells, 'cell')} of ${changed}` : changed;
  const done = command.write ? `Rewrote ${cells}.` : `Would rewrite ${cells}; --write does it.`;
  const nothing = `Nothing to rewrite in ${count(tally.files, noun)}.`;
  const left = tally.left > 0 ? ` ${count(tally.left, 'finding')} left.` : '';
  const unread = tally.unread > 0 ? ` ${count(tally.unread, 'file')} could not be read or written.` : '';
  return (tally.changedFiles > 0 ? done : tally.files > 0 ? nothing : 'Nothing was read.') + left + unread;
}
