/** What in a notebook may need the patch of nest_asyncio: a plan to take it out is offered only when nothing does. */
import { facadeOf, unwrapped } from './facade-calls';
import type { ICall, ICellFacts, IStatement } from './facts';
import { guardOf } from './loops';
import type { INotebookFacts } from './notebook-facts';
import { nameOfCell } from './places';
import { outsideOf } from './outside';
import { PLAIN_MODULES } from './plain-modules';

/** A cell that may need the patch. */
export interface INeed {
  readonly index: number;
  /** `drives a loop by run()`. */
  readonly why?: string;
  /** What it imports, where it cannot be told whether that drives a loop. */
  readonly library?: string;
}

const ENTRIES: ReadonlySet<string> = new Set(['run_until_complete', 'run_forever', 'run_sync', '_run_once']);
const RUNS = /^(?:(?:asyncio|uvloop|anyio)\.(?:runners\.)?run|asyncio\.(?:runners\.)?Runner)$/;

/** True for a call that drives a loop; `target` is the library name it calls. */
export function drivesLoop({ attr }: ICall, target: string): boolean {
  return ENTRIES.has(attr ?? '') || RUNS.test(target);
}

/**
 * Everything that may need the patch.
 *
 * @param rewritten - calls that are to be awaited, and so will not need it.
 */
export function* needsOf(all: INotebookFacts, rewritten: ReadonlySet<ICall>): Iterable<INeed> {
  for (const cell of all.cells) {
    for (const why of callsIn(cell, all, rewritten)) {
      yield { index: cell.index, why };
    }
  }
  const texts = all.document.cells.flatMap((cell, index) =>
    cell.kind === 'code' ? [{ index, outside: outsideOf(cell, all.cell(cell.id)) }] : []
  );
  // Many projects have a folder of that name: the library's is known by its runner.
  const isRunner = texts.some(({ outside }) => outside.isRunner);
  // What a star brings may be any name.
  const isStar = texts.some(({ outside }) => outside.isStar);
  const made = new Set(texts.flatMap(({ outside }) => outside.made));
  for (const { index, outside } of texts) {
    for (const why of outside.unreadable) {
      yield { index, why };
    }
    for (const library of outside.libraries) {
      if (!PLAIN_MODULES.has(library) || (library === 'agents' && !isRunner)) {
        yield { index, library: library === '' ? 'a module beside it' : library };
      }
    }
    const unknown = isStar ? undefined : outside.read.find(name => !made.has(name));
    if (unknown !== undefined) {
      yield { index, why: `uses ${unknown}, which no cell makes` };
    }
  }
}

/** How many cells and libraries are named; the others are counted. */
const NAMED = 4;

/** The cells that may need the patch, each once, and the libraries that may; the first few by name. */
export function tellNeeds(needs: readonly INeed[], all: INotebookFacts): string {
  const sure = new Map<number, string>();
  const unknown = new Map<string, number>();
  for (const { index, why, library } of [...needs].sort((a, b) => a.index - b.index)) {
    if (why !== undefined) {
      sure.set(index, sure.get(index) ?? why);
    } else if (library !== undefined) {
      unknown.set(library, unknown.get(library) ?? index);
    }
  }
  const cell = (index: number): string => nameOfCell({ index }, all);
  const cells = some(
    [...sure].map(([index, why]) => `${cell(index)} ${why}`),
    '; '
  );
  const names = some(
    [...unknown].map(([library, index]) => `${library} (${cell(index)})`),
    ', '
  );
  return [cells, names && `it cannot be told whether a loop is driven by ${names}`].filter(Boolean).join('; and ');
}

function some(told: readonly string[], between: string): string {
  const more = told.length > NAMED ? `${between}and ${told.length - NAMED} more` : '';
  return told.slice(0, NAMED).join(between) + more;
}

/** Calls that drive a loop, and calls of the table. */
function* callsIn(cell: ICellFacts, all: INotebookFacts, rewritten: ReadonlySet<ICall>): Iterable<string> {
  for (const call of cell.calls.filter(each => !rewritten.has(each))) {
    if (drivesLoop(call, all.target(call, cell) ?? '') && guardOf(cell, call.statement, all).kind !== 'never') {
      // `with asyncio.Runner() as runner:` goes with the calls in it.
      if (
        call.use.kind !== 'context' ||
        !cell.calls.some(each => rewritten.has(each) && inside(each, call.statement))
      ) {
        yield call.scope.immediate ? `drives a loop by ${call.attr}()` : `has a function that calls ${call.attr}()`;
      }
      continue;
    }
    const facade = call.use.kind === 'awaited' ? null : facadeOf(call, cell, all);
    if (facade || unwrapped(call, cell, all)) {
      yield `calls ${call.dotted ?? call.attr ?? 'a function'}(), which drives a loop inside`;
    } else if (call.use.kind !== 'awaited' && /_sync$/.test(call.attr ?? '')) {
      yield `calls ${call.attr}(), of which it cannot be told whether it drives a loop`;
    }
  }
  yield* handedOn(cell, all);
}

/** `asyncio.run` and its like without a call: who calls them, and where, cannot be told. */
function* handedOn(cell: ICellFacts, all: INotebookFacts): Iterable<string> {
  for (const { name, at, scope, use } of cell.reads) {
    const attr = use.kind === 'object' && use.of === 'attribute' ? use.attr : null;
    const dotted = attr === null ? name : `${name}.${attr}`;
    const drives = ENTRIES.has(attr ?? '') || RUNS.test(all.meaning(dotted, scope, at, cell) ?? '');
    if (drives && !cell.calls.some(each => each.callee.from === at)) {
      yield `hands on ${dotted}`;
    }
  }
}

function inside(call: ICall, statement: IStatement): boolean {
  return statement.from <= call.from && call.to <= statement.to;
}
