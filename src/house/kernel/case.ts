/** What is executed in kernels, and what came back. */
import type { IDocument, Output } from '../../engine';
import type { IExample } from '../page';

/** A notebook to execute. */
export interface IRun {
  readonly id: string;
  /** The sources of its cells. */
  readonly cells: readonly string[];
  /** Indices of the cells in the order in which they run; null for each once, from the top. */
  readonly order?: readonly number[] | null;
  /** Texts of files that stand beside it, by name. */
  readonly files?: Readonly<Record<string, string>>;
}

/** A notebook after it was executed, by a kernel or as a script. */
export interface IRan {
  /** Outputs of each cell. */
  readonly cells: readonly (readonly Output[])[];
  /** What belongs to no cell: without a parent, or reported when the notebook was forgotten. */
  readonly orphans: readonly Output[];
  /** The names that a person would know of, and what they hold, in words. */
  readonly names: Readonly<Record<string, string>>;
  /** Execution count of each cell; only kernels give any. */
  readonly counts: readonly number[];
  /** Why there is no end of it; null when there is. */
  readonly lost: string | null;
}

/** The notebook after one fix, and after all that is left to fix behind it. */
export interface IVariant {
  /** The fix as the page names it. */
  readonly by: string;
  readonly document: IDocument;
  readonly run: IRun;
  /** Index of the cell, and what it shows according to the page; null when the page does not say. */
  readonly shows: { readonly cell: number; readonly outputs: readonly Output[] } | null;
}

/** One example before and after. */
export interface ICase {
  readonly name: string;
  readonly example: IExample;
  /** The example in a kernel of the Python that runs it. */
  readonly document: IDocument;
  /** Null where the kernel would not survive it. */
  readonly before: IRun | null;
  /** The same as a script; null when it never ends or is none. */
  readonly script: IRun | null;
  readonly variants: readonly IVariant[];
}

/** What a kernel said of itself, and the results by run. */
export interface IResults {
  readonly versions: { readonly python: string; readonly ipykernel: string };
  readonly kernels: number;
  readonly results: Readonly<Record<string, IRan>>;
}

/** One test. */
export interface IVerdict {
  readonly name: string;
  /** What is wrong; null when nothing is. */
  readonly trouble: string | null;
  /** True when the notebook stops early, before and after alike: such a case proves little. */
  readonly early: boolean;
}
