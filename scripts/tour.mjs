/** The lesson notebooks, copied so that trying them out changes nothing in the repository. */
import { cpSync, existsSync, mkdirSync, readdirSync, renameSync } from 'node:fs';
import path from 'node:path';
import { say } from './progress.mjs';
import { inRoot } from './run.mjs';
import { fingerprint, isStamped, stamp } from './stamps.mjs';

/** @returns the folder with the person's copies; a copy is replaced only when the lesson itself has changed. */
export function tour({ fresh = false } = {}) {
  const folder = inRoot('.cache', 'tour');
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(inRoot('tour')).filter(each => !each.startsWith('.'))) {
    const copy = path.join(folder, name);
    const file = inRoot('.cache', 'tour-stamps', name);
    const wanted = fingerprint([`tour/${name}`]);
    if (!fresh && existsSync(copy) && isStamped(file, wanted)) {
      continue;
    }
    if (existsSync(copy)) {
      const { name: stem, ext } = path.parse(name);
      const kept = `${stem}-before-${new Date().toISOString().slice(0, 19).replace(/:/g, '-')}${ext}`;
      renameSync(copy, path.join(folder, kept));
      say(`  Your copy of ${name} is now ${kept}.`);
    }
    cpSync(inRoot('tour', name), copy, { recursive: true });
    stamp(file, wanted);
  }
  return folder;
}
