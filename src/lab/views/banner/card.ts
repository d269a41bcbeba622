/** One banner: the elements for one finding. */
import type { TranslationBundle } from '@jupyterlab/translation';
import type { IFinding } from '../../../engine';
import type { IAction, IActions, IFindings, IOpenDocument } from '../../../tokens';
import { changeNode } from '../change-node';
import { levelIcon } from '../icons';
import { openIgnoreMenu } from '../ignore';
import type { IShown } from '../shown';
import { describe, levelName, sameFinding, signature, weight } from '../shown';

/** What every card of one document needs. */
export interface ICardContext {
  readonly store: IFindings;
  readonly actions: IActions;
  readonly document: IOpenDocument;
  readonly trans: TranslationBundle;
  /** Call `refresh` of a card when there is time. */
  readonly later: (card: BannerCard) => void;
}

/** One banner; keeps its elements, and the focus in them, while it would look the same. */
export class BannerCard {
  constructor(context: ICardContext, finding: IFinding) {
    this._context = context;
    this._shown = describe(context.store, context.actions, context.document, finding);
    this._signature = signature(this._shown);
    this.node.setAttribute('role', 'group');
    this._render();
  }

  readonly node = document.createElement('div');

  /** Show this finding from now on. What can be done about it is looked up later when it is the old one. */
  update(finding: IFinding): void {
    if (sameFinding(finding, this._shown.finding)) {
      this._shown = { ...this._shown, finding };
      this._context.later(this);
    } else {
      this.refresh(finding);
    }
  }

  /** Look up what can be done: another cell may have changed what is right here. */
  refresh(finding: IFinding = this._shown.finding): void {
    const { store, actions, document: doc } = this._context;
    const shown = describe(store, actions, doc, finding);
    const looks = signature(shown);
    const rewritten = finding.source !== this._shown.finding.source;
    this._shown = shown;
    if (looks === this._signature) {
      if (rewritten) {
        // The same mistake once more: it need not wait for the run of the one that was mended.
        this.node.querySelectorAll('[aria-disabled]').forEach(button => button.removeAttribute('aria-disabled'));
      }
      return;
    }
    this._signature = looks;
    const buttons = [...this.node.querySelectorAll('button')];
    const focused = buttons.indexOf(document.activeElement as HTMLButtonElement);
    this._render();
    if (focused >= 0) {
      const now = this.node.querySelectorAll('button');
      now[Math.min(focused, now.length - 1)]?.focus();
    }
  }

  private _render(): void {
    const { trans } = this._context;
    const { finding, change, others, refusal, actions } = this._shown;
    this.node.className = 'jp-AsyncDoctorBanner';
    this.node.dataset['rule'] = finding.rule;
    this.node.dataset['level'] = finding.level;
    this.node.setAttribute('aria-label', `${finding.title} ${levelName(trans, finding.level)}`);
    this.node.replaceChildren(this._words());
    if (change && change.lines.length > 0) {
      this.node.append(changeNode(change));
    }
    if (others.length > 0) {
      this.node.append(
        line(
          'jp-AsyncDoctor-note',
          trans._n('Also changes %1 other cell.', 'Also changes %1 other cells.', others.length)
        )
      );
    }
    if (refusal) {
      this.node.append(line('jp-AsyncDoctor-note', refusal));
    }
    const bar = element('div', 'jp-AsyncDoctor-actions');
    bar.append(...actions.map(action => this._button(action)));
    this.node.append(bar);
  }

  private _words(): HTMLElement {
    const { finding } = this._shown;
    const words = element('p', 'jp-AsyncDoctor-words');
    const title = element('strong', 'jp-AsyncDoctor-title');
    title.textContent = finding.title;
    const message = element('span', 'jp-AsyncDoctor-message');
    message.textContent = finding.message;
    words.append(levelNode(finding.level), title, ' ', message);
    return words;
  }

  private _button(action: IAction): HTMLButtonElement {
    const { trans, actions, document: doc } = this._context;
    const button = document.createElement('button');
    button.type = 'button';
    button.className = `jp-AsyncDoctor-button jp-mod-${weight(action)}`;
    button.textContent = action.label;
    button.title = action.caption;
    button.dataset['action'] = action.id;
    if (action.id === 'ignore') {
      button.classList.add('jp-mod-menu');
      button.setAttribute('aria-haspopup', 'menu');
      button.setAttribute('aria-expanded', 'false');
      button.addEventListener('click', () => openIgnoreMenu(button, trans, actions, doc, this._shown.finding));
      return button;
    }
    button.addEventListener('click', () => {
      // A second click while the first is at work must not start it twice.
      if (button.getAttribute('aria-disabled') === 'true') {
        return;
      }
      button.setAttribute('aria-disabled', 'true');
      void actions.run(doc, this._shown.finding, action).finally(() => button.removeAttribute('aria-disabled'));
    });
    return button;
  }

  private readonly _context: ICardContext;
  private _shown: IShown;
  private _signature: string;
}

function levelNode(level: IFinding['level']): HTMLElement {
  const icon = levelIcon(level).element({ tag: 'span', className: 'jp-AsyncDoctor-level' });
  icon.dataset['level'] = level;
  icon.setAttribute('aria-hidden', 'true');
  return icon;
}

function line(className: string, text: string): HTMLElement {
  const node = element('div', className);
  node.textContent = text;
  return node;
}

function element(tag: string, className: string): HTMLElement {
  const node = document.createElement(tag);
  node.className = className;
  return node;
}
