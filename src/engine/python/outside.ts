/** What a cell takes from outside it: modules, names, other programs. Kept as long as the cell does not change. */
import type { ICell } from '../document';
import type { IScope, IStatement, ITextFacts } from './facts';
import { BUILT_IN } from './plain-modules';
import { readCell } from './read-cell';

/** What a cell takes, and what it makes. */
export interface IOutside {
  /** `runs code by exec()`: why it cannot be told what it does. */
  readonly unreadable: readonly string[];
  /** First names of the modules it imports; empty for one beside this file. */
  readonly libraries: readonly string[];
  /** True where it imports the Runner of openai-agents. */
  readonly isRunner: boolean;
  readonly isStar: boolean;
  /** Names that other cells can read. */
  readonly made: readonly string[];
  /** Names it reads that are neither Python's nor made in the same scope. */
  readonly read: readonly string[];
}

const NOTHING: IOutside = { unreadable: [], libraries: [], isRunner: false, isStar: false, made: [], read: [] };
const CODE =
  /^(?:exec|eval|__import__|import_module|exec_module|load_module|run_path|run_module|run_cell\w*|run_\w+_magic|run_code|ex)$/;
const FILES = /^(?:run|load|loadpy|macro|rerun|recall|pycat|load_ext|reload_ext)$/;
const IMPORTS: ReadonlySet<string> = new Set(['Import', 'ImportFrom']);
/** `_`, `__`, `_3`, `_i3`, `_ih`: what IPython keeps of earlier cells. */
const HISTORY = /^_+(?:\d+|i+\d*|i?h|oh|dh)?$/;

/** Parsing every cell of a notebook takes its time: most of them stay as they are. */
const known = new WeakMap<ICell, IOutside>();

/**
 * What a cell takes from outside it.
 *
 * @param facts - where the cell was read already.
 */
export function outsideOf(cell: ICell, facts: ITextFacts | null): IOutside {
  let outside = known.get(cell);
  if (!outside) {
    outside = lookedAt(facts ?? readCell(cell.source));
    known.set(cell, outside);
  }
  return outside;
}

function lookedAt(facts: ITextFacts): IOutside {
  if (!facts.python || !facts.complete) {
    return facts.python ? { ...NOTHING, unreadable: ['is not valid Python as a whole'] } : NOTHING;
  }
  const { bindings } = facts.module;
  const declared = new Set(facts.functions.flatMap(each => [...each.scope.globals]));
  const free = facts.reads.filter(
    ({ name, scope }) => !BUILT_IN.has(name) && !HISTORY.test(name) && !isMade(name, scope) && !declared.has(name)
  );
  return {
    unreadable: [...unreadable(facts)],
    libraries: importsOf(facts),
    isRunner: bindings.some(each => each.path === 'agents.Runner'),
    isStar: facts.stars.length > 0,
    made: [...bindings.map(each => each.name), ...declared],
    read: [...new Set(free.map(each => each.name))]
  };
}

function isMade(name: string, inner: IScope): boolean {
  for (let scope: IScope | null = inner; scope; scope = scope.parent) {
    if (scope.bindings.some(each => each.name === name)) {
      return true;
    }
  }
  return false;
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
