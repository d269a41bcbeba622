/** Replacing a file as a whole: either the old or the new text is there, never half of one. */
import { accessSync, closeSync, constants, fchmodSync, fchownSync, fsyncSync, openSync } from 'node:fs';
import { realpathSync, renameSync, statSync, unlinkSync, writeSync } from 'node:fs';
import type { Stats } from 'node:fs';
import { dirname, join } from 'node:path';
import { FileProblem, reasonOf } from './problem';
import { readBytes } from './bytes';

/**
 * Write a file that was read before.
 *
 * @param path - of the file; where it is a symbolic link, the file it leads to is written.
 * @param text - the new text.
 * @param read - the bytes that the new text was made from.
 * @throws FileProblem when it cannot be written; the file is then as it was.
 */
export function replaceFile(path: string, text: string, read: Buffer): void {
  const real = attempt(() => realpathSync.native(path));
  const stat = attempt(() => statSync(real));
  refuseReadOnly(real, stat);
  try {
    const temporary = writeBeside(real, Buffer.from(text, 'utf8'), stat);
    try {
      // As late as possible: a Jupyter that is open may save at any time.
      if (!readBytes(real).equals(read)) {
        throw new FileProblem('it was not written: it has changed since it was read; run the command again');
      }
      renameSync(temporary, real);
    } catch (error) {
      remove(temporary);
      throw error;
    }
  } catch (error) {
    throw error instanceof FileProblem ? error : new FileProblem(`it was not written: ${reasonOf(error)}`);
  }
}

function refuseReadOnly(real: string, stat: Stats): void {
  const problem = new FileProblem('it was not written: the file is read-only');
  // Renaming would replace a read-only file all the same, and an administrator may write anything: ask the mode too.
  if ((stat.mode & 0o222) === 0) {
    throw problem;
  }
  try {
    accessSync(real, constants.W_OK);
  } catch {
    throw problem;
  }
}

/** Write a new file in the same folder (only there renaming is one step) and return its path. */
function writeBeside(real: string, bytes: Buffer, stat: Stats): string {
  const temporary = join(dirname(real), `.async-doctor-${process.pid}-${Date.now().toString(36)}.tmp`);
  // `wx`: a new file of our own; never through a link that somebody put there.
  const file = openSync(temporary, 'wx', 0o600);
  try {
    for (let at = 0; at < bytes.length;) {
      at += writeSync(file, bytes, at);
    }
    keepOwner(file, stat);
    fchmodSync(file, stat.mode & 0o7777);
    fsyncSync(file);
  } catch (error) {
    remove(temporary);
    throw error;
  } finally {
    closeSync(file);
  }
  return temporary;
}

/** Best effort: only an administrator may give files away, and for everybody else the owner is the same anyway. */
function keepOwner(file: number, stat: Stats): void {
  try {
    fchownSync(file, stat.uid, stat.gid);
  } catch {
    // The new file then belongs to the person who ran the command.
  }
}

function remove(file: string): void {
  try {
    unlinkSync(file);
  } catch {
    // It was never made, or has been renamed.
  }
}

function attempt<T>(operation: () => T): T {
  try {
    return operation();
  } catch (error) {
    throw new FileProblem(`it was not written: ${reasonOf(error)}`);
  }
}
