/** What surfaces were told of a document last, so that they are told again only when something is different. */
import type { ICell, IDocument, IFinding } from '../engine';
import { MAX_CELL } from '../engine';
import type { ICellsRead, Reading } from '../tokens';

/** Everything of a document that a surface shows. */
export interface ITold extends ICellsRead {
  readonly findings: readonly IFinding[];
  readonly banners: readonly IFinding[];
  readonly reading: Reading;
  /** The kernel, and where the findings are. */
  readonly named: string;
}

/** Before the first look. */
export const NOTHING_TOLD: ITold = {
  findings: [],
  banners: [],
  read: 0,
  total: 0,
  tooLong: 0,
  reading: 'waiting',
  named: ''
};

/** True when no surface would show anything else. */
export function sameTold(a: ITold, b: ITold): boolean {
  return (
    a.read === b.read &&
    a.total === b.total &&
    a.tooLong === b.tooLong &&
    a.reading === b.reading &&
    a.named === b.named &&
    equal(a.findings, b.findings) &&
    equal(a.banners, b.banners)
  );
}

/**
 * Count the code cells.
 *
 * @param read - ids of the cells that were looked into; null where nothing is read.
 */
export function countCells({ cells }: IDocument, read: ReadonlySet<string> | null): ICellsRead {
  const code = cells.filter(cell => cell.kind === 'code');
  const tooLong = read ? code.filter(cell => cell.source.length > MAX_CELL) : [];
  const unread = tooLong.filter(cell => read?.has(cell.id)).length;
  return { read: (read?.size ?? 0) - unread, total: code.length, tooLong: tooLong.length };
}

/**
 * What surfaces show beside the findings: the kernel; a cell that moved or ran is another "cell 3" or "[5]"; one
 * that was locked has no rewrite any more.
 */
export function namesOf({ cells, kernel, language }: IDocument, findings: readonly IFinding[]): string {
  const place = (cell: ICell, at: number): string => `${at}:${cell.executionCount}:${cell.editable}`;
  const places = new Map(findings.length > 0 ? cells.map((cell, at) => [cell.id, place(cell, at)]) : []);
  const where = findings.map(finding => places.get(finding.cell)).join();
  return `${language} ${kernel?.implementation} ${kernel?.version} ${where}`;
}

/** True when the findings say the same, in the same order. */
export function equal(some: readonly IFinding[], others: readonly IFinding[]): boolean {
  return some.length === others.length && some.every((finding, index) => alike(finding, others[index]));
}

function alike(a: IFinding, b: IFinding | undefined): boolean {
  return (
    b !== undefined &&
    (a === b ||
      (a.key === b.key &&
        a.level === b.level &&
        a.from === b.from &&
        a.to === b.to &&
        a.title === b.title &&
        a.message === b.message &&
        a.source === b.source &&
        a.evidence.join() === b.evidence.join()))
  );
}
