/** A notebook file -> its text and its document. */
import { openSync, closeSync, fstatSync, readFileSync } from 'node:fs';
import { JsonError, lineAndColumn, scanJson } from './json-text';
import { readNotebook } from './notebook';
import type { INotebook } from './notebook';
import { FileProblem, reasonOf } from './problem';

/** Longer files do not fit into one text of JavaScript once decoded and parsed. */
const LARGEST = 500 * 1024 * 1024;

/** A notebook file as read. */
export interface INotebookFile extends INotebook {
  readonly path: string;
  /** The exact bytes, to see later whether somebody else changed the file. */
  readonly bytes: Buffer;
  /** The same as text, with its byte order mark if it has one; encoding it gives `bytes` again. */
  readonly text: string;
}

/**
 * Read a notebook.
 *
 * @param path - of the file.
 * @throws FileProblem when it cannot be read or is no notebook.
 */
export function readNotebookFile(path: string): INotebookFile {
  const bytes = readBytes(path);
  const text = decodeUtf8(bytes);
  return { path, bytes, text, ...readNotebook(parse(text)) };
}

/** The bytes of a file. */
export function readBytes(path: string): Buffer {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch (error) {
    throw new FileProblem(`it cannot be opened: ${reasonOf(error)}`);
  }
  try {
    const { size } = fstatSync(file);
    if (size > LARGEST) {
      const megabytes = Math.round(size / 1024 / 1024);
      throw new FileProblem(`it has ${megabytes} MB, and up to 500 MB are read; clear its outputs to make it smaller`);
    }
    return readFileSync(file);
  } catch (error) {
    throw error instanceof FileProblem ? error : new FileProblem(`it cannot be read: ${reasonOf(error)}`);
  } finally {
    closeSync(file);
  }
}

function decodeUtf8(bytes: Buffer): string {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    throw new FileProblem('it is UTF-16 text, and notebooks are UTF-8; save it again as UTF-8');
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    const what = bytes.includes(0) ? 'it is a binary file, not a notebook' : 'it is not UTF-8 text, as notebooks are';
    throw new FileProblem(what);
  }
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
