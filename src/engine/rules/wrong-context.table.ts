/** What kernels say of things used where they do not work, and what to do instead: data for `wrong-context`. */
import type { IFailure } from '../failures/failure';
import type { INotebookFacts } from '../python/notebook-facts';

/** One text. The source of each is the entry of its failure; all but those marked `read` were recorded. */
export interface IContext {
  /** Id of the pattern, and of the failure it stands for here. */
  readonly pattern: string;
  readonly failure: string;
  /** Where one pattern stands for several things: what the exception's value must hold. */
  readonly text?: RegExp;
  /** When this holds, another rule explains it. */
  readonly unless?: (failure: IFailure, all: INotebookFacts) => boolean;
  /** Last names of the calls that may be meant; the statement is shown where none is on the line. */
  readonly calls: RegExp;
  /** True when such a call is meant wherever it stands in the cell, should the message name no line. */
  readonly named?: boolean;
  /** True when only such a call is shown, not just any statement. */
  readonly only?: boolean;
  /** Last name of the call that made the object, where that call lacks its await. */
  readonly made?: RegExp;
  readonly title: string;
  readonly message: string;
  readonly advice: string;
}

const NONE = /(?!)/;

function hasFile(failure: IFailure, file: RegExp): boolean {
  return failure.frames.some(each => file.test(each.file));
}

function trioCells(_: IFailure, all: INotebookFacts): boolean {
  return all.magics('autoawait').length > 0;
}

