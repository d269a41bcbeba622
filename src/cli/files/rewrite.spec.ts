import { pick, randomFrom, some } from '../testing/random';
import type { Random } from '../testing/random';
import { readNotebook } from './notebook';
import { rewrite, sourceNodes } from './rewrite';
import { decode } from './json-strings';

/** A notebook around one source value, spelled as given. */
function around(value: string): string {
  return `{"cells": [{"cell_type": "code", "metadata": {}, "outputs": [], "source": ${value}}], "nbformat": 4}`;
}

/** The new spelling of the value. */
function respelled(value: string, source: string): string {
  const text = rewrite(around(value), 'cells', new Map([[0, source]]));
  const [before = '', after = ''] = around('\0').split('\0');
  expect(text.startsWith(before) && text.endsWith(after)).toBe(true);
  const found = text.slice(before.length, text.length - after.length);
  const node = sourceNodes(text, 'cells')[0];
  expect(node && decode(text, node)).toBe(source);
  return found;
}

test.each([
  ['a string stays a string', '"a\\nb"', 'a\nc', '"a\\nc"'],
  ['a list on one line', '["a\\n", "b"]', 'a\nx\nb', '["a\\n", "x\\n", "b"]'],
  ['a compact list', '["a\\n","b"]', 'a\nx\nb', '["a\\n","x\\n","b"]'],
  ['a list over lines', '[\n    "a\\n",\n    "b"\n   ]', 'x\nb', '[\n    "x\\n",\n    "b"\n   ]'],
  ['CR LF and tabs', '[\r\n\t"a\\n",\r\n\t"b"\r\n]', 'a\nb\nc', '[\r\n\t"a\\n",\r\n\t"b\\n",\r\n\t"c"\r\n]'],
  ['one element on its own line', '[\n  "a"\n ]', 'a\nb', '[\n  "a\\n",\n  "b"\n ]'],
  ['one element on the same line', '["a"]', 'a\nb', '["a\\n", "b"]'],
  ['no text left', '["a\\n", "b"]', '', '[]'],
  ['no text left in a string', '"a"', '', '""'],
  ['from nothing', '[]', 'a\nb', '["a\\n", "b"]'],
  ['a line break at the end', '["a\\n"]', 'b\n', '["b\\n"]'],
  ['elements of several lines', '["a\\nb\\n", "c\\n", "d\\ne"]', 'a\nb\nX\nd\ne', '["a\\nb\\n", "X\\n", "d\\ne"]'],
  ['an element that grows at its end', '["a\\n", "b"]', 'a\nbc', '["a\\n", "bc"]'],
  ['an element that grows at its start', '["a\\n", "b"]', 'a\ncb', '["a\\n", "cb"]'],
  ['a line that is cut', '["a", "b\\n", "c"]', 'ab\nX', '["ab\\n", "X"]'],
  ['equal lines', '["a\\n", "a\\n", "a"]', 'a\na\na\na', '["a\\n", "a\\n", "a\\n", "a"]'],
  ['CR LF in the source', '["a\\r\\n", "b"]', 'x\r\nb', '["x\\r\\n", "b"]'],
  ['escaped letters', '["\\u00e9 = 1\\n", "b"]', 'é = 2\nb', '["\\u00e9 = 2\\n", "b"]'],
  ['escaped capital digits', '["\\u00E9 = 1"]', 'é = 2', '["\\u00E9 = 2"]'],
  ['raw letters', '["é = 1\\n", "b"]', 'é = ü\nb', '["é = ü\\n", "b"]'],
  ['escaped letters and a new one', '["\\u00e9"]', 'é 😀', '["\\u00e9 \\ud83d\\ude00"]'],
  ['escaped slashes and brackets', '["a\\/b \\u003c c"]', 'x/b < c', '["x\\/b \\u003c c"]'],
  ['mixed spellings of lines that stay', '["\\u00e9\\n", "é\\n", "x"]', 'é\né\ny', null],
  ['lone surrogates', '"a\\ud800"', 'b\ud800c', '"b\\ud800c"'],
  ['a new lone surrogate', '"a"', '\udc00\ud83d\ude00\ud800', '"\\udc00😀\\ud800"'],
  ['control characters', '"a"', '\u0000\u001f\b\f\t\\"\u007f', '"\\u0000\\u001f\\b\\f\\t\\\\\\"\u007f"'],
  ['an empty last element', '["a\\n", ""]', 'b\n', '["b\\n", ""]']
])('%s', (_, value, source, expected) => {
  const result = respelled(value, source);
  if (expected !== null) {
    expect(result).toBe(expected);
  }
});

test('what does not change keeps even odd spelling', () => {
  const value = '[ "\\u0061\\n" ,\n"b\\u000a"\t, "c"]';
  expect(respelled(value, 'a\nb\nc')).toBe(value);
});

test('the file decides about letters where the value does not say', () => {
  const other = '{"cell_type": "markdown", "source": "\\u00fc"}';
  const text = `{"cells": [${other}, {"cell_type": "code", "source": ["a"]}], "nbformat": 4}`;
  expect(rewrite(text, 'cells', new Map([[1, 'é']]))).toBe(text.replace('["a"]', '["\\u00e9"]'));
  const raw = text.replace('\\u00fc', 'ü');
  expect(rewrite(raw, 'cells', new Map([[1, 'é']]))).toBe(raw.replace('["a"]', '["é"]'));
});

