/** What the panel shows, apart from what the store knows. */
import type { ISignal } from '@lumino/signaling';
import { Signal } from '@lumino/signaling';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { IFinding } from '../../../engine';
import type { IActions, IFindings, IOpenDocument } from '../../../tokens';

/** An explanation that is open. */
export interface IPage {
  readonly rule: string;
  readonly document: IOpenDocument | null;
  readonly finding: IFinding | null;
}

/** What every part of the panel needs. */
export interface IPanelContext {
  readonly store: IFindings;
  readonly actions: IActions;
  readonly trans: TranslationBundle;
  readonly model: PanelModel;
}

/** The panel's own state; outlives the panel being hidden or not yet loaded. */
export class PanelModel {
  /** Emitted when the page or the visibility changed. */
  get changed(): ISignal<this, void> {
    return this._changed;
  }

  /** The open explanation; null for the lists. */
  get page(): IPage | null {
    return this._page;
  }
  set page(page: IPage | null) {
    if (page && !this._page) {
      this._opener = document.activeElement as HTMLElement | null;
    }
    this._page = page;
    this._changed.emit();
  }

  /** Close the explanation and give the focus back to what opened it, where that is still there. */
  leavePage(): void {
    this.page = null;
    if (this._opener?.isConnected && this._opener !== document.body) {
      this._opener.focus({ preventScroll: true });
    }
    this._opener = null;
  }

  /** False while nobody can see the panel: it then draws nothing. */
  get visible(): boolean {
    return this._visible;
  }
  set visible(visible: boolean) {
    if (visible !== this._visible) {
      this._visible = visible;
      this._changed.emit();
    }
  }

  private readonly _changed = new Signal<this, void>(this);
  private _page: IPage | null = null;
  private _opener: HTMLElement | null = null;
  private _visible = false;
}
