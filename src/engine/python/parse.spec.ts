import type { ASTNode } from 'py-ast';
import { parse, type IParsed } from './parse';
import { eachNode } from './walk';

/** The source text of all nodes of one type, in order of place. */
function texts(parsed: IParsed, type: string): string[] {
  const found: { from: number; to: number }[] = [];
  for (const statement of parsed.body) {
    eachNode(statement, node => {
      if (node.nodeType === type) {
        found.push(parsed.span(node));
      }
    });
  }
  return found.sort((one, other) => one.from - other.from).map(({ from, to }) => parsed.source.slice(from, to));
}

function unparsed(parsed: IParsed): string[] {
  return parsed.unparsed.map(({ from, to }) => parsed.source.slice(from, to));
}

describe('ranges are UTF-16 offsets of the source', () => {
  test.each([
    ['f(1)'],
    ["x = 'é'; f(1)"],
    ["x = '😀'; f(1)"],
    ["'😀'\n'é' if f(1) else 0"],
    ['def g():\n\tf(1)'],
    ['    x = 1\n    f(1)\n'],
    ['>>> x = "é"; f(1)\n'],
    ['x = 1\r\ny = """a\r\nb"""; f(1)\r\n'],
    ['x = 1\ry = 2; f(1)'],
    ['\fx = 1\n\f\ff(1)'],
    ["s = 'é\u2028b'; f(1)"],
    ["x = '\ud800'; f(1)"],
    ['%time f(1)'],
    ['  %time "é"; f(1)'],
    ['%%time\nf(1)'],
    ["f'é{f(1)}'"],
    ["f'''😀\n{ f(1) !r:>{w}}'''"],
    ["f'{x:{f(1)}}'"],
    ["f'{f'{f(1)}'}'"],
    ["f'{{{f(1)}}}'"],
    ["rf'\\{f(1)}'"],
    ["f'{d['{']}{f(1)}'"],
    ["F'{F'{{'}{f(1)}'"],
    ["t'{f(1)}'"],
    ['(f(1))'],
    ['try: pass\nexcept (A, B): f(1)'],
    ['try: pass\nexcept A, B: f(1)'],
    ['match a, *b:\n    case 1, *c if c: f(1)'],
    ['𝐱 = {await y async for y in z}; f(1)']
  ])('%j', source => {
    const parsed = parse(source);
    expect(parsed.complete).toBe(true);
    expect(texts(parsed, 'Call')).toEqual(['f(1)']);
  });

  test('a node without a position has an empty range', () => {
    const parsed = parse('def f(a): pass');
    expect(parsed.span((parsed.body[0] as unknown as { args: ASTNode }).args)).toEqual({ from: 0, to: 0 });
  });
});

describe("trees are CPython's where py-ast's are not", () => {
  test.each<[string, string[], string[]]>([
    ['await a() ** 2', ['await a()'], ['await a() ** 2']],
    ['-await (a) ** b ** c', ['await (a)'], ['await (a) ** b ** c', 'b ** c']],
    ['await (a() ** 2)', ['await (a() ** 2)'], ['a() ** 2']],
    ['(await\n a) ** 2', ['await\n a'], ['(await\n a) ** 2']],
    ["await f('é')[0] ** await b", ["await f('é')[0]", 'await b'], ["await f('é')[0] ** await b"]],
    ["f'é{await a ** 2}'", ['await a'], ['await a ** 2']]
  ])('%j', (source, awaits, powers) => {
    expect(texts(parse(source), 'Await')).toEqual(awaits);
    expect(texts(parse(source), 'BinOp')).toEqual(powers);
  });

  test('async generators in sets and dictionaries', () => {
    const flags = (source: string): unknown[] => {
      const found: unknown[] = [];
      const parsed = parse(source);
      expect(parsed.complete).toBe(true);
      parsed.body.forEach(each =>
        eachNode(each, node => node.nodeType === 'Comprehension' && found.push(node.is_async))
      );
      return found;
    };
    expect(flags('{x async for x in y}')).toEqual([1]);
    expect(flags('{x for x in y async for (a, b) in z if {i async for i in c}}')).toEqual(
      expect.arrayContaining([1, 1, 0])
    );
    expect(flags('{{y async for y in z} for x in w}').sort()).toEqual([0, 1]);
    expect(flags('{x async for x in y}; {k: v async for k, v in z}')).toEqual([1, 1]);
  });

  test('lists without parentheses are tuples with the range of what is written', () => {
    expect(texts(parse('try: pass\nexcept* A, b.C: pass'), 'Tuple')).toEqual(['A, b.C']);
    expect(texts(parse('match x, y:\n  case _: pass'), 'Tuple')).toEqual(['x, y']);
    expect(texts(parse('match x:\n  case 1, *r: pass'), 'MatchSequence')).toEqual(['1, *r']);
  });

  test('names outside the basic plane have the form in which CPython compares them', () => {
    const parsed = parse('𝐱 = 1\nclass 𝐂: 𝐲: 𝐱 = 1\nglobal 𝐳');
    expect(parsed.body).toMatchObject([
      { targets: [{ id: 'x' }] },
      { name: 'C', body: [{ target: { id: 'y' } }] },
      { names: ['z'] }
    ]);
    expect(texts(parsed, 'Name')).toEqual(['𝐱', '𝐲', '𝐱']);
  });
});

