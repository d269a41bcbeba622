/**
 * The register of false positives: texts of kernels that ordinary code gives too. Each gives nothing, or the finding of
 * what it really was. An entry is a recorded case, or a cell and what it showed.
 */
import { createAnalysis } from '../analyse';
import type { Output } from '../document';
import { DEFAULT_OPTIONS } from '../options';
import { cases, KERNELS, notebookOf } from './testing/recorded';
import { findingsOf } from './testing/told';

/** An error of the last line of a cell, as IPython 8 and later print it. */
function raised(source: string, ename: string, evalue: string): readonly [string, Output] {
  const lines = source.split('\n');
  const line = `Cell In[1], line ${lines.length}\n----> ${lines.length} ${lines[lines.length - 1]}\n`;
  return [source, { type: 'error', ename, evalue, traceback: [line, `${ename}: ${evalue}`] }];
}

/** Recorded cases, by the rule that tells what it was; null where nothing is told. */
const RECORDED: Readonly<Record<string, Readonly<Record<string, string | null>>>> = {
  'AttributeError: __enter__': { X03: null, X14: null },
  'object does not support the context manager protocol': { X03: null, X14: null, G55: null },
  "unhashable type: 'list'": { X05b: null },
  'TimeoutError without a text': { X04b: null, E05b: 'blocking-wait' },
  CancelledError: { X27: null },
  'NotImplementedError without a text': { X12: null, LPD6: 'coroutine-as-value' },
  'Event loop is closed': { X09: null },
  'This event loop is already running': { H03: 'await-under-magic', LTW3: 'loop-owning-call' },
  'Cannot run the event loop while another loop is running': {
    A18: 'asyncio-run',
    LAW1: 'loop-owning-call',
    A41: 'loop-owning-call'
  },
  'The future belongs to a different loop': { LAW1: 'loop-owning-call' },
  "'return' outside function": { X13: null },
  ExceptionGroup: { X08: null },
  'the word coroutine': { X10: null, B08: 'deprecated-loop-api' },
  'ordinary mistakes': { X01: null, X07: null, X16: null, X22: null, X24: null, X33: null },
  "'_asyncio.Future' object is not subscriptable": { LCU4: null },
  'Task got bad yield': { LCU2: 'wrong-context', C64c: 'gather-arguments' },
  'coroutine was never awaited': { H29: 'asyncio-run' },
  'names like those of asyncio': { X18: null, X19: null, X30: null, X31: null, X32: null }
};

const FETCH = 'import asyncio\nasync def fetch():\n    await asyncio.sleep(0)\n';
const stream = (text: string): Output => ({ type: 'stream', name: 'stderr', text });

/** Those that no kernel was asked for. */
const WRITTEN: Readonly<Record<string, readonly (readonly [string, Output])[]>> = {
  'AttributeError: __aexit__': [raised('class A: pass\na = A()\na.__aexit__', 'AttributeError', '__aexit__')],
  "unhashable type: 'list'": [
    raised('{[1]: 2}', 'TypeError', "cannot use 'list' as a dict key (unhashable type: 'list')")
  ],
  'CancelledError of a thread': [
    raised('import concurrent.futures as cf\nf = cf.Future()\nf.cancel()\nf.result()', 'CancelledError', '')
  ],
  'no running event loop': [
    raised("raise RuntimeError('no running event loop')", 'RuntimeError', 'no running event loop')
  ],
  '<Task pending …>': [
    [
      `${FETCH}task = asyncio.create_task(fetch())\nawait asyncio.wait([task])\ntask`,
      { type: 'result', text: '<Task pending name=1>' }
    ],
    ['fut = loop.create_future()\nfut', { type: 'result', text: '<Future pending>' }]
  ],
  '<coroutine object …> in a text': [
    [`${FETCH}repr(task)`, { type: 'result', text: "'<coroutine object fetch at 0x7f00>'" }],
    [`${FETCH}help(fetch)`, { type: 'stream', name: 'stdout', text: 'It returns a <coroutine object> to await.\n' }]
  ],
  'the word coroutine': [
    raised(
      'class coroutine_like: pass\nlist(coroutine_like())',
      'TypeError',
      "'coroutine_like' object is not iterable"
    ),
    raised("raise TypeError('a coroutine costs nothing')", 'TypeError', 'a coroutine costs nothing')
  ],
  'ordinary mistakes': [
    raised("', '.join(5)", 'TypeError', 'can only join an iterable'),
    raised('len[0]', 'TypeError', "'builtin_function_or_method' object is not subscriptable"),
    raised('def f(): pass\nfor x in f: pass', 'TypeError', "'function' object is not iterable"),
    raised('f = None\nf()', 'TypeError', "'NoneType' object is not callable"),
    raised('import pandas as pd\npd.DataFrame(5)', 'ValueError', 'DataFrame constructor not properly called!'),
    raised("import re\nre.match('a', 5)", 'TypeError', 'expected string or bytes-like object'),
    raised('connection.execute(1)', 'ValueError', 'no active connection'),
    raised('x = = 1', 'SyntaxError', 'invalid syntax (1.py, line 1)')
  ],
  'Task exception was never retrieved': [['import log\nlog.show()', stream('Task exception was never retrieved\n')]],
  "an unexpected keyword argument 'loop'": [
    raised('def draw(path): pass\ndraw(loop=0)', 'TypeError', "draw() got an unexpected keyword argument 'loop'")
  ]
};

describe.each(Object.entries(RECORDED))('%s', (_, entries) => {
  it.each(Object.entries(entries))('%s', (id, rule) => {
    const kernels = KERNELS.filter(each => cases[id]![each]);
    expect(kernels).not.toEqual([]);
    const found = kernels.map(kernel => findingsOf(id, kernel).findings.map(each => each.rule));
    expect([...new Set(found.flat())]).toEqual(rule === null ? [] : [rule]);
  });
});

describe.each(Object.entries(WRITTEN))('%s, written', (_, entries) => {
  it.each(entries)('%s', (source, output) => {
    const found = createAnalysis().update(notebookOf([source], [[output]]), DEFAULT_OPTIONS);
    expect(found.map(each => each.rule)).toEqual([]);
  });
});

test('This event loop is already running: a cell that is run in a cell', () => {
  const [source, output] = raised(
    `${FETCH}get_ipython().run_cell('await fetch()')`,
    'RuntimeError',
    'This event loop is already running'
  );
  const found = createAnalysis().update(notebookOf([source], [[output]]), DEFAULT_OPTIONS);
  expect(found.map(each => each.rule)).toEqual(['await-under-magic']);
});
