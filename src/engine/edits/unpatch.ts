/** Taking `nest_asyncio.apply()` and its import out of a cell. */
import type { ICall, ICellFacts, IStatement } from '../python/facts';
import type { INotebookFacts } from '../python/notebook-facts';
import { spelling } from './drive';
import type { IEdit } from './edit';
import { joined } from './loop-variable';
import { Plan } from './plan';
import { removeStatement } from './statements';

const MODULE = /^nest_asyncio2?$/;

/**
 * Remove all calls of `apply()`, and the imports that only they use.
 *
 * @returns the change, or one sentence why a call has to stay.
 */
export function unpatch(all: INotebookFacts): Plan | string {
  const plan = new Plan();
  const applied = all.calls('nest_asyncio.apply', 'nest_asyncio2.apply');
  if (applied.length === 0) {
    return 'It cannot be told where the patch is applied: look for it in the modules that the notebook imports.';
  }
  for (const { cell, what } of applied) {
    if (!what.scope.immediate) {
      return `${what.scope.name || 'A function'}() applies the patch when it is called: take it out there first.`;
    }
    if (what.use.kind !== 'statement' || what.statement.to !== what.to || isCostly(what, cell, all)) {
      return 'More than the patch stands in its statement: put it on a line of its own first.';
    }
  }
  for (const cell of all.cells) {
    const own = applied.filter(each => each.cell === cell).map(each => each.what);
    const statements = [
      ...own.map(each => each.statement),
      ...importsOf(
        cell,
        applied.map(each => each.what),
        all
      )
    ];
    const imports = aliases(
      cell,
      applied.map(each => each.what),
      all
    );
    if (statements.length + imports.length > 0) {
      const removes = own.flatMap(call => cell.calls.filter(each => each.statement === call.statement)).map(spelling);
      plan.add(cell, { edits: [...removeAll(cell, statements), ...imports], removes });
    }
  }
  return plan;
}

/** What is given to `apply()` may do something of its own. */
function isCostly(call: ICall, cell: ICellFacts, all: INotebookFacts): boolean {
  const inner = cell.calls.filter(each => each !== call && each.statement === call.statement);
  return inner.some(each => !/^asyncio\.(?:get_event_loop|get_running_loop)$/.test(all.target(each, cell) ?? ''));
}

/** Statements that import nothing else, and whose names only `apply()` reads. */
function importsOf(cell: ICellFacts, applied: readonly ICall[], all: INotebookFacts): IStatement[] {
  return unread(cell, applied, all).filter(statement => namesIn(cell, statement) === 1);
}

/** `nest_asyncio` out of `import asyncio, nest_asyncio`. */
function aliases(cell: ICellFacts, applied: readonly ICall[], all: INotebookFacts): IEdit[] {
  return unread(cell, applied, all)
    .filter(statement => namesIn(cell, statement) > 1)
    .flatMap(({ from, to, type }) => {
      const text = cell.source.slice(from, to);
      const name = 'nest_asyncio2?(?:[ \\t]+as[ \\t]+\\w+)?';
      const found =
        type === 'Import' && !/[\\\r\n(]/.test(text)
          ? (new RegExp(`[ \\t]*,[ \\t]*${name}(?=[ \\t]*(?:,|$))`).exec(text) ??
            new RegExp(`(?<=^import[ \\t]+)${name}[ \\t]*,[ \\t]*`).exec(text))
          : null;
      return found ? [{ from: from + found.index, to: from + found.index + found[0].length, text: '' }] : [];
    });
}

function namesIn(cell: ICellFacts, statement: IStatement): number {
  return cell.module.bindings.filter(each => each.statement === statement).length;
}

/** Import statements of the patch whose names are read by its calls alone. */
function unread(cell: ICellFacts, applied: readonly ICall[], all: INotebookFacts): IStatement[] {
  const found = cell.module.bindings.filter(({ kind, path, name }) => {
    const reads = kind === 'import' && MODULE.test((path ?? '').split('.')[0]!) ? all.reads(name) : null;
    return reads?.every(({ what }) => applied.some(each => each.from <= what.at && what.at < each.to)) ?? false;
  });
  return [...new Set(found.map(each => each.statement))];
}

/** Remove statements; `pass` takes the place of those that a block cannot do without. */
function removeAll(cell: ICellFacts, statements: readonly IStatement[]): IEdit[] {
  const edits = runsOf(cell, statements).map(run => {
    const [first] = run as [IStatement];
    const last = run[run.length - 1]!;
    const block = first.parent?.children.filter(each => each.block === first.block) ?? [];
    const whole = block.length > 0 && block.every(each => statements.includes(each)) && block[0] === first;
    const edit = whole ? null : removeStatement(cell, { ...first, to: last.to });
    return edit ?? { from: first.from, to: last.to, text: 'pass' };
  });
  return joined(edits);
}

/** Statements that follow one another on a line go together. */
function runsOf({ source }: ICellFacts, statements: readonly IStatement[]): IStatement[][] {
  const runs: IStatement[][] = [];
  for (const each of [...statements].sort((a, b) => a.from - b.from)) {
    const run = runs[runs.length - 1];
    const last = run?.[run.length - 1];
    if (last && last.siblings === each.siblings && /^[ \t]*;[ \t]*$/.test(source.slice(last.to, each.from))) {
      run!.push(each);
    } else {
      runs.push([each]);
    }
  }
  return runs;
}