test('an empty list takes the layout of another cell', () => {
  const text = '{"cells": [\n{"source": [\n  "a\\n",\n  "b"\n ]},\n{"source": []}], "nbformat": 4}';
  expect(rewrite(text, 'cells', new Map([[1, 'x\ny']]))).toBe(text.replace('[]', '[\n  "x\\n",\n  "y"\n ]'));
});

test('format 3 has its code in input', () => {
  const text =
    '{"worksheets": [{"cells": [{"cell_type": "markdown", "source": "m"}]}, {"cells": [{"cell_type": "code", "input": ["a"]}]}]}';
  expect(rewrite(text, 'worksheets', new Map([[1, 'b']]))).toBe(text.replace('"a"', '"b"'));
});

test('a cell without source cannot be rewritten', () => {
  expect(() => rewrite('{"cells": [{"cell_type": "code"}]}', 'cells', new Map([[0, 'x']]))).toThrow('no source');
});

/** A notebook in some layout with hostile values beside the sources; also returns its text outside the spans. */
function randomNotebook(random: Random): string {
  const eol = pick(random, ['\n', '\r\n', '']);
  const indent = eol ? pick(random, ['', ' ', '    ', '\t']) : '';
  const gap = (depth: number): string => eol + indent.repeat(eol ? depth : 0);
  const colon = pick(random, [':', ': ', ' : ']);
  const escaped = random() < 0.5;
  const string = (value: string): string => {
    const json = JSON.stringify(value);
    return escaped
      ? json.replace(/[\u0080-\uffff]/g, char => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)
      : json;
  };
  const source = (): string => {
    const lines = some(random, 5, () =>
      pick(random, ['a = 1', 'é', '', '\t"x"', 'print("\\n")', '😀 # ü', 'await f()'])
    );
    const text = lines.map(line => `${line}\n`).join('') + pick(random, ['', 'end', 'ö']);
    const parts = text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
    if (random() < 0.3) {
      return string(text);
    }
    return parts.length > 0 ? `[${gap(4)}${parts.map(string).join(`,${gap(4)}`)}${gap(3)}]` : '[]';
  };
  const cell = (): string => {
    const members = [
      `"cell_type"${colon}"code"`,
      `"source"${colon}${source()}`,
      `"outputs"${colon}[{"n": 1.0, "big": 12345678901234567890, "e": 1E5, "u": "\\u00E9\\/", "source": ["no"]}]`,
      `"metadata"${colon}{"source": "no", "z": -0.0}`
    ].sort(() => random() - 0.5);
    return `{${gap(3)}${members.join(`,${gap(3)}`)}${gap(2)}}`;
  };
  const cells = `"cells"${colon}[${gap(2)}${[cell(), ...some(random, 3, cell)].join(`,${gap(2)}`)}${gap(1)}]`;
  const members = [cells, `"nbformat"${colon}4`, `"metadata"${colon}{}`].sort(() => random() - 0.5);
  return `${pick(random, ['', '\ufeff'])}{${gap(1)}${members.join(`,${gap(1)}`)}${gap(0)}}${pick(random, ['', '\n', '\n\n'])}`;
}

/** The text with every source value cut out, and the values. */
function skeleton(text: string): { rest: string; values: string[] } {
  let rest = '';
  let at = 0;
  const values: string[] = [];
  for (const node of sourceNodes(text, 'cells')) {
    rest += `${text.slice(at, node?.from)}#`;
    values.push(text.slice(node?.from, node?.to));
    at = node?.to ?? at;
  }
  return { rest: rest + text.slice(at), values };
}

test('only the values of changed sources change, and they mean the new text', () => {
  const random = randomFrom(3);
  for (let round = 0; round < 400; round++) {
    const text = randomNotebook(random);
    const parse = (of: string): { cells: { source: unknown }[] } => JSON.parse(of.replace(/^\ufeff/, ''));
    const { document } = readNotebook(parse(text));
    const sources = new Map<number, string>();
    document.cells.forEach((cell, index) => {
      if (random() < 0.6) {
        const at = Math.floor(random() * (cell.source.length + 1));
        const insert = pick(random, ['x', 'é', '\n', 'a\nb', '😀', '\\', '"']);
        sources.set(index, cell.source.slice(0, at) + insert + cell.source.slice(at + Math.floor(random() * 3)));
      }
    });
    const result = rewrite(text, 'cells', sources);
    const before = skeleton(text);
    const after = skeleton(result);
    expect(after.rest).toBe(before.rest);
    const reread = readNotebook(parse(result)).document;
    document.cells.forEach((cell, index) => {
      const wanted = sources.get(index) ?? cell.source;
      expect(reread.cells[index]?.source).toBe(wanted);
      expect(Array.isArray(parse(result).cells[index]?.source)).toBe(Array.isArray(parse(text).cells[index]?.source));
      if (wanted === cell.source) {
        expect(after.values[index]).toBe(before.values[index]);
      }
    });
    // Undoing the change by the same means leads back to the very same file, but for cells that were empty lists
    // or odd surrogates for a moment.
    const back = rewrite(result, 'cells', new Map(document.cells.map((cell, index) => [index, cell.source])));
    expect(parse(back)).toEqual(parse(text));
  }
});
