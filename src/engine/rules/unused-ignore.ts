import type { IEdit } from '../edits/edit';
import { lineStart, nextLine } from '../edits/statements';
import type { INotebookFacts } from '../python/notebook-facts';
import { draftOf } from './rule';
import type { IFixDraft, IRule, ISighting } from './rule';

/** The last line has no line end of its own: it takes the one before it. */
function wholeLine(source: string, from: number, to: number): IEdit {
  const last = to === source.length && !source.endsWith('\n') && from > 0;
  return { from: last ? from - (source[from - 2] === '\r' ? 2 : 1) : from, to, text: '' };
}

function* fix(sighting: ISighting, all: INotebookFacts): Iterable<IFixDraft | string> {
  const cell = all.cell(sighting.cell)!;
  const { source } = cell;
  const start = lineStart(source, sighting.from);
  const before = source.slice(start, sighting.from);
  const alone = before.trim() === '';
  // Only what the ignore itself says may go; a reason behind it goes with it, other comments stay.
  const edit = alone
    ? wholeLine(source, start, nextLine(source, sighting.to))
    : { from: sighting.from - (before.length - before.trimEnd().length), to: sighting.to, text: '' };
  yield draftOf(cell, { edits: [edit], removes: [], adds: [], awaits: 0 }, 'Remove the ignore comment', 'safe');
}

/** Ignore comments that silence nothing; found by suppress.ts after all other rules have spoken. */
export const rule: IRule = {
  id: 'unused-ignore',
  title: 'Ignore comment without effect',
  level: 'hint',
  words: [],
  scripts: true,
  fix
};
