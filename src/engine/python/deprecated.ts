/** Uses of asyncio that newer Pythons warn of or do not have any more, or that this one does not have yet: F-DEP. */
import type { ISpan } from '../document';
import type { IFailure } from '../failures/failure';
import { functionAround, usesOf } from './callers';
import type { IArgument, ICall, ICellFacts, IFunction, IStatement } from './facts';
import { handedOn } from './handed-on';
import type { INotebookFacts } from './notebook-facts';

interface IPlace extends ISpan {
  readonly statement: IStatement;
}

/** A call whose argument, or whose name, is the trouble. */
interface IDeprecatedCall extends IPlace {
  readonly kind: 'policy' | 'factory';
  readonly api: string;
  readonly call: ICall;
}

/** `sleep(1, loop=loop)`. */
export interface ILoopArgument extends IPlace {
  readonly kind: 'loop-argument';
  readonly call: ICall;
  readonly argument: IArgument;
}

/** A name that another one took the place of. */
export interface IRenamed extends IPlace {
  readonly kind: 'renamed';
  readonly api: string;
  /** The name to write instead. */
  readonly name: string;
  /** The text that goes. */
  readonly old: ISpan;
  /** Spelled names of the calls that go with it; empty where the name is not called. */
  readonly removes: readonly string[];
}

/** A name that this Python lacks: it came with Python 3.`since`. */
interface IMissing extends IPlace {
  readonly kind: 'missing';
  readonly api: string;
  readonly since: number;
}

/** A function with `@asyncio.coroutine`. */
interface IDecorated extends IPlace {
  readonly kind: 'decorator';
}

/** `get_event_loop()` where no loop runs. */
export interface INoLoop extends IPlace {
  readonly kind: 'no-loop';
  readonly call: ICall;
  /** The function that a thread runs; null at the top of a script. */
  readonly within: IFunction | null;
}

export type Deprecation = IDeprecatedCall | ILoopArgument | IRenamed | IMissing | IDecorated | INoLoop;

/** Took `loop=` until Python 3.9. */
const TOOK_LOOP: ReadonlySet<string> = new Set(
  [
    ...['sleep', 'gather', 'wait', 'wait_for', 'as_completed', 'shield', 'open_connection', 'start_server'],
    ...['open_unix_connection', 'start_unix_server', 'create_subprocess_exec', 'create_subprocess_shell'],
    ...['Lock', 'Event', 'Condition', 'Semaphore', 'BoundedSemaphore', 'Queue', 'LifoQueue', 'PriorityQueue']
  ].map(name => `asyncio.${name}`)
);

/** The old name, and the one that is right on every Python. */
const RENAMED: Readonly<Record<string, string>> = {
  'asyncio.iscoroutinefunction': 'inspect.iscoroutinefunction',
  'asyncio.Task.all_tasks': 'asyncio.all_tasks',
  'asyncio.Task.current_task': 'asyncio.current_task'
};

const GET_POLICY = 'asyncio.get_event_loop_policy';
/** What a policy is asked for, and who answers without one. */
const OF_POLICY: Readonly<Record<string, string>> = {
  get_event_loop: 'asyncio.get_event_loop',
  new_event_loop: 'asyncio.new_event_loop',
  set_event_loop: 'asyncio.set_event_loop'
};
const POLICY = /^asyncio\.(?:[gs]et_event_loop_policy|\w*EventLoopPolicy|[gs]et_child_watcher|\w*ChildWatcher)$/;

/** The Python 3 that brought a name. */
const SINCE: Readonly<Record<string, number>> = {
  'asyncio.to_thread': 9,
  'asyncio.Barrier': 11,
  'asyncio.Runner': 11,
  'asyncio.TaskGroup': 11,
  'asyncio.timeout': 11,
  'asyncio.timeout_at': 11,
  'asyncio.eager_task_factory': 12,
  'asyncio.EventLoop': 13,
  'asyncio.QueueShutDown': 13
};

