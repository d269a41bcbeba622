/** The bytes of a file, and the text they are. */
import { openSync, closeSync, fstatSync, readFileSync } from 'node:fs';
import { FileProblem, reasonOf } from './problem';

/** Longer files do not fit into one text of JavaScript once decoded and parsed. */
const LARGEST = 500 * 1024 * 1024;

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

/**
 * UTF-8 bytes as text, with the byte order mark if there is one.
 *
 * @param what - what the file should be, in a sentence: `a notebook`, `notebooks`.
 * @throws FileProblem for any other encoding.
 */
export function decodeUtf8(bytes: Buffer, what: { readonly one: string; readonly all: string }): string {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    throw new FileProblem(`it is UTF-16 text, and ${what.all} are UTF-8; save it again as UTF-8`);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    const binary = bytes.includes(0);
    throw new FileProblem(binary ? `it is a binary file, not ${what.one}` : `it is not UTF-8 text, as ${what.all} are`);
  }
}
