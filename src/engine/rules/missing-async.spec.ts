/** What kernels said of for and with where async was missing, or one too many, as it was recorded. */
import { tellsEverywhere, tellsWithLine, without } from '../failures/testing/told';
import type { Row } from '../failures/testing/told';

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

const COUNTS = without('dropped-task', 'deprecated-loop-api');

tellsEverywhere('missing-async', EVERYWHERE, COUNTS);
tellsWithLine('missing-async', WITH_LINE, COUNTS);
