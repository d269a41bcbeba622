import { FileProblem } from './problem';
import { readNotebook } from './notebook';

const code = (source: unknown, more: object = {}): object => ({ cell_type: 'code', source, ...more });
const notebook = (cells: unknown, more: object = {}): unknown => ({
  nbformat: 4,
  nbformat_minor: 5,
  metadata: {},
  cells,
  ...more
});

test('format 4', () => {
  const outputs = [
    { output_type: 'error', ename: 'RuntimeError', evalue: 'no', traceback: ['a', 'b', 3] },
    { output_type: 'stream', name: 'stderr', text: ['a\n', 'b'] },
    { output_type: 'stream', name: 'stdout', text: 'c' },
    { output_type: 'execute_result', data: { 'text/plain': ['<coroutine', ' object>'], 'text/html': 'x' } },
    { output_type: 'display_data', data: { 'text/plain': 'd' } },
    { output_type: 'display_data', data: { 'image/png': 'x' } },
    { output_type: 'something else' },
    null
  ];
  const { document, layout } = readNotebook(
    notebook(
      [
        { cell_type: 'markdown', id: 'm', source: 'text' },
        { cell_type: 'raw', id: 'r', source: [] },
        code(['a\n', 'b'], { id: 'c', execution_count: 7, outputs, metadata: { tags: ['x', 1], editable: false } }),
        code('a', { id: 'd' })
      ],
      {
        metadata: {
          kernelspec: { name: 'python3', language: 'python', display_name: 'Python 3' },
          language_info: { name: 'python', version: '3.12.1' },
          'async-doctor': { ignore: ['asyncio-run', 1] }
        }
      }
    )
  );
  expect(layout).toBe('cells');
  expect(document).toMatchObject({
    kind: 'notebook',
    language: 'python',
    kernel: { implementation: 'ipython', version: '3.12.1' },
    ignored: ['asyncio-run'],
    messages: [],
    editable: true
  });
  expect(document.cells.map(cell => cell.kind)).toEqual(['markdown', 'raw', 'code', 'code']);
  expect(document.cells[2]).toEqual({
    id: 'c',
    kind: 'code',
    source: 'a\nb',
    executionCount: 7,
    outputs: [
      { type: 'error', ename: 'RuntimeError', evalue: 'no', traceback: ['a', 'b'] },
      { type: 'stream', name: 'stderr', text: 'a\nb' },
      { type: 'stream', name: 'stdout', text: 'c' },
      { type: 'result', text: '<coroutine object>' },
      { type: 'display', text: 'd' }
    ],
    tags: ['x'],
    editable: false
  });
  expect(document.cells[3]).toMatchObject({ executionCount: null, tags: [], editable: true });
});

test('format 3', () => {
  const outputs = [
    { output_type: 'pyerr', ename: 'E', evalue: 'v', traceback: ['t'] },
    { output_type: 'pyout', text: ['r'], prompt_number: 2 },
    { output_type: 'stream', stream: 'stderr', text: 's' },
    { output_type: 'display_data', text: ['<Figure>'], png: 'x' }
  ];
  const { document, layout } = readNotebook({
    nbformat: 3,
    nbformat_minor: 0,
    metadata: { name: 'old' },
    worksheets: [
      {
        cells: [
          { cell_type: 'heading', level: 1, source: ['Title'] },
          { cell_type: 'code', input: ['a\n', 'b'], language: 'python', prompt_number: 2, outputs }
        ]
      },
      { cells: [{ cell_type: 'code', input: 'x', language: 'ruby', outputs: [] }] },
      null
    ]
  });
  expect(layout).toBe('worksheets');
  expect(document.language).toBe('python');
  expect(document.kernel).toBeNull();
  expect(document.cells.map(({ id, kind, source }) => [id, kind, source])).toEqual([
    ['cell-0', 'markdown', 'Title'],
    ['cell-1', 'code', 'a\nb'],
    ['cell-2', 'raw', 'x']
  ]);
  expect(document.cells[1]).toMatchObject({
    executionCount: 2,
    outputs: [
      { type: 'error', ename: 'E', evalue: 'v', traceback: ['t'] },
      { type: 'result', text: 'r' },
      { type: 'stream', name: 'stderr', text: 's' },
      { type: 'display', text: '<Figure>' }
    ]
  });
});

