/** The findings of a document to paste elsewhere. */
import type { TranslationBundle } from '@jupyterlab/translation';
import type { IFinding } from '../engine';
import type { IOpenDocument } from '../tokens';

/** A Markdown list, one line a finding. */
export function findingsText(document: IOpenDocument, findings: readonly IFinding[], trans: TranslationBundle): string {
  const order = document.snapshot().cells.map(cell => cell.id);
  const lines = findings.map(finding => {
    const cell = order.indexOf(finding.cell) + 1;
    const line = finding.source.slice(0, finding.from).split('\n').length;
    const place = trans.__('cell %1, line %2', cell, line);
    return `- ${place}: ${finding.level} \`${finding.rule}\`: ${finding.title} ${finding.message}`;
  });
  return [`${document.path}:`, ...lines, ''].join('\n');
}
