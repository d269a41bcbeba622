import type { ICell, IDocument } from './document';
import type { IFinding, IFixes } from './finding';
import { report } from './report';

const cell = (id: string, source: string): ICell => ({
  id,
  kind: 'code',
  source,
  executionCount: null,
  outputs: [],
  tags: [],
  editable: true
});
const documentOf = (...cells: ICell[]): IDocument => ({
  kind: 'console',
  language: 'python',
  kernel: null,
  cells,
  messages: [],
  ignored: [],
  editable: true
});
const finding = (source: string, from: number, to: number): IFinding => ({
  rule: 'r',
  level: 'info',
  cell: 'b',
  from,
  to,
  source,
  title: 'It failed.',
  message: 'Because.',
  evidence: ['source', 'error'],
  key: 'k'
});

function reported(source: string, from: number, to: number, fixes: IFixes = { fixes: [], refusal: null }): unknown {
  const document = documentOf(cell('a', ''), cell('b', source));
  return report([{ path: 'p', document, findings: [finding(source, from, to)], fixes: () => fixes }]).files[0]
    ?.findings[0];
}

test('places count from 1, in UTF-16 units, over all line ends', () => {
  const source = '😀\r\nb\rc\n\nd';
  const at = (letter: string): unknown => {
    const from = source.indexOf(letter);
    return (reported(source, from, from) as { start: unknown }).start;
  };
  expect(at('😀')).toEqual({ offset: 0, line: 1, column: 1 });
  expect(at('\r')).toEqual({ offset: 2, line: 1, column: 3 });
  expect(at('\n')).toEqual({ offset: 3, line: 1, column: 4 });
  expect(at('b')).toEqual({ offset: 4, line: 2, column: 1 });
  expect(at('c')).toEqual({ offset: 6, line: 3, column: 1 });
  expect(at('d')).toEqual({ offset: 9, line: 5, column: 1 });
});

test('title and message are one text; evidence and kind are passed on', () => {
  expect(reported('x', 0, 1)).toMatchObject({
    message: 'It failed. Because.',
    evidence: ['source', 'error'],
    cell: { index: 1, id: 'b' }
  });
  expect(
    report([{ path: 'p', document: documentOf(), findings: [], fixes: () => ({ fixes: [], refusal: null }) }])
  ).toEqual({
    version: 1,
    files: [{ path: 'p', kind: 'console', error: null, findings: [] }]
  });
});

test('edits name cells by index; a fix with a lost cell is left out', () => {
  const fix = (lost: string): IFixes['fixes'][number] => ({
    title: 'Fix',
    applicability: 'safe',
    edits: [
      { cell: 'a', from: 0, to: 0, text: 'import x\n' },
      { cell: lost, from: 0, to: 1, text: 'y' }
    ],
    sources: {},
    note: null
  });
  expect(reported('x', 0, 1, { fixes: [fix('gone'), fix('b')], refusal: null })).toMatchObject({
    fixes: [
      {
        title: 'Fix',
        applicability: 'safe',
        edits: [
          { cell: 0, start: 0, end: 0, text: 'import x\n' },
          { cell: 1, start: 0, end: 1, text: 'y' }
        ]
      }
    ]
  });
});

test('a finding of a deleted cell is left out, and a failure is a file with an error', () => {
  const document = documentOf(cell('a', ''));
  const fixes = (): IFixes => ({ fixes: [], refusal: null });
  expect(
    report([
      { path: 'p', document, findings: [finding('x', 0, 1)], fixes },
      { path: 'q', kind: null, error: 'No.' }
    ]).files
  ).toEqual([
    { path: 'p', kind: 'console', error: null, findings: [] },
    { path: 'q', kind: null, error: 'No.', findings: [] }
  ]);
});
