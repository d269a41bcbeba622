/** Lines and offsets: where a traceback points. */
import type { ISpan } from '../document';
import type { IFailure, IFrame } from '../failures/failure';
import type { ICall, ICellFacts, IScope } from './facts';
import type { INotebookFacts, IPlaced } from './notebook-facts';

/**
 * Range of a line without its line end.
 *
 * @param line - from 1; a line that does not exist gives an empty range at the end.
 */
export function lineSpan(source: string, line: number): ISpan {
  let from = 0;
  for (let number = 1; number < line; number += 1) {
    const end = source.indexOf('\n', from);
    if (end < 0) {
      return { from: source.length, to: source.length };
    }
    from = end + 1;
  }
  const end = source.indexOf('\n', from);
  return { from, to: end < 0 ? source.length : end };
}

/** Line of an offset, from 1. */
export function lineOf(source: string, offset: number): number {
  let line = 1;
  for (let at = source.indexOf('\n'); at >= 0 && at < offset; at = source.indexOf('\n', at + 1)) {
    line += 1;
  }
  return line;
}

/** `cell [3]` where the cell has run, else its place in the document, from 1; `this file` for a script. */
export function nameOfCell(cell: Pick<ICellFacts, 'index'>, all: INotebookFacts): string {
  if (all.document.kind === 'script') {
    return 'this file';
  }
  const count = all.document.cells[cell.index]?.executionCount;
  return typeof count === 'number' ? `cell [${count}]` : `cell number ${cell.index + 1}`;
}

/** What waits where an await is put: a script awaits in functions only. */
export function waiterOf(all: INotebookFacts): 'cell' | 'function' {
  return all.document.kind === 'script' ? 'function' : 'cell';
}

/** True when two ranges share a character, or an empty one lies in the other. */
export function meets(a: ISpan, b: ISpan): boolean {
  return a.from <= b.to && b.from <= a.to;
}

/** The innermost frame of a failure that lies in a cell of the document. */
export function deepestCellFrame(failure: IFailure): IFrame | null {
  for (let index = failure.frames.length - 1; index >= 0; index -= 1) {
    if (failure.frames[index]!.cell !== null) {
      return failure.frames[index]!;
    }
  }
  return null;
}

/**
 * The calls on the line a failure points to, or on any line of the statement that holds it:
 * Python names the first line of a call that goes over several. Behind them, where the line belongs to an `except` or
 * `finally`, the calls of its `try`: from Python 3.10 on IPython names the line an error was passed on by.
 */
export function callsAt(failure: IFailure, all: INotebookFacts): readonly IPlaced<ICall>[] {
  const frame = deepestCellFrame(failure);
  const cell = all.cell(frame?.cell ?? failure.cell ?? '');
  if (!cell || (frame && frame.line < 1)) {
    return [];
  }
  if (!frame) {
    // `%xmode Minimal` prints no frames: any call of the failing cell that ran may be meant.
    return cell.calls.filter(each => each.scope.immediate).map(what => ({ cell, what }));
  }
  const line = lineSpan(cell.source, frame.line);
  const onLine = cell.calls.filter(each => meets(each, line) && each.from <= line.to && each.to >= line.from);
  return [...onLine, ...passedOn(cell, line)].map(what => ({ cell, what }));
}

/** The lines of cells that a failure names, innermost first; the whole cell where it names no place. */
export function linesNamed(
  failure: IFailure,
  all: INotebookFacts
): readonly { readonly cell: ICellFacts; readonly line: ISpan }[] {
  const own = all.cell(failure.cell ?? '');
  if (failure.frames.length === 0) {
    return own ? [{ cell: own, line: { from: 0, to: own.source.length } }] : [];
  }
  return [...failure.frames].reverse().flatMap(frame => {
    // A warning names the file of its cell, which cannot always be told from others: then it is the cell it is under.
    const unknown = failure.evidence === 'stream' && /ipykernel_|ipython-input-/.test(frame.file) ? own : null;
    const cell = frame.cell === null ? unknown : all.cell(frame.cell);
    return cell ? [{ cell, line: lineSpan(cell.source, frame.line) }] : [];
  });
}

/** Calls in the body of the `try` statements whose handlers or `finally` hold the line, innermost first. */
function passedOn(cell: ICellFacts, line: ISpan): readonly ICall[] {
  const found = cell.statements.filter(
    each => /^Try/.test(each.type) && each.from <= line.from && line.from <= each.to
  );
  return found.reverse().flatMap(each => {
    const end = each.children.reduce((to, child) => (child.block === 'body' ? Math.max(to, child.to) : to), each.from);
    return end < line.from
      ? cell.calls.filter(call => call.from > each.from && call.to <= end && scopeOf(call) === each.scope)
      : [];
  });
}

/** The scope a call runs in: comprehensions run with what is around them. */
function scopeOf(call: ICall): IScope | null {
  let scope: IScope | null = call.scope;
  while (scope?.kind === 'comprehension') {
    scope = scope.parent;
  }
  return scope;
}

/** Range of the innermost simple statement at a line; the line itself when none is known there. */
export function statementAt(cell: ICellFacts, line: number): ISpan {
  const span = lineSpan(cell.source, line);
  const found = cell.statements.filter(each => each.children.length === 0 && meets(each, span));
  const best = found[found.length - 1];
  const indent = /^\s*/.exec(cell.source.slice(span.from, span.to))![0].length;
  return best ? { from: best.from, to: best.to } : { from: span.from + indent, to: span.to };
}
