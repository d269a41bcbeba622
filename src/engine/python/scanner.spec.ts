import { scan } from './scanner';

function words(text: string): string[] {
  return scan(text).map(token => `${token.kind} ${text.slice(token.from, token.to)}`);
}

function kinds(text: string): string {
  return scan(text)
    .map(token => token.kind)
    .join(' ');
}

test('names, numbers, operators', () => {
  expect(words('x.é = 1_0.5e-3j + 0xFFand -> ... **= := !=')).toEqual([
    'name x',
    'op .',
    'name é',
    'op =',
    'number 1_0.5e-3j',
    'op +',
    'number 0xFFa',
    'name nd',
    'op ->',
    'op ...',
    'op **=',
    'op :=',
    'op !='
  ]);
  expect(words('1.real 1..real .5 1if 1e 1.e5')).toEqual([
    'number 1.',
    'name real',
    'number 1.',
    'op .',
    'name real',
    'number .5',
    'number 1',
    'name if',
    'number 1',
    'name e',
    'number 1.e5'
  ]);
});

test.each([
  ["'a'"],
  ['"it\'s"'],
  ["'a\\'b'"],
  ["r'\\''"],
  ["'''a'b''c'''"],
  ['"""a\nb"""'],
  ["'a\\\nb'"],
  ["'a\\\r\nb'"],
  ["rb'x'"],
  ["Rb'x'"],
  ["u'x'"],
  ["t'{x}'"],
  ["f'{x!r:>{w}}'"],
  ["f'{d['k']}'"],
  ["f'{f'{f'{x}'}'}'"],
  ["f'{{'"],
  ["f'{ {1: 2}[1] }'"],
  ["f'{x:%H:%M}'"],
  ["f'\\N{EM DASH}{x}'"],
  ["f'\\{x}'"],
  ["f'{\nx\n}'"],
  ["rf'{x}\\'"],
  ["f'''{x # }\n}'''"],
  ["f'{d['{']}'"],
  ["f'{x"],
  ["'é😀'"]
])('one literal: %s', text => {
  expect(words(text)).toEqual(text === "f'{x" || text === "rf'{x}\\'" ? [`other ${text}`] : [`string ${text}`]);
});

test('a prefix is a prefix only right before a quote, and a longer word is a name', () => {
  expect(words('r "a"')).toEqual(['name r', 'string "a"']);
  expect(words('brr"a"')).toEqual(['name brr', 'string "a"']);
  expect(words('bu"a"')).toEqual(['name bu', 'string "a"']);
});

test('what has no end is one token up to the end of its line, or of the text', () => {
  expect(words("x = 'a\ny")).toEqual(['name x', 'op =', "other 'a", 'newline \n', 'name y']);
  expect(words('x = """a\ny')).toEqual(['name x', 'op =', 'other """a\ny']);
  // The brace never closes, the quote does: the rest of the line is not lost.
  expect(words("f'{a' + g()")).toEqual(["string f'{a'", 'op +', 'name g', 'op (', 'op )']);
});

test('newlines: each line end outside brackets, literals and continuations', () => {
  expect(kinds('a\n\nb')).toBe('name newline newline name');
  expect(kinds('f(\n1\n)\n')).toBe('name op number op newline');
  expect(kinds('a + \\\nb\n')).toBe('name op name newline');
  expect(kinds('a\r\nb\rc')).toBe('name newline name newline name');
  expect(kinds('# a\nb')).toBe('comment newline name');
});

test('depth is the number of brackets open before the token', () => {
  const text = 'f([a])';
  expect(scan(text).map(token => [text.slice(token.from, token.to), token.depth])).toEqual([
    ['f', 0],
    ['(', 0],
    ['[', 1],
    ['a', 2],
    [']', 2],
    [')', 1]
  ]);
  expect(scan(')x').map(token => token.depth)).toEqual([0, 0]);
});

test('other: what Python has no token for', () => {
  expect(words('x? !ls $y \0')).toEqual(['name x', 'other ?', 'other !', 'name ls', 'other $', 'name y', 'other \0']);
});

test('a part of a text', () => {
  const text = 'abc = f(x)';
  expect(scan(text, 6, 8).map(token => [token.from, token.to])).toEqual([
    [6, 7],
    [7, 8]
  ]);
  expect(scan(text, 0, 2)).toEqual([{ kind: 'name', from: 0, to: 2, depth: 0 }]);
});
