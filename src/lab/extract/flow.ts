/** *Extract to module* from the question to the two files; loaded when somebody asks for it. */
import { Notification } from '@jupyterlab/apputils';
import type { IEditorLanguageRegistry } from '@jupyterlab/codemirror';
import { PathExt } from '@jupyterlab/coreutils';
import type { Contents } from '@jupyterlab/services';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { IExtractTarget, IOpenDocument } from '../../tokens';
import { fault } from '../log';
import { ask } from './dialog';
import type { IChosen } from './form';
import type { IFolder } from './write';
import { createFile, folderOf, list, Refusal, remove } from './write';

/** What extraction works with. */
export interface ITools {
  readonly contents: Contents.IManager;
  /** For colours; plain text without. */
  readonly languages: IEditorLanguageRegistry | null;
  readonly trans: TranslationBundle;
}

/** Milliseconds a sentence stays on screen. */
const READING = 8000;

/**
 * Ask, write the file, change the notebook. Reports its own trouble.
 *
 * @param question - puts the question; tests answer in its place.
 */
export async function extractToModule(
  tools: ITools,
  document: IOpenDocument,
  target: IExtractTarget,
  question = ask
): Promise<void> {
  const { contents, languages, trans } = tools;
  try {
    // Read from the doors late: what parses Python is large.
    const { extractable, Extractor } = await import('../../engine/extract');
    const snapshot = document.snapshot();
    const cell = snapshot.cells.find(each => each.id === target.cell);
    const found = cell ? extractable(cell) : [];
    const { at = -1, name } = target;
    const first =
      found.find(each => (name === undefined ? each.from <= at && at < each.to : each.name === name)) ??
      (name === undefined ? (found.find(each => each.async) ?? found[0]) : undefined);
    if (!first) {
      throw new Refusal(trans.__('There is no function at the top level of this cell.'));
    }
    if (!snapshot.editable) {
      throw new Refusal(trans.__('Nothing can be moved: the notebook is read-only. Save a copy and work in that.'));
    }
    if (document.file === undefined) {
      throw new Refusal(trans.__('Nothing can be moved: this is no notebook that a file could stand beside.'));
    }
    const folder = folderOf(contents, document.file);
    const python = await languages?.getLanguage('python').catch(() => null);
    const chosen = await question({
      document: snapshot,
      extractor: new Extractor(snapshot),
      names: [first.name, ...found.map(each => each.name).filter(each => each !== first.name)],
      origin: PathExt.basename(document.path),
      folder,
      listing: await list(contents, folder),
      language: python?.support ?? null,
      trans
    });
    if (chosen) {
      await write(tools, document, chosen, folder);
    }
  } catch (reason) {
    if (!(reason instanceof Refusal)) {
      fault('extracting to a module', reason);
    }
    const sentence = reason instanceof Refusal ? reason.message : trans.__('Nothing was moved: something went wrong.');
    Notification.warning(sentence, { autoClose: READING });
  }
}

/** The file first: only when it is there, the notebook changes. */
async function write(
  { contents, trans }: ITools,
  document: IOpenDocument,
  chosen: IChosen,
  folder: IFolder
): Promise<void> {
  const { plan, name, module } = chosen;
  const { fix } = plan;
  const stale = trans.__('Nothing was moved: the notebook was changed meanwhile. Look at it again.');
  const now = new Map(document.snapshot().cells.map(cell => [cell.id, cell.source]));
  if (document.isDisposed || Object.entries(fix.sources).some(([id, source]) => now.get(id) !== source)) {
    throw new Refusal(stale);
  }
  const file = `${module}.py`;
  const path = await createFile(contents, folder, file, plan.module, trans);
  const refusal = document.isDisposed ? stale : document.apply(fix);
  if (refusal !== null) {
    throw new Refusal(refusal + (await remove(contents, path, trans)));
  }
  // JupyterLab cuts what is longer than 140 characters.
  const shown = name.length > 40 ? trans.__('The code') : name;
  const message =
    Object.keys(fix.sources).length === 1
      ? trans.__('%1 is in %2 now. Undo takes the cell back; the file stays.', shown, short(file))
      : trans.__('%1 is in %2 now. "Undo Cell Operation" takes the cells back; the file stays.', shown, short(file));
  Notification.success(message, { autoClose: READING });
}

function short(file: string): string {
  return file.length > 40 ? `${file.slice(0, 36)}….py` : file;
}
