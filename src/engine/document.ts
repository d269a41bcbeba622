/**
 * Values in: what the engine reads. Plain data; the notebook adapter and the
 * command line both build it. All offsets are UTF-16 code units into a cell's source.
 */

/** A cell above this length, in UTF-16 units, is not read at all. */
export const MAX_CELL = 1_000_000;

/** A half-open range of UTF-16 offsets in one cell's source. */
export interface ISpan {
  readonly from: number;
  readonly to: number;
}

/** One output of a cell, reduced to what the engine reads. Text is raw: it may hold ANSI codes. */
export type Output =
  | { readonly type: 'error'; readonly ename: string; readonly evalue: string; readonly traceback: readonly string[] }
  | { readonly type: 'stream'; readonly name: 'stdout' | 'stderr'; readonly text: string }
  /** `text/plain` of an execute_result. */
  | { readonly type: 'result'; readonly text: string }
  /** `text/plain` of a display_data. */
  | { readonly type: 'display'; readonly text: string };

/** One cell. */
export interface ICell {
  /** Unique within the document and stable while it is open. */
  readonly id: string;
  readonly kind: 'code' | 'markdown' | 'raw';
  readonly source: string;
  readonly executionCount: number | null;
  readonly outputs: readonly Output[];
  readonly tags: readonly string[];
  /** False where the cell must not be changed (metadata `editable: false`, a read-only document). */
  readonly editable: boolean;
  /** The source that produced `outputs`, where known; null or absent when it is not known. */
  readonly ranSource?: string | null;
}

/** What is known of the kernel without running code in it. */
export interface IKernel {
  /** kernel_info `implementation`: `ipython`, `pyodide`, `xpython`, … */
  readonly implementation: string;
  /** kernel_info `language_info.version`, for example `3.12.1`; empty when not known. */
  readonly version: string;
  /** True when it answers messages in threads of their own, as ipykernel 7 does with those of widgets; absent when not known. */
  readonly subshells?: boolean;
}

/** Something the kernel said that is in no cell's outputs (an empty or outdated parent). */
export interface IMessage {
  readonly output: Output;
  /** Id of the cell whose request was the parent, where there was one. */
  readonly cell: string | null;
  /** Ids of the cells that have been run again since: of them it says nothing any more. */
  readonly rerun?: readonly string[];
}

/** A place in another file where an event loop runs, and that uses something of this module. */
export interface IUse {
  /** The name in the module, without the module. */
  readonly name: string;
  /** For people: the file, and where in it. */
  readonly place: string;
  /** True for a call; false where the name is only brought into a notebook. */
  readonly called: boolean;
}

/** One document. */
export interface IDocument {
  readonly kind: 'notebook' | 'percent' | 'script' | 'console';
  /** Lower-case language of the kernel; only `python` is analysed. */
  readonly language: string;
  readonly kernel: IKernel | null;
  readonly cells: readonly ICell[];
  readonly messages: readonly IMessage[];
  /** Rule ids that the document's metadata switches off; `*` for all. */
  readonly ignored: readonly string[];
  /** False when the whole document is read-only. */
  readonly editable: boolean;
  /** What other files use of this module; absent where nobody has looked. */
  readonly uses?: readonly IUse[];
}

/** Index of the last cell with code in it; -1 when there is none. */
export function lastCode({ cells }: IDocument): number {
  let index = cells.length - 1;
  while (index >= 0 && (cells[index]!.kind !== 'code' || cells[index]!.source.trim() === '')) {
    index -= 1;
  }
  return index;
}
