/**
 * Library functions that return a coroutine when called: data a reader can extend by a line.
 * Source: the libraries' own documentation and `inspect.iscoroutinefunction` on CPython 3.13.
 * Only what is a coroutine function in every supported version belongs here; functions that return
 * a Future or a context manager (`asyncio.gather`, `aiohttp.ClientSession.get`) do not.
 */

/** Dotted names of coroutine functions. */
export const COROUTINE_FUNCTIONS: ReadonlySet<string> = new Set([
  'asyncio.create_subprocess_exec',
  'asyncio.create_subprocess_shell',
  'asyncio.open_connection',
  'asyncio.open_unix_connection',
  'asyncio.sleep',
  'asyncio.start_server',
  'asyncio.start_unix_server',
  'asyncio.to_thread',
  'asyncio.wait',
  'asyncio.wait_for',
  'anyio.sleep',
  'anyio.sleep_until',
  'anyio.to_thread.run_sync',
  'anyio.run_process'
]);

const HTTPX = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options', 'request', 'send', 'aclose'];

/** Coroutine methods by the dotted name of the class. */
export const COROUTINE_METHODS: Readonly<Record<string, readonly string[]>> = {
  'asyncio.Queue': ['get', 'put', 'join'],
  'asyncio.LifoQueue': ['get', 'put', 'join'],
  'asyncio.PriorityQueue': ['get', 'put', 'join'],
  'asyncio.Event': ['wait'],
  'asyncio.Lock': ['acquire'],
  'asyncio.Semaphore': ['acquire'],
  'asyncio.BoundedSemaphore': ['acquire'],
  'asyncio.Condition': ['acquire', 'wait', 'wait_for'],
  'asyncio.Barrier': ['wait', 'reset', 'abort'],
  'httpx.AsyncClient': HTTPX,
  'aiohttp.ClientSession': ['close'],
  'anyio.Event': ['wait']
};
