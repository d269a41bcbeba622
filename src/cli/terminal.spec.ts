import { paint, visible, visibleJson } from './terminal';

test('control characters are spelled out', () => {
  expect(visible('a\u001b[31mb\r\n\t\u009b\u202e\u2028\ud800é😀')).toBe(
    'a\\x1b[31mb\\r\\n\\t\\x9b\\u202e\\u2028\\ud800é😀'
  );
});

test('JSON keeps its value and loses what a terminal could act on', () => {
  const value = { a: 'x\u001b\u009b\u202e\u007f\ud800é😀\n' };
  const json = visibleJson(JSON.stringify(value, null, 2));
  expect(JSON.parse(json)).toEqual(value);
  expect(json).toContain('\\u001b\\u009b\\u202e\\u007f');
});

test('colours only where wanted', () => {
  expect(paint('a', 'red', false)).toBe('a');
  expect(paint('a', 'red', true)).toBe('\u001b[31ma\u001b[0m');
});
