/** Questions put to the person before something is done. */
import { Dialog, InputDialog, showDialog } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { IFix } from '../engine';

/** Where a finding can be ignored. */
export type IgnorePlace = 'line' | 'cell' | 'document' | 'everywhere';

/** The places in words. */
export function ignorePlaces(trans: TranslationBundle): Record<IgnorePlace, string> {
  return {
    line: trans.__('On this line'),
    cell: trans.__('In this cell'),
    document: trans.__('In this notebook'),
    everywhere: trans.__('Everywhere')
  };
}

/** Ask where to ignore; null when the person thought better of it. */
export async function askWhereToIgnore(trans: TranslationBundle): Promise<IgnorePlace | null> {
  const places = ignorePlaces(trans);
  const { value } = await InputDialog.getItem({
    title: trans.__('Ignore'),
    label: trans.__('Do not show this again:'),
    items: Object.values(places),
    okLabel: trans.__('Ignore')
  });
  const keys = Object.keys(places) as IgnorePlace[];
  return keys.find(key => places[key] === value) ?? null;
}

/**
 * Say how much would be changed, and ask.
 *
 * @param preview - shows the change and asks itself; null where there is nothing that could.
 * @returns true when the change is wanted.
 */
export async function askFixAll(
  fix: IFix,
  path: string,
  preview: (() => Promise<boolean>) | null,
  trans: TranslationBundle
): Promise<boolean> {
  const cells = new Set(fix.edits.map(edit => edit.cell)).size;
  const edits = trans._n('%1 edit', '%1 edits', fix.edits.length);
  const where = trans._n('%1 cell', '%1 cells', cells);
  const undo =
    cells === 1
      ? trans.__('It is one step: Undo in that cell takes it back.')
      : trans.__('It is one step: "Undo Cell Operation" in the Edit menu takes all of it back.');
  const title = trans.__('Fix all safe');
  const show = Dialog.createButton({ label: trans.__('Preview'), actions: ['preview'] });
  const { button } = await showDialog({
    title,
    body: trans.__('%1 in %2 of %3. %4', edits, where, path, undo),
    buttons: [
      Dialog.cancelButton({ label: trans.__('Cancel') }),
      ...(preview ? [show] : []),
      Dialog.okButton({ label: trans.__('Apply') })
    ],
    defaultButton: preview ? 2 : 1
  });
  if (preview && button.actions.includes('preview')) {
    return preview();
  }
  return button.accept;
}
