import { MAX_CELL } from '../document';
import { mask, type IMagic } from './mask';

/** Kind, name and what the spans cover; the flags that are set. */
function shown(source: string, magic: IMagic): string[] {
  const flags = [magic.python ? 'python' : '', magic.assigned ? 'assigned' : ''].filter(Boolean);
  const argument = source.slice(magic.argument.from, magic.argument.to);
  return [magic.kind, magic.name, source.slice(magic.from, magic.to), argument, ...flags];
}

function magics(source: string): string[][] {
  return mask(source).magics.map(magic => shown(source, magic));
}

describe('plain Python stays as it is', () => {
  test.each([
    ['x = a % b\nif x != 3:\n    f(x)\n'],
    ['x = (1\n%3)'],
    ["s = '''\n!ls\n%time\n'''"],
    ['# !ls\n# what?'],
    ["print('what?')"],
    ["f'{x!r}'"],
    ['f(a,\n  !b)'],
    ['x += !ls'],
    ['if x: !ls'],
    ['x = y = !ls'],
    ['obj? # a comment ends help'],
    ['/ f'],
    ['f(x,\n  y?'],
    ['']
  ])('%j', source => {
    expect(mask(source)).toMatchObject({ text: source, magics: [], cellMagic: null, python: true, sameLength: true });
  });
});

describe('each kind of IPython syntax', () => {
  test.each<[string, string, string[]]>([
    ['%matplotlib inline', '0#................', ['line', 'matplotlib', '%matplotlib inline', 'inline']],
    ['!ls -la', '0#.....', ['shell', '', '!ls -la', 'ls -la']],
    ['!!ls', '0#..', ['shell', '', '!!ls', 'ls']],
    ['!', '0', ['shell', '', '!', '']],
    ['obj.a?', '0#....', ['help', '', 'obj.a?', 'obj.a']],
    ['obj??', '0#...', ['help', '', 'obj??', 'obj']],
    ['??obj', '0#...', ['help', '', '??obj', 'obj']],
    ['%time?', '0#....', ['help', '', '%time?', '%time']],
    ['%%time?', '0#.....', ['help', '', '%%time?', '%%time']],
    ['a = b?', '0#....', ['help', '', 'a = b?', 'b']],
    [',f a b', '0#....', ['escape', '', ',f a b', 'f a b']],
    [';f a b', '0#....', ['escape', '', ';f a b', 'f a b']],
    ['/f 1', '0#..', ['escape', '', '/f 1', 'f 1']],
    ['x = !ls', 'x = 0#.', ['shell', '', '!ls', 'ls', 'assigned']],
    ['x: list = %who_ls', 'x: list = 0#.....', ['line', 'who_ls', '%who_ls', '', 'assigned']],
    ['!ls \\\n  -la', '0#...\n#....', ['shell', '', '!ls \\\n  -la', 'ls \\\n  -la']]
  ])('%j', (source, text, magic) => {
    expect(mask(source).text).toBe(text);
    expect(magics(source)).toEqual([magic]);
  });

  test('in blocks they stay statements, and what follows them is read', () => {
    const source = 'for i in y:\n    !echo {i}\nasync def f():\n    out = !ls\n    await g(out)';
    const text = 'for i in y:\n    0#.......\nasync def f():\n    out = 0#.\n    await g(out)';
    expect(mask(source).text).toBe(text);
  });

  test('text of a shell command is not Python: its quotes and brackets open nothing', () => {
    expect(mask("!echo '''(\nx = 1").text).toBe('0#........\nx = 1');
  });
});