test.each([
  [{}, 'python'],
  [{ language_info: { name: 'R' } }, 'r'],
  [{ language_info: { name: 'ipython' } }, 'python'],
  [{ kernelspec: { language: 'julia', name: 'julia-1.9' } }, 'julia'],
  [{ kernelspec: { name: 'julia-1.9' } }, 'julia-1.9'],
  [{ kernelspec: { name: 'ir' } }, 'ir'],
  [{ kernelspec: { name: 'my-thesis' } }, 'python'],
  [{ kernelspec: { name: 'conda-env-ml-py' } }, 'python'],
  [{ kernelspec: { name: 'javascript-env' } }, 'javascript-env'],
  [{ language: 'Julia' }, 'julia'],
  [{ kernelspec: null, language_info: 3 }, 'python']
])('the language of %j is %s', (metadata, language) => {
  expect(readNotebook(notebook([], { metadata })).document.language).toBe(language);
});

test('the language of an old notebook is that of its cells', () => {
  const cells = [
    { cell_type: 'markdown', source: '' },
    { cell_type: 'code', input: '', language: 'haskell' }
  ];
  expect(readNotebook({ nbformat: 3, worksheets: [{ cells }] }).document.language).toBe('haskell');
});

test.each([
  [{ kernelspec: { name: 'python', display_name: 'Python (Pyodide)' } }, 'pyodide'],
  [{ kernelspec: { name: 'xpython' } }, 'xpython'],
  [{ language_info: { name: 'python' } }, 'ipython']
])('the kernel of %j is %s', (metadata, implementation) => {
  expect(readNotebook(notebook([], { metadata })).document.kernel?.implementation).toBe(implementation);
});

test('ids are unique: the first holder keeps its own', () => {
  const ids = ['a', undefined, 'a', '', 'cell-1', 'cell-3', 7].map(id => ({ ...code(''), id }));
  const found = readNotebook(notebook(ids)).document.cells.map(cell => cell.id);
  expect(found).toEqual(['a', "cell-1'", 'cell-2', "cell-3'", 'cell-1', 'cell-3', 'cell-6']);
});

test('a cell without source is empty and stays as it is', () => {
  expect(readNotebook(notebook([{ cell_type: 'code' }])).document.cells[0]).toMatchObject({
    source: '',
    editable: false
  });
});

test('a format that is not stated is guessed', () => {
  expect(readNotebook({ cells: [code('a')] }).layout).toBe('cells');
  expect(readNotebook({ worksheets: [{ cells: [] }] }).layout).toBe('worksheets');
});

test.each([
  [[], 'it is JSON but not a notebook: a notebook is an object with a list of cells'],
  [null, 'it is JSON but not a notebook: a notebook is an object with a list of cells'],
  [{}, 'it is JSON but not a notebook: it has no list of cells'],
  [{ nbformat: 4 }, 'it is not a valid notebook: it has no list of cells'],
  [{ nbformat: 4, worksheets: [] }, 'it is not a valid notebook: it has no list of cells'],
  [{ nbformat: 3, cells: [] }, 'it is not a valid notebook: it has no list of worksheets'],
  [{ nbformat: '4', cells: [] }, 'it is not a valid notebook: its "nbformat" is not a number'],
  [
    { nbformat: 2, worksheets: [] },
    'it is in notebook format 2, and formats 3 and 4 are read; open it in Jupyter and save it to bring it up to date'
  ],
  [
    { nbformat: 5, cells: [] },
    'it is in notebook format 5, and formats 3 and 4 are read; a newer async-doctor is needed'
  ],
  [notebook([code('a'), 3]), 'it is not a valid notebook: cell[1] is not an object'],
  [notebook([code(3)]), 'it is not a valid notebook: the source of cell[0] is neither text nor a list of lines'],
  [notebook([code(['a', 3])]), 'it is not a valid notebook: the source of cell[0] is neither text nor a list of lines']
])('%j: %s', (json, message) => {
  expect(() => readNotebook(json)).toThrow(new FileProblem(message));
});
