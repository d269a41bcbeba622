/** Which of the given files use what of a module, which no file shows by itself. */
import { existsSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import type { IDocument, IUse } from '../../engine';
import { moduleImports, moduleUses, readPython } from '../../engine/analyse';
import type { IModuleUse } from '../../engine/analyse';
import { readFile } from './read';
import type { ISourceFile } from './source-file';
import type { ITarget } from './walk';

/** Modules that drive a loop nowhere need not be looked for in other files. */
const DRIVES = /\.run\b|\brun_until_complete\b|\bimport\s[^#\n]*\brun\b/;
/** Runs what it tests, in ways of its own. */
const TEST = /^(?:test_.*|.*_test|conftest)\.(?:py|ipynb)$/;

/** What the files of one command use of each other's modules. */
export class Uses {
  private readonly targets: readonly ITarget[];
  /** Files by the names in their import lines; read when they are first needed. */
  private byName: Map<string, Set<string>> | null = null;
  private readonly known = new Map<string, { document: IDocument; uses: readonly IModuleUse[] }>();

  /** @param targets - all files of the command. */
  constructor(targets: readonly ITarget[]) {
    this.targets = targets.filter(each => each.problem === null && !TEST.test(basename(each.path)));
  }

  /** The document of a file, with its uses where it is a module that drives a loop. */
  document({ path, document }: ISourceFile): IDocument {
    const source = document.kind === 'script' ? (document.cells[0]?.source ?? '') : '';
    if (!/\b(?:asyncio|anyio|uvloop)\b/.test(source) || !DRIVES.test(source) || TEST.test(basename(path))) {
      return document;
    }
    const module = resolve(path);
    const uses = this.usesOf(module);
    return uses.length > 0 ? { ...document, uses } : document;
  }

  /** Uses of a module, also through packages that import from it: `from .fetch import fetch_all` in an `__init__.py`. */
  private usesOf(module: string, depth = 0): IUse[] {
    return [...this.importing(module)].flatMap(other => {
      const own = this.usesIn(other, module);
      if (basename(other) !== '__init__.py' || depth > 3) {
        return own;
      }
      const exported = this.exportsIn(other, module);
      const through = exported.size > 0 ? this.usesOf(resolve(other), depth + 1) : [];
      return [
        ...own,
        ...through.flatMap(each => (exported.has(each.name) ? [{ ...each, name: exported.get(each.name)! }] : []))
      ];
    });
  }

  /** What a package takes from a module: its name in the package, and that in the module. */
  private exportsIn(other: string, module: string): ReadonlyMap<string, string> {
    const names = namesOf(module, resolve(other));
    const found = moduleImports(this.read(other).document).flatMap(({ name, target }): [string, string][] => {
      const dot = target.lastIndexOf('.');
      return names.includes(target.slice(0, dot)) ? [[name, target.slice(dot + 1)]] : [];
    });
    return new Map(found);
  }

  /** Files with an import line that may mean a module. */
  private importing(module: string): ReadonlySet<string> {
    this.byName ??= importersByName(this.targets);
    const found = new Set<string>();
    for (const folder of foldersAbove(dirname(module))) {
      const name = dotted(folder, module);
      for (const spelled of name === null ? [] : [name, `.${name}`]) {
        this.byName.get(spelled)?.forEach(each => found.add(each));
      }
    }
    found.forEach(each => resolve(each) === module && found.delete(each));
    return found;
  }

  private usesIn(other: string, module: string): IUse[] {
    const names = namesOf(module, resolve(other));
    if (names.length === 0) {
      return [];
    }
    const { document, uses } = this.read(other);
    return uses.flatMap(({ target, cell, at, called }) => {
      const dot = target.lastIndexOf('.');
      const found = names.includes(target.slice(0, dot));
      return found ? [{ name: target.slice(dot + 1), place: placeOf(other, document, cell, at), called }] : [];
    });
  }

  private read(path: string): { document: IDocument; uses: readonly IModuleUse[] } {
    let known = this.known.get(path);
    if (!known) {
      const document = documentOf(path);
      known = { document, uses: moduleUses(document) };
      this.known.set(path, known);
    }
    return known;
  }
}

/** Names in import lines: a filter that spares parsing most files, never a proof. Dots in front count as one. */
function importersByName(targets: readonly ITarget[]): Map<string, Set<string>> {
  const byName = new Map<string, Set<string>>();
  for (const { path } of targets) {
    for (const name of importedNames(path)) {
      const paths = byName.get(name) ?? new Set();
      byName.set(name, paths.add(path));
    }
  }
  return byName;
}

const FROM = /^[ \t]*from[ \t]+([.\w]+)[ \t]+import\b[ \t]*(\([^)]*\)|[^\n]*)/gm;
const IMPORT = /^[ \t]*import[ \t]+([^\n]+)/gm;

function* importedNames(path: string): Iterable<string> {
  const text = documentOf(path)
    .cells.map(each => (each.kind === 'code' ? each.source : ''))
    .join('\n');
  for (const [, from = '', names = ''] of text.matchAll(FROM)) {
    const module = from.replace(/^\.+/, '.');
    yield module;
    for (const [name] of names.matchAll(/\w+/g)) {
      yield module === '.' ? `.${name}` : `${module}.${name}`;
    }
  }
  for (const [, names = ''] of text.matchAll(IMPORT)) {
    yield* names.match(/[\w.]+/g) ?? [];
  }
}

/** The document of a file; an empty one where it cannot be read, which is told when its own turn comes. */
function documentOf(path: string): IDocument {
  try {
    return readFile(path).document;
  } catch {
    return readPython('').document;
  }
}

/** `notebooks/a.ipynb, cell[3],` or `app.py, line 12,`. */
function placeOf(path: string, document: IDocument | undefined, cell: number, at: number): string {
  if (document?.kind !== 'script') {
    return `${path}:cell[${cell}]`;
  }
  const source = document.cells[cell]?.source ?? '';
  return `${path}:${source.slice(0, at).split('\n').length}`;
}

/**
 * The names under which a file can import a module for certain: from the folder it lies in, from the folders above it,
 * and from the root of the package that the module belongs to; and its names from here.
 */
function namesOf(module: string, from: string): readonly string[] {
  const folder = dirname(from);
  const above = foldersAbove(folder);
  const root = packageRoot(module);
  // A package below `src` is imported from everywhere in its project; one of another project may have the same name.
  const own = root !== dirname(module) && above.includes(dirname(root)) ? [root] : [];
  const roots = [...above, ...own];
  const absolute = roots.flatMap(each => {
    const name = dotted(each, module);
    return name === null || isShadowed(name, folder, module) ? [] : [name];
  });
  const near = above.flatMap((each, up) => {
    const name = dotted(each, module);
    return name === null ? [] : ['.'.repeat(up + 1) + name];
  });
  return [...new Set([...absolute, ...near])];
}

function foldersAbove(folder: string): string[] {
  const above = dirname(folder);
  return above === folder ? [folder] : [folder, ...foldersAbove(above)];
}

/** The folder from which a module's package is imported; its own folder where it is in none. */
function packageRoot(module: string): string {
  let folder = dirname(module);
  while (existsSync(join(folder, '__init__.py')) && dirname(folder) !== folder) {
    folder = dirname(folder);
  }
  return folder;
}

/** `tools.net` for `<root>/tools/net.py`; null for a module that is not below the root. */
function dotted(root: string, module: string): string | null {
  const way = relative(root, module).replace(/(?:^|[\\/])__init__\.py$|\.py$/, '');
  return way === '' || way.startsWith('..') ? null : way.split(sep).join('.');
}

/** True where another module of that name lies beside the file, and is the one that it imports. */
function isShadowed(name: string, folder: string, module: string): boolean {
  const way = join(folder, ...name.split('.'));
  return [`${way}.py`, join(way, '__init__.py')].some(each => each !== module && existsSync(each));
}
