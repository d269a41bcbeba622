/** What kernels said of objects that two event loops use, as it was recorded. */
import { cases } from '../failures/testing/recorded';
import { findingsOf, only, tellsEverywhere, tellsWithLine, told } from '../failures/testing/told';
import type { Row } from '../failures/testing/told';

const AWAIT = "Await it in the kernel's loop";
const MAKE = "Make it in the kernel's loop";

/** Found whatever the kernel printed. */
const EVERYWHERE: readonly Row[] = [
  ['E02b', 'ThreadPoolExecutor(1).submit(asyncio.run, use()).result(timeout=4)', AWAIT],
  ['E03', 'ThreadPoolExecutor(1).submit(asyncio.run, use()).result(timeout=3)', AWAIT],
  ['E03b', 'loop2.create_task(f())', MAKE],
  ['E03c', 'loop2.create_future()', MAKE],
  ['E03d', 'loop2.create_future()', MAKE],
  ['E04b', 'loop.create_task(main())', MAKE],
  ['E04c', 'ThreadPoolExecutor(1).submit(lambda: asyncio.run(Client().open())).result()', AWAIT],
  ['G04', 'ThreadPoolExecutor(1).submit(asyncio.run, many()).result(timeout=5)', AWAIT],
  ['LPG7', 'asyncio.to_thread(asyncio.run, asyncpg.connect(DSN))', AWAIT],
  ['LAH6', 'asyncio.to_thread(asyncio.run, use())', AWAIT],
  ['B03', 'asyncio.get_running_loop', null],
  ['B04', 'asyncio.create_task(main())', 'Give the thread a loop'],
  ['B04b', 'asyncio.ensure_future(main())', 'Give the thread a loop'],
  ['LAH5', 'aiohttp.ClientSession', null],
  ['E06', "loop.call_soon(print, 'x')", 'Hand it to the loop'],
  ['E07', 'fut.set_result', 'Hand it to the loop'],
  ['E07b', 'fut.set_result', 'Hand it to the loop']
];

/** Found where the traceback names the line, or where the library was installed. */
const SOME: readonly Row[] = [
  ['LRE2', 'asyncio.to_thread(asyncio.run, use())', AWAIT],
  ['LRE3', 'asyncio.to_thread(asyncio.run, use())', AWAIT],
  ['LMO3', 'asyncio.to_thread(asyncio.run, use())', AWAIT]
];

/** Loops that work, and another rule's ground. */
const SILENT: readonly string[] = ['E05c', 'E10', 'LAH10', 'D18', 'D18b', 'LAW1', 'B02', 'B02b'];

const COUNTS = only('foreign-loop');

tellsEverywhere('foreign-loop', EVERYWHERE, COUNTS, kernel => {
  it.each(SILENT.filter(id => cases[id]![kernel]))('says nothing of %s', id => {
    expect(told(id, kernel, COUNTS)).toEqual([]);
  });
});

tellsWithLine('foreign-loop', SOME, COUNTS);

it('rewrites all runs that share an object', () => {
  const { analysis, findings } = findingsOf('LRE3', 'K6');
  const finding = findings.find(COUNTS);
  expect(analysis.fixes(finding!).fixes[0]?.edits.map(each => each.text)).toEqual(['', '', '', '']);
});
