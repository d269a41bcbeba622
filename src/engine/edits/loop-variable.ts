/** Removing a loop variable that nothing reads once its loop is not driven any more. */
import { functionAround } from '../python/callers';
import type { ICall, ICellFacts, IFunction, IRead, IScope, IStatement, Use } from '../python/facts';
import { loopOf } from '../python/loops';
import type { INotebookFacts, IPlaced } from '../python/notebook-facts';
import { spelling } from './drive';
import { sortEdits } from './edit';
import type { IEdit } from './edit';
import { indentOf, lineStart, nextLine, removeStatement, unwrap } from './statements';

/** Edits and the calls they remove and add; all empty when nothing beside the drive has to change. */
export interface IDropped {
  readonly edits: readonly IEdit[];
  readonly removes: readonly string[];
  readonly adds: readonly string[];
}

const NOTHING: IDropped = { edits: [], removes: [], adds: [] };
const DRIVES: ReadonlySet<string> = new Set(['run_until_complete', 'run_forever']);
/** What a script asks of its loop before it closes it. The kernel still needs what they shut down. */
const SHUTDOWNS: ReadonlySet<string> = new Set(['shutdown_asyncgens', 'shutdown_default_executor']);

/** `shutdown_asyncgens` for `loop.run_until_complete(loop.shutdown_asyncgens())`. */
export function shutdownOf(call: ICall): string | null {
  const work = call.args[0]?.call?.attr ?? '';
  return SHUTDOWNS.has(work) ? work : null;
}

/**
 * Remove `loop = asyncio.get_event_loop()`, and `loop.close()` and `asyncio.set_event_loop(loop)` with it.
 * `loop.close()` goes in any case: it would close the kernel's loop. A new loop that more is done with than driving it
 * becomes the running one.
 *
 * @param drive - the `loop.run_until_complete(…)` or `loop.run_forever()` call that is being replaced.
 * @param whole - true when the drive goes with its statement, and nothing takes its place.
 * @returns edits within the same cell, or one sentence why the drive cannot be replaced.
 */
export function dropLoop(cell: ICellFacts, drive: ICall, all: INotebookFacts, whole = false): IDropped | string {
  const [name, method = ''] = drive.dotted?.split('.') ?? [];
  const around = functionAround(drive.scope, cell);
  if (name === undefined || !DRIVES.has(method) || !(around ?? drive.scope.immediate)) {
    return whole ? removeAll(cell, [drive.statement]) : NOTHING;
  }
  const scope = around?.scope ?? cell.module;
  const beside = (each: ICall): boolean => (around ? each.scope === scope : each.scope.immediate);
  const closing = cell.calls.filter(
    each => beside(each) && each.use.kind === 'statement' && alone(each) && isFarewell(each, name, drive, cell)
  );
  const gone = [...(whole ? [drive.statement] : []), ...closing.map(each => each.statement)];
  const farewell = removeAll(cell, gone);
  // What is awaited stays: it may read the loop.
  const without = [...(whole ? [drive] : [drive.callee]), ...closing];
  const kept = (around ? readsWithin(around, name, cell) : all.reads(name))?.filter(
    read => read.cell !== cell || !without.some(call => call.from <= read.what.at && read.what.at < call.to)
  );
  const made = scope.bindings.filter(each => each.name === name && each.call && each.statement.type === 'Assign');
  const [binding] = made;
  const only = made.length === 1 && all.candidates(name, scope, drive.from, cell).length === 1 ? binding : null;
  const used = kept?.some(({ what }) => !onlyDrives(what.use)) ?? false;
  if (around && !only) {
    // A loop that comes from elsewhere is somebody else's; but closed it must not be.
    return farewell;
  }
  if (used && loopOf(drive, cell, all) === 'new') {
    return runningInstead(only?.call ?? null, farewell, name);
  }
  if (!only || kept?.length !== 0 || only.statement.value?.type !== 'Call') {
    return farewell;
  }
  const edit = single(scope, only.statement) ? removeStatement(cell, only.statement) : null;
  const inside = cell.calls.filter(each => each.statement === only.statement).map(spelling);
  return edit ? { edits: [...farewell.edits, edit], removes: [...farewell.removes, ...inside], adds: [] } : farewell;
}

