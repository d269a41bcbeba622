import { facadesOf, problemOf, readTwins, TABLE } from './facade-table';
import { FACADES } from './facades';
import type { IFacadeLine } from './facades';

const LINE: IFacadeLine = {
  library: 'weather',
  since: '1.0',
  call: 'weather.Client().fetch',
  to: 'await {object}.fetch_async({args})',
  source: 'https://example.com/weather.py'
};

test('no line of the table is wrong', () => {
  expect(TABLE.problems).toEqual([]);
  expect(FACADES.length).toBeGreaterThan(60);
});

test.each<[Partial<IFacadeLine>, string]>([
  [{ call: 'weather fetch' }, 'its call is not a dotted name'],
  [{ call: 'weather' }, 'its call is not a dotted name'],
  [{ call: '?.fetch' }, 'its class is not known and no error tells it'],
  [{ to: 'await {that}.fetch()' }, '{that} stands for nothing'],
  [{ to: 'await {object' }, '{object stands for nothing'],
  [{ stop: '{server}.stop()' }, '{server} stands for nothing'],
  [{ to: undefined }, 'it has neither a twin nor advice'],
  [{ safe: true, note: 'It prints.' }, 'it cannot be safe and alter something'],
  [{ since: 'long ago' }, 'it does not say since when, or where that was read'],
  [{ source: 'memory' }, 'it does not say since when, or where that was read']
])('a wrong line is named: %j', (change, why) => {
  const line = { ...LINE, ...change };
  expect(problemOf(line, 6)).toBe(`Line 7 of the table of library calls (${line.call}): ${why}; it is ignored.`);
});

test('and the others go on working', () => {
  const { get, problems } = facadesOf([LINE, { ...LINE, call: 'a b' }, LINE, { ...LINE, call: 'other.call' }]);
  expect(problems).toHaveLength(2);
  expect(problems[1]).toBe(
    'Line 3 of the table of library calls (weather.Client().fetch): there is one for that call already; it is ignored.'
  );
  expect([get(LINE.call), get('other.call')?.library, get('a b')]).toEqual([LINE, 'weather', undefined]);
});

test('the person’s own lines come first', () => {
  const own = facadesOf(FACADES, readTwins(['agents.Runner.run_sync -> start', 'weather.Client.fetch -> ask']).twins);
  expect(own.get('agents.Runner.run_sync')?.to).toBe('await {object}.start({args})');
  expect(own.get('weather.Client().fetch')?.to).toBe('await {object}.ask({args})');
  expect(own.modules.has('weather')).toBe(true);
});

describe('the setting', () => {
  test.each([
    ['weather.fetch -> fetch_async', { call: 'weather.fetch', twin: 'fetch_async' }],
    [' weather.fetch() ->  weather.fetch_async() ', { call: 'weather.fetch', twin: 'fetch_async' }],
    ['weather.Client().fetch->weather.Client().afetch', { call: 'weather.Client.fetch', twin: 'afetch' }],
    ['météo.größe -> größe_async', { call: 'météo.größe', twin: 'größe_async' }]
  ])('takes %s', (line, twin) => {
    expect(readTwins([line])).toEqual({ twins: [twin], problems: [] });
  });

  test.each<[unknown, string]>([
    ['weather.fetch', ' (weather.fetch): write it as "library.call -> async_call"'],
    ['a.b -> c -> d', ' (a.b -> c -> d): write it as "library.call -> async_call"'],
    ['fetch -> afetch', ' (fetch -> afetch): fetch is not the name of a call with its library, such as weather.fetch'],
    [
      'weather.fetch -> other.afetch',
      ' (weather.fetch -> other.afetch): other.afetch is no call beside weather.fetch: they may differ in their last name only'
    ],
    ['a.b -> c d', ' (a.b -> c d): c d is no call beside a.b: they may differ in their last name only'],
    ['a.b -> b', ' (a.b -> b): both sides are the same'],
    [12, ': it is not a line of text'],
    [{ call: 'a.b' }, ': it is not a line of text'],
    [`a.b -> ${'c'.repeat(400)}`, ` (a.b -> ${'c'.repeat(73)}): it is not a line of text`.replace(/c+/, 'c'.repeat(73))]
  ])('refuses %j, and takes the others', (line, why) => {
    const { twins, problems } = readTwins(['weather.a -> b', line, 'weather.c -> d']);
    expect(problems).toEqual([`Setting "twins", line 2${why}; it is ignored.`]);
    expect(twins).toHaveLength(2);
  });

  test('is a list, or not there', () => {
    expect(readTwins(undefined)).toEqual({ twins: [], problems: [] });
    expect(readTwins(['', '  '])).toEqual({ twins: [], problems: [] });
    expect(readTwins({ a: 'b' }).problems).toEqual(['Setting "twins" is not a list; it is ignored.']);
  });
});
