import type { ICell, IMessage, Output } from '../document';
import { sourceHash } from './hash';
import { cellOf, documentOf } from './testing/recorded';
import { recognise } from './recognise';

const SOURCE = 'import asyncio\n\nasyncio.run(main())';

/** An error as IPython 8 and later print it. */
function failed(count: number, line = 3, code = 'asyncio.run(main())'): Output {
  return {
    type: 'error',
    ename: 'RuntimeError',
    evalue: 'asyncio.run() cannot be called from a running event loop',
    traceback: [
      `Cell In[${count}], line ${line}\n----> ${line} ${code}\n`,
      'File /usr/asyncio/runners.py:186, in run(main)\n'
    ]
  };
}

/** A task's failure that names a file by the hash of a source. */
function lost(source: string, line: number, code: string, cell: string | null = null): IMessage {
  const text =
    'Task exception was never retrieved\nfuture: <Task finished>\nTraceback (most recent call last):\n' +
    `  File "/tmp/ipykernel_7/${sourceHash(source)}.py", line ${line}, in go\n    ${code}\nValueError: a\n`;
  return { output: { type: 'stream', name: 'stderr', text }, cell };
}

function placeOf(cells: readonly ICell[], messages: readonly IMessage[] = []): unknown {
  const [failure] = recognise(documentOf(cells, messages));
  return failure && [failure.cell, failure.frames[0]?.cell, failure.frames[0]?.line, failure.stale];
}

describe('an error', () => {
  test('in the cell that ran it', () => {
    expect(placeOf([cellOf(SOURCE, [failed(4)], 4)])).toEqual(['c4', 'c4', 3, false]);
    expect(placeOf([cellOf(SOURCE, [failed(4)], null, { id: 'new' })])).toEqual(['new', 'new', 3, false]);
  });

  test('in a cell edited since is stale, whether or not the source that ran is known', () => {
    expect(placeOf([cellOf('await main()', [failed(4)], 4)])).toEqual(['c4', 'c4', 3, true]);
    expect(placeOf([cellOf(SOURCE, [failed(4)], 4, { ranSource: `${SOURCE}\n` })])).toEqual(['c4', 'c4', 3, true]);
    expect(placeOf([cellOf(SOURCE, [failed(4)], 4, { ranSource: SOURCE })])).toEqual(['c4', 'c4', 3, false]);
    expect(placeOf([cellOf(SOURCE, [failed(4)], 4, { ranSource: null })])).toEqual(['c4', 'c4', 3, false]);
  });

  test('whose helper stands in another cell', () => {
    const cells = [cellOf(`def f():\n    x\n    asyncio.run(main())`, [], 2), cellOf('f()', [failed(2)], 5)];
    expect(placeOf(cells)).toEqual(['c5', 'c2', 3, false]);
  });

  test('whose helper was run again since: the line of code tells', () => {
    const helper = `def f():\n    x\n    asyncio.run(main())`;
    expect(placeOf([cellOf(helper, [], 9), cellOf('f()', [failed(2)], 5)])).toEqual(['c5', 'c9', 3, false]);
    // Two cells have that line there: it is one of them. None has it: it is gone.
    const twice = [cellOf(helper, [], 8), cellOf(helper, [], 9), cellOf('f()', [failed(2)], 5)];
    expect(placeOf(twice)).toEqual(['c5', null, 3, false]);
    expect(placeOf([cellOf('f()', [failed(2)], 5)])).toEqual(['c5', null, 3, true]);
  });

  test('of a count that two cells have belongs to neither', () => {
    const cells = [cellOf('a', [], 2, { id: 'old' }), cellOf('b', [], 2), cellOf('f()', [failed(2)], 5)];
    expect(placeOf(cells)).toEqual(['c5', null, 3, true]);
  });

  test('whose helper nobody knows and whose code was not printed is not called stale', () => {
    const output = { ...failed(2), traceback: ['Cell In[2], line 3, in f()\n'] };
    expect(placeOf([cellOf('f()', [output as Output], 5)])).toEqual(['c5', null, 3, false]);
  });

  test('below empty lines at the top, which IPython does not count', () => {
    expect(placeOf([cellOf(`\n  \n${SOURCE}`, [failed(4)], 4)])).toEqual(['c4', 'c4', 5, false]);
    expect(placeOf([cellOf('\nasyncio.run(main())', [failed(4, 2)], 4)])).toEqual(['c4', 'c4', 2, false]);
  });

  test('in a cell of nothing but empty lines', () => {
    expect(placeOf([cellOf('\n\n', [failed(4)], 4)])).toEqual(['c4', 'c4', 3, true]);
  });

  test('in a magic is not compared with the call it became', () => {
    const output = failed(4, 1, "get_ipython().run_cell_magic('time', '', 'asyncio.run(main())')");
    expect(placeOf([cellOf('%%time\nasyncio.run(main())', [output], 4)])).toEqual(['c4', 'c4', 1, false]);
  });

  test('in the body of a magic that runs it as a cell, which bears the next count', () => {
    const cells = [cellOf(`%%capture out\n\n${SOURCE}`, [failed(3)], 2), cellOf('a\nb\nc', [], 3)];
    expect(placeOf(cells)).toEqual(['c2', 'c2', 5, false]);
    expect(placeOf([cellOf(`%%capture out\n${SOURCE}`, [failed(2)], 2)])).toEqual(['c2', 'c2', 4, false]);
  });

  test('of a syntax names the cell by count and by hash', () => {
    const output = (source: string): Output => ({
      type: 'error',
      ename: 'SyntaxError',
      evalue: `'await' outside async function (${sourceHash(source)}.py, line 2)`,
      traceback: ['  Cell In[4], line 2\n    await x\n    ^\nSyntaxError: oops\n']
    });
    const source = 'def f():\n    await x';
    expect(placeOf([cellOf(source, [output(source)], 4)])).toEqual(['c4', 'c4', 2, false]);
    // The hash beats a count that is another session's.
    expect(placeOf([cellOf(source, [output(source)], 9)])).toEqual(['c9', 'c9', 2, false]);
    expect(placeOf([cellOf('x', [output(source)], 4)])).toEqual(['c4', 'c4', 2, true]);
  });
});

