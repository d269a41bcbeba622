/** Removing a loop variable that nothing reads once its loop is not driven any more. */
import type { ICall, ICellFacts, IStatement } from '../python/facts';
import type { INotebookFacts } from '../python/notebook-facts';
import { spelling } from './drive';
import type { IEdit } from './edit';
import { indentOf, lineStart, nextLine, removeStatement, unwrap } from './statements';

/** Edits and the calls they remove; both empty when the variable must stay. */
export interface IDropped {
  readonly edits: readonly IEdit[];
  readonly removes: readonly string[];
}

const NOTHING: IDropped = { edits: [], removes: [] };
const DRIVES: ReadonlySet<string> = new Set(['run_until_complete', 'run_forever']);

/**
 * Remove `loop = asyncio.get_event_loop()`, and `loop.close()` and `asyncio.set_event_loop(loop)` with it.
 * `loop.close()` goes in any case: it would close the kernel's loop.
 *
 * @param drive - the `loop.run_until_complete(…)` or `loop.run_forever()` call that is being replaced.
 * @returns edits within the same cell; nothing when another place still reads the variable.
 */
export function dropLoop(cell: ICellFacts, drive: ICall, all: INotebookFacts): IDropped {
  const [name, method = ''] = drive.dotted?.split('.') ?? [];
  if (name === undefined || !DRIVES.has(method) || !drive.scope.immediate) {
    return NOTHING;
  }
  const closing = cell.calls.filter(
    each =>
      each.scope.immediate &&
      each.use.kind === 'statement' &&
      each.statement.to === each.to &&
      isFarewell(each, name, drive)
  );
  const farewell = closing.map(call => remove(cell, call));
  const made = cell.module.bindings.filter(each => each.name === name && each.call && each.statement.type === 'Assign');
  const [binding] = made;
  const reads = all.reads(name);
  const gone = [drive, ...closing];
  const kept = reads?.filter(
    read => read.cell !== cell || !gone.some(call => call.from <= read.what.at && read.what.at < call.to)
  );
  const bindings = all.candidates(name, cell.module, drive.from, cell);
  const edits = farewell.flatMap(each => each.edits);
  const removes = farewell.flatMap(each => each.removes);
  if (
    made.length !== 1 ||
    bindings.length !== 1 ||
    !binding ||
    !kept ||
    kept.length > 0 ||
    binding.statement.value?.type !== 'Call'
  ) {
    return { edits, removes };
  }
  const edit = single(cell, binding.statement) ? removeStatement(cell, binding.statement) : null;
  const inside = cell.calls.filter(each => each.statement === binding.statement).map(spelling);
  return edit ? { edits: [...edits, edit], removes: [...removes, ...inside] } : { edits, removes };
}

/** `loop.close()` behind the drive, or `asyncio.set_event_loop(loop)`. */
function isFarewell(call: ICall, name: string, drive: ICall): boolean {
  const close = call.dotted === `${name}.close` && call.from > drive.to;
  return close || (call.attr === 'set_event_loop' && call.args.length === 1 && call.args[0]!.dotted === name);
}

/** `a = b = …` binds more than the loop. */
function single(cell: ICellFacts, statement: IStatement): boolean {
  return cell.module.bindings.filter(each => each.statement === statement).length === 1;
}

/** Where the statement cannot go without harm to what stands around it, `pass` takes its place. */
function remove(cell: ICellFacts, call: ICall): IDropped {
  const { statement } = call;
  const removes = cell.calls.filter(each => each.statement === statement).map(spelling);
  const { parent } = statement;
  const alone = parent && parent.children.filter(each => each.block === statement.block).length === 1;
  const whole = parent && alone && statement.block === 'finalbody' ? removeFinally(cell, parent, statement) : null;
  const line = whole ?? removeStatement(cell, statement);
  const edits = line === null ? [{ from: statement.from, to: statement.to, text: 'pass' }] : [line].flat();
  return { edits, removes };
}

/** Take `finally:` away; with it the whole `try`, when it caught nothing. */
function removeFinally(cell: ICellFacts, statement: IStatement, closing: IStatement): IEdit[] | null {
  const { source } = cell;
  const before = statement.children[statement.children.indexOf(closing) - 1];
  if (!before || indentOf(source, closing) === null) {
    return null;
  }
  const from = nextLine(source, before.to);
  const to = nextLine(source, closing.to);
  // Comments between would go with the block: leave such a cell alone.
  if (source.slice(from, closing.from).includes('#') || /#/.test(source.slice(closing.to, to))) {
    return null;
  }
  const cut =
    to === source.length && !source.endsWith('\n') && from > 0
      ? { from: from - (source[from - 2] === '\r' ? 2 : 1), to, text: '' }
      : { from, to, text: '' };
  if (statement.catches.length > 0) {
    return [cut];
  }
  const colon = source.indexOf(':', statement.from);
  const body = statement.children.filter(each => each.block === 'body');
  const moved =
    lineStart(source, before.from) > colon
      ? unwrap(cell, statement, { from: statement.from, to: colon + 1 }, body)
      : null;
  return moved && [...moved, cut];
}
