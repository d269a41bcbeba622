/** What a surface shows of one finding: worked out once, for the banner and the panel alike. */
import type { TranslationBundle } from '@jupyterlab/translation';
import type { IDocument, IFinding, IFix, Level } from '../../engine';
import type { IAction, IActions, IFindings, IOpenDocument } from '../../tokens';
import type { IChange } from './change';
import { changedLines } from './change';

/** A finding with what can be done about it. */
export interface IShown {
  readonly finding: IFinding;
  readonly actions: readonly IAction[];
  /** The change of the fix that is safe, or the only one; null when there is a choice to make. */
  readonly change: IChange | null;
  /** Ids of the other cells which that fix changes too. */
  readonly others: readonly string[];
  /** Why there is no fix; null when there is one. */
  readonly refusal: string | null;
}

/** Work out what to show; asks the store for fixes, so only do this for what is in sight. */
export function describe(store: IFindings, actions: IActions, document: IOpenDocument, finding: IFinding): IShown {
  const { fixes, refusal } = store.fixes(document, finding);
  const fix = fixes.find(each => each.applicability === 'safe') ?? (fixes.length === 1 ? fixes[0] : undefined);
  const at = fix ? homeCell(fix, finding) : null;
  return {
    finding,
    actions: actions.list(document, finding),
    change: fix && at !== null ? changeIn(fix, at) : null,
    others: fix ? [...new Set(fix.edits.map(edit => edit.cell))].filter(cell => cell !== at) : [],
    refusal: fixes.length === 0 ? refusal : null
  };
}

/** The change of a fix in one cell. */
export function changeIn(fix: IFix, cell: string, pairs = 3): IChange {
  const edits = fix.edits.filter(edit => edit.cell === cell);
  return changedLines(fix.sources[cell] ?? '', edits, pairs);
}

/** The cell whose change is shown first: the finding's own, where the fix touches it. */
function homeCell(fix: IFix, finding: IFinding): string | null {
  const cells = fix.edits.map(edit => edit.cell);
  return cells.includes(finding.cell) ? finding.cell : (cells[0] ?? null);
}

/** Equal when the two would look alike; a surface then keeps its elements, and with them the focus. */
export function signature(shown: IShown): string {
  const { finding, actions, change, others, refusal } = shown;
  return JSON.stringify([
    finding.rule,
    finding.level,
    finding.title,
    finding.message,
    actions,
    change,
    others,
    refusal
  ]);
}

/** True when two findings would be shown alike at the same place. A new pass makes new objects of old findings. */
export function sameFinding(a: IFinding, b: IFinding): boolean {
  return (
    a === b ||
    (a.key === b.key &&
      a.from === b.from &&
      a.to === b.to &&
      a.level === b.level &&
      a.title === b.title &&
      a.message === b.message &&
      a.source === b.source)
  );
}

/** How a person knows the cell: `[2]` when it has run, else `cell 5`. */
export function cellLabel(trans: TranslationBundle, document: IDocument, index: number): string {
  const count = document.cells[index]?.executionCount ?? null;
  return count === null ? trans.__('cell %1', index + 1) : `[${count}]`;
}

/** The same within a sentence: `cell [2]` or `cell 5`. */
export function cellName(trans: TranslationBundle, document: IDocument, index: number): string {
  const count = document.cells[index]?.executionCount ?? null;
  return count === null ? trans.__('cell %1', index + 1) : trans.__('cell [%1]', count);
}

/** The line, counted from 1, that an offset is on. */
export function lineOf(source: string, offset: number): number {
  let line = 1;
  for (let at = source.indexOf('\n'); at >= 0 && at < offset; at = source.indexOf('\n', at + 1)) {
    line++;
  }
  return line;
}

/** How strongly a button calls: the first choice, another fix, or the rest. */
export function weight(action: IAction): 'primary' | 'plain' | 'quiet' {
  return action.primary ? 'primary' : action.fix === null || action.id === 'preview' ? 'quiet' : 'plain';
}

/** A level in a word. */
export function levelName(trans: TranslationBundle, level: Level): string {
  const names: Record<Level, string> = {
    error: trans.__('Error'),
    warning: trans.__('Warning'),
    info: trans.__('Info'),
    hint: trans.__('Hint'),
    off: trans.__('Off')
  };
  return names[level];
}
