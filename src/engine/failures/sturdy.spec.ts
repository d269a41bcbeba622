import type { Output } from '../document';
import { stripAnsi } from './ansi';
import { cut, TEXT_MAX } from './cut';
import { cases, cellOf, documentOf, KERNELS, whole } from './testing/recorded';
import { recognise, recogniseOutput } from './recognise';
import { CAUSE, framesOf } from './traceback';

const outputs: readonly Output[] = [
  ...Object.values(whole)
    .flatMap(kernel => Object.values(kernel))
    .flat()
    .flatMap(each => each.outputs),
  ...Object.values(cases).flatMap(each => KERNELS.flatMap(kernel => each[kernel]?.flat() ?? []))
];

/** Every text of an output changed the same way. */
function changed(output: Output, change: (text: string) => string): Output {
  return output.type === 'error'
    ? { ...output, evalue: change(output.evalue), traceback: output.traceback.map(change) }
    : { ...output, text: change(output.text) };
}

const CHANGES: Readonly<Record<string, (text: string) => string>> = {
  'cut in half': text => text.slice(0, text.length / 2),
  'without its beginning': text => text.slice(text.length / 3),
  reversed: text => [...text].reverse().join(''),
  repeated: text => text.repeat(3),
  'without line breaks': text => text.replace(/\n/g, ' '),
  'with other line breaks': text => text.replace(/\n/g, '\r\n'),
  'with every third character': text => text.replace(/(.)../gs, '$1'),
  empty: () => ''
};

test.each(Object.entries(CHANGES))('a text %s is read', (_, change) => {
  for (const output of outputs) {
    const cell = cellOf('await f()\nf()', [changed(output, change)], 1);
    expect(Array.isArray(recognise(documentOf([cell])))).toBe(true);
    framesOf(changed(output, change));
  }
});

test('carriage returns change nothing that is said', () => {
  const flat = (output: Output): unknown =>
    recogniseOutput(output).map(({ pattern, frames }) => [pattern, frames.length]);
  for (const output of Object.values(whole)
    .flatMap(kernel => Object.values(kernel))
    .flat(1)
    .flatMap(each => each.outputs)) {
    expect(flat(changed(output, text => text.replace(/\n/g, '\r\n')))).toEqual(flat(output));
  }
});

describe('a long text', () => {
  const said = 'Traceback (most recent call last):\nRuntimeError: no running event loop\n';
  const filler = 'step 1 loss 0.5\n';
  const patternsOf = (text: string): string[] =>
    recogniseOutput({ type: 'stream', name: 'stderr', text }).map(each => each.pattern);

  test('is read at both ends', () => {
    const long = filler.repeat(1_000_000);
    expect(patternsOf(said + long)).toEqual(['thread.exc_loop']);
    expect(patternsOf(long + said)).toEqual(['thread.exc_loop']);
    expect(patternsOf(long + said + long)).toEqual([]);
  });

  test('is cut to its bound, and nothing matches across the cut', () => {
    expect(cut('a'.repeat(TEXT_MAX))).toHaveLength(TEXT_MAX);
    expect(cut('a'.repeat(TEXT_MAX + 1))).toHaveLength(TEXT_MAX + 2);
    const head = `${'x'.repeat(20_000 - 7)}RuntimeE`;
    expect(cut(`${head}rror${'x'.repeat(TEXT_MAX)}`)).toContain('RuntimeE'.slice(0, 7) + '\n\n');
  });

  test('loses the pieces of the lines that were cut', () => {
    const lines = `${'x'.repeat(98)}\n`.repeat(5000);
    expect(new Set(cut(lines).split('\n'))).toEqual(new Set(['x'.repeat(98), '']));
  });

  test('made of nothing but failures is read too', () => {
    const texts = new Set(outputs.map(output => (output.type === 'stream' ? output.text : '')));
    for (const text of [...texts].filter(each => patternsOf(each).length > 0).slice(0, 60)) {
      const many = text.repeat(Math.ceil(TEXT_MAX / text.length));
      expect(patternsOf(many)).not.toEqual([]);
      patternsOf(many.replace(/\n/g, ' '));
    }
  });

  test('names of one pattern are kept up to a bound', () => {
    const lines = Array.from(
      { length: 500 },
      (_, at) => `a.py:1: RuntimeWarning: coroutine 'f${at}' was never awaited\n`
    );
    expect(patternsOf(lines.join(''))).toHaveLength(50);
  });
});

