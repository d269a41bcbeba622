/** Underlines while typing, by CodeMirror's own lint extension. */
import type { Diagnostic } from '@codemirror/lint';
import type * as Lint from '@codemirror/lint';
import type { Extension } from '@codemirror/state';
import { Compartment, StateEffect } from '@codemirror/state';
import type { EditorView } from '@codemirror/view';
import { ViewPlugin } from '@codemirror/view';
import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import type { CodeEditor } from '@jupyterlab/codeeditor';
import { EditorExtensionRegistry, IEditorExtensionRegistry } from '@jupyterlab/codemirror';
import { ITranslator } from '@jupyterlab/translation';
import type { IFinding } from '../../engine';
import { IActions, IFindings } from '../../tokens';
import type { IOpenDocument } from '../../tokens';
import { translations } from '../translation';
// A few lines that every editor needs at once.
// eslint-disable-next-line jupyter/prefer-lazy-imports
import { sameFinding } from './shown';

/** Tells an editor to look its findings up again. */
const lookAgain = StateEffect.define<null>();

/** Pause in milliseconds after a key before stale underlines are looked at; the store itself is told at once. */
const DELAY = 300;

/** What an editor's model has beyond the interface when it belongs to a notebook cell. */
interface ICellModel {
  readonly type?: string;
  readonly id?: string;
  readonly sharedModel: { readonly notebook?: object | null };
}

/** Findings of one document by cell, remembered while the store gives the same list. */
class Index {
  constructor(private readonly _store: IFindings) {}

  at(document: IOpenDocument, cell: string): readonly IFinding[] {
    const all = this._store.findings(document);
    let entry = this._entries.get(document);
    if (entry?.all !== all) {
      const cells = new Map<string, IFinding[]>();
      for (const finding of all) {
        const list = cells.get(finding.cell);
        if (list) {
          list.push(finding);
        } else {
          cells.set(finding.cell, [finding]);
        }
      }
      entry = { all, cells };
      this._entries.set(document, entry);
    }
    return entry.cells.get(cell) ?? [];
  }

  private readonly _entries = new WeakMap<
    IOpenDocument,
    { all: readonly IFinding[]; cells: Map<string, IFinding[]> }
  >();
}

/** Keeps the underlines of all editors as the store wants them. */
export class Underlines {
  constructor(
    private readonly _store: IFindings,
    private readonly _actions: IActions,
    private readonly _name: string
  ) {
    this._index = new Index(_store);
    _store.changed.connect(this._onChanged, this);
  }

  /** The extension of one editor; costs nothing until its cell has a finding. */
  extension(model: CodeEditor.IModel): Extension {
    const cell = model as unknown as ICellModel;
    const lint = new Compartment();
    const editor: IEditor = { cell, lint, on: false, shown: [] };
    const known = this._find(cell);
    if (this._lint && known.length > 0) {
      // From the start: to change an editor that was made a moment ago costs as much as to make it.
      editor.on = true;
      editor.shown = known;
    }
    return [
      lint.of(this._lint && editor.on ? this._linter(editor, this._lint.linter) : []),
      ViewPlugin.define(view => {
        this._editors.set(view, editor);
        // The store may know this cell already; an editor may not be changed while it is being made.
        void Promise.resolve().then(() => this._refresh(view, editor));
        return { destroy: () => this._editors.delete(view) };
      })
    ];
  }

  private _onChanged(_: IFindings, document: IOpenDocument): void {
    if (this._changed.size === 0) {
      // The signal may come out of the middle of an editor's update, which allows no other.
      void Promise.resolve().then(() => this._refreshAll());
    }
    this._changed.add(document.shared);
  }

  private _refreshAll(): void {
    const changed = new Set(this._changed);
    this._changed.clear();
    for (const [view, editor] of this._editors) {
      const shared = editor.cell.sharedModel.notebook;
      if (shared && changed.has(shared)) {
        this._refresh(view, editor);
      }
    }
  }

  private _refresh(view: EditorView, editor: IEditor): void {
    const found = this._find(editor.cell);
    if (!this._editors.has(view) || same(found, editor.shown)) {
      return;
    }
    if (!this._lint) {
      this._fetch();
      return;
    }
    const { linter, forceLinting } = this._lint;
    editor.shown = found;
    if (!editor.on) {
      editor.on = true;
      view.dispatch({ effects: editor.lint.reconfigure(this._linter(editor, linter)) });
    } else {
      view.dispatch({ effects: lookAgain.of(null) });
    }
    forceLinting(view);
  }

