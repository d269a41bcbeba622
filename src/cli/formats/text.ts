/** For people: one line for each finding, the first fix below it, a summary at the end. */
import type { IReportFile, IReportFinding, Level } from '../../engine';
import { LEVELS } from '../../engine';
import { paint, visible } from '../terminal';
import type { IFilePlace } from '../files/places';
import type { IFormat } from './format';

const COLORS = { off: 'gray', hint: 'gray', info: 'blue', warning: 'yellow', error: 'red' } as const;

/** The text format. */
export function textFormat(color: boolean): IFormat {
  const files: IReportFile[] = [];
  let printed = false;
  return {
    fixes: true,
    file: ({ report, places }) => {
      // Only what the summary counts is kept.
      files.push({ ...report, findings: report.findings.map(finding => ({ ...finding, fixes: [] })) });
      if (report.findings.length === 0) {
        return '';
      }
      const gap = printed ? '\n' : '';
      printed = true;
      const where = isNotebook(report) ? [] : places();
      const lines = report.findings.map(
        (finding, at) => findingLine(report.path, finding, where[at]?.start ?? null, color) + fixLine(finding, color)
      );
      return gap + lines.join('');
    },
    end: () => `${printed ? '\n' : ''}${summary(files)}\n`
  };
}

/**
 * `path:cell[3]:2:1: error asyncio-run: message`, with its line end.
 *
 * @param inFile - where it is in the file, which is then shown in place of the cell: `path:12:1: …`.
 */
export function findingLine(path: string, finding: IReportFinding, inFile: IFilePlace | null, color: boolean): string {
  const { cell, start, level, rule, message } = finding;
  const { line, column } = inFile ?? start;
  const place = `${visible(path)}:${inFile ? '' : `cell[${cell.index}]:`}${line}:${column}:`;
  return `${paint(place, 'bold', color)} ${paint(level, COLORS[level], color)} ${visible(rule)}: ${visible(message)}\n`;
}

function fixLine(finding: IReportFinding, color: boolean): string {
  const fix = finding.fixes[0];
  if (!fix) {
    return '';
  }
  const kind = { safe: 'fix', unsafe: 'fix (may change the meaning)', display: 'advice' }[fix.applicability];
  return `    ${paint(`${kind}:`, 'green', color)} ${visible(fix.title)}\n`;
}

/** True for a file whose own lines no person reads. */
function isNotebook({ kind }: IReportFile): boolean {
  return kind === 'notebook';
}

/** What some files are called together. */
export function nounOf(notebooks: boolean): string {
  return notebooks ? 'notebook' : 'file';
}

/** `3 findings (2 errors, 1 hint) in 2 of 10 notebooks.` and what could not be read. */
export function summary(files: readonly IReportFile[]): string {
  const read = files.filter(file => file.error === null);
  const unread = files.length - read.length;
  const findings = read.flatMap(file => file.findings);
  const noun = nounOf(read.every(isNotebook));
  const lost = unread > 0 ? ` ${count(unread, 'file')} could not be read.` : '';
  if (findings.length === 0) {
    return (read.length > 0 ? `Nothing found in ${count(read.length, noun)}.` : 'Nothing was read.') + lost;
  }
  const touched = read.filter(file => file.findings.length > 0).length;
  const where = read.length === 1 ? `1 ${noun}` : `${touched} of ${count(read.length, noun)}`;
  return `${count(findings.length, 'finding')} (${byLevel(findings)}) in ${where}.${lost}`;
}

function byLevel(findings: readonly IReportFinding[]): string {
  const loudFirst: Level[] = [...LEVELS].reverse();
  const parts = loudFirst.map(level => ({ level, number: findings.filter(each => each.level === level).length }));
  // "info" has no plural.
  const words = parts.map(({ level, number }) => (level === 'info' ? `${number} info` : count(number, level)));
  return words.filter((_, at) => parts[at]?.number).join(', ');
}

/** `1 file`, `2 files`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
