/** A path -> a file that can be checked. */
import { readNotebookFile } from './notebook-file';
import { readPythonFile } from './python-file';
import type { ISourceFile } from './source-file';

/** True for names of notebooks. */
export function isNotebook(path: string): boolean {
  return path.toLowerCase().endsWith('.ipynb');
}

/** True for names of Python files. */
export function isPython(path: string): boolean {
  return path.toLowerCase().endsWith('.py');
}

/**
 * Read a file of any kind.
 *
 * @throws FileProblem when it cannot be read.
 */
export function readFile(path: string): ISourceFile {
  return isPython(path) ? readPythonFile(path) : readNotebookFile(path);
}
