/** Which finding a command is about: the one its arguments name, or one of the active cell. */
import type { IFinding } from '../engine';
import type { IFindings, IOpenDocument } from '../tokens';

/** Arguments that name a finding. */
export interface ITarget {
  /** Rule id. */
  readonly rule?: string;
  /** Index of the cell among all cells, from 0, or its id. */
  readonly cell?: number | string;
}

/** The arguments as a JSON schema. */
export const TARGET_SCHEMA = {
  rule: { type: 'string', description: 'Rule id; without it the first finding of the cell is meant.' },
  cell: {
    type: ['integer', 'string'],
    description: 'Index of the cell among all cells, from 0, or its id; without it the active cell is meant.'
  }
} as const;

/** The finding that is meant; null when there is none. */
export function chosenFinding(store: IFindings, document: IOpenDocument | null, target: ITarget): IFinding | null {
  if (!document) {
    return null;
  }
  const cell = cellId(document, target.cell);
  const findings = store.findings(document).filter(finding => finding.cell === cell);
  return findings.find(finding => target.rule === undefined || finding.rule === target.rule) ?? null;
}

/** The id of the cell that is meant; null when there is none. */
export function cellId(document: IOpenDocument, cell: ITarget['cell']): string | null {
  if (typeof cell === 'number') {
    return document.snapshot().cells[cell]?.id ?? null;
  }
  return cell ?? document.active;
}

/**
 * The finding to go to next; after the last comes the first.
 *
 * @param findings - sorted by place.
 * @param last - the finding gone to before; it counts while its cell is still the active one.
 * @param step - 1 for the next, -1 for the previous.
 */
export function neighbour(
  document: IOpenDocument,
  findings: readonly IFinding[],
  last: string | null,
  step: 1 | -1
): IFinding | null {
  const { active } = document;
  const count = findings.length;
  const at = findings.findIndex(finding => finding.key === last && finding.cell === active);
  if (at >= 0) {
    return findings[(at + step + count) % count] ?? null;
  }
  const order = document.snapshot().cells.map(cell => cell.id);
  const place = (finding: IFinding): number => order.indexOf(finding.cell);
  const here = active === null ? -1 : order.indexOf(active);
  if (step === 1) {
    return findings.find(finding => place(finding) >= here) ?? findings[0] ?? null;
  }
  const before = findings.filter(finding => here < 0 || place(finding) <= here);
  return before[before.length - 1] ?? findings[count - 1] ?? null;
}