describe('a cell that does not parse gives the statements that do', () => {
  test.each<[string, string, string[], string[]]>([
    ['a line cut short', 'a()\nb = c(\nd()', ['a()', 'd()'], ['b = c(']],
    ['a bracket removed', 'a()\nb = c(1))\nd()', ['a()', 'd()'], ['b = c(1))']],
    ['a quote removed', "a()\nb = c('x)\nd()", ['a()', 'd()'], ["b = c('x)"]],
    ['a loose ending', 'a()\nb.\nd()', ['a()', 'd()'], ['b.']],
    ['a triple quote removed', 'a()\nb = """\nc()\nd()', ['a()', 'c()', 'd()'], ['b = """']],
    [
      'a function half typed',
      'a()\nasync def f():\n    await\n    b()\nd()',
      ['a()', 'd()'],
      ['async def f():\n    await\n    b()']
    ],
    ['a try without its except', 'a()\ntry:\n    b()\nd()', ['a()', 'd()'], ['try:\n    b()']],
    [
      'the clauses of a statement stay with it',
      'a(\nif x:\n    b()\nelif y:\n    c()\nelse:\n    d()',
      ['b()', 'c()', 'd()'],
      ['a(']
    ],
    ['a closing bracket at column 0', 'a(\n  1,\n)\nb(', ['a(\n  1,\n)'], ['b(']],
    ['a decorator', '@a()\n@b\ndef c(): d()\ne(', ['a()', 'd()'], ['e(']],
    ['a literal over many lines', 's = """\na()\nb()\nc()\nd()\ne()\n"""\nf()\ng(', ['f()'], ['g(']],
    ['statements that run over column 0', 'x = [\na(),\nb()]\nc(', ['a()', 'b()'], ['c(']],
    [
      'a broken statement keeps its lines',
      'class A:\n    x = """\ndef f(): a()\n"""\n    y = = 1\nb()',
      ['b()'],
      ['class A:\n    x = """\ndef f(): a()\n"""\n    y = = 1']
    ],
    ['neighbours are one range', 'a(\nb(\n\nc()', ['c()'], ['a(\nb(']],
    ['indented first lines', '# c\n  a()\nb()', ['b()'], ['a()']],
    ['a continuation to nowhere', 'a()\nb() \\\n', ['a()'], ['b() \\']],
    ['a prefixed literal without an end', "a()\nb = rb'''c()", ['a()'], ["b = rb'''c()"]],
    ['cut indentation', '  a()\n  b(\n  é = c()', ['a()', 'c()'], ['b(']],
    ['repaired statements', 'try: a()\nexcept A, B: b()\nc(', ['a()', 'b()'], ['c(']]
  ])('%s', (_, source, calls, missing) => {
    const parsed = parse(source);
    expect(parsed.complete).toBe(false);
    expect(texts(parsed, 'Call')).toEqual(calls);
    expect(unparsed(parsed)).toEqual(missing);
  });

  test.each([['pip install x'], ['f('], ['  f(\n'], ['\ufefff()'], ['\0'], ['x = 1\n  y = 2\n'.slice(0, 12)]])(
    'nothing to keep in %j',
    source => {
      expect(parse(source)).toMatchObject({ body: [], complete: false });
      expect(parse(source).unparsed).toHaveLength(1);
    }
  );

  test('many broken statements end the search, many good ones do not', () => {
    const broken = parse('x = = 1\ny = 2\n'.repeat(1000));
    expect(broken.body.length).toBeGreaterThan(50);
    expect(broken.body.length).toBeLessThan(200);
    expect(broken.unparsed[broken.unparsed.length - 1]?.to).toBe(14_000 - 1);
    expect(parse('y = 2\n'.repeat(5000) + 'x(').body).toHaveLength(5000);
  });
});

describe('cells with nothing to parse', () => {
  test.each([[''], ['\n\n'], ['# c'], ['%%bash\nls (']])('%j is complete', source => {
    expect(parse(source)).toMatchObject({ body: [], unparsed: [], complete: true });
  });

  test.each([
    ['5 MB', 'x = f(1)\n'.repeat(600_000)],
    ['50,000 broken lines', 'x = = f(1)\n'.repeat(50_000)],
    ['deep nesting', '('.repeat(100_000)],
    ['deep nesting that closes', '['.repeat(5000) + ']'.repeat(5000)],
    ['literals that open literals', 'f"{'.repeat(20_000)]
  ])('%s returns, unparsed', (_, source) => {
    const parsed = parse(source);
    expect(parsed).toMatchObject({ body: [], complete: false });
    expect(parsed.unparsed).toEqual([{ from: 0, to: source.trimEnd().length + (source.endsWith('\n') ? 1 : 0) }]);
  });

  test('a megabyte in one literal does not keep the rest from being read', () => {
    const source = `x = '''${'a b\n'.repeat(240_000)}'''\nf(1)`;
    expect(texts(parse(source), 'Call')).toEqual(['f(1)']);
  });
});
