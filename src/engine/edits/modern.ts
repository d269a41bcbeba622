/** Writing for newer Pythons what older ones allowed: F-DEP. */
import type { ICall, ICellFacts, IFunction, IRead, IStatement } from '../python/facts';
import type { ILoopArgument, IRenamed } from '../python/deprecated';
import { loopNamed, makesLoop } from '../python/loops';
import type { INotebookFacts } from '../python/notebook-facts';
import { scan } from '../python/scanner';
import type { IDriven } from './drive';
import { spelling } from './drive';
import { joinAtSamePlace } from './edit';
import type { IEdit } from './edit';
import { usable } from './imports';
import { indentOf, newline, nextLine, removeStatement } from './statements';

type Change = Pick<IDriven, 'edits' | 'removes' | 'adds' | 'awaits'>;

/**
 * Leave `loop=` out, and `loop = asyncio.get_event_loop()` with it where nothing else reads the name.
 *
 * @returns the change, and whether the loop was the one that runs anyway; or one sentence why there is none.
 */
export function withoutLoop(
  cell: ICellFacts,
  { call, argument }: ILoopArgument,
  all: INotebookFacts
): (Change & { readonly same: boolean }) | string {
  const inside = cell.calls.filter(each => each.from >= argument.from && each.to <= argument.to);
  const [made] = inside;
  const plain = inside.length === 0 || (inside.length === 1 && made === argument.call);
  if (!plain || (made && makesLoop(made, cell, all) === null)) {
    return 'loop= calls something, and the rewrite would leave that out: take the argument away by hand.';
  }
  const name = argument.dotted ?? '';
  const named = /^\w+$/.test(name) ? loopNamed(name, call.scope, call.from, cell, all) : null;
  const kind = made ? makesLoop(made, cell, all) : argument.type === 'Constant' ? 'kernel' : named;
  const variable = named === 'kernel' ? unread(name, argument.value.from, cell, all) : null;
  const cut = variable && removeStatement(cell, variable);
  const gone = cut ? cell.calls.filter(each => each.statement === variable) : [];
  return {
    edits: [...(cut ? [cut] : []), cutArgument(cell, call, argument)],
    removes: [...inside, ...gone].map(spelling),
    adds: [],
    awaits: 0,
    same: kind === 'kernel'
  };
}

/** The argument, from its keyword on, with the comma before it, or the one behind it where it comes first. */
function cutArgument(cell: ICellFacts, call: ICall, { value }: ILoopArgument['argument']): IEdit {
  const { source } = cell;
  const tokens = scan(source, call.callee.to, call.to).filter(each => each.kind !== 'comment');
  const inner = tokens[0]!.depth + 1;
  const isEdge = ({ from, depth }: (typeof tokens)[number]): boolean =>
    source[from] === '(' ? depth < inner : depth === inner && /[),]/.test(source[from]!);
  const before = tokens.filter(each => each.to <= value.from && isEdge(each)).pop()!;
  const own = tokens.filter(each => each.from >= before.to);
  const end = own.findIndex(each => each.from >= value.to && isEdge(each));
  const { to } = own[end - 1]!;
  if (source[before.from] === ',') {
    return { from: before.from, to, text: '' };
  }
  const comma = source[own[end]!.from] === ',';
  return { from: own[0]!.from, to: comma ? (own[end + 1]?.from ?? to) : to, text: '' };
}

/** The statement that makes a loop which only the place `at` reads. */
function unread(name: string, at: number, cell: ICellFacts, all: INotebookFacts): IStatement | null {
  const made = cell.module.bindings.filter(each => each.name === name);
  const reads = all.reads(name);
  const [binding] = made;
  const only = made.length === 1 && reads?.length === 1 && reads[0]!.cell === cell && reads[0]!.what.at === at;
  const { statement } = binding ?? {};
  return only && statement?.type === 'Assign' && statement.value?.type === 'Call' ? statement : null;
}

/** Another name in place of one that goes. */
export function renamed(cell: ICellFacts, { old, name, removes }: IRenamed, all: INotebookFacts): Change {
  const other = usable(name, cell, old.from, all);
  const edits = [{ from: old.from, to: old.to, text: other.name }];
  return {
    edits: other.edit ? joinAtSamePlace([other.edit], edits) : edits,
    removes,
    adds: removes.length > 0 ? [other.name] : [],
    awaits: 0
  };
}

/** `if sys.platform == "win32":` around a statement; null where it shares its line. */
export function onWindowsOnly(cell: ICellFacts, statement: IStatement, all: INotebookFacts): Change | null {
  const { source } = cell;
  const indent = indentOf(source, statement);
  const rest = source.slice(statement.to, nextLine(source, statement.to));
  if (indent === null || statement.magic || !/^[ \t]*(?:#[^\r\n]*)?\r?\n?$/.test(rest)) {
    return null;
  }
  const platform = usable('sys.platform', cell, statement.from, all);
  const text = `if ${platform.name} == "win32":${newline(source)}${indent}    `;
  const edits = [{ from: statement.from, to: statement.from, text }];
  return { edits: platform.edit ? joinAtSamePlace([platform.edit], edits) : edits, removes: [], adds: [], awaits: 0 };
}

/**
 * `asyncio.run(…)` in place of `loop = asyncio.get_event_loop()` and one `loop.run_until_complete(…)`.
 *
 * @param within - the function it all stands in; null for the top of a script.
 * @returns null where more is done with the loop.
 */
export function runInstead(
  cell: ICellFacts,
  call: ICall,
  within: IFunction | null,
  all: INotebookFacts
): Change | null {
  const drives = (each: ICall): boolean => each.attr === 'run_until_complete' && each.args.length === 1;
  const direct = cell.calls.find(each => each.receiver === call && drives(each));
  if (direct) {
    return toRun(cell, direct, [call], [], all);
  }
  const { use, statement } = call;
  if (use.kind !== 'assigned' || use.names.length !== 1 || statement.type !== 'Assign') {
    return null;
  }
  const [name] = use.names;
  const reads = within ? readsWithin(cell, within, name!) : all.reads(name!)?.map(each => each.what);
  const uses = reads?.map(read => cell.calls.find(each => each.callee.from === read.at && each.dotted !== null));
  const drive = uses?.find(each => each && drives(each));
  const others = uses?.filter(each => each !== drive) ?? [];
  const closing = others.every(each => each?.attr === 'close' && each.use.kind === 'statement');
  if (!drive || !closing) {
    return null;
  }
  const gone = [statement, ...others.map(each => each!.statement)];
  const cuts = gone.map(each => removeStatement(cell, each));
  return cuts.every(each => each !== null) ? toRun(cell, drive, [call, ...others.map(each => each!)], cuts, all) : null;
}

function toRun(
  cell: ICellFacts,
  drive: ICall,
  gone: readonly ICall[],
  cuts: readonly IEdit[],
  all: INotebookFacts
): Change {
  const run = usable('asyncio.run', cell, drive.from, all);
  const edits = [...cuts, { from: drive.callee.from, to: drive.callee.to, text: run.name }];
  return {
    edits: run.edit ? joinAtSamePlace([run.edit], edits) : edits,
    removes: [drive, ...gone].map(spelling),
    adds: [run.name],
    awaits: 0
  };
}

function readsWithin(cell: ICellFacts, { from, to }: IFunction, name: string): IRead[] {
  return cell.reads.filter(each => each.name === name && each.at >= from && each.at < to);
}
