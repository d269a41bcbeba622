/** What kernels said of awaits with nothing to wait for, as it was recorded. */
import { createAnalysis } from '../analyse';
import { KERNELS, cases, notebookOf } from '../failures/testing/recorded';
import { DEFAULT_OPTIONS } from '../options';

/** A case, what is underlined, and the first fix; null where there is none. */
type Row = readonly [string, string, string | null];

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

function told(id: string, kernel: (typeof KERNELS)[number]): unknown[] {
  const { source, [kernel]: outputs } = cases[id]!;
  const analysis = createAnalysis();
  const found = analysis.update(notebookOf(source, outputs!), DEFAULT_OPTIONS);
  return found
    .filter(each => each.rule !== 'dropped-task')
    .map(each => [each.rule, each.source.slice(each.from, each.to), analysis.fixes(each).fixes[0]?.title ?? null]);
}

describe.each(KERNELS)('%s', kernel => {
  it.each(EVERYWHERE.filter(([id]) => cases[id]![kernel]))('%s', (id, place, title) => {
    expect(told(id, kernel)).toEqual([['not-awaitable', place, title]]);
  });
});

it.each(WITH_LINE)('%s', (id, place, title) => {
  expect(told(id, 'K6')).toEqual([['not-awaitable', place, title]]);
});
