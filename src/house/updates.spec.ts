/** What an analysis remembers changes nothing: after any edits it finds what a new one finds. */
import { DEFAULT_OPTIONS } from '../engine';
import { createAnalysis } from '../engine/analyse';
import type { ICell, IDocument } from '../engine';
import { digest, documentOf, look } from './examples';
import { readPages } from './pages';

const ROUNDS = 25;
const EDITS = 30;

/** Cells of all examples, as if they stood in one notebook. */
const pool = readPages().flatMap(page => page.examples.flatMap(example => documentOf(example).cells));

/** The same numbers in every run. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return below => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return (state >>> 8) % below;
  };
}

type Edit = (cells: ICell[], at: number, next: (below: number) => number, fresh: () => ICell) => void;

const EDITORS: readonly Edit[] = [
  // Most changes are keystrokes.
  ...new Array<Edit>(4).fill((cells, at, next) => {
    const { source } = cells[at]!;
    const lines = source.split('\n');
    const line = next(lines.length);
    const text = ['x = 1', '', 'await f()', 'import asyncio', '%autoawait off', 'def g():', '"text"', 'x'][next(8)]!;
    lines.splice(line, next(2), ...(next(3) > 0 ? [text] : []));
    cells[at] = { ...cells[at]!, source: lines.join('\n') };
  }),
  (cells, at, next) => {
    const { source } = cells[at]!;
    const place = next(source.length + 1);
    cells[at] = { ...cells[at]!, source: source.slice(0, place) + source.slice(place + 1 + next(3)) };
  },
  (cells, at, _, fresh) => (cells[at] = { ...cells[at]!, source: fresh().source }),
  (cells, at, _, fresh) => (cells[at] = { ...cells[at]!, outputs: fresh().outputs }),
  (cells, at, next) => (cells[at] = { ...cells[at]!, executionCount: next(3) > 0 ? next(20) : null }),
  (cells, at, next) => (cells[at] = { ...cells[at]!, kind: next(4) > 0 ? 'code' : 'markdown' }),
  (cells, at, next) => (cells[at] = { ...cells[at]!, editable: next(2) > 0, ranSource: cells[at]!.source }),
  (cells, at, _, fresh) => cells.splice(at, 0, fresh()),
  (cells, at) => cells.length > 2 && cells.splice(at, 1),
  (cells, at, next) => cells.splice(next(cells.length), 0, ...cells.splice(at, 1))
];

test.each(Array.from({ length: ROUNDS }, (_, seed) => seed + 1))('notebook %i', seed => {
  const next = numbers(seed);
  let count = 0;
  const fresh = (): ICell => ({ ...pool[next(pool.length)]!, id: `cell-${(count += 1)}` });
  const base = documentOf(readPages()[0]!.examples[0]!);
  let document: IDocument = { ...base, cells: Array.from({ length: 8 }, fresh) };
  const analysis = createAnalysis();
  analysis.update(document, DEFAULT_OPTIONS);
  for (let edit = 0; edit < EDITS; edit += 1) {
    const cells = [...document.cells];
    EDITORS[next(EDITORS.length)]!(cells, next(cells.length), next, fresh);
    document = { ...document, cells };
    const found = analysis.update(document, DEFAULT_OPTIONS);
    const anew = look(document);
    expect(digest(found)).toEqual(digest(anew.findings));
    expect(found.map(each => analysis.fixes(each))).toEqual(anew.findings.map(each => anew.fixes(each)));
  }
});
