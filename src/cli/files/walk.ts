/** Paths as typed -> the files to read. */
import type { Dirent } from 'node:fs';
import { readdirSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { reasonOf } from './problem';
import { isNotebook, isPython } from './read';

/** A file to read, or a path that cannot be. */
export interface ITarget {
  /** As typed, or below a folder as typed. */
  readonly path: string;
  /** Why it cannot be read, without the path; null when it can be tried. */
  readonly problem: string | null;
}

/** Folders with other people's packages, or with copies of what is elsewhere. */
const SKIPPED: ReadonlySet<string> = new Set(['node_modules', 'site-packages', '__pypackages__', '__pycache__']);
/** `python -m venv` writes the one, conda the other: all of what is beside them is other people's. */
const ENVIRONMENTS: ReadonlySet<string> = new Set(['pyvenv.cfg', 'conda-meta']);
/** Where one of these is, `build` and `dist` hold what was built from the rest. */
const PROJECTS: ReadonlySet<string> = new Set(['pyproject.toml', 'setup.py']);
const BUILT: ReadonlySet<string> = new Set(['build', 'dist']);

/**
 * Find the files of some paths, each once. In a folder: all notebooks and Python files below it in alphabetical order,
 * without hidden files and folders, installed packages, environments and what a project has built.
 *
 * @param paths - files and folders.
 */
export function* findFiles(paths: readonly string[]): Generator<ITarget> {
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
  } else if (isRead(path) && kind === 'file') {
    yield { path, problem: null };
  } else if (how === 'typed') {
    const problem = kind === 'file' ? WRONG_NAME : 'it is neither a file nor a folder';
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
  if (entries.some(entry => ENVIRONMENTS.has(entry.name))) {
    return;
  }
  const project = entries.some(entry => PROJECTS.has(entry.name));
  // By code unit, not by locale: the same order on every machine.
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    const { name } = entry;
    const skipped = name.startsWith('.') || SKIPPED.has(name) || (project && BUILT.has(name) && entry.isDirectory());
    if (!skipped && (entry.isDirectory() || entry.isSymbolicLink() || isRead(name))) {
      yield* visit(join(folder, name), entry.isSymbolicLink() ? 'link' : 'entry', seen);
    }
  }
}

const WRONG_NAME = 'only notebooks (.ipynb) and Python files (.py) are read';

function isRead(path: string): boolean {
  return isNotebook(path) || isPython(path);
}