describe('a message without a cell', () => {
  test('is placed by the hash of the source', () => {
    expect(placeOf([cellOf('x', [], 1), cellOf(SOURCE, [], 2)], [lost(SOURCE, 3, 'a')])).toEqual([
      null,
      'c2',
      3,
      false
    ]);
  });

  test('is placed by the hash of the body of a magic', () => {
    expect(placeOf([cellOf(`%%capture\n${SOURCE}`, [], 2)], [lost(`${SOURCE}\n`, 3, 'a')])).toEqual([
      null,
      'c2',
      4,
      false
    ]);
    expect(placeOf([cellOf(`\n%%capture\n\nx\n`, [], 2)], [lost('\nx\n', 1, 'a')])).toEqual([null, 'c2', 4, false]);
  });

  test('is placed by the source that ran, and stale when that changed', () => {
    const cell = cellOf('x', [], 2, { ranSource: SOURCE });
    expect(placeOf([cell], [lost(SOURCE, 3, 'a')])).toEqual([null, 'c2', 3, true]);
  });

  test('prefers the cell it came from among cells of one text', () => {
    const cells = [cellOf(SOURCE, [], 1), cellOf(SOURCE, [], 2)];
    expect(placeOf(cells, [lost(SOURCE, 3, 'a', 'c2')])).toEqual(['c2', 'c2', 3, false]);
    expect(placeOf(cells, [lost(SOURCE, 3, 'a')])).toEqual([null, 'c1', 3, false]);
  });

  test('of a cell that is gone is stale', () => {
    expect(placeOf([cellOf('x', [], 2)], [lost(SOURCE, 3, 'asyncio.run(main())')])).toEqual([null, null, 3, true]);
    expect(placeOf([cellOf('x', [], 2)], [lost(SOURCE, 3, 'a', 'nowhere')])).toEqual([null, null, 3, true]);
  });

  test('may come in pieces', () => {
    const { output } = lost(SOURCE, 3, 'a');
    const text = output.type === 'stream' ? output.text : '';
    const piece = (from: number, to: number, name: 'stderr' | 'stdout' = 'stderr'): IMessage => ({
      output: { type: 'stream', name, text: text.slice(from, to) },
      cell: null
    });
    const pieces = [piece(0, 20), piece(20, 21), piece(21, text.length)];
    expect(placeOf([cellOf(SOURCE, [], 2)], pieces)).toEqual([null, 'c2', 3, false]);
    // The same pieces again are not joined again.
    const document = documentOf([cellOf(SOURCE, [], 2)], pieces);
    expect(recognise(document)[0]?.frames[0]?.code).toBe('a');
    expect(recognise({ ...document, messages: [...pieces] })).toEqual(recognise(document));
    // Another name or another cell parts them.
    expect(placeOf([], [piece(0, 20), piece(20, 40, 'stdout'), piece(40, text.length)])).toBeUndefined();
    const other = { ...piece(20, text.length), cell: 'c2' };
    expect(placeOf([], [piece(0, 20), other])).toBeUndefined();
  });
});

test('only code cells are read', () => {
  expect(placeOf([cellOf(SOURCE, [failed(4)], 4, { kind: 'markdown' })])).toBeUndefined();
});
