/** The panel in the right sidebar, and the explanations and previews that other surfaces open. */
import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ILayoutRestorer } from '@jupyterlab/application';
import { IEditorLanguageRegistry } from '@jupyterlab/codemirror';
import { ITranslator } from '@jupyterlab/translation';
import { IActions, IExplainer, IFindings } from '../../../tokens';
// The tab with its count must be there from the start; what the panel shows is fetched later.
// eslint-disable-next-line jupyter/prefer-lazy-imports
import { DoctorPanel } from './frame';
import { PanelModel } from './model';
import { translations } from '../../translation';

/** Adds the panel and tells the actions what opens Why and Preview. */
export const panel: JupyterFrontEndPlugin<IExplainer> = {
  id: 'jupyterlab-async-doctor:panel',
  description: 'Lists the findings of the current document and explains them.',
  autoStart: true,
  provides: IExplainer,
  requires: [IFindings, IActions],
  optional: [ILayoutRestorer, IEditorLanguageRegistry, ITranslator],
  activate: (
    app: JupyterFrontEnd,
    store: IFindings,
    actions: IActions,
    restorer: ILayoutRestorer | null,
    languages: IEditorLanguageRegistry | null,
    translator: ITranslator | null
  ): IExplainer => {
    const trans = translations(translator);
    const model = new PanelModel();
    const widget = new DoctorPanel({ store, actions, trans, model });
    app.shell.add(widget, 'right', { rank: 600, type: 'Async Doctor' });
    restorer?.add(widget, widget.id);

    const open = (): void => app.shell.activateById(widget.id);
    const explainer: IExplainer = {
      why: async (rule, document, finding) => {
        model.page = { rule, document, finding };
        open();
        await widget.loaded();
      },
      preview: async (document, fix) => {
        const { preview } = await import('../preview');
        return preview(document, fix, trans, languages);
      },
      open
    };
    actions.explainer = explainer;
    return explainer;
  }
};
