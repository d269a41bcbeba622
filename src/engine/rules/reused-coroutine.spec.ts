/** What kernels said of coroutines awaited twice, as it was recorded. */
import { fixed, look } from '../../house/examples';
import type { IDocument } from '../document';
import { tellsEverywhere, without } from '../failures/testing/told';
import type { Row } from '../failures/testing/told';
import type { IFix } from '../finding';

/** Cells of a notebook, and what a rewrite makes of them all. */
const WHOLE: readonly (readonly [string, readonly string[], readonly string[]])[] = [
  ['the first call goes', ['async def f(): ...\nc = f()', 'await c'], ['async def f(): ...', 'await f()']],
  ['a cell of its own', ['async def f(): ...', 'c = f()', 'await c'], ['async def f(): ...', '', 'await f()']],
  ['beside others', ['async def f(): ...\nn = 1; c = f()', 'await c'], ['async def f(): ...\nn = 1', 'await f()']],
  [
    'something else awaits it',
    ['async def f(): ...\nc = f()', 'await c', 'await c'],
    ['async def f(): ...\nc = f()', 'await f()', 'await c']
  ]
];

/** Calls that stay, because it cannot be told what else wants them. */
const KEPT: readonly (readonly string[])[] = [
  ['async def f(): ...\nc = f()', 'await c', 'print(c)'],
  ['async def f(): ...\nc = f()', 'await c', 'del c'],
  ['async def f(): ...\nc = d = f()', 'await c'],
  ['async def f(): ...\nc: object = f()', 'await c'],
  ['async def f(): ...\nif True:\n    c = f()', 'await c'],
  ['async def f(): ...\nc = f()', 'await c', 'if c:\n    await c']
];

/** Found whatever the kernel printed. */
const EVERYWHERE: readonly Row[] = [
  ['C26', 'await c', 'Call it again'],
  ['C26b', 'await c', 'Call it again'],
  ['C26c', 'f()', null],
  ['C27', 'await c', 'Call it again'],
  ['C27c', 'c', 'Call it again']
];

tellsEverywhere('reused-coroutine', EVERYWHERE, without('dropped-task'));

describe('Call it again', () => {
  it.each(WHOLE)('%s', (_, sources, wanted) => {
    const [document, fix] = again(sources);
    expect(fixed(document, fix!).cells.map(each => each.source)).toEqual(wanted);
  });

  it.each(KEPT.map(sources => [sources.join(' / '), sources] as const))('%s', (_, sources) => {
    expect(again(sources)[1]).toBeUndefined();
  });
});

/** A notebook whose second cell was run twice, and the rewrite. */
function again(sources: readonly string[]): [IDocument, IFix | undefined] {
  const failed = { type: 'error', ename: 'RuntimeError', evalue: 'cannot reuse already awaited coroutine' } as const;
  const last = sources.findIndex(each => each.startsWith('await'));
  const traceback = ['Cell In[9], line 1', '----> 1 await c', `RuntimeError: ${failed.evalue}`].map(
    each => `${each}\n`
  );
  const cells = sources.map((source, index) => ({
    id: `c${index}`,
    kind: 'code' as const,
    source,
    executionCount: index === last ? 9 : null,
    outputs: index === last ? [{ ...failed, traceback }] : [],
    tags: [],
    editable: true,
    ranSource: source
  }));
  const kernel = { implementation: 'ipython', version: '3.12.1' };
  const document: IDocument = {
    kind: 'notebook',
    language: 'python',
    kernel,
    cells,
    messages: [],
    ignored: [],
    editable: true
  };
  const seen = look(document);
  const found = seen.findings.find(each => each.rule === 'reused-coroutine' && each.cell === `c${last}`)!;
  return [document, seen.fixes(found).fixes.find(each => each.title === 'Call it again')];
}
