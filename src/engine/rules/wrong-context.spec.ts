/** What kernels said of things used where they do not work, as it was recorded. */
import { patterns } from '../failures/catalogue';
import { KERNELS } from '../failures/testing/recorded';
import { only, told } from '../failures/testing/told';
import type { Row } from '../failures/testing/told';
import { CONTEXTS } from './wrong-context.table';

/** Found whatever the kernel printed. */
const EVERYWHERE: readonly Row[] = [
  ['F12b', "v.set('set')", null],
  ['F12c', 'v.reset(tok)', null],
  ['LAS4', 'sync_to_async(fetch)', null],
  ['LSA4', 'e.connect()', 'Await it'],
  ['LSA6', "create_async_engine('sqlite://')", null],
  ['LTR5', 'trio.run(main())', 'Give it the function'],
  ['LTW2', 'asyncioreactor.install()', null],
  ['LPG1', "asyncio.gather(c.fetchval('select 1'), c.fetchval('select 2'))", null],
  ['LPG4', 'asyncpg.create_pool(DSN)', 'Await it']
];

/** Found where the traceback names the line: only K6 was recorded with all of it. */
const WITH_LINE: readonly Row[] = [
  ['C17', 'async for x in S():', null],
  ['C17b', 'async for x in S():', null],
  ['C23g', 'async with res() as r:', null],
  ['C23h', 'with res() as r:', null],
  ['D11', 'await asyncio.gather(a.__anext__(), a.__anext__())', null],
  ['D11c', 'await a.aclose()', null],
  ['F11d', 'asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, print)', null],
  ['LSA2', 'print(p.kids)', null],
  ['LTR3', 'trio.run(main)', null],
  ['LTR4', 'await asyncio.sleep(0.1)', null],
  ['LTR8', 'n.start_soon(f())', 'Give it the function'],
  ['LTR9', 'trio.from_thread.run(trio.sleep, 0)', null],
  ['LAN3', 'anyio.from_thread.run(anyio.sleep, 0)', null],
  ['LAN4', 'c.send(None)', null],
  ['LCU2', 'await curio.sleep(0)', null],
  ['LCU3', 'curio.run(curio.sleep(0))', null]
];

/** What these cases were made for was not there yet, or works. */
const NOT_IN: readonly string[] = ['LAS4 K5', 'LSA4 K5', 'LSA6 K5'];

const COUNTS = only('wrong-context');

describe.each(KERNELS)('%s', kernel => {
  it.each(EVERYWHERE.filter(([id]) => !NOT_IN.includes(`${id} ${kernel}`)))('%s', (id, place, fix) => {
    expect(told(id, kernel, COUNTS)).toEqual([['wrong-context', place, fix]]);
  });

  // A value kept within one cell; trio for all cells; a session of another loop; an asyncio loop that trio starts.
  it.each(['A47', 'H38', 'LAH6', 'LAH10', 'LTR1'])('%s is left alone', id => {
    expect(told(id, kernel, COUNTS)).toEqual([]);
  });

  it.each(WITH_LINE)('%s is not guessed', (id, place, fix) => {
    expect(told(id, kernel, COUNTS)).toEqual(kernel === 'K6' ? [['wrong-context', place, fix]] : []);
  });
});

test('every text of the table is in the catalogue, for the failure it stands for', () => {
  for (const { pattern, failure } of CONTEXTS) {
    const ids = patterns.find(each => each.id === pattern)?.failures ?? [];
    expect([pattern, ids.includes(failure)]).toEqual([pattern, true]);
  }
});

test('words for people: half a sentence, a sentence, what to write', () => {
  for (const { title, message, advice } of CONTEXTS) {
    expect([title, title.endsWith('.'), title.length < 70]).toEqual([title, true, true]);
    expect([message, message.endsWith('.')]).toEqual([message, true]);
    expect([advice, advice.length > 0]).toEqual([advice, true]);
  }
});
