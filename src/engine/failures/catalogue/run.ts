/** Starting, closing and missing event loops; deprecated and version-gated API. */
import { inError, inStream, type IPattern } from '../pattern';

const RUNTIME = /^RuntimeError$/;
const TYPE = /^TypeError$/;
const ATTRIBUTE = /^AttributeError$/;

export const run: readonly IPattern[] = [
  inError('run.asyncio_run', 'certain', RUNTIME, /^asyncio\.run\(\) cannot be called from a running event loop$/, [
    'F-RUN-1',
    'F-RUN-7',
    'F-MAG-5',
    'F-MAG-4',
    'L-UVICORN-1',
    'L-HYPERCORN-1',
    'L-DISCORD-1',
    'L-UVLOOP-1'
  ]),
  inError('run.runner', 'certain', RUNTIME, /^Runner\.run\(\) cannot be called from a running event loop$/, [
    'F-RUN-4',
    'F-NEST-2',
    'F-RUN-8'
  ]),
  // uvloop writes it in lower case with a full stop.
  inError('run.already_running', 'certain', RUNTIME, /^this event loop is already running\.?$/i, [
    'F-RUN-2',
    'F-MAG-2',
    'F-RUN-9',
    'L-TORNADO-1',
    'L-AIOHTTPWEB-1',
    'L-PYDANTICAI-1',
    'L-IBINS-1'
  ]),
  inError('run.other_loop', 'certain', RUNTIME, /^Cannot run the event loop while another loop is running$/, [
    'F-RUN-3',
    'F-RUN-4',
    'F-RUN-10',
    'L-TORNADO-1',
    'L-AIOHTTPWEB-1',
    'L-HYPERCORN-1'
  ]),
  // Raised by a `finally: loop.close()`; it hides the first error.
  inError('run.close_running', 'certain', RUNTIME, /^Cannot close a running event loop$/, ['F-RUN-5', 'L-PTB-1']),
  inError('run.loop_closed', 'certain', RUNTIME, /^Event loop is closed$/, ['F-LOOP-3', 'L-AIOHTTP-3', 'L-REDIS-1']),
  inError('run.loop_stopped', 'certain', RUNTIME, /^Event loop stopped before Future completed\.$/, ['F-RUN-9']),
  // IPython's own words for a cell with await plus return, yield or break at top level.
  inError('run.ipython_pseudo', 'certain', RUNTIME, /^'?[\w.<>]{1,200}'? needs a real async loop$/, ['F-SYN-5']),
  // Pyodide 0.27 and later in a browser without stack switching.
  inError('run.jspi', 'likely', RUNTIME, /^WebAssembly stack switching not supported in this JavaScript runtime$/, [
    'F-RUN-8'
  ]),
  // Threads, processes and sockets in a browser.
  inError('run.no_threads', 'weak', RUNTIME, /^can't start new thread$/, ['F-RUN-8']),
  inError('run.browser', 'likely', null, /not available in browser environments/, ['F-RUN-8']),
  inError('run.no_loop_thread', 'certain', RUNTIME, /^There is no current event loop in thread '(?<thread>.+)'\.$/, [
    'F-THR-1',
    'F-DEP-1'
  ]),
  inError('run.no_running', 'likely', /^(?:RuntimeError|NoEventLoopError)$/, /^no running event loop$/, ['F-THR-2']),
  // The person's own handler printed it, or logging, or an unraisable hook.
  inStream(
    'run.printed',
    'likely',
    ['running event loop', 'event loop is already running', 'another loop is running'],
    /\b(?:asyncio\.run|Runner\.run)\(\) cannot be called from a running event loop|\bThis event loop is already running\b|Cannot run the event loop while another loop is running/,
    ['F-RUN-6']
  ),
  inStream(
    'depr.no_loop',
    'likely',
    ['no current event loop'],
    /DeprecationWarning: There is no current event loop/,
    ['F-DEP-1'],
    { stderr: true, place: 'warning' }
  ),
  inStream(
    'depr.slated',
    'certain',
    ['deprecated and slated'],
    /DeprecationWarning: 'asyncio\.(?<api>\w{1,80})' is deprecated and slated for removal in Python (?<ver>3\.\d{1,3})/,
    ['F-DEP-2'],
    { stderr: true, all: true, place: 'warning' }
  ),
  inError(
    'depr.loop_arg',
    'likely',
    TYPE,
    /got an unexpected keyword argument 'loop'(?:\. Did you mean [^\n]{1,80})?$|the \*loop\* parameter was removed from (?<cls>\w{1,80})\(\)/,
    ['F-DEP-3']
  ),
  // CPython below 3.12, or nest_asyncio's replacement of asyncio.run.
  inError('depr.loop_factory', 'certain', TYPE, /run\(\) got an unexpected keyword argument 'loop_factory'/, [
    'F-DEP-5',
    'F-NEST-2'
  ]),
  inError(
    'depr.missing_attr',
    'certain',
    ATTRIBUTE,
    /^module 'asyncio' has no attribute '(?<attr>TaskGroup|Runner|timeout|timeout_at|to_thread|Barrier|coroutine|get_child_watcher|set_child_watcher|async|WindowsSelectorEventLoopPolicy|WindowsProactorEventLoopPolicy|QueueShutDown|eager_task_factory|EventLoop)'/,
    ['F-DEP-4', 'F-DEP-2', 'F-RUN-4']
  ),
  inStream(
    'depr.loop_arg_warn',
    'certain',
    ['The loop argument is deprecated'],
    /DeprecationWarning: The loop argument is deprecated since Python 3\.8/,
    ['F-DEP-3'],
    { stderr: true, place: 'warning' }
  ),
  inStream(
    'depr.coroutine_deco',
    'certain',
    ['"@coroutine" decorator is deprecated'],
    /DeprecationWarning: "@coroutine" decorator is deprecated since Python 3\.8/,
    ['F-DEP-4'],
    { stderr: true, place: 'warning' }
  ),
  inError(
    'depr.all_tasks',
    'certain',
    ATTRIBUTE,
    /^type object '_?asyncio\.Task' has no attribute '(?:all_tasks|current_task)'/,
    ['F-DEP-4']
  ),
  inStream(
    'depr.wait_coros',
    'certain',
    ['The explicit passing of coroutine objects'],
    /The explicit passing of coroutine objects to asyncio\.wait\(\) is deprecated/,
    ['F-GAT-3'],
    { stderr: true, place: 'warning' }
  )
];
