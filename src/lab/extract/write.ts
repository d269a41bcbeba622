/** Writing a new file beside a notebook, and never over another one. */
import { PathExt } from '@jupyterlab/coreutils';
import type { Contents } from '@jupyterlab/services';
import type { TranslationBundle } from '@jupyterlab/translation';

/** Why no file was written, in one sentence. */
export class Refusal extends Error {}

/** A folder on a drive. */
export interface IFolder {
  /** Path with the name of its drive. */
  readonly path: string;
  /** What stands before a file name in a path of this folder. */
  readonly prefix: string;
  /** Name of its drive; empty for the server's own files. */
  readonly drive: string;
}

/** What a folder holds. */
export interface IListing {
  /** Names in lower case: many file systems do not tell `A.py` from `a.py`. */
  readonly names: ReadonlySet<string>;
  readonly writable: boolean;
}

/** The folder that a file is in. */
export function folderOf(contents: Contents.IManager, file: string): IFolder {
  const drive = contents.driveName(file);
  const local = PathExt.dirname(contents.localPath(file));
  const root = drive === '' ? '' : `${drive}:`;
  return { path: root + local, prefix: root + (local === '' ? '' : `${local}/`), drive };
}

/** What the folder holds now; null where that cannot be told. */
export async function list(contents: Contents.IManager, { path }: IFolder): Promise<IListing | null> {
  try {
    const { content, writable } = await contents.get(path, { type: 'directory', content: true });
    const models = Array.isArray(content) ? (content as readonly Contents.IModel[]) : [];
    return { names: new Set(models.map(each => each.name.toLowerCase())), writable };
  } catch {
    return null;
  }
}

/**
 * Write a new file. What is saved under a name that exists replaces what is there, so it is saved under a name that the
 * server finds, and then given its own: a server refuses that where a file of that name has come meanwhile.
 *
 * @returns its path.
 * @throws Refusal with nothing left behind.
 */
export async function createFile(
  contents: Contents.IManager,
  folder: IFolder,
  name: string,
  text: string,
  trans: TranslationBundle
): Promise<string> {
  const target = folder.prefix + name;
  let fresh: string | null = null;
  try {
    fresh = (await contents.newUntitled({ path: folder.path, type: 'file', ext: '.py' })).path;
    await contents.save(fresh, { type: 'file', format: 'text', content: text });
    const there = await list(contents, folder);
    if (fresh !== target && there?.names.has(name.toLowerCase())) {
      throw new Refusal(exists(name, trans));
    }
    await contents.rename(fresh, target);
    return target;
  } catch (reason) {
    const { message } = reason instanceof Refusal ? reason : new Refusal(sentence(reason, name, trans));
    throw new Refusal(message + (fresh === null ? '' : await remove(contents, fresh, trans)));
  }
}

/**
 * Take a file away that was just written.
 *
 * @returns a sentence, with a space before it, where it is still there; else nothing.
 */
export async function remove(contents: Contents.IManager, path: string, trans: TranslationBundle): Promise<string> {
  try {
    await contents.delete(path);
  } catch (reason) {
    if (statusOf(reason) !== 404) {
      return ` ${trans.__('%1 could not be taken away again.', contents.localPath(path))}`;
    }
  }
  return '';
}

/** Why a new module cannot have this name in this folder; null when nothing is known to be against it. */
export function takenBy(listing: IListing | null, module: string, trans: TranslationBundle): string | null {
  const name = module.toLowerCase();
  if (listing?.names.has(`${name}.py`)) {
    return exists(`${module}.py`, trans);
  }
  return listing?.names.has(name)
    ? trans.__('There is a folder %1, which Python may import in place of the file: choose another name.', module)
    : null;
}

/** A file of that name is there. */
function exists(name: string, trans: TranslationBundle): string {
  return trans.__('%1 exists already in this folder, and is not overwritten: choose another name.', name);
}

function sentence(reason: unknown, name: string, trans: TranslationBundle): string {
  const status = statusOf(reason);
  if (status === 409) {
    return exists(name, trans);
  }
  if (status === 403) {
    return trans.__('%1 was not written: this folder is read-only. Save a copy of the notebook elsewhere.', name);
  }
  const { message } = reason instanceof Error ? reason : { message: '' };
  return message === ''
    ? trans.__('%1 was not written: the server or drive of this notebook did not take it.', name)
    : trans.__('%1 was not written: %2', name, /[.!?]$/.test(message) ? message : `${message}.`);
}

/** What the server answered; undefined where that was nothing. */
function statusOf(reason: unknown): number | undefined {
  return (reason as { readonly response?: { readonly status?: number } } | undefined)?.response?.status;
}
