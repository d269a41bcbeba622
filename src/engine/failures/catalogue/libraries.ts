/** Texts of libraries. */
import { inAny, inError, inRepr, inStream, type IPattern } from '../pattern';

const RUNTIME = /^RuntimeError$/;
const INTERFACE = /^InterfaceError$/;

export const libraries: readonly IPattern[] = [
  inError(
    'lib.playwright_sync',
    'certain',
    /^Error$/,
    /It looks like you are using Playwright Sync API inside the asyncio loop/,
    ['L-PLAYWRIGHT-1', 'F-NEST-2']
  ),
  inError('lib.playwright_closed', 'certain', /^Error$/, /^Event loop is closed! Is Playwright already stopped\?$/, [
    'L-PLAYWRIGHT-2'
  ]),
  inError('lib.asgiref', 'certain', RUNTIME, /^You cannot use AsyncToSync in the same thread as an async event loop/, [
    'L-ASGIREF-1',
    'F-NEST-2'
  ]),
  inError('lib.asgiref_sync', 'certain', /^TypeError$/, /^sync_to_async can only be applied to sync functions\.$/, [
    'L-ASGIREF-2'
  ]),
  inError('lib.django', 'certain', /^SynchronousOnlyOperation$/, /^You cannot call this from an async context/, [
    'L-DJANGO-1'
  ]),
  inError('lib.sa_greenlet', 'certain', /^MissingGreenlet$/, /greenlet_spawn has not been called/, ['L-SQLALCHEMY-1']),
  inError(
    'lib.sa_started',
    'certain',
    /^AsyncContextNotStarted$/,
    /context has not been started and object has not been awaited/,
    ['L-SQLALCHEMY-2']
  ),
  inError(
    'lib.sa_driver',
    'certain',
    /^InvalidRequestError$/,
    /^The asyncio extension requires an async driver to be used/,
    ['L-SQLALCHEMY-3']
  ),
  inError('lib.trio_nested', 'certain', RUNTIME, /^Attempted to call run\(\) from inside a run\(\)$/, ['L-TRIO-1']),
  inAny(
    'lib.trio_foreign',
    'certain',
    ['trio.run received unrecognized', 'Trio got unexpected'],
    /trio\.run received unrecognized yield message|Trio got unexpected/,
    ['L-TRIO-2', 'F-MAG-3']
  ),
  inAny(
    'lib.trio_coro',
    'certain',
    ['an async function, but '],
    /Trio was expecting an async function, but instead it got a coroutine object|Trio expected an async function, but .{1,500} appears to be synchronous/,
    ['L-TRIO-3']
  ),
  inError('lib.trio_thread', 'certain', RUNTIME, /^this thread wasn't created by Trio/, ['L-TRIO-4']),
  inError(
    'lib.trio_nursery',
    'likely',
    /^AttributeError$/,
    /^'RunContext' object has no attribute 'runner'$|^must be called from async context$/,
    ['L-TRIO-5', 'L-TRIO-2']
  ),
  inError(
    'lib.async_context',
    'certain',
    /^(?:RuntimeError|AsyncLibraryNotFoundError|NoEventLoopError)$/,
    /^must be called from async context$|^unknown async library, or not in async context$|^Not currently running on any asynchronous event loop/,
    ['L-ANYIO-4', 'L-TRIO-2']
  ),
  // MCP's server.run() says this too.
  inError('lib.anyio_run', 'certain', RUNTIME, /^Already running (?<lib>asyncio|trio) in this thread$/, [
    'L-ANYIO-1',
    'F-NEST-2'
  ]),
  inAny(
    'lib.anyio_scope',
    'certain',
    ['Attempted to exit '],
    /Attempted to exit (?:a )?cancel scope (?:in a different task than it was entered in|that isn't the current tasks's current cancel scope)/,
    ['L-ANYIO-2']
  ),
  inError(
    'lib.anyio_worker',
    'certain',
    null,
    /^This function can only be run from an AnyIO worker thread$|^Not running inside an AnyIO worker thread/,
    ['L-ANYIO-3']
  ),
  inError('lib.curio_nested', 'certain', RUNTIME, /^Only one Curio kernel per thread is allowed$/, ['L-CURIO-1']),
  // The value is empty: the name is the message.
  inError('lib.twisted_restart', 'certain', /^ReactorNotRestartable$/, /(?:)/, ['L-TWISTED-1']),
  inError('lib.twisted_installed', 'certain', /^ReactorAlready(?:Installed|Running)(?:Error)?$/, /(?:)/, [
    'L-TWISTED-2'
  ]),
  inStream(
    'lib.twisted_deferred',
    'certain',
    ['Unhandled error in Deferred:'],
    /^Unhandled error in Deferred:/m,
    ['L-TWISTED-2'],
    {
      place: 'traceback'
    }
  ),
  inStream(
    'lib.aiohttp_unclosed',
    'certain',
    ['Unclosed '],
    /Unclosed (?<what>client session|connector|connection|response)\r?\n\w{1,80}: /,
    ['L-AIOHTTP-1']
  ),
  inError(
    'lib.aiohttp_ctx',
    'certain',
    /^(?:AttributeError|TypeError)$/,
    /'(?:aiohttp\.client\.)?_(?:Base)?RequestContextManager' object/,
    ['L-AIOHTTP-2', 'F-CORO-3']
  ),
  // What a request that was not awaited looks like when it is shown.
  inRepr(
    'lib.aiohttp_ctx_repr',
    'likely',
    ['RequestContextManager at 0x', 'RequestContextManager object at 0x'],
    /<aiohttp\.client\._(?:Base)?RequestContextManager (?:object )?at 0x[0-9A-Fa-f]{1,20}>/,
    ['L-AIOHTTP-2']
  ),
  inError('lib.aiohttp_closed', 'likely', RUNTIME, /^Session is closed$/, ['L-AIOHTTP-3']),
  inError(
    'lib.httpx_mixed',
    'certain',
    RUNTIME,
    /^Attempted to send an (?:sync|async) request with an? (?:AsyncClient|sync Client) instance\.$/,
    ['L-HTTPX-1']
  ),
  inError('lib.asyncpg_busy', 'certain', INTERFACE, /^cannot perform operation: another operation is in progress$/, [
    'L-ASYNCPG-1'
  ]),
  inError('lib.asyncpg_pool', 'certain', INTERFACE, /^pool is not initialized$/, ['L-ASYNCPG-2']),
  inError('lib.telethon_loop', 'certain', RUNTIME, /^The asyncio event loop must not change after connection/, [
    'L-TELETHON-2'
  ]),
  inError(
    'lib.llama',
    'certain',
    RUNTIME,
    /^(?:Detected nested async\. Please use nest_asyncio\.apply\(\)|Nested async detected\. Use async functions where possible)/,
    ['L-LLAMA-1']
  ),
  // Read in openai-agents 0.22, lightrag-hku 1.5 and requests-html 0.10.
  inError(
    'lib.sync_form',
    'certain',
    RUNTIME,
    /^(?:[A-Za-z]\w{0,60}\.run_sync\(\) cannot be called when an event loop is already running\.$|\w{1,60}\(\) cannot be called from within a running asyncio event loop\. |Cannot use HTMLSession within an existing event loop\.)/,
    ['L-SYNCFORM-1']
  ),
  inError(
    'lib.langgraph',
    'certain',
    /^InvalidStateError$/,
    /^Synchronous calls to \w{1,120} (?:are only allowed from a different thread|detected in the main event loop)/,
    ['L-LANGGRAPH-1']
  ),
  inError(
    'lib.pydanticai',
    'certain',
    RUNTIME,
    /^Cannot use a synchronous streaming method from within an async context or a running event loop/,
    ['L-PYDANTICAI-1']
  ),
  inStream(
    'lib.ray',
    'certain',
    ['Using blocking ray.'],
    /Using blocking ray\.(?:get|wait) inside async (?:actor|method)/,
    ['L-RAY-1']
  )
];