/** `loop.close()` and its companions behind the drive, or `asyncio.set_event_loop(loop)`. */
function isFarewell(call: ICall, name: string, drive: ICall, cell: ICellFacts): boolean {
  const behind = call.from > drive.to;
  if (call.attr === 'set_event_loop' && call.args.length === 1) {
    const [{ dotted, value }] = call.args as [ICall['args'][0]];
    return dotted === name || (behind && cell.source.slice(value.from, value.to) === 'None');
  }
  const close =
    call.dotted === `${name}.close` || (call.dotted === `${name}.run_until_complete` && shutdownOf(call) !== null);
  return behind && close;
}

/** The call is its statement. */
function alone(call: ICall): boolean {
  return call.statement.to === call.to;
}

/** A place that has no use for the loop but to drive, close or ask it. */
function onlyDrives(use: Use): boolean {
  return (
    (use.kind === 'object' && /^(?:run_until_complete|run_forever|close|stop|is_running|is_closed)$/.test(use.attr)) ||
    (use.kind === 'argument' && use.call.attr === 'set_event_loop')
  );
}

/** `loop = asyncio.get_running_loop()`: tasks made on a loop that never runs would never end. */
function runningInstead(maker: ICall | null, farewell: IDropped, name: string): IDropped | string {
  const spelled = maker?.dotted ?? '';
  if (!maker || !/\.new_event_loop$/.test(spelled) || !spelled.startsWith('asyncio') || maker.args.length > 0) {
    return `${name} is a loop of its own that more is done with: make it asyncio.get_running_loop() first.`;
  }
  const from = maker.callee.to - 'new_event_loop'.length;
  return {
    edits: [...farewell.edits, { from, to: maker.callee.to, text: 'get_running_loop' }],
    removes: [...farewell.removes, spelled],
    adds: [spelled.replace(/new_event_loop$/, 'get_running_loop')]
  };
}

/** Places in a function, and in what it defines, that read a name. */
function readsWithin({ from, to }: IFunction, name: string, cell: ICellFacts): readonly IPlaced<IRead>[] {
  const found = cell.reads.filter(each => each.name === name && from <= each.at && each.at < to);
  return found.map(what => ({ cell, what }));
}

/** `a = b = …` binds more than the loop. */
function single(scope: IScope, statement: IStatement): boolean {
  return scope.bindings.filter(each => each.statement === statement).length === 1;
}

/** Remove statements. Where one cannot go without harm to what stands around it, `pass` takes its place. */
export function removeAll(cell: ICellFacts, statements: readonly IStatement[]): IDropped {
  const edits: IEdit[] = [];
  const groups = new Map<readonly IStatement[], IStatement[]>();
  for (const each of new Set(statements)) {
    groups.set(each.siblings, [...(groups.get(each.siblings) ?? []), each]);
  }
  for (const [siblings, group] of groups) {
    const [first] = group;
    const all = first!.parent !== null && siblings.length === group.length;
    const cut = all && first!.block === 'finalbody' ? removeFinally(cell, first!.parent!, group) : null;
    const each = group.map((statement, index) => (all && index === 0 ? null : removeStatement(cell, statement)));
    edits.push(...(cut ?? each.map((edit, index) => edit ?? passFor(group[index]!))));
  }
  const removes = cell.calls.filter(each => statements.includes(each.statement)).map(spelling);
  return { edits: joined(edits), removes, adds: [] };
}

/** Neighbouring cuts as one: the cut of a last line without a line end takes the one before it. */
export function joined(edits: readonly IEdit[]): IEdit[] {
  const whole: IEdit[] = [];
  for (const each of sortEdits(edits)) {
    const last = whole[whole.length - 1];
    if (last && last.text === '' && each.text === '' && each.from <= last.to) {
      // Nothing stands before the first line.
      whole[whole.length - 1] = { from: Math.max(0, last.from - (last.to - each.from)), to: each.to, text: '' };
    } else {
      whole.push(each);
    }
  }
  return whole;
}

function passFor({ from, to }: IStatement): IEdit {
  return { from, to, text: 'pass' };
}

/** Take `finally:` away; with it the whole `try`, when it caught nothing. */
function removeFinally(cell: ICellFacts, statement: IStatement, closing: readonly IStatement[]): IEdit[] | null {
  const { source } = cell;
  const before = statement.children[statement.children.indexOf(closing[0]!) - 1];
  if (!before || indentOf(source, closing[0]!) === null) {
    return null;
  }
  const from = nextLine(source, before.to);
  const to = nextLine(source, closing[closing.length - 1]!.to);
  // Comments between would go with the block: leave such a cell alone.
  const gaps = [{ from, to: from }, ...closing].map(({ to: end }, index) => [end, closing[index]?.from ?? to]);
  if (gaps.some(([start, end]) => source.slice(start, end).includes('#'))) {
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
