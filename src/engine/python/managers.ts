/** What `with` and `async with` may enter. */
import type { ISpan } from '../document';
import type { ICall, ICellFacts, IClass, IFunction, IStatement } from './facts';
import type { INotebookFacts } from './notebook-facts';
import { heldBy, spanOf } from './values';

/** Library functions and classes whose value only `async with` enters: data a reader can extend by a line. */
const ASYNC_ONLY: ReadonlySet<string> = new Set([
  'aiofiles.open',
  'aiohttp.ClientSession',
  'aiosqlite.connect',
  'anthropic.AsyncAnthropic',
  'anyio.Lock',
  'anyio.Semaphore',
  'anyio.create_task_group',
  'anyio.open_file',
  'async_timeout.timeout',
  'asyncio.BoundedSemaphore',
  'asyncio.Condition',
  'asyncio.Lock',
  'asyncio.Semaphore',
  'asyncio.TaskGroup',
  'asyncio.timeout',
  'asyncio.timeout_at',
  'asyncpg.create_pool',
  'contextlib.AsyncExitStack',
  'httpx.AsyncClient',
  'openai.AsyncOpenAI',
  'playwright.async_api.async_playwright',
  'trio.open_nursery',
  'websockets.connect'
]);

/** Those that only a plain `with` enters. */
const PLAIN_ONLY: ReadonlySet<string> = new Set([
  'anthropic.Anthropic',
  'anyio.fail_after',
  'anyio.move_on_after',
  'asyncio.Runner',
  'concurrent.futures.ProcessPoolExecutor',
  'concurrent.futures.ThreadPoolExecutor',
  'contextlib.ExitStack',
  'contextlib.redirect_stdout',
  'contextlib.suppress',
  'httpx.Client',
  'multiprocessing.Pool',
  'open',
  'openai.OpenAI',
  'requests.Session',
  'sqlite3.connect',
  'tempfile.NamedTemporaryFile',
  'tempfile.TemporaryDirectory',
  'threading.Lock',
  'threading.RLock',
  'trio.move_on_after',
  'warnings.catch_warnings',
  'zipfile.ZipFile'
]);

/** Which of the two enters something; null when it cannot be told. */
export type Entering = 'async' | 'plain' | null;

/** Something that a `with` statement enters: a call, or a name. */
export interface IItem extends ISpan {
  readonly name: string;
  readonly entering: Entering;
  readonly call: ICall | null;
  /** True when it is a coroutine, called here or held by the name. */
  readonly coroutine: boolean;
}

/** The items of a `with` statement that are calls or names; `statement.items` says how many there are in all. */
export function itemsOf(statement: IStatement, cell: ICellFacts, all: INotebookFacts): readonly IItem[] {
  const calls = cell.calls.flatMap((call): IItem[] => {
    const own = call.use.kind === 'context' && call.statement === statement;
    const { from, to } = call;
    return own
      ? [
          {
            from,
            to,
            name: `${call.dotted ?? call.attr ?? ''}()`,
            entering: entering(call, cell, all),
            call,
            coroutine: all.coroutine(call, cell).verdict === 'yes'
          }
        ]
      : [];
  });
  const names = cell.reads.flatMap((read): IItem[] => {
    if (read.use.kind !== 'context' || read.statement !== statement) {
      return [];
    }
    const binding = all.lookup(read.name, read.scope, read.at, cell);
    const made = binding?.what.call;
    const found = made ? entering(made, binding.cell, all) : null;
    const held = heldBy(read, cell, all)?.call;
    const coroutine = held !== undefined && all.coroutine(held.what, held.cell).verdict === 'yes';
    return [{ ...spanOf(read), name: read.name, entering: found, call: null, coroutine }];
  });
  return [...calls, ...names].sort((a, b) => a.from - b.from);
}

/** True when a `with` is given a class or a function itself, and only what a call of it makes can be entered. */
export function isUncalled({ head, scope, from }: IStatement, cell: ICellFacts, all: INotebookFacts): boolean {
  if (head?.type !== 'Name' && head?.type !== 'Attribute') {
    return false;
  }
  const dotted = cell.source.slice(head.from, head.to);
  const meant = all.meaning(dotted, scope, from, cell) ?? '';
  const made = all.lookup(dotted, scope, from, cell)?.what;
  return ASYNC_ONLY.has(meant) || PLAIN_ONLY.has(meant) || made?.class !== undefined || made?.function !== undefined;
}

function entering(call: ICall, cell: ICellFacts, all: INotebookFacts): Entering {
  const target = all.target(call, cell) ?? '';
  if (ASYNC_ONLY.has(target) || PLAIN_ONLY.has(target)) {
    return ASYNC_ONLY.has(target) ? 'async' : 'plain';
  }
  const plain = call.dotted !== null && !call.dotted.includes('.');
  const made = plain ? all.lookup(call.dotted!, call.scope, call.from, cell)?.what : null;
  return made?.class ? ofClass(made.class) : made?.function ? ofFunction(made.function) : null;
}

function ofClass({ methods, bases, attributes }: IClass): Entering {
  if (bases.length > 0 || attributes.has('__enter__') || attributes.has('__aenter__')) {
    return null;
  }
  const async = methods.has('__aenter__');
  return async === methods.has('__enter__') ? null : async ? 'async' : 'plain';
}

function ofFunction({ decorators, async, generator }: IFunction): Entering {
  const [only = ''] = decorators.length === 1 ? decorators : [];
  if (!generator) {
    return null;
  }
  const name = only.replace(/^contextlib\./, '');
  return name === 'asynccontextmanager' && async ? 'async' : name === 'contextmanager' && !async ? 'plain' : null;
}
