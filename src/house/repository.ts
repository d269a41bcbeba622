/** Files of this repository, for the checks on ourselves. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

/** The repository's folder. */
export const ROOT = path.join(__dirname, '..', '..');

/** Text of a file; empty when there is none. */
export function textOf(name: string): string {
  const file = path.join(ROOT, name);
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

/** All files below a folder, as names from the root with `/`, sorted. */
export function filesIn(folder: string): string[] {
  const full = path.join(ROOT, folder);
  if (!existsSync(full)) {
    return [];
  }
  return readdirSync(full)
    .sort()
    .flatMap(name => {
      const inner = `${folder}/${name}`;
      return statSync(path.join(ROOT, inner)).isDirectory() ? filesIn(inner) : [inner];
    });
}

/** A text as Prettier writes it; the name says what kind of text it is. */
export function formatted(name: string, text: string): string {
  const prettier = path.join(ROOT, 'node_modules', 'prettier', 'bin', 'prettier.cjs');
  return execFileSync(process.execPath, [prettier, '--stdin-filepath', name], {
    cwd: ROOT,
    input: text,
    encoding: 'utf8'
  });
}
