/** What kernels said of names and arguments that they lack, as it was recorded. */
import { KERNELS } from '../failures/testing/recorded';
import { findingsOf, only, placeOf } from '../failures/testing/told';
import type { Kernel } from '../failures/testing/told';

type Told = Readonly<Record<Kernel, string>>;

const everywhere = (told: string): Told => ({ K5: told, K6: told, K6b: told, K7: told });
const SOURCE = 'hint source';
const FAILED = 'error source+error';

const TOLD: readonly (readonly [string, string, Told])[] = [
  ['B02', 'asyncio.get_event_loop()', everywhere('error error')],
  ['B02b', 'asyncio.get_event_loop()', everywhere('error source+stream')],
  [
    'B06',
    'asyncio.set_event_loop_policy(asyncio.DefaultEventLoopPolicy())',
    { ...everywhere(SOURCE), K7: 'hint source+stream' }
  ],
  ['B08', 'asyncio.coroutine', { ...everywhere(FAILED), K5: SOURCE }],
  ['B09', 'asyncio.sleep(0, loop=loop)', { ...everywhere(FAILED), K5: SOURCE }],
  ['B10', 'asyncio.Lock(loop=asyncio.get_event_loop())', { ...everywhere(FAILED), K5: 'hint source+stream' }],
  ['B10b', 'asyncio.Queue(loop=asyncio.get_event_loop())', { ...everywhere(FAILED), K5: 'hint source+stream' }],
  // The coroutine that gather() was given is left behind, and Python warns of it.
  [
    'B10c',
    'asyncio.gather(main(), loop=asyncio.get_event_loop())',
    { ...everywhere('error source+error+stream'), K5: SOURCE }
  ],
  ['B15', 'asyncio.TaskGroup()', { K5: 'error error', K6: '', K6b: '', K7: '' }],
  ['B17', 'asyncio.get_child_watcher()', { ...everywhere(SOURCE), K7: FAILED }]
];

describe.each(KERNELS)('%s', kernel => {
  const of = (id: string): string[] =>
    findingsOf(id, kernel)
      .findings.filter(only('deprecated-loop-api'))
      .map(each => `${each.level} ${each.evidence.join('+')} ${placeOf(each)}`);

  it.each(TOLD)('%s', (id, place, { [kernel]: told }) => {
    expect(of(id)).toEqual(told === '' ? [] : [`${told} ${place}`]);
  });

  it.each(['A38', 'B01', 'B03', 'B13', 'B20', 'B21'])('%s is something else', id => {
    expect(of(id)).toEqual([]);
  });
});
