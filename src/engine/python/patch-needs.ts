/** What in a notebook may need the patch of nest_asyncio: a plan to take it out is offered only when nothing does. */
import { facadeOf, unwrapped } from './facade-calls';
import type { ICall, ICellFacts, IScope, IStatement, ITextFacts } from './facts';
import { guardOf } from './loops';
import type { INotebookFacts } from './notebook-facts';
import { nameOfCell } from './places';
import { BUILT_IN, PLAIN_MODULES } from './plain-modules';
import { readCell } from './read-cell';

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
const CODE =
  /^(?:exec|eval|__import__|import_module|exec_module|load_module|run_path|run_module|run_cell\w*|run_\w+_magic|run_code|ex)$/;
const FILES = /^(?:run|load|loadpy|macro|rerun|recall|pycat|load_ext|reload_ext)$/;
const IMPORTS: ReadonlySet<string> = new Set(['Import', 'ImportFrom']);
/** `_`, `__`, `_3`, `_i3`, `_ih`: what IPython keeps of earlier cells. */
const HISTORY = /^_+(?:\d+|i+\d*|i?h|oh|dh)?$/;

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
    cell.kind === 'code' ? [{ index, facts: all.cell(cell.id) ?? readCell(cell.source) }] : []
  );
  // Many projects have a folder of that name: the library's is known by its runner.
  const isRunner = texts.some(({ facts }) => facts.module.bindings.some(each => each.path === 'agents.Runner'));
  for (const { index, facts } of texts.filter(each => each.facts.python)) {
    if (!facts.complete) {
      yield { index, why: 'is not valid Python as a whole' };
      continue;
    }
    for (const why of unreadable(facts)) {
      yield { index, why };
    }
    for (const library of importsOf(facts)) {
      if (!PLAIN_MODULES.has(library) || (library === 'agents' && !isRunner)) {
        yield { index, library: library === '' ? 'a module beside it' : library };
      }
    }
  }
  yield* unbound(texts);
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
    const target = all.target(call, cell) ?? '';
    const drives = ENTRIES.has(call.attr ?? '') || RUNS.test(target);
    if (drives && guardOf(cell, call.statement, all).kind !== 'never') {
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

/** Other programs, and code in texts. */
function* unreadable(facts: ITextFacts): Iterable<string> {
  const files = facts.magics.find(
    each => FILES.test(each.name) && !/autoreload/.test(facts.source.slice(each.from, each.to))
  );
  if (files) {
    yield `runs %${files.name}`;
  }
  const code = facts.calls.find(each => CODE.test(each.attr ?? ''));
  if (code) {
    yield `runs code by ${code.attr}()`;
  }
}

/** First names of all modules that are imported. */
function importsOf(facts: ITextFacts): readonly string[] {
  return facts.statements.filter(each => IMPORTS.has(each.type)).flatMap(each => modulesOf(facts, each));
}

/** First names of the modules a statement imports; empty for one beside this file. */
function modulesOf({ source }: ITextFacts, statement: IStatement): string[] {
  const text = source.slice(statement.from, statement.to).replace(/\\\r?\n/g, ' ');
  const parts = statement.type === 'Import' ? text.replace(/^import/, '').split(',') : [text.replace(/^from/, '')];
  return parts.map(each => each.trim().split(/[\s.]/)[0] ?? '');
}

/** Names that no cell binds: what they are cannot be told. */
function* unbound(texts: readonly { readonly index: number; readonly facts: ITextFacts }[]): Iterable<INeed> {
  const own = new Set(texts.flatMap(each => each.facts.module.bindings.map(binding => binding.name)));
  if (texts.some(({ facts }) => facts.stars.length > 0)) {
    return;
  }
  for (const { index, facts } of texts) {
    const globals = new Set(facts.reads.flatMap(each => globalsOf(each.scope)));
    const unknown = facts.reads.find(
      ({ name, scope }) =>
        !own.has(name) && !BUILT_IN.has(name) && !HISTORY.test(name) && !globals.has(name) && !isLocal(name, scope)
    );
    if (unknown) {
      yield { index, why: `uses ${unknown.name}, which no cell makes` };
    }
  }
}

function isLocal(name: string, inner: IScope): boolean {
  for (let scope: IScope | null = inner; scope; scope = scope.parent) {
    if (scope.bindings.some(each => each.name === name)) {
      return true;
    }
  }
  return false;
}

function globalsOf(inner: IScope): string[] {
  const found: string[] = [];
  for (let scope: IScope | null = inner; scope; scope = scope.parent) {
    found.push(...scope.globals);
  }
  return found;
}