/** Every such use of a cell, whatever Python runs it. */
export function* deprecations(cell: ICellFacts, all: INotebookFacts): Iterable<Deprecation> {
  for (const call of cell.calls) {
    const found = ofCall(call, cell, all);
    if (found) {
      yield found;
    }
    for (const { dotted, value } of call.args) {
      const named = dotted === null ? null : ofName(dotted, value, call, cell, all);
      if (named) {
        yield named;
      }
    }
  }
  for (const { decorators, within, from, statement } of cell.functions) {
    if (statement.head && decorators.some(each => all.meaning(each, within, from, cell) === 'asyncio.coroutine')) {
      yield { kind: 'decorator', from: statement.head.from, to: statement.head.to, statement };
    }
  }
}

function ofCall(call: ICall, cell: ICellFacts, all: INotebookFacts): Deprecation | null {
  const { from, to, statement } = call;
  const place = { from, to, statement };
  const target = all.target(call, cell) ?? '';
  const argument = call.args.find(each => each.keyword === 'loop');
  if (argument && TOOK_LOOP.has(target)) {
    return { kind: 'loop-argument', ...place, call, argument };
  }
  if (target === 'asyncio.run' && call.args.some(each => each.keyword === 'loop_factory')) {
    return { kind: 'factory', ...place, api: target, call };
  }
  if (asksPolicy(call, cell, all)) {
    if (isDriven(call, cell, all)) {
      return null;
    }
    const removes = [`?.${call.attr}`, call.receiver!.dotted!];
    return { kind: 'renamed', ...place, api: GET_POLICY, name: OF_POLICY[call.attr!]!, old: call.callee, removes };
  }
  if (POLICY.test(target)) {
    return isInner(call, cell, all) ? null : { kind: 'policy', ...place, api: target, call };
  }
  const within = target === 'asyncio.get_event_loop' ? loopless(call, cell, all) : undefined;
  if (within !== undefined) {
    return { kind: 'no-loop', ...place, call, within };
  }
  return call.dotted === null ? null : ofName(call.dotted, call.callee, call, cell, all);
}

/** A name that is called, or given as an argument. */
function ofName(
  dotted: string,
  old: ISpan,
  call: ICall,
  cell: ICellFacts,
  all: INotebookFacts
): IRenamed | IMissing | null {
  const api = all.meaning(dotted, call.scope, call.from, cell) ?? '';
  const called = old === call.callee;
  const place = { from: called ? call.from : old.from, to: called ? call.to : old.to, statement: call.statement };
  if (Object.hasOwn(RENAMED, api)) {
    return { kind: 'renamed', ...place, api, name: RENAMED[api]!, old, removes: called ? [dotted] : [] };
  }
  return Object.hasOwn(SINCE, api) ? { kind: 'missing', ...place, api, since: SINCE[api]! } : null;
}

/** `asyncio.get_event_loop_policy().get_event_loop()`. */
function asksPolicy(call: ICall, cell: ICellFacts, all: INotebookFacts): boolean {
  const known = call.receiver !== null && Object.hasOwn(OF_POLICY, call.attr ?? '');
  return known && all.target(call.receiver!, cell) === GET_POLICY;
}

/** `….run_until_complete()` of the loop, where run-until-complete says what there is to say. */
function isDriven(call: ICall, cell: ICellFacts, all: INotebookFacts): boolean {
  const drives = (each: ICall): boolean =>
    each.receiver === call && /^run_(?:until_complete|forever)$/.test(each.attr ?? '');
  return all.document.kind !== 'script' && call.scope.immediate && cell.calls.some(drives);
}

/** A policy that is given to another of these calls, or asked there. */
function isInner(call: ICall, cell: ICellFacts, all: INotebookFacts): boolean {
  const outer = call.use.kind === 'argument' ? (all.target(call.use.call, cell) ?? '') : '';
  return POLICY.test(outer) || cell.calls.some(each => each.receiver === call && asksPolicy(each, cell, all));
}

/**
 * Where no loop runs for certain: at the top of a script, or in a function that a thread runs.
 *
 * @returns that function, null for a script, undefined where a loop may run.
 */
