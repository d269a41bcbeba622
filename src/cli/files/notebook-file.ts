/** A notebook file -> its text and its document. */
import { decodeUtf8, readBytes } from './bytes';
import { JsonError, lineAndColumn, scanJson } from './json-text';
import { readNotebook } from './notebook';
import type { INotebook } from './notebook';
import { notebookPlaces } from './places';
import { FileProblem, reasonOf } from './problem';
import { rewrite } from './rewrite';
import type { ISourceFile } from './source-file';

/** A notebook file as read. */
export interface INotebookFile extends INotebook, ISourceFile {
  /** `bytes` as text, with its byte order mark if it has one; encoding it gives `bytes` again. */
  readonly text: string;
}

const WORDS = { one: 'a notebook', all: 'notebooks' };

/**
 * Read a notebook.
 *
 * @param path - of the file.
 * @throws FileProblem when it cannot be read or is no notebook.
 */
export function readNotebookFile(path: string): INotebookFile {
  const bytes = readBytes(path);
  const text = decodeUtf8(bytes, WORDS);
  const notebook = readNotebook(parse(text));
  const { layout } = notebook;
  return {
    path,
    bytes,
    text,
    ...notebook,
    places: () => notebookPlaces(text, layout),
    rewritten: sources => rewrite(text, layout, sources)
  };
}

function parse(text: string): unknown {
  const body = text.startsWith('\ufeff') ? text.slice(1) : text;
  if (!body.trim()) {
    throw new FileProblem('it is empty; there is no notebook in it');
  }
  try {
    return JSON.parse(body) as unknown;
  } catch {
    // Read once more by our own scanner: it says where the mistake is, and it accepts what Python writes for NaN.
    return parseSlowly(text);
  }
}

function parseSlowly(text: string): unknown {
  try {
    const { notNumbers } = scanJson(text, new Set(['cells', 'worksheets', 'metadata']));
    let strict = '';
    let at = text.startsWith('\ufeff') ? 1 : 0;
    for (const { from, to } of notNumbers) {
      strict += `${text.slice(at, from)}null`;
      at = to;
    }
    return JSON.parse(strict + text.slice(at)) as unknown;
  } catch (error) {
    if (error instanceof JsonError) {
      const { line, column } = lineAndColumn(text, error.offset);
      throw new FileProblem(`it is not valid JSON: line ${line}, column ${column}: ${error.message}`);
    }
    throw new FileProblem(`it is not valid JSON: ${reasonOf(error)}`);
  }
}
