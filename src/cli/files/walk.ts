/** Paths as typed -> the notebooks to read. */
import type { Dirent } from 'node:fs';
import { readdirSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { reasonOf } from './problem';

/** A file to read, or a path that cannot be. */
export interface ITarget {
  /** As typed, or below a folder as typed. */
  readonly path: string;
  /** Why it cannot be read, without the path; null when it can be tried. */
  readonly problem: string | null;
}

/**
 * Find the notebooks of some paths, each once. In a folder: all notebooks below it in alphabetical order, without
 * hidden files and folders, `node_modules`, and folders that hold a virtual environment.
 *
 * @param paths - files and folders.
 */
export function* findNotebooks(paths: readonly string[]): Generator<ITarget> {
  const seen = new Set<string>();
  for (const path of paths) {
    yield* visit(path, 'typed', seen);
  }
}

function* visit(path: string, how: 'typed' | 'entry' | 'link', seen: Set<string>): Generator<ITarget> {
  let kind: 'folder' | 'file' | 'other';
  try {
    // The real path: a link to a folder above must not be walked for ever, and a file named twice is read once.
    const real = realpathSync.native(path);
    const stat = statSync(real);
    kind = stat.isDirectory() ? 'folder' : stat.isFile() ? 'file' : 'other';
    if (seen.has(real)) {
      return;
    }
    seen.add(real);
  } catch (error) {
    // A dangling link in a folder is nobody's request.
    if (how !== 'link') {
      yield { path, problem: `it cannot be opened: ${reasonOf(error)}` };
    }
    return;
  }
  if (kind === 'folder') {
    yield* visitFolder(path, seen);
  } else if (isNotebook(path) && kind === 'file') {
    yield { path, problem: null };
  } else if (how === 'typed') {
    const problem = kind === 'file' ? 'only notebooks (.ipynb) are read so far' : 'it is neither a file nor a folder';
    yield { path, problem };
  }
}

function* visitFolder(folder: string, seen: Set<string>): Generator<ITarget> {
  let entries: Dirent[];
  try {
    entries = readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    yield { path: folder, problem: `the folder cannot be read: ${reasonOf(error)}` };
    return;
  }
  // `python -m venv` writes this file; the notebooks inside are examples of other people's packages.
  if (entries.some(entry => entry.name === 'pyvenv.cfg')) {
    return;
  }
  // By code unit, not by locale: the same order on every machine.
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    const hidden = entry.name.startsWith('.') || entry.name === 'node_modules';
    if (!hidden && (entry.isDirectory() || entry.isSymbolicLink() || isNotebook(entry.name))) {
      yield* visit(join(folder, entry.name), entry.isSymbolicLink() ? 'link' : 'entry', seen);
    }
  }
}

function isNotebook(path: string): boolean {
  return path.toLowerCase().endsWith('.ipynb');
}
