/** The recordings as documents, for the specs of this folder. Not part of the engine. */
import type { ICell, IDocument, IMessage, Output } from '../../document';
import kernels from '../recorded/kernels.json';
import reference from '../recorded/reference.json';
import stdlib from '../recorded/stdlib.json';
import tracebacks from '../recorded/tracebacks.json';

/** An output and whether its message had no cell for a parent. */
export type Recorded = Output & { readonly orphan?: boolean };

/** The names of the four recorded kernels. */
export const KERNELS = ['K5', 'K6', 'K6b', 'K7'] as const;

type Case = { readonly source: readonly string[] } & { readonly [kernel in (typeof KERNELS)[number]]?: Recorded[][] };

/** Every case by id: the sources of its cells and, per kernel, the outputs of each cell. */
export const cases = kernels.cases as unknown as Readonly<Record<string, Case>>;

/** The distinct outputs of each case on plain CPython. */
export const plain = stdlib.cases as unknown as Readonly<Record<string, readonly Output[]>>;

/** The expressions as first measured, with the cases each one matched. */
export const measured = reference.patterns;

/** Whole outputs with real file names, by kernel and case. */
export const whole = tracebacks.kernels as unknown as Readonly<
  Record<string, Record<string, readonly { readonly source: string; readonly outputs: readonly Recorded[] }[]>>
>;

/** A code cell `c1`, `c2`, … */
export function cellOf(
  source: string,
  outputs: readonly Output[],
  count: number | null,
  more: Partial<ICell> = {}
): ICell {
  return {
    id: `c${count ?? 0}`,
    kind: 'code',
    source,
    executionCount: count,
    outputs,
    tags: [],
    editable: true,
    ...more
  };
}

/** A notebook of these cells. */
export function documentOf(cells: readonly ICell[], messages: readonly IMessage[] = []): IDocument {
  const kernel = { implementation: 'ipython', version: '3.11.7' };
  return { kind: 'notebook', language: 'python', kernel, cells, messages, ignored: [], editable: true };
}

/** A notebook as it looks after every cell ran once; orphans become messages without a cell. */
export function notebookOf(sources: readonly string[], outputs: readonly (readonly Recorded[])[]): IDocument {
  const cells = sources.map((source, at) =>
    cellOf(
      source,
      (outputs[at] ?? []).filter(each => !each.orphan),
      at + 1
    )
  );
  const orphans = outputs.flatMap(each => each.filter(output => output.orphan));
  return documentOf(
    cells,
    orphans.map(output => ({ output, cell: null }))
  );
}
