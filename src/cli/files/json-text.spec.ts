import { pick, randomFrom, some } from '../testing/random';
import type { Random } from '../testing/random';
import type { JsonNode } from './json-text';
import { JsonError, lineAndColumn, scanJson } from './json-text';

/** A text and the value it stands for, with random white space and spelling. */
function randomJson(random: Random, depth: number): string {
  const space = (): string => pick(random, ['', '', ' ', '\n  ', '\r\n', '\t']);
  const kind = pick(random, depth > 0 ? ['object', 'array', 'string', 'scalar'] : ['string', 'scalar']);
  const text = (): string => pick(random, ['""', '"a"', '"\\n\\u00e9\\""', '"\\\\"', '"é😀"', '"\\ud83d"', '"[{,:"']);
  switch (kind) {
    case 'object':
      return `{${space()}${some(random, 3, () => `${text()}${space()}:${space()}${randomJson(random, depth - 1)}${space()}`).join(`,${space()}`)}}`;
    case 'array':
      return `[${space()}${some(random, 4, () => `${randomJson(random, depth - 1)}${space()}`).join(`,${space()}`)}]`;
    case 'string':
      return text();
    default:
      return pick(random, ['0', '-1.50', '1e5', '2E-07', 'true', 'false', 'null', '12345678901234567890']);
  }
}

function expectPlaces(text: string, node: JsonNode, value: unknown): void {
  expect(JSON.parse(text.slice(node.from, node.to))).toEqual(value);
  if (node.kind === 'array') {
    expect(node.items.length).toBe((value as unknown[]).length);
    node.items.forEach((item, at) => expectPlaces(text, item, (value as unknown[])[at]));
  } else if (node.kind === 'object') {
    expect(new Set(node.members.keys())).toEqual(new Set(Object.keys(value as object)));
    node.members.forEach((member, key) => expectPlaces(text, member, (value as Record<string, unknown>)[key]));
  }
}

test('every place holds the value that JSON.parse finds', () => {
  const random = randomFrom(1);
  for (let round = 0; round < 1000; round++) {
    const text = ` ${randomJson(random, 4)}\n`;
    expectPlaces(text, scanJson(text).root, JSON.parse(text));
  }
});

test('damaged texts are refused exactly when JSON.parse refuses them', () => {
  const random = randomFrom(2);
  for (let round = 0; round < 3000; round++) {
    const text = randomJson(random, 3);
    const at = Math.floor(random() * text.length);
    const damaged =
      text.slice(0, at) + pick(random, ['', ',', '"', '}', ']', '{', 'x', '\n', '\\', '0']) + text.slice(at + 1);
    const accepts = (parse: () => unknown): boolean => {
      try {
        parse();
        return true;
      } catch {
        return false;
      }
    };
    expect([damaged, accepts(() => scanJson(damaged))]).toEqual([damaged, accepts(() => JSON.parse(damaged))]);
  }
});

test.each([
  ['', 0, 'the text ends too early'],
  ['{"a": 1,}', 8, 'a key in double quotes is missing'],
  ['[1,]', 3, 'a value is missing'],
  ['[1 2]', 3, 'a comma or ] is missing'],
  ['{"a" 1}', 5, 'a colon is missing after the key'],
  ['{"a": 1', 7, 'the text ends too early'],
  ['["abc', 1, 'the text ends inside this string'],
  ['["a\nb"]', 3, 'a string holds a line break or another control character'],
  ['["\\x"]', 2, 'a backslash is followed by something that is no escape'],
  ['{} {}', 3, 'there is more text after its end'],
  ["{'a': 1}", 1, 'a key in double quotes is missing'],
  ['[\n<<<<<<< HEAD\n1]', 2, 'a merge conflict is not resolved'],
  ['[1\n=======\n,2]', 3, 'a merge conflict is not resolved'],
  ['01', 1, 'there is more text after its end']
])('says where %j is broken', (text, offset, message) => {
  const wrong = (): unknown => scanJson(text);
  expect(wrong).toThrow(JsonError);
  expect(wrong).toThrow(expect.objectContaining({ offset, message }));
});

test('accepts what Python writes for numbers that JSON lacks', () => {
  const { notNumbers } = scanJson('[NaN, Infinity, -Infinity, "NaN", 1]');
  expect(notNumbers).toEqual([
    { from: 1, to: 4 },
    { from: 6, to: 14 },
    { from: 16, to: 25 }
  ]);
});

test('a byte order mark counts in offsets', () => {
  expect(scanJson('\ufeff [1]').root).toMatchObject({ from: 2, to: 5 });
});

test('nesting does not overflow the stack', () => {
  const depth = 200_000;
  expect(scanJson('['.repeat(depth) + ']'.repeat(depth)).root.to).toBe(2 * depth);
});

test('skipped values are checked and forgotten', () => {
  const { root } = scanJson('{"outputs": [{"a": [1]}], "source": ["x"]}', new Set(['outputs']));
  const members = root.kind === 'object' ? root.members : new Map<string, JsonNode>();
  expect(members.get('outputs')).toMatchObject({ items: [] });
  expect(members.get('source')).toMatchObject({ items: [{ kind: 'string' }] });
  expect(() => scanJson('{"outputs": [1 2]}', new Set(['outputs']))).toThrow(JsonError);
});

test('the last of two equal keys counts', () => {
  const text = '{"a": 1, "a": 2}';
  const { root } = scanJson(text);
  const node = root.kind === 'object' ? root.members.get('a') : undefined;
  expect(text.slice(node?.from, node?.to)).toBe('2');
});

test('lines end at LF, CR LF and CR', () => {
  const text = 'a\nb\r\nc\rd';
  const places = ['a', 'b', 'c', 'd'].map(letter => lineAndColumn(text, text.indexOf(letter)));
  expect(places).toEqual([1, 2, 3, 4].map(line => ({ line, column: 1 })));
});