  /** Fetch the lint extension for the first finding: most notebooks have none. */
  private _fetch(): void {
    this._fetching ??= import('@codemirror/lint').then(
      lint => {
        this._lint = lint;
        this._editors.forEach((editor, view) => this._refresh(view, editor));
      },
      () => {
        // The server has gone; the next change tries again.
        this._fetching = null;
      }
    );
  }

  private _linter(editor: IEditor, linter: ILint['linter']): Extension {
    return linter(
      view => {
        const text = view.state.doc.toString();
        const document = this._document(editor.cell);
        return !document
          ? []
          : this._find(editor.cell)
              .filter(finding => finding.source === text)
              .map(finding => this._diagnostic(document, finding));
      },
      {
        delay: DELAY,
        needsRefresh: update => update.transactions.some(each => each.effects.some(effect => effect.is(lookAgain)))
      }
    );
  }

  private _diagnostic(document: IOpenDocument, finding: IFinding): Diagnostic {
    const actions = this._actions;
    const length = finding.source.length;
    const from = Math.min(finding.from, length);
    return {
      from,
      to: Math.min(Math.max(finding.to, from), length),
      severity: finding.level === 'off' ? 'hint' : finding.level,
      markClass: 'jp-AsyncDoctor-mark',
      message: `${finding.title} ${finding.message}`,
      renderMessage: () => tooltipNode(finding),
      source: this._name,
      // Asked for when the tooltip opens: working fixes out for every underline would cost a parse each.
      get actions() {
        return actions
          .list(document, finding)
          .filter(action => action.id !== 'ignore' && action.id !== 'rewrite-and-run')
          .map(action => ({
            name: action.label,
            markClass: 'jp-AsyncDoctor-button',
            // Through the actions, not by a dispatch: they check the text and make one undo step.
            apply: () => void actions.run(document, finding, action)
          }));
      }
    };
  }

  private _find(cell: ICellModel): readonly IFinding[] {
    const document = this._store.surfaces.underlines ? this._document(cell) : null;
    return document && cell.id !== undefined ? this._index.at(document, cell.id) : [];
  }

  private _document(cell: ICellModel): IOpenDocument | null {
    const shared = cell.sharedModel.notebook;
    return (shared && this._store.documents.find(each => each.shared === shared)) || null;
  }

  private _lint: ILint | null = null;
  private _fetching: Promise<void> | null = null;
  private readonly _changed = new Set<object>();
  private readonly _editors = new Map<EditorView, IEditor>();
  private readonly _index: Index;
}

type ILint = Pick<typeof Lint, 'linter' | 'forceLinting'>;

/** What is kept of one editor. */
interface IEditor {
  readonly cell: ICellModel;
  readonly lint: Compartment;
  on: boolean;
  shown: readonly IFinding[];
}

function tooltipNode(finding: IFinding): HTMLElement {
  const node = document.createElement('span');
  node.className = 'jp-AsyncDoctor-tooltip';
  const title = document.createElement('strong');
  title.textContent = finding.title;
  node.append(title, ` ${finding.message}`);
  return node;
}

function same(some: readonly IFinding[], others: readonly IFinding[]): boolean {
  return some.length === others.length && some.every((each, index) => sameFinding(each, others[index]!));
}

/** Underlines mistakes in the cells of a notebook. */
export const underlines: JupyterFrontEndPlugin<void> = {
  id: 'jupyterlab-async-doctor:underlines',
  description: 'Underlines asyncio mistakes while you type.',
  autoStart: true,
  requires: [IFindings, IActions, IEditorExtensionRegistry],
  optional: [ITranslator],
  activate: (
    _app: JupyterFrontEnd,
    store: IFindings,
    actions: IActions,
    registry: IEditorExtensionRegistry,
    translator: ITranslator | null
  ): void => {
    const trans = translations(translator);
    const all = new Underlines(store, actions, trans.__('Async Doctor'));
    registry.addExtension({
      name: 'async-doctor-underlines',
      factory: ({ model }) =>
        (model as unknown as ICellModel).type === 'code'
          ? EditorExtensionRegistry.createImmutableExtension(all.extension(model))
          : null
    });
  }
};
