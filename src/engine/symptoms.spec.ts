import { rulesFor } from './symptoms';

const RUN = 'asyncio.run() cannot be called from a running event loop';

test.each([
  ['the last line', `RuntimeError: ${RUN}`, 'asyncio-run'],
  ['the message alone', RUN, 'asyncio-run'],
  ['a name with its module', 'asyncio.exceptions.InvalidStateError: Result is not set.', 'early-result'],
  [
    'a whole traceback',
    `Traceback (most recent call last):\n  File "a.py", line 1\nRuntimeError: ${RUN}\n`,
    'asyncio-run'
  ],
  ['colours', `\u001b[0;31mRuntimeError\u001b[0m: ${RUN}`, 'asyncio-run'],
  ['a warning', "<ipython-input-1>:3: RuntimeWarning: coroutine 'f' was never awaited", 'unawaited-coroutine'],
  ['a result', '<coroutine object fetch at 0x7f0000000000>', 'unawaited-coroutine'],
  ['a logged message', 'Task was destroyed but it is pending!', 'pending-task-destroyed'],
  [
    'an error of a library',
    'playwright._impl._errors.Error: Event loop is closed! Is Playwright already stopped?',
    'wrong-context'
  ]
])('%s', (_, text, rule) => {
  expect(rulesFor(text)).toContain(rule);
});

test('all causes of a message without its name', () => {
  expect(rulesFor('This event loop is already running')).toEqual(
    rulesFor('RuntimeError: This event loop is already running').concat('asyncio-run')
  );
});

test('the most telling comes first', () => {
  expect(rulesFor(`RuntimeError: ${RUN}`)[0]).toBe('asyncio-run');
  expect(rulesFor('RuntimeError: Cannot close a running event loop')).toEqual(
    expect.arrayContaining(['competing-loop', 'run-until-complete'])
  );
});

test.each(['', ' \n', 'ValueError', 'KeyError: 0', 'all is well', 'x'.repeat(1_000_000)])('nothing in %.20j', text => {
  expect(rulesFor(text)).toEqual([]);
});
