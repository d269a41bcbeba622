/** Applying fixes until nothing changes. Pure: a document in, a document out. */
import { applyEdits } from '../engine';
import type { IAnalysis, ICell, IDocument, IFinding, IFix, IOptions, ITextEdit } from '../engine';

/** Rounds of safe fixes; a fix may uncover another mistake, and two rules must not undo each other for ever. */
const MOST_ROUNDS = 10;

/** What the rounds lead to. */
export interface IFixed {
  readonly document: IDocument;
  /** Index of the cells whose source changed, in order. */
  readonly changed: readonly number[];
  /** What is left in the new document; `analysis.fixes` knows these findings. */
  readonly left: readonly IFinding[];
}

/**
 * Fix a document.
 *
 * @param analysis - a new one.
 * @param document - as read.
 * @param unsafe - also take the first unsafe fix of findings that have no safe one. These go one at a time, and
 *   the document is read again after each: two of them may well choose the same new name.
 */
export function fixDocument(analysis: IAnalysis, document: IDocument, options: IOptions, unsafe: boolean): IFixed {
  let now = document;
  let left = analysis.update(now, options);
  // Each unsafe fix is a round of its own, and each finding may need one.
  const most = MOST_ROUNDS + (unsafe ? left.length : 0);
  for (let round = 0; round < most; round++) {
    const fix = analysis.fixAllSafe() ?? (unsafe ? firstUnsafe(analysis, left) : null);
    const next = fix && apply(now, fix, document);
    if (!next) {
      break;
    }
    now = next;
    left = analysis.update(now, options);
  }
  const changed = now.cells.flatMap((cell, at) => (cell.source === document.cells[at]?.source ? [] : [at]));
  return { document: now, changed, left };
}

function firstUnsafe(analysis: IAnalysis, findings: readonly IFinding[]): IFix | null {
  for (const finding of findings) {
    const { fixes } = analysis.fixes(finding);
    const fix = fixes.find(each => each.applicability === 'unsafe');
    if (fix && !fixes.some(each => each.applicability === 'safe')) {
      return fix;
    }
  }
  return null;
}

/** The document with a fix applied; null when the fix does not fit or changes nothing. */
function apply(document: IDocument, fix: IFix, original: IDocument): IDocument | null {
  const byCell = new Map<string, ITextEdit[]>();
  fix.edits.forEach(edit => byCell.set(edit.cell, [...(byCell.get(edit.cell) ?? []), edit]));
  let changed = false;
  const cells: ICell[] = [];
  for (const [at, cell] of document.cells.entries()) {
    const edits = byCell.get(cell.id);
    if (!edits) {
      cells.push(cell);
      continue;
    }
    if (cell.source !== fix.sources[cell.id] || !cell.editable || cell.kind !== 'code') {
      return null;
    }
    byCell.delete(cell.id);
    const source = applyEdits(cell.source, edits);
    changed ||= source !== cell.source;
    // From now on the outputs belong to another text; the engine knows what that means.
    cells.push({ ...cell, source, ranSource: cell.ranSource ?? original.cells[at]?.source ?? null });
  }
  return changed && byCell.size === 0 ? { ...document, cells } : null;
}