describe('ten times as much', () => {
  const MEGABYTE = 1_000_000;
  const last = 'RuntimeError: asyncio.run() cannot be called from a running event loop';
  const FRAME = 'File /usr/lib/python3.11/site-packages/lib/deep.py:7, in go(x)\n----> 7 go(x)\n';
  const failed = { type: 'error', ename: 'RuntimeError', evalue: last.slice(14) } as const;
  const place = 'Cell In[1], line 3\n----> 3 asyncio.run(main())\n';
  const times = (text: string, size: number): string => text.repeat(Math.ceil(size / text.length));

  const KINDS: Readonly<Record<string, (size: number) => Output>> = {
    'a traceback of many frames': size => ({
      ...failed,
      traceback: [place, ...Array.from({ length: size / FRAME.length }, () => FRAME), last]
    }),
    'a traceback in one entry': size => ({ ...failed, traceback: [place + times(FRAME, size) + last] }),
    'a traceback without line ends': size => ({ ...failed, traceback: [place, 'x'.repeat(size), last] }),
    'a long message': size => ({ ...failed, evalue: failed.evalue + times(' and on', size), traceback: [place, last] }),
    'a chain of causes': size => ({
      ...failed,
      evalue: 'no',
      traceback: [place, times(`${FRAME}ValueError: x\n\n${CAUSE}\n\n`, size), last]
    }),
    'tracebacks on a stream': size => ({
      type: 'stream',
      name: 'stderr',
      text: times(`Traceback (most recent call last):\n  File "a.py", line 2, in go\n    x()\n${last}\n`, size)
    }),
    'a group on a stream': size => ({
      type: 'stream',
      name: 'stderr',
      text: `  + Exception Group Traceback (most recent call last):\n${times('  | ValueError: x\n  +-+--- 1 ---\n', size)}`
    })
  };

  test.each(Object.entries(KINDS))('of %s is no more work', (_, output) => {
    const [once, often] = [work(output(MEGABYTE)), work(output(10 * MEGABYTE))];
    expect(once).toBeGreaterThan(1000);
    expect(often / once).toBeLessThan(1.1);
  });
});

/** How many characters regular expressions look at until an output is recognised and placed. */
function work(output: Output): number {
  let looked = 0;
  const exec = RegExp.prototype.exec;
  const spy = jest.spyOn(RegExp.prototype, 'exec').mockImplementation(function (this: RegExp, text: string) {
    const from = this.global || this.sticky ? this.lastIndex : 0;
    const match = exec.call(this, text);
    looked += (match ? match.index + match[0].length : text.length) - from;
    return match;
  });
  try {
    recognise(documentOf([cellOf('import asyncio\nasync def main(): ...\nasyncio.run(main())', [output], 1)]));
  } finally {
    spy.mockRestore();
  }
  return looked;
}

test('colours are removed wherever they stand', () => {
  expect(stripAnsi('\u001b[0;31masyncio\u001b[38;5;241m.\u001b[39mrun\u001b[0m')).toBe('asyncio.run');
  expect(stripAnsi('plain')).toBe('plain');
  expect(stripAnsi('\u001b[')).toBe('\u001b[');
  expect(stripAnsi(`\u001b[${'0'.repeat(100_000)}`)).toHaveLength(100_002);
});

test('an unchanged output is read once', () => {
  const output: Output = { type: 'result', text: '<coroutine object f at 0x7f00>' };
  expect(recogniseOutput(output)).toBe(recogniseOutput(output));
});
