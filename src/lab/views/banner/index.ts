/** Banners under the code of a cell that has run. */
import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import type { NotebookPanel } from '@jupyterlab/notebook';
import { INotebookTracker } from '@jupyterlab/notebook';
import { ITranslator } from '@jupyterlab/translation';
import { IActions, IFindings } from '../../../tokens';
// A banner must be there one frame after the output: no time to fetch it then.
// eslint-disable-next-line jupyter/prefer-lazy-imports
import { NotebookBanners } from './notebook';
import { translations } from '../../translation';

/** Shows a banner for each finding at warning or above, once its cell has run. */
export const banners: JupyterFrontEndPlugin<void> = {
  id: 'jupyterlab-async-doctor:banners',
  description: 'Shows what went wrong between the input and the output of a cell.',
  autoStart: true,
  requires: [IFindings, IActions, INotebookTracker],
  optional: [ITranslator],
  activate: (
    app: JupyterFrontEnd,
    store: IFindings,
    actions: IActions,
    tracker: INotebookTracker,
    translator: ITranslator | null
  ): void => {
    const trans = translations(translator);
    const openPanel = (): void => actions.explainer?.open();
    const views = new WeakMap<NotebookPanel, NotebookBanners>();
    const add = (panel: NotebookPanel): void => {
      views.set(panel, new NotebookBanners(panel, { store, actions, trans, openPanel }));
    };
    tracker.forEach(add);
    tracker.widgetAdded.connect((_, panel) => add(panel), app);
  }
};
