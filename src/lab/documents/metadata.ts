/** What a person keeps in the file itself: tags of cells, and rules a notebook ignores. */
import type { INotebookModel } from '@jupyterlab/notebook';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { JSONObject } from '@lumino/coreutils';
import type { IWritable } from './apply';

/** Key of the notebook's metadata that is ours. */
const KEY = 'async-doctor';

/** Rule ids the notebook's metadata switches off. Anything that is not a list of words is not understood. */
export function ignoredRules(model: INotebookModel): readonly string[] {
  const ignore = own(model)?.['ignore'];
  if (typeof ignore === 'string') {
    return [ignore];
  }
  return Array.isArray(ignore) ? ignore.filter((rule): rule is string => typeof rule === 'string') : [];
}

/** Add a rule to those the notebook ignores; null when done, else why not. */
export function ignoreRule({ model, locked }: IWritable, rule: string, trans: TranslationBundle): string | null {
  if (locked) {
    return trans.__('The notebook is read-only: nothing can be written into its metadata.');
  }
  const rules = ignoredRules(model);
  if (!rules.includes(rule)) {
    model.setMetadata(KEY, { ...own(model), ignore: [...rules, rule] });
  }
  return null;
}

/** Add a tag to a cell; null when done, else why not. */
export function addTag({ model, locked }: IWritable, id: string, tag: string, trans: TranslationBundle): string | null {
  if (locked) {
    return trans.__('The notebook is read-only: its cells cannot be tagged.');
  }
  for (const cell of model.cells) {
    if (cell.id === id) {
      const tags: unknown = cell.getMetadata('tags');
      const list: string[] = Array.isArray(tags) ? tags : [];
      if (!list.includes(tag)) {
        cell.setMetadata('tags', [...list, tag]);
      }
      return null;
    }
  }
  return trans.__('The cell is gone.');
}

function own(model: INotebookModel): JSONObject | null {
  const value: unknown = model.getMetadata(KEY);
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JSONObject) : null;
}
