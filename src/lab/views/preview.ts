/** The change of a fix, shown before it is made; loaded when somebody asks for it. */
import { Clipboard, Dialog } from '@jupyterlab/apputils';
import type { IEditorLanguageRegistry } from '@jupyterlab/codemirror';
import type { TranslationBundle } from '@jupyterlab/translation';
import { Panel, Widget } from '@lumino/widgets';
import type { IFix } from '../../engine';
import { applyEdits } from '../../engine';
import type { IOpenDocument } from '../../tokens';
import { DiffView } from './preview-diff';
import { cellName } from './shown';

/**
 * Show a fix and ask.
 *
 * @param document - the document it would change.
 * @param fix - the fix.
 * @param trans - words.
 * @param languages - for colours; plain text without.
 * @returns true when the person chose Apply.
 */
export async function preview(
  document: IOpenDocument,
  fix: IFix,
  trans: TranslationBundle,
  languages: IEditorLanguageRegistry | null
): Promise<boolean> {
  const python = await languages?.getLanguage('python').catch(() => null);
  const snapshot = document.snapshot();
  const body = new Panel();
  body.addClass('jp-AsyncDoctorPreview');
  const places = snapshot.cells.map((cell, index) => ({ id: cell.id, label: cellName(trans, snapshot, index) }));
  const cells = places.filter(place => fix.edits.some(edit => edit.cell === place.id));
  body.addWidget(
    words(
      'jp-AsyncDoctorPreview-where',
      summary(
        fix,
        cells.map(cell => cell.label),
        trans
      )
    )
  );
  if (fix.note) {
    body.addWidget(words('jp-AsyncDoctor-note', fix.note));
  }
  const changed: string[] = [];
  for (const { id, label } of cells) {
    const before = fix.sources[id] ?? '';
    const after = applyEdits(
      before,
      fix.edits.filter(edit => edit.cell === id)
    );
    changed.push(after);
    const name = trans.__('Change in %1', label);
    if (cells.length > 1) {
      body.addWidget(words('jp-AsyncDoctorPreview-cell', label));
    }
    body.addWidget(new DiffView({ before, after, name, language: python?.support ?? null }));
  }
  const copyOnly = fix.applicability === 'display';
  const dialog = new Dialog({
    title: fix.title,
    body,
    buttons: [
      Dialog.cancelButton({ label: trans.__('Cancel') }),
      Dialog.okButton({ label: copyOnly ? trans.__('Copy') : trans.__('Apply') })
    ]
  });
  dialog.addClass('jp-AsyncDoctorPreview-dialog');
  dialog.node.setAttribute('role', 'dialog');
  dialog.node.setAttribute('aria-label', fix.title);
  const { button } = await dialog.launch();
  if (copyOnly && button.accept) {
    Clipboard.copyToSystem(changed.join('\n\n'));
  }
  return button.accept && !copyOnly;
}

function summary(fix: IFix, labels: readonly string[], trans: TranslationBundle): string {
  const edits = fix.edits.length;
  return labels.length === 1
    ? trans._n('%1 edit in %2', '%1 edits in %2', edits, labels[0])
    : trans.__('%1 edits in %2 cells: %3', edits, labels.length, labels.join(', '));
}

function words(className: string, text: string): Widget {
  const node = document.createElement('p');
  node.textContent = text;
  const widget = new Widget({ node });
  widget.addClass(className);
  return widget;
}
