import { createAnalysis } from './analyse';
import type { IDocument } from './document';
import { DEFAULT_OPTIONS, readOptions } from './options';
import type { IOptions } from './options';

const CELLS = [
  'from weather import Client, fetch\nclient = Client()',
  'print(fetch("Oslo"))',
  'answer = client.ask("Oslo").text'
];

function documentOf(sources: readonly string[]): IDocument {
  const cells = sources.map((source, index) => ({
    id: `${index}`,
    kind: 'code' as const,
    source,
    executionCount: null,
    outputs: [],
    tags: [],
    editable: true
  }));
  return { kind: 'notebook', language: 'python', kernel: null, cells, messages: [], ignored: [], editable: true };
}

function optionsOf(twins: unknown): IOptions {
  return readOptions({ twins }, []).options;
}

describe('twins of the person’s own', () => {
  const own = optionsOf(['weather.fetch -> fetch_async', 'weather.Client.ask -> ask_async', 'nonsense']);

  test('are found and rewritten beside those of the table', () => {
    const analysis = createAnalysis();
    const findings = analysis.update(documentOf(CELLS), own);
    expect(findings.map(({ rule, level, cell }) => [rule, level, cell])).toEqual([
      ['loop-owning-call', 'warning', '1'],
      ['loop-owning-call', 'warning', '2']
    ]);
    const fixes = findings.map(each => analysis.fixes(each).fixes[0]!);
    expect(fixes.map(({ title, applicability }) => [title, applicability])).toEqual([
      ['Await fetch_async() instead', 'unsafe'],
      ['Await ask_async() instead', 'unsafe']
    ]);
    expect(fixes.map(({ edits }) => edits.map(each => each.text))).toEqual([
      ['import weather\n', 'await weather.fetch_async'],
      ['(await ', 'ask_async', ')']
    ]);
  });

  test('count from the moment they are written, and until they are taken away', () => {
    const analysis = createAnalysis();
    const document = documentOf(CELLS);
    expect(analysis.update(document, DEFAULT_OPTIONS)).toEqual([]);
    expect(analysis.update(document, own)).toHaveLength(2);
    expect(analysis.update(document, optionsOf(['weather.fetch -> fetch_async']))).toHaveLength(1);
    expect(analysis.update(document, DEFAULT_OPTIONS)).toEqual([]);
  });

  test('find the same when every cell is read', () => {
    const [one, other] = [true, false].map(gate => createAnalysis({ gate }).update(documentOf(CELLS), own));
    expect(one).toEqual(other);
  });

  test('leave the rules’ settings alone, and wrong lines out', () => {
    const { options, problems } = readOptions({ rules: { a: { enabled: false } }, twins: ['x', 'a.b -> c'] }, ['a']);
    expect(options).toEqual({ rules: { a: { enabled: false } }, twins: [{ call: 'a.b', twin: 'c' }] });
    expect(problems).toEqual(['Setting "twins", line 1 (x): write it as "library.call -> async_call"; it is ignored.']);
  });
});
