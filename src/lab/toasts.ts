/** One notification for each run that went wrong: for those who were not looking at the cell. */
import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { Notification } from '@jupyterlab/apputils';
import { ITranslator } from '@jupyterlab/translation';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { IFinding } from '../engine';
import type { IOpenDocument } from '../tokens';
import { IActions, IFindings } from '../tokens';
import { translations } from './translation';

/** Runs that end within this many milliseconds of one another are one batch. */
const BATCH = 250;
/** Nobody waits longer than this, in milliseconds, for the toast of a batch that goes on and on. */
const PATIENCE = 2000;
/** After a pause of this many milliseconds a run is another matter, and the toast is about that alone. */
const PAUSE = 2000;
/** Milliseconds a toast stays; afterwards it is in the notification centre. */
const READING = 15_000;
/** JupyterLab cuts a message after so many UTF-16 units. */
const LONGEST = 140;

/** What one document's toasts have come to. */
interface IState {
  /** Cells whose runs ended since the last look. */
  readonly justRan: Set<string>;
  /** Text for which each mistake was told, by finding key: nothing is told twice. */
  readonly told: Map<string, string>;
  /** The toast there is, and the findings in it. */
  toast: { readonly id: string; readonly keys: ReadonlySet<string> } | null;
  /** When the last run ended, in milliseconds as of `performance.now()`. */
  lastRun: number;
  /** True when what comes next belongs to the same batch as the toast. */
  joins: boolean;
  /** When something to tell was first seen; null while there is nothing. */
  since: number | null;
  timer: number;
}

/** Shows toasts; at most one for each document at a time. */
export class Toasts {
  constructor(
    private readonly _store: IFindings,
    private readonly _actions: IActions,
    private readonly _trans: TranslationBundle
  ) {
    _store.changed.connect(this._onChanged, this);
    for (const document of _store.documents) {
      this._onChanged(_store, document);
    }
  }

  private _onChanged(_: IFindings, document: IOpenDocument): void {
    if (!this._store.documents.includes(document)) {
      this._forget(document);
      return;
    }
    let state = this._states.get(document);
    if (!state) {
      state = { justRan: new Set(), told: new Map(), toast: null, lastRun: 0, joins: false, since: null, timer: 0 };
      this._states.set(document, state);
      document.ran.connect(this._onRan, this);
    }
    this._withdraw(document, state);
    if (this._candidates(document, state).length > 0) {
      this._schedule(document, state);
    }
  }

  private _onRan(document: IOpenDocument, cell: string): void {
    const state = this._states.get(document);
    if (state && document.isOwnRun(cell)) {
      const now = performance.now();
      state.joins = state.joins && now - state.lastRun < PAUSE;
      state.lastRun = now;
      state.justRan.add(cell);
      this._schedule(document, state);
    }
  }

  private _schedule(document: IOpenDocument, state: IState): void {
    clearTimeout(state.timer);
    const now = performance.now();
    state.since ??= now;
    const pause = Math.max(0, Math.min(BATCH, state.since + PATIENCE - now));
    state.timer = window.setTimeout(() => this._show(document, state), pause);
  }

  private _show(document: IOpenDocument, state: IState): void {
    if (!document.isDisposed && this._store.reading(document) === 'waiting') {
      void this._store.ready(document).then(() => this._show(document, state));
      return;
    }
    const fresh = document.isDisposed ? [] : this._candidates(document, state);
    state.justRan.clear();
    state.since = null;
    if (fresh.length === 0) {
      return;
    }
    fresh.forEach(finding => state.told.set(finding.key, finding.source));
    if (!this._store.surfaces.toasts) {
      return;
    }
    const { toast } = state;
    const kept = toast && Notification.manager.has(toast.id) ? toast : null;
    // What the toast said before is said again with the new, as long as it is still true.
    const findings = this._store.banners(document).filter(({ key }) => {
      return fresh.some(each => each.key === key) || (state.joins && kept?.keys.has(key));
    });
    state.joins = true;
    state.toast = {
      id: this._emit(document, findings, kept?.id ?? null),
      keys: new Set(findings.map(each => each.key))
    };
  }

