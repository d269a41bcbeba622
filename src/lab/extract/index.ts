/** Moves a function and what it needs into a module: a plugin of its own, so that it can be switched off. */
import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { IEditorLanguageRegistry } from '@jupyterlab/codemirror';
import { ITranslator } from '@jupyterlab/translation';
import { IActions } from '../../tokens';
import { translations } from '../translation';

/** Tells the actions what extracts. */
export const extract: JupyterFrontEndPlugin<void> = {
  id: 'jupyterlab-async-doctor:extract',
  description: 'Moves a function and what it needs into a module beside the notebook.',
  autoStart: true,
  requires: [IActions],
  optional: [IEditorLanguageRegistry, ITranslator],
  activate: (
    app: JupyterFrontEnd,
    actions: IActions,
    languages: IEditorLanguageRegistry | null,
    translator: ITranslator | null
  ): void => {
    const { contents } = app.serviceManager;
    const trans = translations(translator);
    actions.extractor = {
      extract: async (document, target) => {
        const { extractToModule } = await import('./flow');
        await extractToModule({ contents, languages, trans }, document, target);
      }
    };
  }
};
