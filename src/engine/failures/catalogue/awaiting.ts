/** Awaiting the wrong thing; async iteration and context managers; gather, wait and create_task; syntax. */
import { inError, type IPattern } from '../pattern';

const TYPE = /^TypeError$/;
const RUNTIME = /^RuntimeError$/;
/** CPython 3.13 with IPython 9.18 names an incomplete cell's error `_IncompleteInputError`. */
const SYNTAX = /^(?:SyntaxError|_IncompleteInputError)$/;

export const awaiting: readonly IPattern[] = [
  inError(
    'await.non',
    'certain',
    TYPE,
    /^(?:object (?<t1>[\w.<>]+) can't be used in 'await' expression|'(?<t2>[\w.<>]+)' object can't be awaited)$/,
    ['F-AWT-1', 'F-CORO-10', 'L-HTTPX-1', 'L-OPENAI-1', 'L-MOTOR-1', 'L-DASK-1']
  ),
  inError('await.badawait', 'certain', TYPE, /__await__\(\) (?:returned|must return)/, ['F-AWT-2', 'F-CORO-7']),
  inError(
    'afor.requires',
    'certain',
    TYPE,
    /^'async for' requires an object with __aiter__ method, got (?<type>[\w.]+)$/,
    ['F-AGEN-3', 'F-CORO-10', 'F-DEP-6', 'L-OPENAI-1']
  ),
  inError(
    'afor.received',
    'certain',
    TYPE,
    /^'async for' received an (?:object|invalid object) from __a(?:iter|next)__/,
    ['F-AGEN-4', 'F-CORO-7']
  ),
  // Only with `await` in the line: a generator expression that became an async generator.
  inError('join.iterable', 'weak', TYPE, /^can only join an iterable$/, ['F-AGEN-2']),
  // Any object in a `with` says this; the hint of CPython 3.14, `coroutine` or `asynchronous` make it sure.
  inError(
    'cm.proto',
    'weak',
    TYPE,
    /^'(?<type>[\w.<>]+)' object does not support the (?<a>asynchronous )?context manager protocol(?: \(missed __a?(?:enter|exit)__ method\))?(?: but it supports the (?:asynchronous )?context manager protocol\. Did you mean to use '(?<hint>async with|with)'\?)?$/,
    ['F-CM-1', 'L-SQLALCHEMY-2', 'L-HTTPX-1', 'L-ASYNCPG-2', 'L-AIOSQLITE-1'],
    { sure: /^'coroutine'|does not support the asynchronous|Did you mean to use/ }
  ),
  // CPython 3.8 to 3.10; `__aenter__` and `__aexit__` can only come from an `async with`.
  inError('cm.old', 'weak', /^AttributeError$/, /^__(?<a>a?)(?:enter|exit)__$/, ['F-CM-1'], { sure: /^__a/ }),
  inError(
    'cm.awith_inner',
    'certain',
    TYPE,
    /^'async with' received an object from __a(?:enter|exit)__ that does not implement __await__: /,
    ['F-CM-3']
  ),
  inError(
    'cm.lib',
    'certain',
    null,
    /^Use async with instead$|^You must use "async with" if the event loop is running|^use 'async with open_nursery|^"yield from" should be used as context manager expression$/,
    ['F-CM-2', 'L-AIOHTTP-2', 'L-TELETHON-1', 'L-TRIO-5']
  ),
  inError(
    'acm.generator',
    'certain',
    null,
    /^'generator' object is not an async iterator$|^'generator' object has no attribute '__anext__'$/,
    ['F-CM-4']
  ),
  inError('gather.awaitable', 'certain', TYPE, /^An asyncio\.Future, a coroutine or an awaitable is required$/, [
    'F-GAT-1',
    'F-GAT-4'
  ]),
  // Every misuse of a dict or set says this too.
  inError(
    'gather.unhashable',
    'weak',
    TYPE,
    /^(?:unhashable type: '(?<t1>list|dict|set)'|cannot use '(?<t2>list|dict|set)' as a dict key \(unhashable type: '\w{1,80}'\))$/,
    ['F-GAT-2'],
    { frame: /asyncio[\\/]tasks\.py gather$/ }
  ),
  inError('gather.badyield', 'certain', RUNTIME, /^Task got bad yield: /, ['F-GAT-4', 'L-TRIO-2', 'L-CURIO-1']),
  inError(
    'task.expected',
    'certain',
    /^(?:TypeError|ValueError)$/,
    /^a coroutine was expected, got (?<what>[\s\S]{1,200})/,
    ['F-GAT-5']
  ),
  inError('coro.required', 'certain', TYPE, /^A coroutine object is required$/, ['F-GAT-5']),
  inError('wait.forbidden', 'certain', TYPE, /^Passing coroutines is forbidden, use tasks explicitly\.$/, ['F-GAT-3']),
  inError(
    'wait.list',
    'certain',
    TYPE,
    /^expects? an? (?:list|iterable) of (?:futures|awaitables), not (?<type>\w+)$/,
    ['F-GAT-3']
  ),
  inError('wait.empty', 'certain', /^ValueError$/, /^Set of (?:coroutines|Tasks)\/Futures is empty\.$/, ['F-GAT-6']),
  inError('yieldfrom.coro', 'certain', TYPE, /^cannot 'yield from' a coroutine object in a non-coroutine generator$/, [
    'F-SYN-4'
  ]),
  inError(
    'syn.await',
    'certain',
    SYNTAX,
    /^'(?<kw>await|async with|async for)' outside (?<async>async )?function(?: \((?<file>.+), line (?<line>\d+)\))?$/,
    ['F-SYN-1', 'F-MAG-1', 'F-SYN-3', 'F-MAG-3']
  ),
  inError('syn.acomp', 'certain', SYNTAX, /^asynchronous comprehension outside of an asynchronous function/, [
    'F-SYN-2',
    'F-DEP-6',
    'F-MAG-3'
  ]),
  // An ordinary mistake without an await in the same cell.
  inError('syn.return', 'weak', SYNTAX, /^'(?<kw>return|yield|yield from)' outside function/, ['F-SYN-5']),
  inError('syn.yieldfrom', 'certain', SYNTAX, /^'yield from' inside async function/, ['F-SYN-4']),
  inError('syn.asyncgen_return', 'certain', SYNTAX, /^'return' with value in async generator/, ['F-SYN-4']),
  inError('syn.annotation', 'certain', SYNTAX, /^await expression cannot be used within an annotation/, [
    'F-SYN-6',
    'F-DEP-6'
  ])
];
