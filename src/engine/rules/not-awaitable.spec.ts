/** What kernels said of awaits with nothing to wait for, as it was recorded. */
import { tellsEverywhere, tellsWithLine, without } from '../failures/testing/told';
import type { Row } from '../failures/testing/told';

/** Found whatever the kernel printed. */
const EVERYWHERE: readonly Row[] = [
  ['C18', 'await 1', 'Leave the await out'],
  ['C18b', "await print('hi')", 'Leave the await out'],
  ['C18c', 'await time.sleep(0)', 'Call the async one'],
  ['C18d', 'await [fetch(1), fetch(2)]', 'Gather what is in it'],
  ['C18f', 'await (i for i in range(2))', 'Gather what is in it'],
  ['C18j', 'await (fetch(1), fetch(2))', 'Gather what is in it'],
  ['C18k', 'await None', 'Leave the await out'],
  ['G06', "await ex.submit(len, 'ab')", 'Wrap the future'],
  ['G19', 'await asyncio.run_coroutine_threadsafe(fetch(), asyncio.get_running_loop())', 'Wrap the future'],
  ['G40', 'await f()', 'Collect what it gives'],
  ['C16', 'async for k in fetch()', 'Await it, and use a plain for'],
  ['C16b', 'async for x in [1, 2]', 'Use a plain for'],
  ['G58', 'async for k in range(2)', 'Use a plain for']
];

/** Found where the traceback names the line: only K6 was recorded with all of it. */
const WITH_LINE: readonly Row[] = [
  ['C18i', 'await asyncio.sleep', null],
  ['C18l', 'await f', 'Wrap the future'],
  ['C18m', 'await K().m', null],
  ['C22c', 'await lock', null],
  ['G56', "await 'abc'.upper()", 'Leave the await out'],
  ['LDA5', "await c.submit(len, 'ab').result()", 'Leave the await out'],
  ['C18n', 'await A()', null],
  ['C16c', '[x async for x in [1, 2]]', 'Use a plain for'],
  ['G36', '[r async for r in [fetch(1), fetch(2)]]', 'Use a plain for'],
  ['G57', "async for k in {'a': 1}.items()", 'Use a plain for']
];

const COUNTS = without('dropped-task');

tellsEverywhere('not-awaitable', EVERYWHERE, COUNTS);
tellsWithLine('not-awaitable', WITH_LINE, COUNTS);
