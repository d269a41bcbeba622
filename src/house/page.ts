/** What a rule page holds, as values. The form is described in CONTRIBUTING. */
import type { IDocument, Level, Output } from '../engine';

/** A finding that a cell must have. */
export interface IExpected {
  readonly rule: string;
  /** Line on which it starts, from 1. */
  readonly line: number;
  /** Null when the page does not say. */
  readonly level: Level | null;
}

/** The text of a cell after a fix. */
export interface IFixedText {
  /** Title of the fix; null for the first fix of the first finding, `all` for "Fix all safe". */
  readonly by: string | null;
  readonly text: string;
  /** The sentence that goes with the fix; null when the page does not say. */
  readonly note: string | null;
  /** What the fixed cell shows when a kernel runs it; null when the page does not say. */
  readonly outputs: readonly Output[] | null;
}

/** A cell of an example. */
export interface IPageCell {
  readonly source: string;
  /** Line of the page where the source begins, from 1. */
  readonly line: number;
  readonly expected: readonly IExpected[];
  readonly fixed: readonly IFixedText[];
  /** Why the first finding has no fix; null when the page does not say. */
  readonly refused: string | null;
  /** Title and message of the first finding, joined by a space; null when the page does not say. */
  readonly says: string | null;
  /** Stored outputs of a cell that has run; null for a cell that has not. */
  readonly outputs: readonly Output[] | null;
  readonly editable: boolean;
  /** What the cell would be in a script, where it is itself none; null when it is. */
  readonly script: string | null;
}

/** One notebook of a page: the cells under one heading. */
export interface IExample {
  readonly page: string;
  /** The headings it stands under. */
  readonly name: string;
  readonly cells: readonly IPageCell[];
  /** What differs from a plain Python notebook. */
  readonly document: Partial<IDocument>;
  /** Why no kernel here behaves as the example says; null when it has to. */
  readonly unrun: string | null;
  /** Oldest Python that can run it, `3.11`; null when every one can. */
  readonly python: string | null;
  /** Newest Python that behaves so, `3.10`; null when all newer ones do. */
  readonly until: string | null;
  /** Pythons, `3.13.0`, on which it takes the kernel with it, so that only the rewrite can be run. */
  readonly ends: readonly string[];
  /** The order in which its cells ran, counted from 1; null for each once, from the top. */
  readonly order: readonly number[] | null;
  /** False when the same code does something else as a script, so that a kernel is not compared with one. */
  readonly script: boolean;
  /** False below "More cases". */
  readonly published: boolean;
}

/** One page. */
export interface IPage {
  readonly id: string;
  readonly title: string;
  /** Default level as the page states it. */
  readonly level: string;
  /** The first paragraph. */
  readonly summary: string;
  /** `##` headings in order. */
  readonly sections: readonly string[];
  readonly examples: readonly IExample[];
  /** The page as people read it: without "More cases" and without what only tests need. */
  readonly published: string;
}
