import type { ITextEdit } from '../../engine';
import type { IChange } from './change';
import { changedLines } from './change';

const show = ({ lines, more }: IChange): string[] => [
  ...lines.map(line => `${line.kind === 'removed' ? '-' : '+'}${line.text}`),
  ...(more ? ['…'] : [])
];

/** Edits that turn each `from` text into its `to` text. */
function edits(source: string, ...changes: [string, string][]): ITextEdit[] {
  return changes.map(([from, text]) => {
    const at = source.indexOf(from);
    return { cell: 'a', from: at, to: at + from.length, text };
  });
}

describe('changedLines', () => {
  it('shows the line that changes, without its neighbours and its indentation', () => {
    const source = 'if x:\n    rows = asyncio.run(fetch(6))  # and this\nprint(rows)';
    expect(show(changedLines(source, edits(source, ['asyncio.run(fetch(6))', 'await fetch(6)'])))).toEqual([
      '-rows = asyncio.run(fetch(6))  # and this',
      '+rows = await fetch(6)  # and this'
    ]);
  });

  it('takes two edits of one line as one change', () => {
    const source = 'f(asyncio.run(a()), asyncio.run(b()))';
    const change = changedLines(
      source,
      edits(source, ['asyncio.run(a())', 'await a()'], ['asyncio.run(b())', 'await b()'])
    );
    expect(show(change)).toEqual(['-f(asyncio.run(a()), asyncio.run(b()))', '+f(await a(), await b())']);
  });

  it('shows a line that only comes or only goes', () => {
    const source = 'import asyncio\nimport nest_asyncio\nx = 1';
    expect(show(changedLines(source, edits(source, ['import nest_asyncio\n', ''])))).toEqual(['-import nest_asyncio']);
    expect(show(changedLines(source, [{ cell: 'a', from: 0, to: 0, text: 'import time\n' }]))).toEqual([
      '+import time'
    ]);
  });

  it('keeps apart what is apart, and lists three pairs at most', () => {
    const source = ['a()', 'same', 'b()', 'same', 'c()', 'same', 'd()'].join('\n');
    const change = changedLines(
      source,
      edits(source, ['a', 'await a'], ['b', 'await b'], ['c', 'await c'], ['d', 'await d'])
    );
    expect(show(change)).toEqual(['-a()', '+await a()', '-b()', '+await b()', '-c()', '+await c()', '…']);
  });

  it('marks the part of a line that differs', () => {
    const part = (source: string, from: string, to: string): string[] =>
      changedLines(source, edits(source, [from, to])).lines.map(line => line.text.slice(...(line.part ?? [0, 0])));
    expect(part('  x = asyncio.run(f())  # x', 'asyncio.run(f())', 'await f()')).toEqual([
      'asyncio.run(f())',
      'await f()'
    ]);
    expect(part('x = f()', 'f()', 'await f()')).toEqual(['', 'await ']);
    expect(part('x = async_f()', 'async_f', 'await async_f')).toEqual(['', 'await ']);
  });

  it('cuts a long line around the change and keeps it whole for the tooltip', () => {
    const source = `x = [${'1, '.repeat(200)}asyncio.run(f())${', 2'.repeat(200)}]`;
    const { lines } = changedLines(source, edits(source, ['asyncio.run(f())', 'await f()']));
    expect(lines[0]!.text).toContain('asyncio.run(f())');
    expect(lines[1]!.text).toContain('await f()');
    expect(lines[0]!.text.length).toBeLessThan(100);
    expect(lines[0]!.full).toBe(source);
  });

  it('never cuts a character in two', () => {
    const source = `${'🦊'.repeat(300)}asyncio.run(f())`;
    for (const line of changedLines(source, edits(source, ['asyncio.run(f())', 'await f()'])).lines) {
      expect(line.text).not.toMatch(/(^|[^\uD800-\uDBFF])[\uDC00-\uDFFF]|[\uD800-\uDBFF]($|[^\uDC00-\uDFFF])/);
    }
  });

  it('shows nothing for an edit that changes nothing', () => {
    expect(changedLines('a', [{ cell: 'a', from: 0, to: 1, text: 'a' }])).toEqual({ lines: [], more: false });
    expect(changedLines('a', [])).toEqual({ lines: [], more: false });
  });
});
