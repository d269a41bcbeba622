/** What kernels said of for and with where async was missing, or one too many, as it was recorded. */
import { createAnalysis } from '../analyse';
import { KERNELS, cases, notebookOf } from '../failures/testing/recorded';
import { DEFAULT_OPTIONS } from '../options';

/** A case, what is underlined, and the first fix; null where there is none. */
type Row = readonly [string, string, string | null];

/** Found whatever the kernel printed. */
const EVERYWHERE: readonly Row[] = [
  ['C15', 'g()', 'Use async for'],
  ['C15c', 'g()', 'Await the next value'],
  ['C15d', 'g()', 'Collect what it gives'],
  ['C15f', 'g()', 'Collect what it gives'],
  ['C15i', '(await n(i) for i in [1, 2])', 'Make it a list'],
  ['C15j', '(await n(i) for i in [1, 2])', 'Make it a list'],
  ['C15k', 'g()', 'Collect what it gives'],
  ['S23', '(await fetch(i) for i in range(2))', 'Leave the await out'],
  ['C21', 'fetch()', null],
  ['C22', 'CM()', 'Use async with'],
  ['C22b', 'lock', 'Use async with'],
  ['C22f', 'asyncio.TaskGroup()', 'Use async with'],
  ['C23', "open('/dev/null')", 'Use a plain with'],
  ['C23b', 'fetch()', 'Await it first'],
  ['C23d', 'threading.Lock()', 'Use a plain with'],
  ['LHX1', 'httpx.AsyncClient()', 'Use async with'],
  ['LSS2', "aiosqlite.connect(':memory:')", 'Use async with'],
  ['LAH2', 'aiohttp.ClientSession()', 'Use async with'],
  ['LTR12', 'trio.open_nursery()', 'Use async with']
];

/** Found where the traceback names the line: only K6 was recorded with all of it. */
const WITH_LINE: readonly Row[] = [
  ['C74b', 'yield from a()', null],
  ['LMO1', 'col.find()', 'Use async for'],
  ['C23c', 'CM', null],
  ['LPG5', 'p.acquire()', 'Use async with'],
  ['LAH3c', 's.get(url)', 'Use async with'],
  ['LTE1', 'c', 'Use async with'],
  ['G15', 'asyncio.Lock', null]
];

function told(id: string, kernel: (typeof KERNELS)[number]): unknown[] {
  const { source, [kernel]: outputs } = cases[id]!;
  const analysis = createAnalysis();
  const found = analysis.update(notebookOf(source, outputs!), DEFAULT_OPTIONS);
  return found
    .filter(each => !/^(?:dropped-task|deprecated-loop-api)$/.test(each.rule))
    .map(each => [each.rule, each.source.slice(each.from, each.to), analysis.fixes(each).fixes[0]?.title ?? null]);
}

describe.each(KERNELS)('%s', kernel => {
  it.each(EVERYWHERE.filter(([id]) => cases[id]![kernel]))('%s', (id, place, title) => {
    expect(told(id, kernel)).toEqual([['missing-async', place, title]]);
  });
});

it.each(WITH_LINE)('%s', (id, place, title) => {
  expect(told(id, 'K6')).toEqual([['missing-async', place, title]]);
});
