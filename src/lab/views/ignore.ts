/** The four ways to silence a finding, as a menu under the Ignore button. */
import type { TranslationBundle } from '@jupyterlab/translation';
import type { IFinding } from '../../engine';
import type { IActions, IOpenDocument } from '../../tokens';
import { openMenu } from './menu';

/** Open the menu; the choice is carried out by the actions. */
export function openIgnoreMenu(
  anchor: HTMLElement,
  trans: TranslationBundle,
  actions: IActions,
  document: IOpenDocument,
  finding: IFinding
): void {
  const ignore = (where: Parameters<IActions['ignore']>[2]): (() => void) => {
    return () => void actions.ignore(document, finding, where);
  };
  openMenu(anchor, trans.__('Ignore'), [
    { label: trans.__('On this line'), caption: trans.__('Writes a comment on the line'), choose: ignore('line') },
    { label: trans.__('In this cell'), caption: trans.__('Adds a tag to the cell'), choose: ignore('cell') },
    {
      label: trans.__('In this notebook'),
      caption: trans.__('Writes the rule to the metadata of the notebook'),
      choose: ignore('document')
    },
    {
      label: trans.__('Everywhere'),
      caption: trans.__('Switches the rule off in your settings'),
      choose: ignore('everywhere')
    }
  ]);
}
