/** One cell before and after, with CodeMirror's merge view. */
import type { LanguageSupport } from '@codemirror/language';
import { unifiedMergeView } from '@codemirror/merge';
import { EditorState } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { jupyterTheme } from '@jupyterlab/codemirror';
import { Widget } from '@lumino/widgets';
import type { ITextEdit } from '../../engine';
import { changedLines } from './change';
import { changeNode } from './change-node';

/** A text longer than this, in UTF-16 units, is shown as its changed lines only. */
const LONGEST = 200000;

/** What is compared. */
export interface IDiffOptions {
  /** Empty for a text that is new. */
  readonly before: string;
  readonly after: string;
  /** Accessible name. */
  readonly name: string;
  readonly language: LanguageSupport | null;
}

/** A read-only view of the difference. */
export class DiffView extends Widget {
  constructor(options: IDiffOptions) {
    super();
    this.addClass('jp-AsyncDoctorPreview-diff');
    this._editor = options.before.length < LONGEST ? this._open(options) : null;
    if (!this._editor) {
      this.node.append(changeNode(changedLines(options.before, [whole(options)], 200)));
    }
  }

  override dispose(): void {
    this._editor?.destroy();
    this._editor = null;
    super.dispose();
  }

  private _open({ before, after, name, language }: IDiffOptions): EditorView | null {
    try {
      return new EditorView({
        parent: this.node,
        doc: after,
        extensions: [
          jupyterTheme,
          language ?? [],
          EditorView.lineWrapping,
          EditorState.readOnly.of(true),
          EditorView.editable.of(false),
          // Not editable, yet reachable by Tab: a long change is scrolled with the arrow keys.
          EditorView.contentAttributes.of({ 'aria-label': name, tabindex: '0' }),
          // A new text is no difference: it is shown as it is.
          before === ''
            ? []
            : unifiedMergeView({
                original: before,
                mergeControls: false,
                collapseUnchanged: { margin: 3, minSize: 6 }
              })
        ]
      });
    } catch {
      // The oldest JupyterLab brings an older CodeMirror than the merge view was written for.
      this.node.replaceChildren();
      return null;
    }
  }

  private _editor: EditorView | null;
}

function whole({ before, after }: IDiffOptions): ITextEdit {
  return { cell: '', from: 0, to: before.length, text: after };
}
