/** The form of one entry in the table of `wrong-context`. */
import type { IFailure } from '../failures/failure';
import type { INotebookFacts } from '../python/notebook-facts';

/** One text. The source of each is the entry of its failure; all but those marked `read` were recorded. */
export interface IContext {
  /** Id of the pattern, and of the failure it stands for here. */
  readonly pattern: string;
  readonly failure: string;
  /** Where one pattern stands for several things: what the exception's value must hold. */
  readonly text?: RegExp;
  /** When this holds, another rule explains it. */
  readonly unless?: (failure: IFailure, all: INotebookFacts) => boolean;
  /** Last names of the calls that may be meant; the statement is shown where none is on the line. */
  readonly calls: RegExp;
  /** True when such a call is meant wherever it stands in the cell, should the message name no line. */
  readonly named?: boolean;
  /** True when only such a call is shown, not just any statement. */
  readonly only?: boolean;
  /** Last name of the call that made the object, where that call lacks its await. */
  readonly made?: RegExp;
  readonly title: string;
  readonly message: string;
  readonly advice: string;
}

/** For `calls`, where none is meant. */
export const NONE = /(?!)/;
