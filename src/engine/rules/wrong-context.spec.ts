/** What kernels said of things used where they do not work, as it was recorded. */
import { createAnalysis } from '../analyse';
import { patterns } from '../failures/catalogue';
import { KERNELS, cases, notebookOf } from '../failures/testing/recorded';
import { DEFAULT_OPTIONS } from '../options';
import { CONTEXTS } from './wrong-context.table';

/** A case, what is underlined, and the first fix; null where there is none. */
type Row = readonly [string, string, string | null];

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

function told(id: string, kernel: (typeof KERNELS)[number]): unknown[] {
  const { source, [kernel]: outputs } = cases[id]!;
  const analysis = createAnalysis();
  const found = analysis.update(notebookOf(source, outputs!), DEFAULT_OPTIONS);
  return found
    .filter(each => each.rule === 'wrong-context')
    .map(each => [each.source.slice(each.from, each.to), analysis.fixes(each).fixes[0]?.title ?? null]);
}

describe.each(KERNELS)('%s', kernel => {
  it.each(EVERYWHERE.filter(([id]) => !NOT_IN.includes(`${id} ${kernel}`)))('%s', (id, place, title) => {
    expect(told(id, kernel)).toEqual([[place, title]]);
  });

  // A value kept within one cell; trio for all cells; a session of another loop; an asyncio loop that trio starts.
  it.each(['A47', 'H38', 'LAH6', 'LAH10', 'LTR1'])('%s is left alone', id => {
    expect(told(id, kernel)).toEqual([]);
  });

  it.each(WITH_LINE)('%s is not guessed', (id, place, title) => {
    expect(told(id, kernel)).toEqual(kernel === 'K6' ? [[place, title]] : []);
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
