/** What a rule is. See CONTRIBUTING for how to add one. */
import type { IDocument, ISpan } from '../document';
import type { Applicability, Evidence, Level } from '../finding';
import type { IDriven } from '../edits/drive';
import type { IEdit } from '../edits/edit';
import type { IFailure } from '../failures/failure';
import type { ICellFacts } from '../python/facts';
import type { INotebookFacts } from '../python/notebook-facts';

/** What lists, settings and documentation show of a rule. */
export interface IRuleInfo {
  /** The pattern found, kebab-case; permanent. */
  readonly id: string;
  /** Under 60 characters, no full stop: the label in settings, the panel and the page. */
  readonly title: string;
  /** Default level. */
  readonly level: Level;
}

/** What a rule saw: a place, the words, and whatever `fix` needs, so that nothing is computed twice. */
export interface ISighting<T = unknown> extends ISpan {
  /** Id of the cell. */
  readonly cell: string;
  /** Half-sentence with full stop: what happened or will happen. */
  readonly title: string;
  /** One sentence: why, and what to do. */
  readonly message: string;
  /** Only when it differs from the rule's level. */
  readonly level?: Level;
  /** `source` for `check`; what the kernel said for `explain`. */
  readonly evidence?: Evidence;
  /** Ids of rules whose sightings at the same range are the same mistake seen with less evidence: they go. */
  readonly replaces?: readonly string[];
  readonly data?: T;
}

/** A fix in the making; `edits/check.ts` parses the result before it becomes an IFix. */
export interface IFixDraft {
  readonly title: string;
  readonly applicability: Applicability;
  /** Edits by cell id. */
  readonly edits: ReadonlyMap<string, readonly IEdit[]>;
  readonly note?: string;
  /** Spelled names of calls that the edit removes, by cell id; one entry a call. */
  readonly removes?: ReadonlyMap<string, readonly string[]>;
  /** Spelled names of calls that the edit adds, by cell id. */
  readonly adds?: ReadonlyMap<string, readonly string[]>;
  /** How many more `await` expressions each cell has afterwards (default 0). */
  readonly awaits?: ReadonlyMap<string, number>;
}

/** One concept a reader can learn, switch off, or have mended. Detectors look, `fix` edits. */
export interface IRule<T = unknown> extends IRuleInfo {
  /**
   * Words without which a cell cannot make this rule speak. A cell holding none of any rule's words,
   * and no name that another cell binds to something async, is never parsed.
   */
  readonly words: readonly string[];
  /** Failure ids of the catalogue that `explain` wants to see. */
  readonly failures?: readonly string[];
  /**
   * True when what `check` finds is a mistake in a plain script too. Without it the rule is silent there: a script owns
   * its loop, waits nowhere but in functions, and ends.
   */
  readonly scripts?: boolean;
  check?(cell: ICellFacts, all: INotebookFacts): Iterable<ISighting<T>>;
  explain?(failure: IFailure, all: INotebookFacts): Iterable<ISighting<T>>;
  /** Called when an action list is opened. Yields fixes, first choice first, or one sentence why there is none. */
  fix?(sighting: ISighting<T>, all: INotebookFacts): Iterable<IFixDraft | string>;
}

/** A sighting and the rule that had it. */
export interface ISeen {
  readonly rule: IRule;
  readonly sighting: ISighting;
}

/** Whether a rule has anything to say about a kind of document. */
export function speaksIn({ scripts }: Pick<IRule, 'scripts'>, { kind }: IDocument): boolean {
  return kind !== 'script' || scripts === true;
}

/** A draft that edits one cell. */
export function draftOf(
  cell: ICellFacts,
  change: Pick<IDriven, 'edits' | 'removes' | 'adds' | 'awaits'>,
  title: string,
  applicability: Applicability,
  note?: string
): IFixDraft {
  return {
    title,
    applicability,
    edits: new Map([[cell.id, change.edits]]),
    removes: new Map([[cell.id, change.removes]]),
    adds: new Map([[cell.id, change.adds]]),
    awaits: new Map([[cell.id, change.awaits]]),
    ...(note !== undefined && { note })
  };
}
