/** Where cells begin and end in a `.py` file. */
import { createAnalysis } from './analyse';
import { DEFAULT_OPTIONS } from './options';
import { readPython } from './percent';

/** Each cell as its first letter of kind and its text. */
function cellsOf(text: string): string[] {
  const { document, spans } = readPython(text);
  document.cells.forEach((cell, index) => {
    const { from, to } = spans[index]!;
    expect(text.slice(from, to)).toBe(cell.source);
    expect(cell.id).toBe(`cell-${index}`);
  });
  expect(spans).toHaveLength(document.cells.length);
  return document.kind === 'script' ? ['script'] : document.cells.map(cell => `${cell.kind[0]} ${cell.source}`);
}

test.each([
  ['x = 1\n', ['script']],
  ['', ['script']],
  ['\n\n', ['script']],
  ['# %%\nx = 1\n\n\n# %%\ny\n', ['c x = 1', 'c y']],
  ['#%%\nx\n#%% title\ny', ['c x', 'c y']],
  ['# %% a title %% of it\nx\n# %%%\ny\n# %%%% deep\nz', ['c x', 'c y', 'c z']],
  ['import os\n\n# %%\nx', ['c import os', 'c x']],
  ['#!/usr/bin/env python3\n# %%\nx', ['c #!/usr/bin/env python3', 'c x']],
  ['# %% [markdown]\n# # Title\n# %% A [md]\n# %% [raw]\nx\n# %%\ny', ['m # # Title', 'm ', 'r x', 'c y']],
  ['# %% [rawhide]\nx\n# %% a[md]x\ny', ['c x', 'c y']],
  ['# In[ ]:\n\n\nx\n\n# In[12]:\ny\n# In[1] is not one', ['c \n\nx', 'c y\n# In[1] is not one']],
  ['# <codecell>\nx\n# <codecell> y', ['c x\n# <codecell> y']],
  ['# %%', ['c ']],
  ['# %%\n# %%\n\n# %%', ['c ', 'c ', 'c ']],
  ['# %%\r\nx\r\n\r\n# %%\r\ny\r\n', ['c x', 'c y']],
  ['# %%\rx\r# %%\ry', ['c x', 'c y']],
  // Not at the start of a line, not a comment, not a mark.
  ['x = """\n# %%\n"""\ny\n', ['script']],
  ["x = '''\n# %%\n''' # %%\ny\n", ['script']],
  ['def f():\n    # %%\n    pass\n', ['script']],
  ['x = 1 # %%\n', ['script']],
  ['print("# %%")\n', ['script']],
  ['# %%time\nx\n', ['script']],
  ['# %d %% of it\n', ['script']],
  ['# %% auto 0\nx\n# %% auto #1\ny\n', ['script']],
  ['# %% automatic 0\nx\n# %% of a.ipynb\ny', ['c x', 'c y']],
  ['# %% ../nbs/00_core.ipynb 4\nx\n', ['script']],
  ['# %% open\nf(\n# %%\nx', ['c f(', 'c x']],
  // jupytext puts magics into comments.
  [
    '# %%\n# %%time\nmain()\n# %%\n# !pip install x\ny\n# %%\n# %%bash\n# ls',
    ['r # %%time\nmain()', 'c # !pip install x\ny', 'r # %%bash\n# ls']
  ]
])('%j', (text, cells) => {
  expect(cellsOf(text)).toEqual(cells);
});

const HEADER = `# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: LANGUAGE 3
#     language: LANGUAGE
#     name: LANGUAGE3
# ---
`;

test('the header of jupytext is no cell and names the kernel', () => {
  const { document, spans } = readPython(`${HEADER.replace(/LANGUAGE/g, 'Python')}\n# %%\nx = 1\n`);
  expect(document).toMatchObject({ kind: 'percent', language: 'python', kernel: { implementation: 'ipython' } });
  expect(document.cells.map(each => each.source)).toEqual(['x = 1']);
  expect(spans).toHaveLength(1);
});

test('what stands between the header and the first mark is a cell', () => {
  expect(cellsOf(`${HEADER}\nimport os\n\n# %%\nx`)).toEqual([`c ${HEADER}\nimport os`, 'c x']);
});

test('with Windows line ends the header is the same', () => {
  const { document } = readPython(`${HEADER}# %%\nx\n`.replace(/\n/g, '\r\n').replace(/LANGUAGE/g, 'julia'));
  expect(document).toMatchObject({ language: 'julia', cells: [{ source: 'x' }] });
  expect(createAnalysis().update(document, DEFAULT_OPTIONS)).toEqual([]);
});

test('tags of a mark silence a cell', () => {
  const { document } = readPython(
    '# %% tags=["a", "async-doctor-ignore"]\nasync def f(): pass\nasync def g():\n    f()\n'
  );
  expect(document.cells[0]!.tags).toEqual(['a', 'async-doctor-ignore']);
  expect(createAnalysis().update(document, DEFAULT_OPTIONS)).toEqual([]);
});

test('the kernel is known from magics alone, and only from magics that are code', () => {
  const kernelOf = (text: string): unknown => readPython(text).document.kernel?.implementation;
  expect(kernelOf('# %%\n!ls\n')).toBe('ipython');
  expect(kernelOf('# %%\nx = %timeit y\n')).toBe('ipython');
  expect(kernelOf('# %%\nx = "\\n!ls"\n')).toBeUndefined();
  expect(kernelOf('# %% [markdown]\n!ls\n')).toBeUndefined();
});

test('a long text takes no time that grows faster than it', () => {
  const long = `# %%\n${'x = 1 \n'.repeat(20_000)}${'\n'.repeat(100_000)}# %%\n${'"""\n'.repeat(5001)}`;
  expect(cellsOf(long)).toHaveLength(2);
});

test('cells lie one behind the other, whatever the text', () => {
  const pieces = [
    '# %%',
    '#%% t',
    '\n',
    '\r\n',
    '\r',
    'x = 1',
    '"""',
    "'",
    '(',
    '# In[1]:',
    '# ---',
    '   ',
    '\\\n',
    '\u2028',
    '\ud83d',
    '%%time'
  ];
  // Numbers that look like chance and are the same in every run.
  let state = 7;
  const next = (most: number): number => (state = (state * 48_271) % 2_147_483_647) % most;
  for (let round = 0; round < 3000; round += 1) {
    const text = Array.from({ length: next(12) }, () => pieces[next(pieces.length)]!).join(next(2) ? '' : '\n');
    const { document, spans } = readPython(text);
    let end = 0;
    spans.forEach(({ from, to }, index) => {
      expect([text, end <= from, from <= to, to <= text.length]).toEqual([text, true, true, true]);
      expect(document.cells[index]!.source).toBe(text.slice(from, to));
      end = to;
    });
    // What is in no cell is marks and empty lines.
    const left = spans.reduceRight((rest, { from, to }) => rest.slice(0, from) + rest.slice(to), text);
    expect([text, left.split(/[\n\r]/).filter(line => !/^(?:\s|\ufeff)*$|^#/.test(line))]).toEqual([text, []]);
  }
});
