/** What kernels said of what gather, wait and create_task were given, as it was recorded. */
import { tellsEverywhere, tellsWithLine, without } from '../failures/testing/told';
import type { Row } from '../failures/testing/told';

/** Found whatever the kernel printed. */
const EVERYWHERE: readonly Row[] = [
  ['C63', 'asyncio.ensure_future(3)', null],
  ['C63b', 'asyncio.gather(fetch(1), 3)', null],
  ['C63c', 'fetch, fetch', 'Call it'],
  ['C63f', 'asyncio.shield(3)', null],
  ['C63g', 'print(1), print(2)', null],
  ['C64', '[fetch(1), fetch(2)]', 'Put a star before it'],
  ['C64c', '(fetch(i) for i in range(2))', 'Put a star before it'],
  ['C64d', '[fetch(i) for i in range(2)]', 'Put a star before it'],
  ['C64e', "{'a': fetch(1)}.values()", 'Put a star before it'],
  ['C64f', 'map(fetch, [1])', 'Put a star before it'],
  ['G18', '*d', 'Gather its values'],
  ['G78', '[f()]', 'Put a star before it'],
  ['C66', '[fetch(1), fetch(2)]', 'Make tasks of them'],
  ['C67', 'fetch()', 'Put it in a list'],
  ['C68b', '*ts', 'Take the star away'],
  ['C61', 'fetch', 'Call it'],
  ['C62', 'asyncio.gather(fetch(1))', 'Use ensure_future()'],
  ['C62b', 'time.sleep(0)', null],
  ['C62c', 'asyncio.get_running_loop().run_in_executor(None, time.sleep, 0)', 'Use ensure_future()'],
  ['G17', 't', 'Use ensure_future()'],
  ['C69', 'asyncio.wait_for(fetch())', null]
];

/** Found where the traceback names the line: only K6 was recorded with all of it. */
const WITH_LINE: readonly Row[] = [['C64g', '*[await fetch(i) for i in range(2)]', 'Take the inner await away']];

const COUNTS = without('dropped-task');

tellsEverywhere('gather-arguments', EVERYWHERE, COUNTS);
tellsWithLine('gather-arguments', WITH_LINE, COUNTS);