  /** Mistakes to tell: in cells of one's own runs, shown by the kernel, or errors that have just been run. */
  private _candidates(document: IOpenDocument, state: IState): readonly IFinding[] {
    return this._store.banners(document).filter(({ key, cell, source, level, evidence }) => {
      const witnessed = evidence.some(each => each !== 'source');
      const alarming = level === 'error' && state.justRan.has(cell);
      return (witnessed || alarming) && state.told.get(key) !== source && document.isOwnRun(cell);
    });
  }

  /** A toast whose findings are all gone has nothing left to say. */
  private _withdraw(document: IOpenDocument, state: IState): void {
    const { toast } = state;
    const wanted = this._store.surfaces.toasts && this._store.banners(document).some(({ key }) => toast?.keys.has(key));
    if (toast && !wanted) {
      Notification.dismiss(toast.id);
      state.toast = null;
    }
  }

  private _emit(document: IOpenDocument, findings: readonly IFinding[], id: string | null): string {
    const [first] = findings;
    const single = findings.length === 1 && first ? first : null;
    const message = shorten(single ? single.title : this._summary(findings));
    const type = findings.some(finding => finding.level === 'error') ? 'error' : 'warning';
    const actions = single ? this._buttons(document, single) : this._groupButtons();
    const options = { autoClose: READING, actions };
    if (id !== null && Notification.update({ id, message, type, ...options })) {
      return id;
    }
    return Notification.emit(message, type, options);
  }

  private _summary(findings: readonly IFinding[]): string {
    const cells = new Set(findings.map(finding => finding.cell)).size;
    const where = this._trans._n('%1 cell', '%1 cells', cells);
    const [first] = findings;
    return first && findings.every(finding => finding.rule === first.rule)
      ? this._trans.__('%1: %2', where, first.title)
      : this._trans.__('%1 with %2 asyncio mistakes.', where, findings.length);
  }

  private _buttons(document: IOpenDocument, finding: IFinding): Notification.IAction[] {
    return this._actions
      .list(document, finding)
      .filter(action => action.id === 'why' || (action.id === 'rewrite' && action.label === this._trans.__('Rewrite')))
      .map(action => ({
        label: action.label,
        caption: action.caption,
        displayType: action.id === 'rewrite' ? 'accent' : 'default',
        callback: () => void this._act(document, finding, action.id)
      }));
  }

  /** The toast may have been there for a while: act on the finding as it is now. */
  private async _act(document: IOpenDocument, finding: IFinding, id: string): Promise<void> {
    const now = this._store.findings(document).find(each => each.key === finding.key) ?? finding;
    const action = this._actions.list(document, now).find(each => each.id === id);
    if (action) {
      await this._actions.run(document, now, action);
    }
  }

  private _groupButtons(): Notification.IAction[] {
    const { explainer } = this._actions;
    return explainer
      ? [{ label: this._trans.__('Show all'), displayType: 'accent', callback: () => explainer.open() }]
      : [];
  }

  private _forget(document: IOpenDocument): void {
    const state = this._states.get(document);
    if (state) {
      clearTimeout(state.timer);
      document.ran.disconnect(this._onRan, this);
      if (state.toast) {
        Notification.dismiss(state.toast.id);
      }
      this._states.delete(document);
    }
  }

  private readonly _states = new Map<IOpenDocument, IState>();
}

function shorten(message: string): string {
  return message.length <= LONGEST ? message : `${message.slice(0, LONGEST - 1)}…`;
}

/** Shows toasts. */
export const toasts: JupyterFrontEndPlugin<void> = {
  id: 'jupyterlab-async-doctor:toasts',
  description: 'Shows one notification for each run that went wrong.',
  autoStart: true,
  requires: [IFindings, IActions],
  optional: [ITranslator],
  activate: (_: JupyterFrontEnd, store: IFindings, actions: IActions, translator: ITranslator | null): void => {
    new Toasts(store, actions, translations(translator));
  }
};
