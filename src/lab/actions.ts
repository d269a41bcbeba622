/** What can be done about a finding, and doing it. Every surface calls this, so all of them agree. */
import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { Notification } from '@jupyterlab/apputils';
import { ITranslator } from '@jupyterlab/translation';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { IFinding, IFix } from '../engine';
import { IGNORE_TAG, rules } from '../engine';
import type { IAction, IExplainer, IExtractor, IOpenDocument } from '../tokens';
import { IActions, IFindings } from '../tokens';
import { askFixAll, askWhereToIgnore } from './ask';
import type { IgnorePlace } from './ask';
import { translations } from './translation';
// eslint-disable-next-line jupyter/prefer-lazy-imports -- it has to listen before the change is made
import { watchForTwin } from './twin-edit';

/** Milliseconds a refusal stays on screen. */
const READING = 8000;

/** The rule whose rewrite is a file of its own. */
const EXTRACTS = 'inline-helper';

/** Acts on findings. */
export class Actions implements IActions {
  constructor(
    private readonly _store: IFindings,
    private readonly _trans: TranslationBundle
  ) {}

  explainer: IExplainer | null = null;
  extractor: IExtractor | null = null;

  list(document: IOpenDocument, finding: IFinding): readonly IAction[] {
    const trans = this._trans;
    const { fixes } = this._store.fixes(document, finding);
    const actions: IAction[] = [];
    const usable = fixes.map((fix, index) => ({ fix, index })).filter(({ fix }) => fix.applicability !== 'display');
    const [only] = usable;
    if (fixes.length === 1 && only) {
      const { title } = only.fix;
      const run = trans.__('%1, then run the cell again', title);
      const again = {
        id: 'rewrite-and-run',
        label: trans.__('Rewrite and run'),
        caption: run,
        fix: only.index
      } as const;
      const alone = { id: 'rewrite', label: trans.__('Rewrite'), caption: title, fix: only.index } as const;
      const offered = { first: [again, alone], second: [alone, again], never: [alone] }[this._store.surfaces.rerun];
      actions.push(...offered.map((each, index) => ({ ...each, primary: index === 0 })));
    } else {
      for (const { fix, index } of usable) {
        const caption = fix.note ?? fix.title;
        actions.push({ id: 'rewrite', label: fix.title, caption, primary: actions.length === 0, fix: index });
      }
    }
    if (finding.rule === EXTRACTS && this.extractor && document.file !== undefined) {
      const caption = trans.__('Move it and what it needs into a file beside the notebook; both are shown first');
      actions.push({ id: 'extract', label: trans.__('Extract to module'), caption, primary: true, fix: null });
    }
    if (fixes.length > 0 && this.explainer) {
      const caption = trans.__('Show the change before it is made');
      actions.push({ id: 'preview', label: trans.__('Preview'), caption, primary: false, fix: 0 });
    }
    if (this.explainer) {
      const caption = trans.__('What happened, why, and what to do instead');
      actions.push({ id: 'why', label: trans.__('Why'), caption, primary: false, fix: null });
    }
    const caption = trans.__('Do not show this again: here, in this cell, in this notebook, or anywhere');
    actions.push({ id: 'ignore', label: trans.__('Ignore'), caption, primary: false, fix: null });
    return actions;
  }

  async run(document: IOpenDocument, finding: IFinding, action: IAction): Promise<void> {
    if (action.id === 'why') {
      await this.explainer?.why(finding.rule, document, finding);
      return;
    }
    if (action.id === 'extract') {
      await this.extractor?.extract(document, { cell: finding.cell, at: finding.from });
      return;
    }
    if (action.id === 'ignore') {
      const where = await askWhereToIgnore(this._trans);
      if (where) {
        await this.ignore(document, finding, where);
      }
      return;
    }
    const { fixes, refusal } = this._store.fixes(document, finding);
    const fix = fixes[action.fix ?? 0];
    if (!fix) {
      this._refuse(refusal ?? this._trans.__('There is nothing to change here any more.'));
      return;
    }
    // Where there is a choice, and the meaning may change, the person sees what was chosen first; and all cells of
    // a change that reaches beyond the one they look at.
    const choice = fixes.length > 1 && fix.applicability !== 'safe';
    const several = Object.keys(fix.sources).length > 1;
    if (action.id === 'preview' || choice || several) {
      if (this.explainer && !(await this.explainer.preview(document, fix))) {
        return;
      }
    }
    if (fix.applicability === 'display') {
      return;
    }
    const cells = action.id === 'rewrite-and-run' ? cellsToRun(document, finding, fix) : [];
    if (this._apply(document, fix)) {
      await document.run(cells);
    }
  }

