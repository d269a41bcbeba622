/** Notebook JSON (formats 3 and 4) -> the engine's document. */
import type { ICell, IDocument } from '../../engine';
import { kernelOf, languageOf, plain } from './language';
import { outputsOf } from './outputs';
import { FileProblem } from './problem';
import { isObject, list, text, words } from './values';
import type { JsonObject } from './values';

/** Where cells are: format 4 has one list, format 3 a list in each worksheet. */
export type Layout = 'cells' | 'worksheets';

/** A notebook as read. */
export interface INotebook {
  readonly document: IDocument;
  readonly layout: Layout;
}

/**
 * Read the JSON of a notebook.
 *
 * @param json - what the file holds.
 * @throws FileProblem when it is no notebook, or one of a format that is not read.
 */
export function readNotebook(json: unknown): INotebook {
  if (!isObject(json)) {
    throw new FileProblem('it is JSON but not a notebook: a notebook is an object with a list of cells');
  }
  const layout = layoutOf(json);
  const found = layout === 'cells' ? list(json['cells']) : list(json['worksheets']).flatMap(sheetCells);
  const metadata = isObject(json['metadata']) ? json['metadata'] : {};
  const objects = found.map((cell, index) => {
    if (!isObject(cell)) {
      throw new FileProblem(`it is not a valid notebook: cell[${index}] is not an object`);
    }
    return cell;
  });
  const language = languageOf(metadata, objects);
  const ids = uniqueIds(objects);
  return {
    layout,
    document: {
      kind: 'notebook',
      language,
      kernel: kernelOf(metadata),
      cells: objects.map((cell, index) => readCell(cell, index, ids[index] ?? '', layout, language)),
      messages: [],
      ignored: ignoredIn(metadata),
      editable: true
    }
  };
}

function layoutOf(json: JsonObject): Layout {
  const format = json['nbformat'];
  if (format !== undefined && typeof format !== 'number') {
    throw new FileProblem('it is not a valid notebook: its "nbformat" is not a number');
  }
  if (format !== undefined && (format < 3 || format >= 5)) {
    const advice =
      format < 3 ? 'open it in Jupyter and save it to bring it up to date' : 'a newer async-doctor is needed';
    throw new FileProblem(`it is in notebook format ${format}, and formats 3 and 4 are read; ${advice}`);
  }
  const layout = format === 3 || (format === undefined && !('cells' in json)) ? 'worksheets' : 'cells';
  if (!Array.isArray(json[layout])) {
    const what = format === undefined ? 'it is JSON but not a notebook' : 'it is not a valid notebook';
    throw new FileProblem(`${what}: it has no list of ${format === undefined ? 'cells' : layout}`);
  }
  return layout;
}

function sheetCells(sheet: unknown): readonly unknown[] {
  return isObject(sheet) ? list(sheet['cells']) : [];
}

function readCell(cell: JsonObject, index: number, id: string, layout: Layout, language: string): ICell {
  // The same choice as in rewrite.ts: format 3 keeps code in `input` and text in `source`.
  const given = layout === 'worksheets' && 'input' in cell ? cell['input'] : cell['source'];
  const source = given === undefined ? '' : text(given);
  if (source === null) {
    throw new FileProblem(
      `it is not a valid notebook: the source of cell[${index}] is neither text nor a list of lines`
    );
  }
  const metadata = isObject(cell['metadata']) ? cell['metadata'] : {};
  const count = cell['execution_count'] ?? cell['prompt_number'];
  const kind = kindOf(cell, layout, language);
  return {
    id,
    kind,
    source,
    executionCount: typeof count === 'number' ? count : null,
    outputs: kind === 'code' ? outputsOf(list(cell['outputs'])) : [],
    tags: words(metadata['tags']),
    editable: metadata['editable'] !== false && given !== undefined
  };
}

function kindOf(cell: JsonObject, layout: Layout, language: string): ICell['kind'] {
  if (cell['cell_type'] !== 'code') {
    return cell['cell_type'] === 'raw' ? 'raw' : 'markdown';
  }
  // Format 3 names a language for each cell; a cell in another one than the notebook's is not for us.
  const own = cell['language'];
  return layout === 'worksheets' && typeof own === 'string' && plain(own) !== language ? 'raw' : 'code';
}

/** Rule ids that the notebook's own metadata switches off. */
function ignoredIn(metadata: JsonObject): readonly string[] {
  const own = metadata['async-doctor'];
  const ignore = isObject(own) ? own['ignore'] : undefined;
  return typeof ignore === 'string' ? [ignore] : words(ignore);
}

/** Ids of the cells; missing and repeated ones are replaced, the first holder of an id keeps it. */
function uniqueIds(cells: readonly JsonObject[]): string[] {
  const given = new Set(cells.map(cell => cell['id']));
  const used = new Set<string>();
  return cells.map((cell, index) => {
    const own = cell['id'];
    let id = typeof own === 'string' && own !== '' && !used.has(own) ? own : '';
    for (let suffix = ''; !id; suffix += "'") {
      const made = `cell-${index}${suffix}`;
      id = given.has(made) || used.has(made) ? '' : made;
    }
    used.add(id);
    return id;
  });
}