function loopless(call: ICall, cell: ICellFacts, all: INotebookFacts): IFunction | null | undefined {
  if (call.scope.immediate) {
    const own = all.document.kind === 'script' && all.calls('asyncio.set_event_loop').length === 0;
    return own ? null : undefined;
  }
  const made = functionAround(call.scope, cell);
  const sets = cell.calls.some(each => each.attr === 'set_event_loop' && each.scope === call.scope);
  const uses = made && !made.async && !sets ? usesOf(made, cell, all) : null;
  const threaded = uses?.others.some(({ cell: other, what }) => {
    const given = what.use.kind === 'argument' ? handedOn(what.use.call, other, all) : null;
    return given?.argument.value.from === what.at && /^(?:thread|executor|awaited)$/.test(given.by);
  });
  return threaded ? made! : undefined;
}

const SYSTEM: ReadonlySet<string> = new Set(['sys', 'os', 'platform']);
/** What is caught where a name may be missing, or a loop. */
const EXPECTED = /^(?:AttributeError|NotImplementedError|ImportError|RuntimeError|Exception|\*)$/;

/** True where the author has thought of other Pythons and systems: a test of them, a handler, silenced warnings. */
export function isGuarded(cell: ICellFacts, { statement, from }: Deprecation, all: INotebookFacts): boolean {
  for (let at = statement; at.parent; at = at.parent) {
    const { parent } = at;
    const { head } = parent;
    const inHead = (place: number): boolean => head !== null && head.from <= place && place < head.to;
    if (parent.type === 'If' && from >= (head?.to ?? 0)) {
      const asks = cell.calls.some(each => inHead(each.from) && /^(?:has|get)attr$/.test(each.dotted ?? ''));
      if (asks || cell.reads.some(each => inHead(each.at) && SYSTEM.has(importOf(each.name, at, cell, all)))) {
        return true;
      }
    }
    if (/^Try/.test(parent.type) && parent.catches.some(each => EXPECTED.test(each))) {
      return true;
    }
    if (parent.type === 'With' && cell.calls.some(each => inHead(each.from) && each.attr === 'catch_warnings')) {
      return true;
    }
  }
  return false;
}

/** The module behind a name: `sys` also for `from sys import platform`. */
function importOf(name: string, statement: IStatement, cell: ICellFacts, all: INotebookFacts): string {
  return (all.meaning(name, statement.scope, statement.from, cell) ?? name).split('.')[0]!;
}

/** Below the Python that brought the name. */
export function isLacking(found: Deprecation, all: INotebookFacts): boolean {
  const minor = /^3\.(\d+)/.exec(all.document.kernel?.version ?? '')?.[1];
  return found.kind === 'missing' && minor !== undefined && Number(minor) < found.since;
}

/** What a message of the kernel can be about. */
const MEANT: Readonly<Record<string, (found: Deprecation, group: string) => boolean>> = {
  'depr.no_loop': found => found.kind === 'no-loop',
  'run.no_loop_thread': found => found.kind === 'no-loop',
  'thread.exc_loop': found => found.kind === 'no-loop' && found.within !== null,
  'depr.slated': (found, name) => 'api' in found && found.api.endsWith(`.${name}`),
  'depr.loop_arg': found => found.kind === 'loop-argument',
  'depr.loop_arg_warn': found => found.kind === 'loop-argument',
  'depr.loop_factory': found => found.kind === 'factory',
  'depr.all_tasks': found => found.kind === 'renamed',
  'depr.coroutine_deco': found => found.kind === 'decorator',
  'depr.missing_attr': (found, name) =>
    name === 'coroutine' ? found.kind === 'decorator' : 'api' in found && isAbout(found, name)
};

/** True when a message of the kernel can be about this use. */
export function isMeant(found: Deprecation, { pattern, groups }: IFailure): boolean {
  return Object.hasOwn(MEANT, pattern) && MEANT[pattern]!(found, groups['attr'] ?? groups['api'] ?? '');
}

function isAbout(found: Deprecation & { readonly api: string }, name: string): boolean {
  return found.api === `asyncio.${name}` || (found.kind === 'policy' && /(?:Policy|[wW]atcher)$/.test(name));
}
