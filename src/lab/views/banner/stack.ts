/** All banners of one cell, between its input and its output. */
import type { Cell } from '@jupyterlab/cells';
import type { PanelLayout } from '@lumino/widgets';
import { Widget } from '@lumino/widgets';
import type { IFinding } from '../../../engine';
import { keyMeaning } from '../keys';
import type { ICardContext } from './card';
import { BannerCard } from './card';

/** More than these would push the output out of sight; the rest is in the panel. */
const MOST = 3;

/** What a stack needs beside what its cards need. */
export interface IStackContext extends ICardContext {
  /** Open the panel; null where there is none. */
  readonly openPanel: (() => void) | null;
}

/** The banners of one cell. Builds nothing before the cell is rendered. */
export class BannerStack extends Widget {
  /**
   * @param cell - the cell; a placeholder is waited for, possibly for ever.
   * @param context - what the cards need.
   * @param leave - gives the focus back to the cell.
   */
  constructor(cell: Cell, context: IStackContext, leave: () => void) {
    super();
    this.addClass('jp-AsyncDoctorBanners');
    this._context = context;
    this._leave = leave;
    if (cell.isPlaceholder()) {
      void cell.ready.then(() => this._insert(cell));
    } else {
      this._insert(cell);
    }
  }

  /** Show these findings from now on. */
  present(findings: readonly IFinding[]): void {
    this._findings = findings;
    if (this.parent) {
      this._refresh();
    }
  }

  /** While the focus is in a banner, stop keys that the notebook would take for commands. */
  handleEvent(event: Event): void {
    switch (event.type) {
      case 'focusin':
        // Notebook 7 and JupyterLab 4.0 look for shortcuts as soon as an event reaches the document.
        window.addEventListener('keydown', this, true);
        break;
      case 'focusout':
        window.removeEventListener('keydown', this, true);
        break;
      case 'keydown':
        this._onKey(event as KeyboardEvent);
        break;
    }
  }

  override dispose(): void {
    if (this.isDisposed) {
      return;
    }
    this.node.removeEventListener('focusin', this);
    this.node.removeEventListener('focusout', this);
    window.removeEventListener('keydown', this, true);
    this._cards.clear();
    super.dispose();
  }

  private _insert(cell: Cell): void {
    if (this.isDisposed || cell.isDisposed) {
      return;
    }
    const layout = cell.layout as PanelLayout | null;
    const output = layout?.widgets.findIndex(each => each.hasClass('jp-Cell-outputWrapper')) ?? -1;
    if (!layout || output < 0) {
      return;
    }
    this.node.addEventListener('focusin', this);
    this.node.addEventListener('focusout', this);
    layout.insertWidget(output, this);
    this._refresh();
  }

  private _onKey(event: KeyboardEvent): void {
    if (!this.node.contains(event.target as Node)) {
      return;
    }
    const meaning = keyMeaning(event);
    if (meaning !== 'pass') {
      // Buttons are still pressed: that is the browser's own doing, not a listener's.
      event.stopPropagation();
    }
    if (meaning === 'leave') {
      event.preventDefault();
      this._leave();
    }
  }

  private _refresh(): void {
    const shown = this._findings.slice(0, MOST);
    const hadFocus = this.node.contains(document.activeElement);
    const keys = new Set(shown.map(finding => finding.key));
    for (const [key, card] of this._cards) {
      if (!keys.has(key)) {
        card.node.remove();
        this._cards.delete(key);
      }
    }
    shown.forEach((finding, index) => {
      let card = this._cards.get(finding.key);
      if (card) {
        card.update(finding);
      } else {
        card = new BannerCard(this._context, finding);
        this._cards.set(finding.key, card);
      }
      // Moving an element takes the focus from it: only move what is in the wrong place.
      if (this.node.children[index] !== card.node) {
        this.node.insertBefore(card.node, this.node.children[index] ?? null);
      }
    });
    this._more(this._findings.length - shown.length);
    if (hadFocus && !this.node.contains(document.activeElement)) {
      this._leave();
    }
  }

  private _more(count: number): void {
    const { trans, openPanel } = this._context;
    let node = this.node.querySelector<HTMLButtonElement>('.jp-AsyncDoctorBanners-more');
    if (count <= 0) {
      node?.remove();
      return;
    }
    if (!node) {
      node = document.createElement('button');
      node.type = 'button';
      node.className = 'jp-AsyncDoctorBanners-more jp-AsyncDoctor-button jp-mod-quiet';
      node.addEventListener('click', () => openPanel?.());
      this.node.append(node);
    }
    node.disabled = openPanel === null;
    node.textContent = trans._n('and %1 more in the panel', 'and %1 more in the panel', count);
  }

  private readonly _context: IStackContext;
  private readonly _leave: () => void;
  private readonly _cards = new Map<string, BannerCard>();
  private _findings: readonly IFinding[] = [];
}
