/** What kernels said of coroutines taken for their results, as it was recorded. */
import { tellsEverywhere, tellsWithLine } from '../failures/testing/told';
import type { Counts, Row } from '../failures/testing/told';

/** Found whatever the kernel printed. */
const EVERYWHERE: readonly Row[] = [
  ['C03', 'r', 'Await it where it is made'],
  ['C03b', 'fetch()', 'Put parentheses around the await'],
  ['C03c', 'R().get()', 'Await it'],
  ['C04', 'r', 'Await it where it is made'],
  ['C04b', 'fetch()', 'Put parentheses around the await'],
  ['C05', 'fetch()', 'Await it'],
  ['C05b', 'fetch()', 'Await it'],
  ['C05d', 'fetch()', 'Await it'],
  ['C05e', 'fetch()', 'Await it'],
  ['C05g', 'fetch()', 'Await it'],
  ['C05h', 'fetch()', 'Await it'],
  ['C05i', 'fetch()', 'Await it'],
  ['C05j', 'fetch()', 'Await it'],
  ['C06', 'fetch()', 'Await it'],
  ['C10', 'fetch()', 'Await it'],
  ['C10c', 'fetch()', 'Await it'],
  ['C10d', 'fetch()', 'Await it'],
  ['C11', 'fetch()', 'Await it'],
  ['C12', 'fetch()', 'Await it'],
  ['C12d', 'fetch()', 'Await it'],
  ['C13', 'n()', 'Await it'],
  ['C13c', 'n()', 'Await it'],
  ['C13d', 'n()', 'Await it'],
  ['C13e', 'n()', 'Await it'],
  ['C13f', 'n()', 'Await it'],
  ['C14', 'fetch()', 'Await it'],
  ['C29c', 'n()', 'Await it'],
  ['C29e', 'n()', 'Await it'],
  ['C29f', 'n()', 'Await it'],
  ['C31', 'ok()', 'Await it'],
  ['C31b', 'ok()', 'Await it'],
  ['C31c', 'done()', 'Await it'],
  ['C34', 'fetch(1), fetch(2)', 'Await it'],
  ['C35', 'r', 'Await it where it is made'],
  ['C37b', 'fetch()', 'Await it'],
  ['C57p', 'asyncio.wait_for(fetch(), 1)', 'Await it'],
  ['C57q', 'asyncio.wait([asyncio.create_task(fetch())])', 'Await it'],
  ['G08', 'x', 'Await it where it is made'],
  ['G10', "asyncio.open_connection('127.0.0.1', 1)", 'Await it'],
  ['G11', 'p', 'Await it where it is made'],
  ['G21', 'get()', 'Put parentheses around the await'],
  ['G25', 'f()', 'Await it'],
  ['G27', 'f()', 'Await it'],
  ['G29', 'f()', 'Await it'],
  ['G30', 'f()', 'Await it'],
  ['G62', 'ok(), ok()', 'Await it'],
  ['G65', 'f()', 'Await it'],
  ['G68', 'f()', 'Await it'],
  ['G69', 'f()', 'Await it'],
  ['G70', 'f()', 'Put parentheses around the await'],
  ['LHX2', 'r', 'Await it where it is made'],
  ['LPD6', 'fetch()', 'Await it'],
  ['LNP1', 'fetch(1), fetch(2)', 'Await it'],
  ['LNP2', 'n(), n()', 'Await it']
];

/** Found where the traceback names the line: only K6 was recorded with all of it. */
const WITH_LINE: readonly Row[] = [
  ['C57r', "print(r['n'])", null],
  ['G12', 'p.communicate()', 'Await it'],
  ['G14', 'asyncio.sleep(1)', 'Await it'],
  ['G67', "'{0.name}'.format(f())", null],
  ['LAH3', 'r', 'Await it where it is made'],
  ['LSA5', "s.execute(sa.text('select 1'))", 'Await it'],
  ['LPG3', 'c', 'Await it where it is made'],
  ['LRE1', "r.get('x')", 'Await it']
];

const COUNTS: Counts = each => each.level !== 'info' && each.rule !== 'dropped-task';

tellsEverywhere('coroutine-as-value', EVERYWHERE, COUNTS);
tellsWithLine('coroutine-as-value', WITH_LINE, COUNTS);