describe('line magics that run Python keep it in sight', () => {
  test.each<[string, string, string]>([
    ['%time f(x)', '0    ;f(x)', 'f(x)'],
    ['%time x = f(1); g()', '0    ;x = f(1); g()', 'x = f(1); g()'],
    ['%timeit f(x)', '0      ;f(x)', 'f(x)'],
    ['%timeit -n 10 -r3 -q f(x)', '0                   ;f(x)', 'f(x)'],
    ['%prun -l 5 -s cumulative f(x)', '0                       ;f(x)', 'f(x)'],
    ['%time f(1, \\\n  2)', '0    ;f(1, \\\n  2)', 'f(1, \\\n  2)'],
    ['%time "é😀"; f(x)', '0    ;"é😀"; f(x)', '"é😀"; f(x)'],
    ['x = %time f(1)', 'x =       f(1)', 'f(1)'],
    ['x = %timeit -o f(1)', 'x = 0         ;f(1)', 'f(1)']
  ])('%j', (source, text, argument) => {
    const masked = mask(source);
    const [magic] = masked.magics;
    expect(masked.text).toBe(text);
    expect(magic).toMatchObject({ kind: 'line', python: true });
    expect(source.slice(magic?.argument.from, magic?.argument.to)).toBe(argument);
  });

  test.each([
    ['%time for i in y: pass'],
    ['%time !ls'],
    ['%time f('],
    ['%time'],
    ['%timeit -z f()'],
    ['%time(f(x))'],
    ['x = %time a = 1']
  ])('%j shows nothing: it cannot stand there', source => {
    expect(mask(source)).toMatchObject({ magics: [{ python: false }] });
    expect(mask(source).text).toMatch(/^(?:x = )?0#\.*$/);
  });
});

describe('cell magics', () => {
  test.each(['time', 'timeit', 'prun', 'capture', 'debug'])('%%%%%s: the body is Python', name => {
    const source = `%%${name} out\nx = f()\n!ls`;
    const masked = mask(source);
    expect(masked.text).toBe(`#${'.'.repeat(name.length + 5)}\nx = f()\n0#.`);
    expect(masked).toMatchObject({ python: true, cellMagic: { kind: 'cell', name, python: true } });
    expect(magics(source)).toEqual([
      ['cell', name, `%%${name} out`, 'out', 'python'],
      ['shell', '', '!ls', 'ls']
    ]);
  });

  test.each([
    'bash',
    'writefile a.py',
    'python',
    'python3',
    'script perl',
    'html',
    'javascript',
    'sql',
    'R -i x',
    'who'
  ])('%%%%%s: nothing in the cell is Python of this kernel', line => {
    const masked = mask(`%%${line}\nasyncio.run(f())\n\nx\n`);
    expect(masked.python).toBe(false);
    expect(masked.text.replace(/\.+/g, '.')).toBe('#.\n#.\n\n#\n');
    expect(masked.cellMagic).toMatchObject({ name: line.split(' ')[0], python: false });
  });

  test('after blank lines and indentation, but not after a comment', () => {
    expect(mask('\n  \n%%time\nf()').cellMagic?.name).toBe('time');
    expect(mask('  %%time\n  f()')).toMatchObject({ text: '#.....\nf()', cellMagic: { from: 2, to: 8 } });
    expect(mask('# c\n%%time\nf()')).toMatchObject({ text: '# c\n0#....\nf()', cellMagic: null });
  });

  test('one in another: the outer one is the cell magic', () => {
    const source = '%%capture\n%%time\nf()';
    expect(mask(source)).toMatchObject({ text: '#........\n#.....\nf()', cellMagic: { name: 'capture' } });
    expect(mask('%%time\n%%bash\nls')).toMatchObject({ python: false, cellMagic: { name: 'time' } });
  });

  test('no name, no body', () => {
    expect(mask('%%')).toMatchObject({ text: '#.', python: false, cellMagic: { name: '' } });
    expect(mask('%%time')).toMatchObject({ text: '#.....', python: true });
  });
});

describe('indentation and prompts are cut, with a map', () => {
  test.each<[string, string]>([
    ['  x = 1\n  f(x)', 'x = 1\nf(x)'],
    ['\n    if x:\n\n        f(x)\n', '\nif x:\n\n    f(x)\n'],
    ['\tx = 1\n\tf(x)', 'x = 1\nf(x)'],
    ['>>> x = 1\n>>> f(x)', 'x = 1\nf(x)'],
    ['>>> for i in x:\n...     f(x)\n...\n', 'for i in x:\n    f(x)\n\n'],
    ['  >>> f(x)', 'f(x)'],
    ['In [1]: x = 1\nIn [2]: f(x)', 'x = 1\nf(x)'],
    ['In [1]: for i in x:\n   ...:     f(x)', 'for i in x:\n    f(x)'],
    ['>>> x\n>>> """\n... a\n... """; f(x)', 'x\n"""\na\n"""; f(x)']
  ])('%j', (source, text) => {
    const masked = mask(source);
    expect(masked.text).toBe(text);
    expect(masked.sameLength).toBe(false);
    const at = text.lastIndexOf('f(x)');
    if (at >= 0) {
      expect(source.startsWith('f(x)', masked.toSource(at))).toBe(true);
      expect(masked.toSource(at + 4)).toBe(masked.toSource(at) + 4);
    }
  });

  test.each([['  x = 1\ny = 2'], ["def f():\n    '''\n    >>> x\n    '''\n"], ['...     x = 1'], ['']])(
    '%j has nothing to cut',
    source => {
      expect(mask(source)).toMatchObject({ text: source, sameLength: true });
    }
  );

  test('spans of magics are in the source', () => {
    expect(magics('>>> %time f(x)\n>>> y = !ls')).toEqual([
      ['line', 'time', '%time f(x)', 'f(x)', 'python'],
      ['shell', '', '!ls', 'ls', 'assigned']
    ]);
  });
});

describe('line ends, form feeds, long literals', () => {
  test('\\r\\n and \\r become line ends of the same length; a backslash still continues', () => {
    expect(mask('x = 1\r\ny = 2\rz').text).toBe('x = 1 \ny = 2\nz');
    expect(mask('x = a + \\\r\n  b').text).toBe('x = a +  \\\n  b');
    expect(mask('%%time\r\nf()\r\n!ls\r\n')).toMatchObject({
      text: '#......\nf() \n0#..\n',
      cellMagic: { from: 0, to: 6 }
    });
  });

  test('a form feed starts the line anew before a statement and is a space elsewhere', () => {
    expect(mask('\fx = 1\f\nf(\f2)\n    \fy').text).toBe('\nx = 1 \nf( 2)\n    \ny');
    expect(mask("'a\fb' # \f").text).toBe("'a\fb' # \f");
  });

  test('a long literal is emptied and keeps its range', () => {
    const long = 'a\\\n'.repeat(50_000);
    for (const [opening, closing, end] of [
      ["'", "'", "''"],
      ["rb'''", "'''", "b''"]
    ] as const) {
      const source = `x = ${opening}${long}${closing}; f(1)`;
      const masked = mask(source);
      expect(masked.text).toHaveLength(source.length);
      expect(masked.text).toMatch(/^x = (?:rb)?'' +b?''; f\(1\)$/);
      expect(masked.text.endsWith(`${end}; f(1)`)).toBe(true);
    }
  });

  test('a cell above the limit is not looked at', () => {
    const source = '%%bash\n' + 'x\n'.repeat(MAX_CELL / 2);
    expect(mask(source)).toMatchObject({ text: source, magics: [], python: true, sameLength: true });
  });
});
