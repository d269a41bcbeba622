/** The panel's frame: there from the start, small; what it shows is fetched when somebody looks. */
import type { Message } from '@lumino/messaging';
import { Panel } from '@lumino/widgets';
import type { IFindings } from '../../../tokens';
import { fault } from '../../log';
import { countedIcon } from '../icons';
import type { IPanelContext } from './model';

/** The widget in the sidebar. */
export class DoctorPanel extends Panel {
  constructor(context: IPanelContext) {
    super();
    this._context = context;
    this.id = 'async-doctor-panel';
    this.addClass('jp-AsyncDoctorPanel');
    this.node.setAttribute('role', 'region');
    this.node.setAttribute('aria-label', context.trans.__('Async Doctor'));
    context.store.changed.connect(this._count, this);
    context.store.currentChanged.connect(this._count, this);
    this._count(context.store);
  }

  /** Resolves when the content is there. */
  loaded(): Promise<void> {
    this._loading ??= this._load();
    return this._loading;
  }

  protected override onAfterAttach(msg: Message): void {
    super.onAfterAttach(msg);
    this._look();
  }

  protected override onAfterShow(msg: Message): void {
    super.onAfterShow(msg);
    this._look();
  }

  protected override onAfterHide(msg: Message): void {
    super.onAfterHide(msg);
    this._look();
  }

  protected override onBeforeDetach(msg: Message): void {
    super.onBeforeDetach(msg);
    this._context.model.visible = false;
  }

  protected override onActivateRequest(msg: Message): void {
    super.onActivateRequest(msg);
    void this.loaded().then(() => {
      // React draws a little later. An explanation takes the focus itself.
      requestAnimationFrame(() => {
        if (!this.node.contains(document.activeElement)) {
          const find = (selector: string): HTMLElement | null => this.node.querySelector(selector);
          (find('[data-rule-page]') ?? find('[tabindex="0"]') ?? find('button'))?.focus();
        }
      });
    });
  }

  private _look(): void {
    this._context.model.visible = this.isVisible;
    if (this.isVisible) {
      void this.loaded();
    }
  }

  private async _load(): Promise<void> {
    try {
      const { createContent } = await import('./content');
      if (!this.isDisposed) {
        this.addWidget(createContent(this._context));
      }
    } catch (error) {
      // The browser could not fetch a file of ours, for example because the server has gone.
      this._loading = null;
      fault('panel', error);
      this.node.title = this._context.trans.__('The panel could not be loaded: %1', String(error));
    }
  }

  private _count(store: IFindings): void {
    const { trans } = this._context;
    const findings = store.current ? store.findings(store.current) : [];
    const count = findings.length;
    this.title.icon = countedIcon(
      count,
      findings.some(finding => finding.level === 'error')
    );
    this.title.caption = count > 0 ? trans.__('Async Doctor (%1)', count) : trans.__('Async Doctor');
  }

  private readonly _context: IPanelContext;
  private _loading: Promise<void> | null = null;
}
