/** document -> findings. */
import type { IDocument } from './document';
import type { IFinding, IFix, IFixes } from './finding';
import type { IOptions } from './options';

/** The analysis of one open document; keeps facts of unchanged cells between updates. */
export interface IAnalysis {
  /**
   * Read the document as it is now.
   * @returns findings sorted by cell order and offset; unchanged findings may be the same objects.
   */
  update(document: IDocument, options: IOptions): readonly IFinding[];
  /** Fixes of a finding of the last update; every one has been parsed again. */
  fixes(finding: IFinding): IFixes;
  /** The safe fixes of all findings as one fix over several cells, overlapping ones left out; null when none. */
  fixAllSafe(): IFix | null;
  /** Ids of the cells that were parsed, for "14 cells read". */
  readonly read: ReadonlySet<string>;
}

/** A new analysis with an empty cache. */
export function createAnalysis(): IAnalysis {
  return { update: () => [], fixes: () => ({ fixes: [], refusal: null }), fixAllSafe: () => null, read: new Set() };
}
