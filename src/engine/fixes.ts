/** From what a rule proposes to fixes that may be offered: every result is parsed again. */
import type { IEdit } from './edits/edit';
import { anyOverlap, applyEdits, overlap, sortEdits } from './edits/edit';
import type { IFix, IFixes, ITextEdit } from './finding';
import { awaitsItself, mayBeScript } from './python/awaits';
import type { ICellFacts } from './python/facts';
import type { INotebookFacts } from './python/notebook-facts';
import { readCell } from './python/read-cell';
import { minorVersion } from './python/version';
import type { IFixDraft, ISeen } from './rules/rule';
import type { ISettled } from './settle';

const READ_ONLY = 'This cell is read-only, so it cannot be rewritten here.';
const LOCKED = 'This notebook is read-only, so it cannot be rewritten here: save a copy and work in that.';
const UNPARSED = 'Part of this cell is not valid Python, so it is left alone until that is mended.';
const UNPARSED_FILE = UNPARSED.replace('cell', 'file');
const NO_SCRIPT = 'With an await at its top level this file can be run cell by cell only, and no more as a script.';
const AS_SCRIPT = 'Where this file is run as a script it may be needed as it is.';
const NO_CHANGE = 'No rewrite of this cell was certain enough to offer.';

/**
 * The fixes of one finding.
 *
 * @param sources - the sightings the finding was made from; the first that has a fix decides.
 */
export function fixesOf(sources: readonly ISeen[], all: INotebookFacts): IFixes {
  let refusal: string | null = null;
  for (const { rule, sighting } of sources) {
    const cell = all.cell(sighting.cell);
    if (!rule.fix || !cell) {
      continue;
    }
    if (!cell.editable || !all.document.editable) {
      return { fixes: [], refusal: all.document.editable ? READ_ONLY : LOCKED };
    }
    if (!cell.complete) {
      return { fixes: [], refusal: all.document.kind === 'script' ? UNPARSED_FILE : UNPARSED };
    }
    const fixes: IFix[] = [];
    for (const draft of rule.fix(sighting, all)) {
      if (typeof draft === 'string') {
        refusal ??= draft;
        continue;
      }
      const fix = proved(draft, all);
      if (fix) {
        const doubtful = fix.applicability === 'safe' && !rule.scripts && mayBeScript(all);
        fixes.push(doubtful ? cautious(fix, AS_SCRIPT) : fix);
      } else {
        refusal ??= NO_CHANGE;
      }
    }
    if (fixes.length > 0) {
      return { fixes, refusal: null };
    }
  }
  return { fixes: [], refusal };
}

/** All first-choice safe fixes that do not get in each other's way, as one. */
export function fixAllSafe(settled: ISettled, all: INotebookFacts): IFix | null {
  const edits: ITextEdit[] = [];
  const sources: Record<string, string> = {};
  for (const finding of settled.findings) {
    const [fix] = fixesOf(settled.sources.get(finding.key) ?? [], all).fixes;
    const own = fix?.edits.filter(each => !edits.some(other => isShared(each, other))) ?? [];
    if (fix?.applicability !== 'safe' || anyOverlap(own, edits)) {
      continue;
    }
    // Two fixes that are right alone may not be right together: the sum is parsed too.
    const sum = [...edits, ...own];
    if (Object.keys(fix.sources).every(id => parses(id, sum, all))) {
      edits.push(...own);
      Object.assign(sources, fix.sources);
    }
  }
  if (edits.length === 0) {
    return null;
  }
  return { title: 'Fix all safe', applicability: 'safe', edits: sortByCell(edits, all), sources, note: null };
}

/** What two fixes both delete, and whole lines that both insert, are done once. */
function isShared(a: ITextEdit, b: ITextEdit): boolean {
  return a.cell === b.cell && a.from === b.from && a.to === b.to && a.text === b.text && /^$|\n$/.test(a.text);
}

function parses(id: string, edits: readonly ITextEdit[], all: INotebookFacts): boolean {
  const cell = all.cell(id);
  return (
    cell !== null &&
    readCell(
      applyEdits(
        cell.source,
        edits.filter(each => each.cell === id)
      ),
      all.document.kind === 'script'
    ).complete
  );
}

function sortByCell(edits: readonly ITextEdit[], all: INotebookFacts): ITextEdit[] {
  return sortEdits(edits).sort((a, b) => (all.cell(a.cell)?.index ?? 0) - (all.cell(b.cell)?.index ?? 0));
}

/** The fix, when the edited cells parse and hold exactly the calls and awaits that were intended. */
function proved(draft: IFixDraft, all: INotebookFacts): IFix | null {
  const edits: ITextEdit[] = [];
  const sources: Record<string, string> = {};
  let awaits = false;
  for (const [id, own] of draft.edits) {
    const cell = all.cell(id);
    if (!cell?.complete || !cell.editable || !disjoint(own)) {
      return null;
    }
    const after = readCell(applyEdits(cell.source, own), all.document.kind === 'script');
    const calls = expected(spelled(cell), draft.removes?.get(id) ?? [], draft.adds?.get(id) ?? []);
    const wanted = cell.awaits.length + (draft.awaits?.get(id) ?? 0);
    if (
      !after.complete ||
      (isOld(all) && nestedAwaits(after) > nestedAwaits(cell)) ||
      calls === null ||
      calls !== spelled(after).join() ||
      wanted !== after.awaits.length
    ) {
      return null;
    }
    edits.push(...own.map(each => ({ cell: id, ...each })));
    sources[id] = cell.source;
    awaits ||= awaitsItself(after);
  }
  if (edits.length === 0) {
    return null;
  }
  const { title, applicability, note = null } = draft;
  const fix = { title, applicability, edits: sortByCell(edits, all), sources, note };
  return awaits && mayBeScript(all) ? cautious(fix, NO_SCRIPT) : fix;
}

/** A fix that is right only where the file is no script. */
function cautious(fix: IFix, why: string): IFix {
  const { applicability, note } = fix;
  return {
    ...fix,
    applicability: applicability === 'safe' ? 'unsafe' : applicability,
    note: note === null ? why : `${note} ${why}`
  };
}

/** Below Python 3.11 a comprehension inside another one cannot await. */
function isOld(all: INotebookFacts): boolean {
  return (minorVersion(all) ?? 11) < 11;
}

function nestedAwaits({ awaits }: Pick<ICellFacts, 'awaits'>): number {
  return awaits.filter(({ scope }) => scope.kind === 'comprehension' && scope.parent?.kind === 'comprehension').length;
}

function disjoint(edits: readonly IEdit[]): boolean {
  return edits.every((a, index) => edits.slice(index + 1).every(b => !overlap(a, b)));
}

/** Names of all calls as spelled, sorted. */
function spelled(cell: Pick<ICellFacts, 'calls'>): string[] {
  return cell.calls.map(each => each.dotted ?? `?.${each.attr}`).sort();
}

function expected(before: readonly string[], removes: readonly string[], adds: readonly string[]): string | null {
  const left = [...before];
  for (const name of removes) {
    const at = left.indexOf(name);
    if (at < 0) {
      return null;
    }
    left.splice(at, 1);
  }
  return [...left, ...adds].sort().join();
}
