import { sourceHash } from './hash';

/** Pairs from `ipykernel.compiler.get_file_name` of ipykernel 7.4.0. */
const REAL: readonly (readonly [string, string])[] = [
  ['', '3990065800'],
  ['a', '2167009006'],
  ['ab\n', '3098454438'],
  ['abc', '3350977461'],
  ['import asyncio\nawait asyncio.sleep(1)\n', '1902941239'],
  ["print('é ß 漢字 😀')\r\n\tx = 1", '2988282336'],
  ['x = 1\n'.repeat(1000), '3650607896']
];

test.each(REAL)('the file of %#', (source, hash) => {
  expect(sourceHash(source)).toBe(hash);
  expect(sourceHash(source)).toBe(hash);
});

test('a lone surrogate does not throw', () => {
  expect(sourceHash('\ud800x')).toBe(sourceHash('\ufffdx'));
});

test('more sources than are kept', () => {
  for (let each = 0; each < 4100; each++) {
    sourceHash(`x = ${each}`);
  }
  expect(sourceHash('')).toBe('3990065800');
});
