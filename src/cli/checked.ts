/** One path -> its findings. */
import { report } from '../engine';
import type { IAnalysis, IDocument, IFinding, IFixes, IOptions, IReportFile } from '../engine';
import type { IEngine } from './selection';
import type { IFilePlace } from './files/places';
import { FileProblem } from './files/problem';
import { isNotebook, readFile } from './files/read';
import type { ISourceFile } from './files/source-file';
import type { Uses } from './files/uses';
import type { ITarget } from './files/walk';

/** A file with its findings, or with the reason why there are none. */
export interface IChecked {
  readonly report: IReportFile;
  /**
   * Where in the file itself each finding of the report starts and ends, for whatever shows the file and not its cells.
   */
  places(): readonly { readonly start: IFilePlace; readonly end: IFilePlace }[];
}

const NO_FIXES: IFixes = { fixes: [], refusal: null };

/**
 * Check one file. Never throws: trouble with one file must not stop the others.
 *
 * @param target - the path.
 * @param withFixes - false spares the work of computing fixes where the output does not show them.
 * @param uses - what the files of the command use of each other.
 */
export function check(target: ITarget, engine: IEngine, options: IOptions, withFixes: boolean, uses: Uses): IChecked {
  const { path } = target;
  try {
    if (target.problem !== null) {
      throw new FileProblem(target.problem);
    }
    const file = readFile(path);
    const analysis = engine.createAnalysis();
    const findings = analyse(analysis, uses.document(file), options);
    const fixes = (finding: IFinding): IFixes => (withFixes ? analysis.fixes(finding) : NO_FIXES);
    const result = report([{ path, document: file.document, findings, fixes }]).files[0];
    if (!result) {
      throw new Error('the report is empty');
    }
    return { report: result, places: () => placesOf(file, result) };
  } catch (error) {
    const kind = isNotebook(path) ? 'notebook' : null;
    const failed = report([{ path, kind, error: problemOf(error) }]).files[0];
    return { report: failed ?? { path, kind, error: problemOf(error), findings: [] }, places: () => [] };
  }
}

/** Findings of a file as it was read; what is switched off never comes through, whatever found it. */
export function analyse(analysis: IAnalysis, document: IDocument, options: IOptions): readonly IFinding[] {
  const found = analysis.update(document, options);
  return found.filter(finding => options.rules[finding.rule]?.enabled !== false);
}

/** One sentence without the path, for anything that went wrong with a file. */
export function problemOf(error: unknown): string {
  if (error instanceof FileProblem) {
    return error.message;
  }
  // Not the person's fault, and worth a report: keep the words that help to find it.
  const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return `async-doctor itself failed on it; please report this: ${what}`;
}

function placesOf(file: ISourceFile, result: IReportFile): { start: IFilePlace; end: IFilePlace }[] {
  const place = file.places();
  return result.findings.map(finding => ({
    start: place(finding.cell.index, finding.start.offset),
    end: place(finding.cell.index, finding.end.offset)
  }));
}
