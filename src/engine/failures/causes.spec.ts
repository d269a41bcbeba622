/** What has one cause is one finding: the traceback, the warning that it drags along, and the mistake in the code. */
import { KERNELS, cases, notebookOf } from './testing/recorded';
import { findingsOf } from './testing/told';
import { recognise } from './recognise';

/** Recordings with more than one mistake, and which. */
const SEVERAL: Readonly<Record<string, string>> = {
  // Each call is one of its own.
  A39: 'asyncio-run asyncio-run',
  C02c: 'unawaited-coroutine unawaited-coroutine',
  C12c: 'coroutine-as-value coroutine-as-value',
  H09: 'await-under-magic await-under-magic',
  H20: 'unawaited-coroutine unawaited-coroutine',
  H26: 'unawaited-coroutine unawaited-coroutine unawaited-coroutine unawaited-coroutine',
  H29b: 'asyncio-run asyncio-run',
  // The task that is made once the argument is right would be dropped.
  C61: 'dropped-task gather-arguments',
  C62: 'dropped-task gather-arguments',
  C62b: 'dropped-task gather-arguments',
  C62c: 'dropped-task gather-arguments',
  C63: 'dropped-task gather-arguments',
  E03d: 'foreign-loop dropped-task',
  // Why the cell did not end, and what Stop did then.
  F08: 'interrupted-await kernel-environment',
  // TaskGroup is not there before Python 3.11, and a plain with would not enter it.
  C22f: 'deprecated-loop-api missing-async',
  // A client that stays open, or a task that is cancelled and left, beside what failed.
  LHX2: 'unclosed-client coroutine-as-value',
  LRE1: 'unclosed-client coroutine-as-value',
  LRE2: 'unclosed-client foreign-loop',
  LRE3: 'unclosed-client foreign-loop',
  LMO3: 'cancel-without-await foreign-loop',
  // What has no use in a kernel, and what fails in one.
  LUL1: 'kernel-environment asyncio-run',
  // The patch is one thing, and what it is there for another.
  LNE1: 'nest-asyncio asyncio-run',
  LNE3: 'nest-asyncio asyncio-run',
  LNE4: 'nest-asyncio asyncio-run',
  LNE5: 'nest-asyncio deprecated-loop-api asyncio-run',
  LNE6: 'nest-asyncio deprecated-loop-api asyncio-run',
  LNE7: 'nest-asyncio asyncio-run',
  LNE8: 'nest-asyncio asyncio-run',
  LNE10: 'nest-asyncio competing-loop',
  LNE13: 'nest-asyncio asyncio-run',
  LNE14: 'nest-asyncio cancel-without-await',
  LNE17: 'nest-asyncio asyncio-run',
  LNE18: 'nest-asyncio asyncio-run',
  LNE19: 'nest-asyncio asyncio-run',
  LNE21: 'nest-asyncio blocking-wait'
};

/** Every recording as one kernel made it, with how much it says and what is found. */
const all = Object.keys(cases).flatMap(id =>
  KERNELS.flatMap(kernel => {
    const { source, [kernel]: outputs } = cases[id]!;
    const said = outputs ? recognise(notebookOf(source, outputs)) : [];
    return outputs ? [{ id, kernel, said, findings: findingsOf(id, kernel).findings }] : [];
  })
);

test('a recording has one finding at most, unless it holds several mistakes', () => {
  const more = all.filter(({ id, findings }) => findings.length > 1 && !(id in SEVERAL));
  expect(more.map(({ id, kernel, findings }) => [id, kernel, ...findings.map(each => each.rule)])).toEqual([]);
});

test.each(Object.entries(SEVERAL))('%s has %s', (id, rules) => {
  const found = all.filter(each => each.id === id).map(({ findings }) => findings.map(each => each.rule));
  const most = found.reduce((one, other) => (other.length > one.length ? other : one), []);
  expect(most.join(' ')).toBe(rules);
  // A kernel that said less, or whose Python has it, leaves some out and adds none.
  const others = found.flat().filter(rule => !most.includes(rule));
  expect(others).toEqual([]);
});

/** Recordings of an error, and of the warning about the coroutine that the failing call was given. */
const WITH_WARNING: readonly string[] = [
  ...['A38', 'B10c', 'C03b', 'C05', 'C10c', 'C13', 'C14', 'C21', 'C23b', 'C29e', 'C29f', 'C34', 'C54b', 'C57p'],
  ...['G21', 'G27', 'G30', 'G65', 'H29', 'H29c']
];

describe.each(WITH_WARNING)('%s: the error and its warning', id => {
  test('are one finding, which has both', () => {
    const own = all.filter(
      each => each.id === id && ['error', 'stream'].every(kind => each.said.some(({ evidence }) => evidence === kind))
    );
    expect(own).not.toEqual([]);
    const evidence = own.map(({ findings }) => findings.map(each => each.evidence.filter(kind => kind !== 'source')));
    expect(evidence).toEqual(own.map(() => [['error', 'stream']]));
  });
});
