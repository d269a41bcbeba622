/** What rules may ask about the whole notebook. */
import type { IDocument } from '../document';
import type { IFacades } from './facade-table';
import type { IBinding, ICall, ICellFacts, IRead, IScope } from './facts';
import type { IMagic } from './mask';

/** A binding and the cell it stands in. */
export interface IPlaced<T> {
  readonly cell: ICellFacts;
  readonly what: T;
}

/** What a call returns, as far as the notebook shows. */
export interface ICoroutineVerdict {
  /** `yes`: a coroutine; `no`: something else; `unknown`: cannot be told. */
  readonly verdict: 'yes' | 'no' | 'unknown';
  /** Name to show: `fetch`, `asyncio.sleep`, `Client.get`. */
  readonly name: string;
}

/** What rules may ask about the whole notebook. */
export interface INotebookFacts {
  readonly document: IDocument;
  /** Library calls that run an event loop of their own, the person's own lines included. */
  readonly facades: IFacades;
  /** The cells that were read, in document order. */
  readonly cells: readonly ICellFacts[];
  cell(id: string): ICellFacts | null;
  /** What `name` is bound to at a place; null when unbound or when it cannot be told. */
  lookup(name: string, scope: IScope, at: number, cell: ICellFacts): IPlaced<IBinding> | null;
  /** All that `name` may be bound to at a place, in order, though it cannot be told which. */
  candidates(name: string, scope: IScope, at: number, cell: ICellFacts): readonly IPlaced<IBinding>[];
  /**
   * The library name a spelled dotted name stands for: `asyncio.run` for `aio.run` after `import asyncio as aio`.
   * Unbound names keep their spelling; null when the name is bound to something of the person's own.
   */
  meaning(dotted: string | null, scope: IScope, at: number, cell: ICellFacts): string | null;
  /** `meaning` of a call's callee. */
  target(call: ICall, cell: ICellFacts): string | null;
  /** The call that made the object a method is called on: `asyncio.get_event_loop()` for `loop.run_until_complete()`. */
  maker(call: ICall, cell: ICellFacts): IPlaced<ICall> | null;
  coroutine(call: ICall, cell: ICellFacts): ICoroutineVerdict;
  /** All calls whose target is one of these names. */
  calls(...targets: readonly string[]): readonly IPlaced<ICall>[];
  /** All line magics of this name, in document order. */
  magics(name: string): readonly IPlaced<IMagic>[];
  /** Every place that reads `name` from the notebook's globals; null when a cell that was not read, or did not parse, mentions it. */
  reads(name: string): readonly IPlaced<IRead>[] | null;
  /** A name that no cell uses: `base`, `base_2`, …. */
  freshName(base: string): string;
}
