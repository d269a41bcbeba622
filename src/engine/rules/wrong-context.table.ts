/** What kernels say of things used where they do not work, and what to do instead: data for `wrong-context`. */
import type { IFailure } from '../failures/failure';
import type { INotebookFacts } from '../python/notebook-facts';
import { NONE } from './wrong-context.form';
import type { IContext } from './wrong-context.form';
import { OTHER_LIBRARIES } from './wrong-context.loops';

function hasFile(failure: IFailure, file: RegExp): boolean {
  return failure.frames.some(each => file.test(each.file));
}

/** All texts, and what to say of them. */
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
    pattern: 'acm.generator',
    failure: 'F-CM-4',
    calls: NONE,
    title: '@asynccontextmanager is given a plain generator.',
    message: 'It needs an async def with one yield: make it one, or use @contextmanager and a plain with.',
    advice: 'Write async def for the function under @asynccontextmanager.'
  },
  {
    pattern: 'agen.value',
    failure: 'F-CM-4',
    text: /^'async_generator' object is not an iterator$/,
    // next() says the same of what it is given.
    unless: failure => !hasFile(failure, /\bcontextlib\.py$/),
    calls: NONE,
    title: '@contextmanager is given an async generator.',
    message: 'It needs a plain def: use @asynccontextmanager instead, and enter it with async with.',
    advice: 'Write @asynccontextmanager above the function, and async with where it is entered.'
  },
  {
    pattern: 'afor.received',
    failure: 'F-AGEN-4',
    calls: NONE,
    title: 'This async iterator is not made as async for needs it.',
    message: '__aiter__() has to be a plain def that gives the iterator, and __anext__() an async def.',
    advice: 'Write def __aiter__(self): return self, and async def __anext__(self).'
  },
  {
    pattern: 'agen.running',
    failure: 'F-AGEN-5',
    text: /already running$/,
    calls: NONE,
    title: 'This async generator is used twice at once.',
    message: 'It gives one value at a time: go through it in one place, or make one for each.',
    advice: 'Put its values into an asyncio.Queue where several have to share them.'
  },
  {
    pattern: 'agen.running',
    failure: 'F-AGEN-5',
    text: /GeneratorExit$/,
    calls: NONE,
    title: 'This async generator goes on after it was closed.',
    message: 'A yield in its finally, or in what catches GeneratorExit, has nobody to give to: take it out.',
    advice: 'End the generator in its finally, without a yield.'
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
  },
  ...OTHER_LIBRARIES
];

/** True when the notebook makes an async engine. */
function isAsync(all: INotebookFacts): boolean {
  return all.calls('sqlalchemy.ext.asyncio.create_async_engine').length > 0;
}
