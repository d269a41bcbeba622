import { nearest, suggestion } from './nearest';

const RULES = ['asyncio-run', 'dropped-task', 'nest-asyncio', 'run-until-complete'];

test.each([
  ['asyncio_run', ['asyncio-run']],
  ['asynciorun', ['asyncio-run']],
  ['Dropped-Task', ['dropped-task']],
  ['asyncio', ['asyncio-run', 'nest-asyncio']],
  ['complete', ['run-until-complete']],
  ['zzz', []],
  ['', []]
])('%j is near %j', (typed, names) => {
  expect(nearest(typed, RULES)).toEqual(names);
});

test('a suggestion completes a sentence', () => {
  expect(suggestion('asyncio', RULES)).toBe('; did you mean asyncio-run or nest-asyncio?');
  expect(suggestion('zzz', RULES)).toBe('');
});
