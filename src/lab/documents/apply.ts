/** Writes a fix into the cells of a notebook: all of it or nothing, as one undo step where JupyterLab allows it. */
import type { ICellModel } from '@jupyterlab/cells';
import type { INotebookModel } from '@jupyterlab/notebook';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { IFix, ITextEdit } from '../../engine';
import { isCode } from './cell';
import { hasWindowsLines } from './line-ends';

/** What decides whether a notebook may be written. */
export interface IWritable {
  readonly model: INotebookModel;
  /** True when nothing of the document may be changed. */
  readonly locked: boolean;
}

/** Stops Yjs from merging our step with what was typed within half a second before or after. */
interface IUndoManager {
  stopCapturing(): void;
}

/**
 * Apply a fix.
 *
 * @returns null when applied, else one sentence why nothing was changed.
 */
export function applyFix({ model, locked }: IWritable, fix: IFix, trans: TranslationBundle): string | null {
  if (locked) {
    return trans.__('Nothing was changed: the notebook is read-only. Save a copy and work in that.');
  }
  const byCell = group(fix);
  const cells = new Map<string, ICellModel>();
  for (const cell of model.cells) {
    if (byCell.has(cell.id)) {
      cells.set(cell.id, cell);
    }
  }
  for (const [id, edits] of byCell) {
    const refusal = refuse(cells.get(id), fix.sources[id], edits, trans);
    if (refusal) {
      return refusal;
    }
  }
  // Every cell was looked at in this same turn: nothing can have changed since.
  const write = (): void => {
    for (const [id, edits] of byCell) {
      const shared = cells.get(id)!.sharedModel;
      for (const edit of [...edits].sort((a, b) => b.from - a.from || b.to - a.to)) {
        shared.updateSource(edit.from, edit.to, edit.text);
      }
    }
  };
  const [first] = cells.values();
  const target = cells.size === 1 && first ? first.sharedModel : model.sharedModel;
  const undo = (target as { readonly undoManager?: IUndoManager | null }).undoManager;
  undo?.stopCapturing();
  target.transact(write);
  undo?.stopCapturing();
  return null;
}

/** True when the cell may be written. */
export function isEditable(cell: ICellModel): boolean {
  return cell.getMetadata('editable') !== false;
}

function refuse(
  cell: ICellModel | undefined,
  expected: string | undefined,
  edits: readonly ITextEdit[],
  trans: TranslationBundle
): string | null {
  if (!cell || !isCode(cell)) {
    return trans.__('Nothing was changed: the cell is gone. The list of findings is being renewed.');
  }
  if (hasWindowsLines(cell.sharedModel.getSource())) {
    return trans.__('Nothing was changed: the cell has Windows line ends. Copy its text into a new cell first.');
  }
  if (!isEditable(cell)) {
    return trans.__('Nothing was changed: the cell is locked. Make it editable in the property inspector first.');
  }
  const source = cell.sharedModel.getSource();
  const outside = edits.some(edit => edit.from < 0 || edit.to < edit.from || edit.to > source.length);
  if (source !== expected || outside) {
    return trans.__('Nothing was changed: the cell was edited after this change was worked out. Look at it again.');
  }
  return null;
}

function group(fix: IFix): Map<string, ITextEdit[]> {
  const byCell = new Map<string, ITextEdit[]>();
  for (const edit of fix.edits) {
    const edits = byCell.get(edit.cell);
    if (edits) {
      edits.push(edit);
    } else {
      byCell.set(edit.cell, [edit]);
    }
  }
  return byCell;
}