export const CONTEXTS: readonly IContext[] = [
  {
    pattern: 'ctx.token',
    failure: 'F-CTX-1',
    calls: /^reset$/,
    named: true,
    only: true,
    title: 'This token belongs to another context.',
    message:
      'A cell that awaits runs in a context of its own, and its tokens are good only there: set and reset in one cell.',
    advice: 'Put the set() and the reset() into one cell, or leave the reset() out: what was set is gone already.'
  },
  {
    pattern: 'timeout.task',
    failure: 'F-EG-3',
    text: /already been entered/,
    calls: NONE,
    title: 'This timeout is entered a second time.',
    message: 'A timeout is good for one async with: make a new one for each.',
    advice: 'Write async with asyncio.timeout(…) where it is needed, without a name.'
  },
  {
    pattern: 'timeout.task',
    failure: 'F-EG-3',
    text: /inside a task/,
    // A session of another loop says the same.
    unless: failure => hasFile(failure, /[\\/]aiohttp[\\/]/),
    calls: NONE,
    title: 'This timeout is not inside a task.',
    message: 'It works by cancelling the task around it, and a callback of the loop is none: start one there.',
    advice: 'Write an async def with the timeout, and give it to asyncio.create_task() in the callback; keep the task.'
  },
  {
    pattern: 'lib.sa_greenlet',
    failure: 'L-SQLALCHEMY-1',
    unless: (_, all) => !isAsync(all),
    calls: NONE,
    title: 'SQLAlchemy had to load something here and could not await.',
    message:
      'What was not loaded with the query is fetched when it is read, which needs an await: load it in the query, or refresh it first.',
    advice:
      'Write select(…).options(selectinload(Parent.children)), or await session.refresh(parent, ["children"]); for values read after a commit, expire_on_commit=False.'
  },
  {
    pattern: 'lib.sa_greenlet',
    failure: 'L-SQLALCHEMY-1',
    unless: (_, all) => isAsync(all),
    calls: NONE,
    title: 'This engine is not async, and its driver is.',
    message: 'An async driver works only under an async engine.',
    advice: 'Write create_async_engine() from sqlalchemy.ext.asyncio, or name a driver that is not async in the URL.'
  },
  {
    pattern: 'lib.sa_started',
    failure: 'L-SQLALCHEMY-2',
    calls: NONE,
    made: /^(?:connect|begin|stream)$/,
    title: 'This connection was not awaited.',
    message: 'connect() of an async engine gives something to await or to enter; nothing is open before.',
    advice: 'Write async with engine.connect() as connection, or await engine.connect().'
  },
  {
    // pandas takes what it does not know for a connection of the standard library.
    pattern: 'asyncobj.value',
    failure: 'L-SQLALCHEMY-2',
    text: /^'Async(?:Engine|Connection)' object has no attribute 'cursor'$/,
    calls: /^(?:read_sql|read_sql_query|read_sql_table|to_sql)$/,
    named: true,
    title: 'pandas cannot use an async engine.',
    message: 'It does not await: let an async connection run it.',
    advice: 'Write async with engine.connect() as c: frame = await c.run_sync(lambda sync: pd.read_sql(query, sync))'
  },
  {
    pattern: 'lib.sa_driver',
    failure: 'L-SQLALCHEMY-3',
    calls: /^create_async_engine$/,
    named: true,
    title: 'The driver of this URL is not async.',
    message: 'An async engine needs one that is: name it in the URL.',
    advice: 'Write sqlite+aiosqlite:// or postgresql+asyncpg:// or mysql+aiomysql://, with the driver installed.'
  },
  {
    pattern: 'lib.trio_foreign',
    failure: 'L-TRIO-2',
    unless: trioCells,
    calls: NONE,
    title: 'asyncio does not work under trio.run().',
    message: 'Each library waits only for what is its own: use the form that trio has, such as trio.sleep().',
    advice: 'Use one of them throughout: what trio.run() runs awaits trio, what the cell runs awaits asyncio.'
  },
  {
    pattern: 'gather.badyield',
    failure: 'L-TRIO-2',
    text: /\btrio\b/,
    calls: NONE,
    title: 'trio does not work under asyncio.',
    message: 'The kernel runs asyncio: put what awaits trio into an async function, and give that to trio.run().',
    advice: 'Write trio.run(main), without calling main; that waits until it ends.'
  },
  {
    pattern: 'gather.badyield',
    failure: 'L-CURIO-1',
    text: /\('trap_/,
    calls: NONE,
    title: 'curio does not work under asyncio.',
    message: 'The kernel runs asyncio: put what awaits curio into an async function, and give that to curio.run().',
    advice: 'Write curio.run(main), without calling main; that waits until it ends.'
  },
  {
    pattern: 'lib.trio_nursery',
    failure: 'L-TRIO-2',
    calls: /^open_nursery$/,
    title: 'trio does not work under asyncio.',
    message: 'The kernel runs asyncio: put what awaits trio into an async function, and give that to trio.run().',
    advice: 'Write trio.run(main), without calling main; that waits until it ends.'
  },
  {
    pattern: 'lib.async_context',
    failure: 'L-ANYIO-4',
    calls: NONE,
    title: 'No event loop runs here.',
    message:
      'The library asks which loop runs the task it is in, and there is none: await it in the cell, or in a task.',
    advice: 'Await the async function that does this; in a thread, give it to asyncio.run().'
  },
  {
    pattern: 'lib.trio_coro',
    failure: 'L-TRIO-3',
    calls: /^(?:run|start_soon|start|run_process)$/,
    text: /instead it got a coroutine object/,
    title: 'trio wants the function, not its coroutine.',
    message: 'It makes the call itself: give it the function, and the arguments behind it.',
    advice: 'Write trio.run(main, argument) or nursery.start_soon(work, argument), without calling it.'
  },
  {
    pattern: 'lib.trio_coro',
    failure: 'L-TRIO-3',
    calls: /^(?:run|start_soon|start)$/,
    text: /appears to be synchronous/,
    title: 'trio wants an async function.',
    message: 'What it is given is a plain one: make it async, or run it in a thread.',
    advice: 'Write async def, or await trio.to_thread.run_sync(work) inside an async function.'
  },
  {
    pattern: 'lib.trio_nested',
    failure: 'L-TRIO-1',
    calls: /^run$/,
    title: 'trio.run() is called inside trio.run().',
    message: 'trio runs already, so what is given to it can be awaited directly.',
    advice: 'Write await main() instead of trio.run(main) in what trio runs.'
  },
  {
    pattern: 'lib.curio_nested',
    failure: 'L-CURIO-1',
    calls: /^run$/,
    title: 'curio.run() is called inside curio.run().',
    message: 'curio runs already, so what is given to it can be awaited directly.',
    advice: 'Write await main() instead of curio.run(main) in what curio runs.'
  },
  {
    pattern: 'lib.trio_thread',
    failure: 'L-TRIO-4',
    calls: /^(?:run|run_sync)$/,
    title: 'This thread was not started by trio.',
    message: 'trio.from_thread hands work back to the trio.run() that started the thread; a cell has none.',
    advice: 'Give the function to trio.run(), or call from_thread inside trio.to_thread.run_sync().'
  },
  {
    pattern: 'lib.anyio_worker',
    failure: 'L-ANYIO-3',
    calls: /^(?:run|run_sync|start_blocking_portal)$/,
    title: 'This thread was not started by anyio.',
    message: 'anyio.from_thread hands work back to the loop that started the thread; a cell is in the loop already.',
    advice: 'Await the function itself, as in await work().'
  },
  {
    pattern: 'lib.asyncpg_busy',
    failure: 'L-ASYNCPG-1',
    calls: /^gather$/,
    named: true,
    title: 'These queries share one connection.',
    message: 'A connection of asyncpg does one thing at a time: await one after the other, or take each from a pool.',
    advice:
      'Write pool = await asyncpg.create_pool(…), and pool.fetch() and pool.fetchval() in place of those of the connection.'
  },
  {
    pattern: 'lib.asyncpg_pool',
    failure: 'L-ASYNCPG-2',
    calls: NONE,
    made: /^create_pool$/,
    title: 'This pool was not awaited.',
    message: 'create_pool() gives something to await or to enter; nothing is connected before.',
    advice: 'Write pool = await asyncpg.create_pool(…), or async with asyncpg.create_pool(…) as pool.'
  },
  {
    pattern: 'lib.asgiref_sync',
    failure: 'L-ASGIREF-2',
    calls: /^sync_to_async$/,
    named: true,
    title: 'sync_to_async() is given an async function.',
    message: 'It is for plain ones; this one can be awaited as it is.',
    advice: 'Take sync_to_async() away and await the call of the function.'
  },
  {
    pattern: 'signal.thread',
    failure: 'F-THR-4',
    calls: /^(?:add_signal_handler|signal|launch)$/,
    title: 'Signals reach only the main thread.',
    message: 'A loop in another thread takes no signal handlers: leave them out, or switch those of the library off.',
    advice: 'For pyppeteer: await launch(handleSIGINT=False, handleSIGTERM=False, handleSIGHUP=False)'
  },
  {
    // Read in the library's source.
    pattern: 'lib.langgraph',
    failure: 'L-LANGGRAPH-1',
    calls: /^(?:invoke|stream|get_state|update_state|batch)$/,
    title: 'This graph saves only under await.',
    message: 'Its store is async, so the calls that use it have to be: await the form with an a before its name.',
    advice: 'Write await graph.ainvoke(…), or async for over graph.astream(…).'
  },
  {
    // Read in the library's source.
    pattern: 'lib.playwright_closed',
    failure: 'L-PLAYWRIGHT-2',
    calls: NONE,
    title: 'Playwright has ended already.',
    message: 'What it opened goes with it, at the end of its with or at stop(): keep it open over the cells.',
    advice: 'Write p = await async_playwright().start() in a first cell, and await p.stop() in the last one.'
  },
  {
    // Read in the library's source.
    pattern: 'lib.telethon_loop',
    failure: 'L-TELETHON-2',
    calls: NONE,
    title: 'This client belongs to another event loop.',
    message: 'telethon keeps to the loop it connected in: make the client anew, and connect it in a cell.',
    advice: 'Make the client and await its connect() in the same cell, without asyncio.run().'
  },
  {
    pattern: 'lib.twisted_installed',
    failure: 'L-TWISTED-2',
    calls: /^install$/,
    named: true,
    title: 'Twisted has its reactor already.',
    message:
      'The first import of twisted.internet.reactor installs one for good: restart the kernel, and install first.',
    advice: 'Put asyncioreactor.install() into the first cell, above every import of twisted.internet.reactor.'
  }
];

/** True when the notebook makes an async engine. */
function isAsync(all: INotebookFacts): boolean {
  return all.calls('sqlalchemy.ext.asyncio.create_async_engine').length > 0;
}
