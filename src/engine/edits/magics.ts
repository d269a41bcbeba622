/** Taking away a magic that keeps a cell from awaiting, and doing its work in Python instead. */
import type { ISpan } from '../document';
import type { ICellFacts, IStatement } from '../python/facts';
import type { IMagic } from '../python/mask';
import type { INotebookFacts } from '../python/notebook-facts';
import { scan } from '../python/scanner';
import type { IDriven } from './drive';
import { joinAtSamePlace } from './edit';
import type { IEdit } from './edit';
import { usable } from './imports';
import { indentOf, lineStart, newline, nextLine } from './statements';

/** Edits and the calls they add. */
export interface IUnmagicked {
  readonly edits: readonly IEdit[];
  readonly adds: readonly string[];
}

/** The magic's change and the loops under it that become awaits, as one. */
export function together(made: IUnmagicked, driven: readonly IDriven[]): IDriven {
  const edits = driven.flatMap(each => each.edits);
  return {
    edits: joinAtSamePlace(made.edits, edits),
    removes: driven.flatMap(each => each.removes),
    adds: [...made.adds, ...driven.flatMap(each => each.adds)],
    awaits: driven.reduce((count, each) => count + each.awaits, 0),
    dropped: []
  };
}

/** Values worth no name of their own: they can be shown again after the clock has stopped. */
const STILL: ReadonlySet<string> = new Set(['Name', 'Constant', 'Attribute']);

/** Remove `%%time` with its line, or the `%time` before a statement. */
export function removeMagic(cell: ICellFacts, magic: IMagic): IEdit {
  const { source } = cell;
  return magic.kind === 'cell'
    ? { from: lineStart(source, magic.from), to: nextLine(source, magic.from), text: '' }
    : { from: magic.from, to: magic.argument.from, text: '' };
}

/**
 * Replace a timing magic by `time.perf_counter()` before and after.
 *
 * @param statements - what is timed: all top-level statements under a cell magic, one for a line magic.
 * @returns null when the statements do not stand on lines of their own.
 */
export function timeInside(
  cell: ICellFacts,
  magic: IMagic,
  statements: readonly IStatement[],
  all: INotebookFacts
): IUnmagicked | null {
  const { source } = cell;
  const last = statements[statements.length - 1];
  // It is read before the first statement: an import further down in the cell would come too late.
  const counter = usable('time.perf_counter', cell, magic.from, all);
  if (!last || magic.assigned || (counter.edit === null && takenAgain(counter.name, cell))) {
    return null;
  }
  const end = newline(source);
  const started = all.freshName('started');
  const indent = magic.kind === 'cell' ? '' : indentOf(source, { from: magic.from, to: magic.to });
  const tail = nextLine(source, last.to);
  if (indent === null || !/^[ \t]*(?:#[^\r\n]*)?\r?\n?$/.test(source.slice(last.to, tail))) {
    return null;
  }
  const bring = counter.edit ? `${counter.edit.text}` : '';
  const start = `${bring}${indent}${started} = ${counter.name}()${end}`;
  const head: IEdit =
    magic.kind === 'cell'
      ? { from: lineStart(source, magic.from), to: nextLine(source, magic.from), text: start }
      : { from: lineStart(source, magic.from), to: magic.argument.from, text: start + indent };
  const report = `${indent}print(f"{${counter.name}() - ${started}:.3f} s")`;
  const adds = [counter.name, counter.name, 'print'];
  const shown = cell.last === last ? last.value : null;
  if (shown && !isPrint(cell, shown) && !STILL.has(shown.type)) {
    const result = all.freshName('result');
    const tailText = `${tail === source.length && !source.endsWith('\n') ? end : ''}${report}${end}${indent}${result}`;
    return { edits: [...named(head, last.from, `${result} = `), { from: tail, to: tail, text: tailText }], adds };
  }
  if (shown && STILL.has(shown.type)) {
    const at = lineStart(source, last.from);
    return statements.length > 1 ? { edits: [head, { from: at, to: at, text: report + end }], adds } : null;
  }
  const before = tail === source.length && !source.endsWith('\n') ? end : '';
  return { edits: [head, { from: tail, to: tail, text: `${before}${report}${before ? '' : end}` }], adds };
}

/** True when the cell gives something else the name that its end still needs. */
function takenAgain(name: string, cell: ICellFacts): boolean {
  const [root] = name.split('.');
  return cell.module.bindings.some(each => each.name === root && each.path === undefined);
}

/** Give the last value a name; joins the head's edit where both end at the same place. */
function named(head: IEdit, at: number, text: string): IEdit[] {
  return head.to === at ? [{ ...head, text: head.text + text }] : [head, { from: at, to: at, text }];
}

function isPrint(cell: ICellFacts, span: ISpan): boolean {
  return cell.calls.some(each => each.dotted === 'print' && each.from === span.from && each.to === span.to);
}

/**
 * Replace `%%capture out` by `with capture_output() as out:` around the body.
 *
 * @returns null for options, and where a string of several lines would be indented with the body.
 */
export function captureInside(cell: ICellFacts, magic: IMagic, all: INotebookFacts): IUnmagicked | null {
  const { source } = cell;
  const name = source.slice(magic.argument.from, magic.argument.to).trim();
  const bodyStart = nextLine(source, magic.from);
  const strings = scan(source, bodyStart).filter(each => each.kind === 'string');
  if (!/^[A-Za-z_]?\w*$/.test(name) || strings.some(each => source.slice(each.from, each.to).includes('\n'))) {
    return null;
  }
  if (/\\\r?\n/.test(source.slice(bodyStart)) || source.slice(bodyStart).trim() === '') {
    return null;
  }
  const capture = usable('IPython.utils.capture.capture_output', cell, bodyStart, all);
  const known = capture.edit === null;
  const end = newline(source);
  const spelled = known ? capture.name : 'capture_output';
  const bring = known ? '' : `from IPython.utils.capture import capture_output${end}`;
  const head = `${bring}with ${spelled}()${name ? ` as ${name}` : ''}:${end}`;
  const edits: IEdit[] = [{ from: lineStart(source, magic.from), to: bodyStart, text: head }];
  for (let at = bodyStart; at < source.length; at = nextLine(source, at)) {
    if (source.slice(at, nextLine(source, at)).trim() !== '') {
      edits.push({ from: at, to: at, text: '    ' });
    }
  }
  const [first, second] = edits;
  if (first && second && first.to === second.from) {
    edits.splice(0, 2, { ...first, text: first.text + second.text });
  }
  return { edits, adds: [spelled] };
}
