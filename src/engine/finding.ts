/** Values out: what the engine found. Plain data that can be kept, compared and written as JSON. */

/** How loud a finding is. `off` never reaches a finding. */
export type Level = 'off' | 'hint' | 'info' | 'warning' | 'error';

/** Levels from quiet to loud. */
export const LEVELS: readonly Level[] = ['off', 'hint', 'info', 'warning', 'error'];

/** Where the knowledge comes from: the source text, or what the kernel said. */
export type Evidence = 'source' | 'error' | 'stream' | 'result';

/**
 * `safe`: the meaning is kept; what "Fix all safe" takes.
 * `unsafe`: the meaning may change; shown, one at a time.
 * `display`: text to copy.
 */
export type Applicability = 'safe' | 'unsafe' | 'display';

/** Replace `[from, to)` of a cell by `text`; UTF-16 offsets into the source the fix was computed for. */
export interface ITextEdit {
  readonly cell: string;
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** One way to mend a finding. */
export interface IFix {
  /** An imperative sentence without full stop: `Replace asyncio.run() with await`. */
  readonly title: string;
  readonly applicability: Applicability;
  /** Sorted by cell and offset, never overlapping. */
  readonly edits: readonly ITextEdit[];
  /** The exact source of every cell concerned when the fix was computed. Apply nothing if one differs. */
  readonly sources: Readonly<Record<string, string>>;
  /** What the change alters beside the obvious, one sentence; null when nothing. */
  readonly note: string | null;
}

/** The fixes of one finding, first choice first; with none, `refusal` says why in one sentence. */
export interface IFixes {
  readonly fixes: readonly IFix[];
  readonly refusal: string | null;
}

/** One mistake at one place. */
export interface IFinding {
  /** Rule id: file name, settings key, ignore word. */
  readonly rule: string;
  readonly level: Level;
  /** Id of the cell. */
  readonly cell: string;
  /** UTF-16 offsets into `source`. */
  readonly from: number;
  readonly to: number;
  /** The exact cell source that `from` and `to` belong to. */
  readonly source: string;
  /** What happened: a half-sentence ending in a full stop, shown in bold. */
  readonly title: string;
  /** Why, and what to do: one sentence. */
  readonly message: string;
  /** Sorted as in `Evidence`; never empty. */
  readonly evidence: readonly Evidence[];
  /** The same for the same mistake as long as it stays in its cell: rule, cell and ordinal. */
  readonly key: string;
}
