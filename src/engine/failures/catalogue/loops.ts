/** Several loops and threads, nest_asyncio, context variables, Windows, servers. */
import { inAny, inError, inStream, type IPattern } from '../pattern';

const RUNTIME = /^RuntimeError$/;

export const loops: readonly IPattern[] = [
  inAny('loop.attached', 'certain', ['attached to a different loop'], /attached to a different loop(?=['"\s]|$)/, [
    'F-LOOP-1',
    'L-AIOHTTP-3',
    'L-MOTOR-1',
    'L-REDIS-1'
  ]),
  inAny('loop.bound', 'certain', ['different event loop'], /is bound to a different event loop(?=['"\s]|$)/, [
    'F-LOOP-1'
  ]),
  inError(
    'loop.belongs',
    'certain',
    /^ValueError$/,
    /^The future belongs to a different loop than the one specified as the loop argument$/,
    ['F-LOOP-2', 'L-AIOHTTPWEB-1']
  ),
  inError(
    'loop.threadsafe',
    'certain',
    RUNTIME,
    /^Non-thread-safe operation invoked on an event loop other than the current one$/,
    ['F-THR-3']
  ),
  // Uncaught in a thread.
  inStream(
    'thread.exc_loop',
    'certain',
    ['no current event loop in thread', 'no running event loop'],
    /RuntimeError: (?:There is no current event loop in thread '|no running event loop)/,
    ['F-THR-1', 'F-THR-2']
  ),
  inAny(
    'nest.enter',
    'certain',
    ['Cannot enter into task ', 'Leaving task '],
    /Cannot enter into task [^\n]{1,2000} while another task|Leaving task [^\n]{1,2000} does not match the current task/,
    ['F-NEST-3']
  ),
  inError('nest.patch', 'certain', /^ValueError$/, /^Can't patch loop of type /, ['F-NEST-1']),
  inError(
    'signal.thread',
    'likely',
    /^(?:RuntimeError|ValueError)$/,
    /^(?:set_wakeup_fd|signal) only works in main thread/,
    ['F-THR-4', 'L-PYPPETEER-1']
  ),
  inError('ctx.token', 'certain', /^ValueError$/, /was created in a different Context$/, ['F-CTX-1']),
  // Any abstract method raises this with an empty text.
  inError('win.notimpl', 'weak', /^NotImplementedError$/, /^$/, ['F-WIN-1'], {
    frame: /_make_subprocess_transport$|asyncio[\\/]\w+\.py /
  }),
  // The streams of a kernel are no files: a subprocess cannot inherit them.
  inError('env.fileno', 'weak', /^UnsupportedOperation$/, /^fileno$/, ['L-MCP-1'], {
    frame: /subprocess\.py |[\\/](?:asyncio|anyio|mcp)[\\/]/
  }),
  inAny('win.psycopg', 'certain', ['Psycopg cannot use'], /Psycopg cannot use the 'ProactorEventLoop'/, ['F-WIN-2']),
  inError(
    'lib.asyncio_server_busy',
    'certain',
    /^OSError$/,
    // The second is what Windows says.
    /error while attempting to bind on address .{1,300}(?:address already in use|only one usage of each socket address)/i,
    ['F-SRV-1']
  )
];
