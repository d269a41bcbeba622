/** For GitHub Actions: workflow commands that become annotations of the changed files. */
import type { Level } from '../../engine';
import { visible } from '../terminal';
import type { IFormat } from './format';

const COMMANDS: Readonly<Record<Level, string>> = {
  off: 'notice',
  hint: 'notice',
  info: 'notice',
  warning: 'warning',
  error: 'error'
};

/** The GitHub format; lines are those of the file, which is what GitHub shows. */
export function githubFormat(): IFormat {
  return {
    fixes: false,
    file: ({ report, places }) => {
      const file = property(report.path.replace(/\\/g, '/'));
      if (report.error !== null) {
        return `::error file=${file},title=async-doctor::${data(report.error)}\n`;
      }
      if (report.findings.length === 0) {
        return '';
      }
      const where = places();
      return report.findings
        .map((finding, at) => {
          const { start, end } = where[at] ?? { start: { line: 1, column: 1 }, end: { line: 1, column: 1 } };
          // GitHub takes columns only where start and end are on one line.
          const columns = start.line === end.line ? `,col=${start.column},endColumn=${end.column}` : '';
          const place = `file=${file},line=${start.line},endLine=${end.line}${columns}`;
          const cell = report.kind === 'notebook' ? `cell[${finding.cell.index}] line ${finding.start.line}: ` : '';
          const title = property(`async-doctor ${finding.rule}`);
          return `::${COMMANDS[finding.level]} ${place},title=${title}::${data(cell + finding.message)}\n`;
        })
        .join('');
    },
    end: () => ''
  };
}

/** A message; GitHub's own escapes for what would end it. Line breaks were made visible before. */
function data(text: string): string {
  return visible(text).replace(/%/g, '%25');
}

/** A value in the list of properties. */
function property(text: string): string {
  return data(text).replace(/:/g, '%3A').replace(/,/g, '%2C');
}
