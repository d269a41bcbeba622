/** Which language a notebook is written in. Anything but Python gets nothing at all. */
import type { ISessionContext } from '@jupyterlab/apputils';
import type { INotebookModel } from '@jupyterlab/notebook';

/** The language's usual name: `Python`, `ipython` and `python3` are all one language. */
export function plainLanguage(name: string): string {
  const lower = name.toLowerCase();
  return /^i?python[\d.]*$/.test(lower) ? 'python' : lower;
}

/**
 * The lower-case language; empty where nobody says.
 *
 * @param running - what the running kernel says of itself; null while it has not answered.
 * @param model - its metadata are asked next.
 * @param session - knows the languages of the kernels on the server, for a notebook that names a kernel only.
 */
export function languageOf(running: string | null, model: INotebookModel, session: ISessionContext): string {
  const info: unknown = model.getMetadata('language_info');
  const spec: unknown = model.getMetadata('kernelspec');
  const named = running ?? (wordIn(info, 'name') || wordIn(spec, 'language'));
  if (named) {
    return plainLanguage(named);
  }
  const kernel = wordIn(spec, 'name');
  const known = session.specsManager?.specs?.kernelspecs[kernel]?.language;
  return known ? plainLanguage(known) : /^i?python/i.test(kernel) ? 'python' : '';
}

function wordIn(value: unknown, key: string): string {
  const word: unknown =
    typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
  return typeof word === 'string' ? word : '';
}
