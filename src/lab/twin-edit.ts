/** Two people who click the same fix at once get it twice: the texts of both are merged. This notices it. */
import { PromiseDelegate } from '@lumino/coreutils';
import type { IDisposable } from '@lumino/disposable';
import type { IFix } from '../engine';
import { applyEdits } from '../engine';
import type { DocumentChange, IOpenDocument } from '../tokens';

/** Milliseconds after a change in which the same change may still arrive from elsewhere. */
const WAIT = 1000;

/** Waits for a twin of a fix. */
export interface ITwinWatch extends IDisposable {
  /** True when the fix is in a cell twice; false when it was not within a second. */
  readonly found: Promise<boolean>;
}

/** Watch a document from before a fix is applied. */
export function watchForTwin(document: IOpenDocument, fix: IFix): ITwinWatch {
  const twice = new Map<string, string>();
  for (const cell of new Set(fix.edits.map(edit => edit.cell))) {
    const source = fix.sources[cell] ?? '';
    // What both took away is gone once, what both put in is there twice.
    const edits = fix.edits.filter(edit => edit.cell === cell && edit.text !== '');
    const rest = fix.edits.filter(edit => edit.cell === cell && edit.text === '');
    if (edits.length > 0 && edits.every(edit => edit.to <= source.length)) {
      twice.set(cell, applyEdits(source, [...rest, ...edits.map(edit => ({ ...edit, text: edit.text + edit.text }))]));
    }
  }
  const done = new PromiseDelegate<boolean>();
  let over = false;
  const finish = (found: boolean): void => {
    if (!over) {
      over = true;
      clearTimeout(timer);
      document.changed.disconnect(look);
      done.resolve(found);
    }
  };
  const look = (_: IOpenDocument, change: DocumentChange): void => {
    if (change === 'text' && document.snapshot().cells.some(cell => twice.get(cell.id) === cell.source)) {
      finish(true);
    }
  };
  const timer = window.setTimeout(() => finish(false), WAIT);
  document.changed.connect(look);
  return {
    found: done.promise,
    get isDisposed() {
      return over;
    },
    dispose: () => finish(false)
  };
}
