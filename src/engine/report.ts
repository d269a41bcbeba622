/** Findings -> the JSON that the command line prints and `async-doctor:findings` returns. A public interface. */
import type { IDocument } from './document';
import type { Applicability, Evidence, IFinding, IFixes, Level } from './finding';

/** A place in a cell; line and column count from 1, offset and column in UTF-16 units. */
export interface IReportPlace {
  readonly offset: number;
  readonly line: number;
  readonly column: number;
}

/** Replace `[start, end)` of the cell with this index by `text`. */
export interface IReportEdit {
  readonly cell: number;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** One fix of a finding, first choice first. */
export interface IReportFix {
  readonly title: string;
  readonly applicability: Applicability;
  readonly edits: readonly IReportEdit[];
}

/** One finding. */
export interface IReportFinding {
  readonly rule: string;
  readonly level: Level;
  /** `index` counts all cells of the document from 0. */
  readonly cell: { readonly index: number; readonly id: string };
  readonly evidence: readonly Evidence[];
  readonly start: IReportPlace;
  readonly end: IReportPlace;
  /** What happened, why, and what to do. */
  readonly message: string;
  readonly fixes: readonly IReportFix[];
}

/** One file, or why it could not be read. */
export interface IReportFile {
  readonly path: string;
  /** Null when it cannot be told: a file that is of no kind that is read, or a Python file that could not be. */
  readonly kind: IDocument['kind'] | null;
  readonly error: string | null;
  readonly findings: readonly IReportFinding[];
}

/** The whole report. */
export interface IReport {
  readonly version: 1;
  readonly files: readonly IReportFile[];
}

/** A document that was analysed. */
export interface IReportSource {
  readonly path: string;
  readonly document: IDocument;
  readonly findings: readonly IFinding[];
  /** The fixes of one of the findings. */
  readonly fixes: (finding: IFinding) => IFixes;
}

/** A file that could not be read; `error` is one sentence. */
export interface IReportFailure {
  readonly path: string;
  readonly kind: IDocument['kind'] | null;
  readonly error: string;
}

/**
 * Build the report.
 *
 * @param files - analysed documents and failures, in the order to print them.
 * @returns plain data, ready for `JSON.stringify`.
 */
export function report(files: readonly (IReportSource | IReportFailure)[]): IReport {
  return { version: 1, files: files.map(file => ('error' in file ? failed(file) : analysed(file))) };
}

function failed(file: IReportFailure): IReportFile {
  return { path: file.path, kind: file.kind, error: file.error, findings: [] };
}

function analysed(file: IReportSource): IReportFile {
  const index = new Map(file.document.cells.map((cell, at) => [cell.id, at]));
  const findings: IReportFinding[] = [];
  for (const finding of file.findings) {
    const at = index.get(finding.cell);
    // A finding whose cell was deleted a moment ago has no place to report.
    if (at !== undefined) {
      findings.push({
        rule: finding.rule,
        level: finding.level,
        cell: { index: at, id: finding.cell },
        evidence: finding.evidence,
        start: placeOf(finding.source, finding.from),
        end: placeOf(finding.source, finding.to),
        message: `${finding.title} ${finding.message}`.trim(),
        fixes: fixesOf(file.fixes(finding), index)
      });
    }
  }
  return { path: file.path, kind: file.document.kind, error: null, findings };
}

function fixesOf(fixes: IFixes, index: ReadonlyMap<string, number>): IReportFix[] {
  const result: IReportFix[] = [];
  for (const { title, applicability, edits } of fixes.fixes) {
    const placed: IReportEdit[] = [];
    for (const { cell, from, to, text } of edits) {
      const at = index.get(cell);
      if (at !== undefined) {
        placed.push({ cell: at, start: from, end: to, text });
      }
    }
    // Half a fix is worse than none.
    if (placed.length === edits.length) {
      result.push({ title, applicability, edits: placed });
    }
  }
  return result;
}

/** Line and column of an offset; a line ends at LF, CR LF or CR, as Python reads it. */
function placeOf(source: string, offset: number): IReportPlace {
  let line = 1;
  let start = 0;
  for (const end of source.slice(0, offset).matchAll(/\r\n?|\n/g)) {
    line++;
    start = end.index + end[0].length;
  }
  // Between CR and LF: the break is not complete there, so the place still belongs to the line before.
  if (source[offset - 1] === '\r' && source[offset] === '\n') {
    const before = source.slice(0, offset - 1);
    line--;
    start = Math.max(before.lastIndexOf('\n'), before.lastIndexOf('\r')) + 1;
  }
  return { offset, line, column: offset - start + 1 };
}