  async ignore(document: IOpenDocument, finding: IFinding, where: IgnorePlace): Promise<void> {
    switch (where) {
      case 'line':
        this._apply(document, await this._comment(finding));
        break;
      case 'cell':
        this._report(document.tag(finding.cell, IGNORE_TAG));
        break;
      case 'document':
        this._report(document.ignoreInDocument(finding.rule));
        break;
      case 'everywhere':
        await this._switchOff(finding.rule);
        break;
    }
  }

  async fixAllSafe(document: IOpenDocument): Promise<void> {
    await this._store.ready(document);
    const fix = this._store.fixAllSafe(document);
    if (!fix) {
      this._refuse(this._trans.__('There is nothing here that can be changed safely without you looking at it.'));
      return;
    }
    const { explainer } = this;
    const preview = explainer ? (): Promise<boolean> => explainer.preview(document, fix) : null;
    if (await askFixAll(fix, document.path, preview, this._trans)) {
      this._apply(document, fix);
    }
  }

  /** @returns true when the fix was applied. */
  private _apply(document: IOpenDocument, fix: IFix): boolean {
    if (document.isDisposed) {
      return false;
    }
    const twin = watchForTwin(document, fix);
    const refusal = document.apply(fix);
    if (refusal !== null) {
      twin.dispose();
      this._refuse(refusal);
      return false;
    }
    void twin.found.then(found => {
      if (found) {
        this._refuse(
          this._trans.__(
            'Somebody else made the same change at the same moment: it is in the cell twice now. Undo yours.'
          )
        );
      }
    });
    return true;
  }

  private async _comment(finding: IFinding): Promise<IFix> {
    // Here already: it has found what is to be ignored.
    const { ignoreComment } = await import('../engine/analyse');
    const { cell, source, rule } = finding;
    return {
      title: this._trans.__('Ignore on this line'),
      applicability: 'safe',
      edits: [{ ...ignoreComment(source, finding.from, rule), cell }],
      sources: { [cell]: source },
      note: null
    };
  }

  private async _switchOff(rule: string): Promise<void> {
    try {
      await this._store.setRule(rule, 'enabled', false);
    } catch (reason) {
      this._refuse(reason instanceof Error ? reason.message : String(reason));
      return;
    }
    const title = rules.find(each => each.id === rule)?.title ?? rule;
    const message = this._trans.__(
      '"%1" is switched off everywhere. The panel and the settings switch it on again.',
      title
    );
    Notification.info(message, { autoClose: READING });
  }

  private _report(refusal: string | null): void {
    if (refusal !== null) {
      this._refuse(refusal);
    }
  }

  private _refuse(message: string): void {
    Notification.warning(message, { autoClose: READING });
  }
}

/**
 * The changed cells to run again, and in which order: those that ran, and those above the finding, which it
 * builds on. A cell further down that never ran is for the person to run.
 */
function cellsToRun(document: IOpenDocument, finding: IFinding, fix: IFix): string[] {
  const changed = new Set(fix.edits.map(edit => edit.cell)).add(finding.cell);
  const order = document.snapshot().cells.map(cell => cell.id);
  const place = order.indexOf(finding.cell);
  return order.filter((cell, index) => changed.has(cell) && (index <= place || document.hasRun(cell)));
}

/** Provides the actions. */
export const actions: JupyterFrontEndPlugin<IActions> = {
  id: 'jupyterlab-async-doctor:actions',
  description: 'Rewrites, explains and ignores findings.',
  autoStart: true,
  provides: IActions,
  requires: [IFindings],
  optional: [ITranslator],
  activate: (_: JupyterFrontEnd, store: IFindings, translator: ITranslator | null): IActions =>
    new Actions(store, translations(translator))
};
