import { LineTable } from './lines';

test('byte columns to UTF-16 offsets and back', () => {
  const text = "x = 'é'\ny = '😀'; z\nplain\n\ud800 w";
  const lines = new LineTable(text);
  const encoder = new TextEncoder();
  for (let offset = 0; offset <= text.length; offset++) {
    const inPair = /[\udc00-\udfff]/.test(text.charAt(offset));
    const { line, column } = lines.position(offset);
    const start = lines.starts[line - 1] ?? 0;
    expect(text.slice(0, offset).split('\n')).toHaveLength(line);
    // A lone surrogate is encoded as U+FFFD: three bytes, as py-ast counts it.
    const expected = encoder.encode(text.slice(start, offset)).length;
    if (!inPair) {
      expect(column).toBe(expected);
      expect(lines.offset(line, column)).toBe(offset);
    }
  }
});

test('positions outside the text are clamped', () => {
  const ascii = new LineTable('ab\nc');
  expect([ascii.offset(2, 99), ascii.offset(9, 0), ascii.lineAt(99)]).toEqual([4, 4, 2]);
  const wide = new LineTable('é\nc');
  expect([wide.offset(1, 99), wide.offset(2, 99), wide.offset(9, 0)]).toEqual([2, 3, 3]);
});

test('an empty text has one line', () => {
  expect(new LineTable('').position(0)).toEqual({ line: 1, column: 0 });
});
