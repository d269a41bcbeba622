/** A stamp says for which input something was made; the same input need not be worked on twice. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inRoot } from './run.mjs';

/** Hash of names and contents of files and folders (relative to the project) and of further words. */
export function fingerprint(paths, ...words) {
  const hash = createHash('sha256').update(JSON.stringify(words));
  for (const name of paths.flatMap(listed)) {
    hash.update(`\n${name}\n`).update(readFileSync(inRoot(name)));
  }
  return hash.digest('hex');
}

export const isStamped = (file, value) => existsSync(file) && readFileSync(file, 'utf8') === value;

/** Call after success only. */
export function stamp(file, value) {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, value);
}

function listed(name) {
  if (!existsSync(inRoot(name))) {
    return [];
  }
  if (!statSync(inRoot(name)).isDirectory()) {
    return [name];
  }
  return readdirSync(inRoot(name))
    .sort()
    .flatMap(entry => listed(path.posix.join(name, entry)));
}
