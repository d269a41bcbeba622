import { unifiedDiff } from './diff';
import { pick, randomFrom, some } from './testing/random';

const numbers = (from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, at) => `${from + at}`);

test('shows three lines around a change', () => {
  const before = numbers(1, 20);
  const after = before.map(line => (line === '10' ? 'ten' : line));
  expect(unifiedDiff(before.join('\n'), after.join('\n'))).toEqual([
    '@@ -7,7 +7,7 @@',
    ' 7',
    ' 8',
    ' 9',
    '-10',
    '+ten',
    ' 11',
    ' 12',
    ' 13'
  ]);
});

test('joins changes that are near and separates those that are far', () => {
  const before = numbers(1, 40);
  const change = (...lines: string[]): string[] =>
    unifiedDiff(before.join('\n'), before.filter(line => !lines.includes(line)).join('\n')).filter(
      line => line[0] === '@'
    );
  expect(change('10', '17')).toEqual(['@@ -7,14 +7,12 @@']);
  expect(change('10', '18')).toEqual(['@@ -7,7 +7,6 @@', '@@ -15,7 +14,6 @@']);
});

test('nothing for equal texts, and whole texts for new ones', () => {
  expect(unifiedDiff('a\nb', 'a\nb')).toEqual([]);
  expect(unifiedDiff('a', 'a\n')).toEqual(['@@ -1,1 +1,2 @@', ' a', '+']);
});

/** Apply hunks as `patch` does. */
function patched(before: string, diff: readonly string[]): string {
  const lines = before.split('\n');
  const result: string[] = [];
  let at = 0;
  for (const line of diff) {
    const head = /^@@ -(\d+),(\d+) \+(\d+),(\d+) @@$/.exec(line);
    if (head) {
      const start = Number(head[1]) - (head[2] === '0' ? 0 : 1);
      result.push(...lines.slice(at, start));
      at = start;
      expect(result.length).toBe(Number(head[3]) - (head[4] === '0' ? 0 : 1));
    } else if (line[0] === '+') {
      result.push(line.slice(1));
    } else {
      expect(lines[at++]).toBe(line.slice(1));
      result.push(...(line[0] === ' ' ? [line.slice(1)] : []));
    }
  }
  return [...result, ...lines.slice(at)].join('\n');
}

test('the hunks lead from one text to the other', () => {
  const random = randomFrom(4);
  for (let round = 0; round < 500; round++) {
    const lines = some(random, 30, () => pick(random, ['a', 'b', 'c', '', 'd']));
    const after = lines.flatMap(line => (random() < 0.8 ? [line] : some(random, 2, () => pick(random, ['x', 'a']))));
    const diff = unifiedDiff(lines.join('\n'), after.join('\n'));
    expect(patched(lines.join('\n'), diff)).toBe(after.join('\n'));
  }
});

test('very long cells are compared as one block, quickly', () => {
  const before = numbers(1, 5000).map(line => `a${line}`);
  const after = numbers(1, 5000).map(line => `b${line}`);
  expect(unifiedDiff(before.join('\n'), after.join('\n'))).toHaveLength(10001);
});
