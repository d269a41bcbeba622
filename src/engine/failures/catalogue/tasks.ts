/** Tasks, futures, cancellation, groups and timeouts. */
import { inAny, inError, inRepr, inStream, type IPattern } from '../pattern';

const RUNTIME = /^RuntimeError$/;

export const tasks: readonly IPattern[] = [
  // A task may be shown on purpose: informational only.
  inRepr(
    'task.repr',
    'weak',
    ['Task '],
    /<(?:PyodideTask|Task) (?<state>pending|cancelling|cancelled|finished) name=/,
    ['F-TASK-1'],
    { place: 'repr' }
  ),
  inRepr(
    'future.repr',
    'weak',
    ['Future '],
    /<(?<cls>Future|PyodideFuture|_GatheringFuture) (?<state>pending|cancelled|finished)\b/,
    ['F-TASK-1', 'F-GAT-7', 'L-MOTOR-1']
  ),
  // concurrent.futures
  inRepr(
    'cfuture.repr',
    'weak',
    ['<Future at 0x'],
    /<Future at 0x[0-9A-Fa-f]{1,20} state=(?<state>pending|running|finished|cancelled)/,
    ['F-TASK-1']
  ),
  inError('future.iter', 'certain', RUNTIME, /^await wasn't used with future$/, ['F-TASK-2', 'F-GAT-7']),
  inError('future.notset', 'certain', /^InvalidStateError$/, /^(?:Result|Exception) is not set\.$/, [
    'F-TASK-3',
    'F-GAT-7'
  ]),
  // A logging prefix such as `ERROR:asyncio:` may precede; without the second line it is somebody's own text.
  inStream(
    'task.never',
    'certain',
    ['exception was never retrieved'],
    /\b(?<cls>\w{1,60}) exception was never retrieved\r?\n(?:future|task): </,
    ['F-TASK-4'],
    { all: true, place: 'traceback' }
  ),
  // Pyodide's loop reports a failed task at once and without naming it.
  inStream(
    'task.unhandled',
    'certain',
    ['Unhandled exception in event loop'],
    /Unhandled exception in event loop\r?\nTraceback \(most recent call last\)/,
    ['F-TASK-4'],
    { all: true, place: 'traceback' }
  ),
  inStream(
    'task.destroyed',
    'certain',
    ['Task was destroyed but it is pending!'],
    /Task was destroyed but it is pending!\r?\n(?:source_traceback: |task: <)/,
    ['F-TASK-5'],
    { all: true, place: 'repr' }
  ),
  inStream(
    'task.callback',
    'certain',
    ['Exception in callback '],
    /Exception in callback (?<cb>.{1,1000})\r?\n(?:source_traceback: |handle: <)/,
    ['F-TASK-6', 'F-CORO-6'],
    { all: true, place: 'traceback' }
  ),
  // asyncio's debug mode only.
  inStream(
    'task.slow',
    'certain',
    ['Executing <'],
    /Executing <(?:Task \w{1,20} name='[^'\n]{0,200}' coro=<(?<name>[^(\n]{1,200})\(\))?.{1,1000} took (?<s>\d{1,9}\.\d{1,9}) seconds/,
    ['F-BLK-1'],
    { all: true }
  ),
  inError(
    'eg.error',
    'weak',
    /^(?:Base)?ExceptionGroup$/,
    /^(?<msg>[\s\S]{0,1000}) \((?<n>\d{1,9}) sub-exceptions?\)$/,
    ['F-EG-1'],
    { sure: /^unhandled errors in a TaskGroup |^Exceptions from Trio nursery / }
  ),
  // IPython 8.15 and later print a group instead of publishing an error message.
  inStream(
    'eg.stream',
    'weak',
    ['ExceptionGroup: '],
    /\| (?:[\w.]{1,200}\.)?(?:Base)?ExceptionGroup: (?<msg>.{0,1000}) \((?<n>\d{1,9}) sub-exceptions?\)/,
    ['F-EG-1'],
    { sure: /ExceptionGroup: (?:unhandled errors in a TaskGroup|Exceptions from Trio nursery) \(/, all: true }
  ),
  // concurrent.futures has one too, and an interrupt of an awaiting cell looks the same.
  inError('cancelled', 'weak', /^(?:asyncio\.exceptions\.)?CancelledError$/, /(?:)/, [
    'F-CAN-1',
    'F-INT-1',
    'F-TASK-10'
  ]),
  inError('timeout.empty', 'weak', /^TimeoutError$/, /^$/, ['F-CAN-2', 'F-BLK-3', 'F-THR-5'], {
    frame: /asyncio[\\/](?:timeouts|tasks)\.py |concurrent[\\/]futures[\\/]/
  }),
  inError(
    'tg.state',
    'certain',
    RUNTIME,
    /^TaskGroup <TaskGroup[^\n]{0,2000}> (?:is finished|is shutting down|has not been entered|has (?:already been|been already) entered|cannot determine the parent task)$/,
    ['F-EG-2']
  ),
  inAny(
    'timeout.task',
    'certain',
    ['used inside a task', 'Timeout has already been entered'],
    /Timeout (?:should|context manager should) be used inside a task|Timeout has already been entered/,
    ['F-EG-3', 'L-AIOHTTP-3']
  ),
  inError('task.self', 'certain', RUNTIME, /^Task cannot await on itself/, ['F-TASK-7']),
  inError(
    'agen.running',
    'certain',
    RUNTIME,
    /asynchronous generator is already running$|^async generator ignored GeneratorExit$/,
    ['F-AGEN-5']
  )
];
