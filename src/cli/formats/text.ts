/** For people: one line for each finding, the first fix below it, a summary at the end. */
import type { IReportFile, IReportFinding, Level } from '../../engine';
import { LEVELS } from '../../engine';
import { paint, visible } from '../terminal';
import type { IFormat } from './format';

const COLORS = { off: 'gray', hint: 'gray', info: 'blue', warning: 'yellow', error: 'red' } as const;

/** The text format. */
export function textFormat(color: boolean): IFormat {
  const files: IReportFile[] = [];
  let printed = false;
  return {
    fixes: true,
    file: ({ report }) => {
      // Only what the summary counts is kept.
      files.push({ ...report, findings: report.findings.map(finding => ({ ...finding, fixes: [] })) });
      if (report.findings.length === 0) {
        return '';
      }
      const gap = printed ? '\n' : '';
      printed = true;
      return (
        gap +
        report.findings.map(finding => findingLine(report.path, finding, color) + fixLine(finding, color)).join('')
      );
    },
    end: () => `${printed ? '\n' : ''}${summary(files)}\n`
  };
}

/** `path:cell[3]:2:1: error asyncio-run: message`, with its line end. */
export function findingLine(path: string, finding: IReportFinding, color: boolean): string {
  const { cell, start, level, rule, message } = finding;
  const place = `${visible(path)}:cell[${cell.index}]:${start.line}:${start.column}:`;
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

/** `3 findings (2 errors, 1 hint) in 2 of 10 notebooks.` and what could not be read. */
export function summary(files: readonly IReportFile[]): string {
  const read = files.filter(file => file.error === null);
  const unread = files.length - read.length;
  const findings = read.flatMap(file => file.findings);
  const lost = unread > 0 ? ` ${count(unread, 'file')} could not be read.` : '';
  if (findings.length === 0) {
    return (read.length > 0 ? `Nothing found in ${count(read.length, 'notebook')}.` : 'No notebook was read.') + lost;
  }
  const touched = read.filter(file => file.findings.length > 0).length;
  const where = read.length === 1 ? '1 notebook' : `${touched} of ${read.length} notebooks`;
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
