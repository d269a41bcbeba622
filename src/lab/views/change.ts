/** A change of a cell as a few lines to read: what goes, what comes. */
import type { ITextEdit } from '../../engine';
import { applyEdits } from '../../engine';

/** One line of a change. */
export interface IChangedLine {
  readonly kind: 'removed' | 'added';
  /** What is shown: without common indentation, shortened around the change. */
  readonly text: string;
  /** The whole line, for the tooltip; equal to `text` when nothing was cut. */
  readonly full: string;
  /** The part of `text` that differs from its partner, as offsets; null for a line without partner. */
  readonly part: readonly [number, number] | null;
}

/** The lines of a change. */
export interface IChange {
  readonly lines: readonly IChangedLine[];
  /** True when more lines change than are listed. */
  readonly more: boolean;
}

/** Lines that belong together: those that go stand before those that come. */
interface IHunk {
  readonly removed: readonly string[];
  readonly added: readonly string[];
}

/** Longest line shown, in UTF-16 units; longer ones would push the change out of sight. */
const WIDTH = 96;
/** Longest text put into a tooltip: a browser lays all of it out. */
const TOOLTIP = 2000;

/**
 * The changed lines of one cell.
 *
 * @param before - the cell's text.
 * @param edits - edits of this cell.
 * @param pairs - how many lines that go, and how many that come, are listed at most.
 */
export function changedLines(before: string, edits: readonly ITextEdit[], pairs = 3): IChange {
  const lines: IDraft[] = [];
  let more = false;
  let removed = 0;
  let added = 0;
  for (const hunk of hunks(before, edits)) {
    const gone = hunk.removed.slice(0, pairs - removed);
    const come = hunk.added.slice(0, pairs - added);
    removed += gone.length;
    added += come.length;
    more = more || gone.length < hunk.removed.length || come.length < hunk.added.length;
    const removals = gone.map((line, index) => draft('removed', line, come[index]));
    const additions = come.map((line, index) => draft('added', line, gone[index]));
    lines.push(...removals, ...additions);
    removals.forEach((line, index) => pair(line, additions[index]));
  }
  dedent(lines);
  return { lines: lines.map(finish), more };
}

/** Groups of neighbouring lines that differ, in order of the text. */
function hunks(before: string, edits: readonly ITextEdit[]): IHunk[] {
  const sorted = [...edits].sort((a, b) => a.from - b.from || a.to - b.to);
  const result: IHunk[] = [];
  let group: ITextEdit[] = [];
  let start = 0;
  let end = -1;
  const flush = (): void => {
    if (group.length > 0) {
      const old = before.slice(start, end);
      const moved = group.map(edit => ({ ...edit, from: edit.from - start, to: edit.to - start }));
      result.push(trim(old.split('\n'), applyEdits(old, moved).split('\n')));
    }
    group = [];
  };
  for (const edit of sorted) {
    if (edit.from > end) {
      flush();
      start = edit.from === 0 ? 0 : before.lastIndexOf('\n', edit.from - 1) + 1;
    }
    group.push(edit);
    const newline = before.indexOf('\n', edit.to);
    end = Math.max(end, newline < 0 ? before.length : newline);
  }
  flush();
  return result.filter(hunk => hunk.removed.length + hunk.added.length > 0);
}

/** Leave out equal lines at both ends. */
function trim(removed: string[], added: string[]): IHunk {
  let head = 0;
  while (head < removed.length && head < added.length && removed[head] === added[head]) {
    head++;
  }
  let tail = 0;
  const most = Math.min(removed.length, added.length) - head;
  while (tail < most && removed[removed.length - 1 - tail] === added[added.length - 1 - tail]) {
    tail++;
  }
  return { removed: removed.slice(head, removed.length - tail), added: added.slice(head, added.length - tail) };
}

/** A line in the making. */
interface IDraft {
  readonly kind: IChangedLine['kind'];
  readonly full: string;
  text: string;
  partner: IDraft | null;
}

function draft(kind: IChangedLine['kind'], line: string, other: string | undefined): IDraft {
  return { kind, text: shorten(line, other), full: line.slice(0, TOOLTIP), partner: null };
}

function pair(one: IDraft, other: IDraft | undefined): void {
  if (other) {
    one.partner = other;
    other.partner = one;
  }
}

function finish({ kind, text, full, partner }: IDraft): IChangedLine {
  return { kind, text, full, part: partner ? difference(text, partner.text) : null };
}

/** The part of `text` between what it has in common with `other` at its start and at its end. */
function difference(text: string, other: string): [number, number] | null {
  const most = Math.min(text.length, other.length);
  let head = 0;
  while (head < most && text[head] === other[head]) {
    head++;
  }
  // Whole words read better than halves: `await` and `async` share a letter.
  while (head > 0 && /\w/.test(text[head - 1]!) && /\w/.test(text[head] ?? other[head] ?? '')) {
    head--;
  }
  let tail = 0;
  while (tail < most - head && text[text.length - 1 - tail] === other[other.length - 1 - tail]) {
    tail++;
  }
  // A bracket that opens in the part closes in it too.
  const part = (): string => text.slice(head, text.length - tail);
  while (tail > 0 && /[)\]}]/.test(text[text.length - tail]!) && depth(part()) > 0) {
    tail--;
  }
  return head + tail < text.length ? [head, text.length - tail] : null;
}

/** How many brackets are open at the end of `text`. */
function depth(text: string): number {
  return (text.match(/[([{]/g)?.length ?? 0) - (text.match(/[)\]}]/g)?.length ?? 0);
}

/** Cut a long line so that the place where it differs from `other` stays in sight. */
function shorten(line: string, other: string | undefined): string {
  if (line.length <= WIDTH) {
    return line;
  }
  let differs = 0;
  while (other !== undefined && differs < line.length && line[differs] === other[differs]) {
    differs++;
  }
  if (differs >= line.length) {
    differs = 0;
  }
  const from = unsplit(line, Math.max(0, Math.min(differs - WIDTH / 4, line.length - WIDTH)));
  const to = unsplit(line, Math.min(line.length, from + WIDTH));
  return `${from > 0 ? '…' : ''}${line.slice(from, to)}${to < line.length ? '…' : ''}`;
}

/** Move an offset off the middle of a surrogate pair. */
function unsplit(text: string, offset: number): number {
  return /^[\uDC00-\uDFFF]/.test(text.slice(offset, offset + 1)) ? offset + 1 : offset;
}

/** Take away the indentation that all lines share: the place is narrow. */
function dedent(lines: readonly IDraft[]): void {
  const indents = lines.filter(line => line.text.trim() !== '').map(line => /^[ \t]*/.exec(line.text)![0]);
  let common = indents[0] ?? '';
  for (const indent of indents) {
    while (!indent.startsWith(common)) {
      common = common.slice(0, -1);
    }
  }
  for (const line of lines) {
    line.text = line.text.startsWith(common) ? line.text.slice(common.length) : line.text;
  }
}
