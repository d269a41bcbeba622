/** Coroutines that nobody awaited, shown instead of their value, used as a value, or awaited twice. */
import { inError, inRepr, inStream, type IPattern } from '../pattern';

/** Text signals; each says by itself that a coroutine was lost or shown. */
export const coroutines: readonly IPattern[] = [
  // The warning may belong to an earlier cell, and its line is where the object died: only the name is sure.
  inStream(
    'coro.warn',
    'certain',
    ['was never awaited'],
    /RuntimeWarning: coroutine '(?<name>[^'\n]+)' was never awaited/,
    ['F-CORO-1', 'F-CORO-4', 'F-CORO-5', 'F-CORO-6', 'F-RUN-10', 'L-IPYWIDGETS-1'],
    { stderr: true, all: true, place: 'warning' }
  ),
  // The same with warnings turned into errors.
  inStream(
    'coro.warn_err',
    'certain',
    ['<coroutine object '],
    /Exception ignored (?:in:|while finalizing coroutine) <coroutine object (?<name>\S+)/,
    ['F-CORO-1'],
    { stderr: true, all: true, place: 'traceback' }
  ),
  // pandas cuts long cells: the end may be three dots.
  inRepr(
    'coro.repr',
    'likely',
    ['coroutine object '],
    /<(?:compiled_|_cython_[\w.]{0,80}\.)?coroutine object (?<name>\S+) at 0x[0-9A-Fa-f]*(?:>|\.\.\.)/,
    ['F-CORO-2', 'F-CORO-4', 'F-CORO-5', 'L-PANDAS-1']
  ),
  inRepr(
    'agen.repr',
    'likely',
    ['async_generator object '],
    /<(?:compiled_)?async_generator object (?<name>\S+) at 0x[0-9A-Fa-f]*(?:>|\.\.\.)/,
    ['F-AGEN-1']
  ),
  inError('coro.reuse', 'certain', /^RuntimeError$/, /^cannot reuse already awaited coroutine$/, ['F-CORO-8']),
  inError('coro.busy', 'certain', /^RuntimeError$/, /^coroutine is being awaited already$/, ['F-CORO-8']),
  inError('callsoon.coro', 'certain', /^TypeError$/, /^coroutines cannot be used with \w{1,80}\(\)$/, ['F-CORO-6'])
];

/** Generic value texts: they come last, after every pattern that knows more. */
export const values: readonly IPattern[] = [
  inError(
    'coro.value',
    'likely',
    /^(?:TypeError|AttributeError|PicklingError|MaybeEncodingError|ValidationError|RepresenterError|AssertionError|DataError|ProgrammingError|InterfaceError)$/,
    /(?:^|[^\w.])(?:compiled_|_cython_[\w.]{0,80}\.)?coroutine(?= object\b|['"]|$| (?:is|to|found|was|in|which)\b|\.__format__| doesn't|,|\)|\])/,
    [
      'F-CORO-3',
      'F-CORO-9',
      'F-CORO-7',
      'L-HTTPX-1',
      'L-OPENAI-1',
      'L-ASYNCPG-2',
      'L-REDIS-1',
      'L-TELETHON-1',
      'L-DASK-1',
      'L-PANDAS-1'
    ],
    // `module 'asyncio' has no attribute 'coroutine'`
    { unless: /^module '/ }
  ),
  inError(
    'coro.value_repr',
    'likely',
    null,
    /<(?:compiled_|_cython_[\w.]{0,80}\.)?coroutine object (?<name>\S+) at 0x[0-9A-Fa-f]+>/,
    ['F-CORO-3', 'F-CORO-5']
  ),
  inError('agen.value', 'certain', /^(?:TypeError|AttributeError)$/, /'?(?:compiled_)?async_generator'?(?: object|$)/, [
    'F-AGEN-2',
    'F-CM-4',
    'L-OPENAI-1'
  ]),
  inError(
    'task.value',
    'likely',
    /^(?:TypeError|AttributeError)$/,
    /'(?:_?asyncio\.(?:futures\.|tasks\.)?)?(?:Task|Future|_GatheringFuture)'|Object of type (?:Task|Future|_GatheringFuture) is not/,
    ['F-TASK-2', 'F-GAT-7', 'L-MOTOR-1']
  ),
  // Objects of libraries whose class name says so.
  inError(
    'asyncobj.value',
    'weak',
    /^(?:TypeError|AttributeError)$/,
    /^'(?<type>[\w.]{0,120}[Aa]sync(?!_generator\b|io\b)\w{0,80})' object (?:is not (?:iterable|subscriptable|callable)|has no attribute)/,
    ['F-AGEN-2', 'L-OPENAI-1', 'L-SQLALCHEMY-2']
  )
];
