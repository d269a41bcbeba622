/** The words of the interface in the person's language. */
import type { ITranslator, TranslationBundle } from '@jupyterlab/translation';
import { nullTranslator } from '@jupyterlab/translation';

/** The translation domain: the package name with underscores, as JupyterLab's language packs want it. */
export const DOMAIN = 'jupyterlab_async_doctor';

/** The translations of this extension; English where there is no translator. */
export function translations(translator: ITranslator | null): TranslationBundle {
  return (translator ?? nullTranslator).load(DOMAIN);
}
