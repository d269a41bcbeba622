/** What a person is told about a file. */

/** A file that cannot be read or written; the message says why, without the path, and needs no more words. */
export class FileProblem extends Error {}

/**
 * The reason of a failed file operation in plain words.
 *
 * @param error - what node's `fs` threw.
 */
export function reasonOf(error: unknown): string {
  const code = (error as NodeJS.ErrnoException | null)?.code;
  return (code && REASONS[code]) ?? (error instanceof Error ? error.message : String(error));
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'the system does not permit it',
  ENOENT: 'no such file or folder',
  ENOTDIR: 'a part of the path is a file, not a folder',
  ELOOP: 'a symbolic link leads back to itself',
  ENAMETOOLONG: 'the path is too long',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EROFS: 'the file system is read-only',
  EMFILE: 'too many files are open',
  EIO: 'the disk reports an error'
};
