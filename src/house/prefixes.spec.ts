/** Half-typed cells: every example cut off all along, and with each line left out. */
import { createAnalysis } from '../engine/analyse';
import type { IAnalysis, IDocument } from '../engine';
import { readCell } from '../engine/python/read-cell';
import { digest, documentOf, look, optionsOf, withSources } from './examples';
import { readPages } from './pages';
import type { IExample } from './page';

/** Characters between two cuts; where the first one is differs from cell to cell. */
const STEP = 5;

const cases = readPages().flatMap(page =>
  page.examples.map(example => ({ name: `${page.id}: ${example.name}`, example }))
);

/** The example with one cell half typed, for every cell and every cut. */
function* typed(example: IExample, parts: (source: string) => Iterable<string>): Iterable<IDocument> {
  const document = documentOf(example);
  for (const index of document.cells.keys()) {
    for (const part of parts(document.cells[index]!.source)) {
      yield withSources(document, (cell, at) => (at === index ? part : cell.source));
    }
  }
}

function* prefixes(source: string): Iterable<string> {
  for (let to = source.length % STEP; to < source.length; to += STEP) {
    yield source.slice(0, to);
  }
}

function* withoutOneLine(source: string): Iterable<string> {
  const lines = source.split('\n');
  for (const index of lines.keys()) {
    yield lines.filter((_, at) => at !== index).join('\n');
  }
}

/** Nothing throws, places are inside their cells, and nothing is offered for a cell that does not parse. */
function check(document: IDocument, analysis: IAnalysis): void {
  const findings = analysis.update(document, optionsOf(document));
  const all = analysis.fixAllSafe();
  const offered = findings.flatMap(finding => {
    const { fixes, refusal } = analysis.fixes(finding);
    expect(fixes.length > 0 ? refusal : null).toBeNull();
    return fixes;
  });
  for (const fix of all ? [...offered, all] : offered) {
    for (const edit of fix.edits) {
      const cell = document.cells.find(each => each.id === edit.cell)!;
      expect(edit.from >= 0 && edit.from <= edit.to && edit.to <= cell.source.length).toBe(true);
      expect(fix.sources[edit.cell]).toBe(cell.source);
      expect(readCell(cell.source).complete).toBe(true);
    }
  }
  for (const finding of findings) {
    const cell = document.cells.find(each => each.id === finding.cell)!;
    expect(finding.source).toBe(cell.source);
    expect(finding.from >= 0 && finding.from <= finding.to && finding.to <= cell.source.length).toBe(true);
  }
  expect(new Set(findings.map(each => each.key)).size).toBe(findings.length);
}

describe.each(cases)('$name', ({ example }) => {
  it('can be cut off anywhere', () => {
    const analysis = createAnalysis();
    for (const document of typed(example, prefixes)) {
      check(document, analysis);
    }
  });

  it('can lose any line, and what was known before changes nothing', () => {
    const analysis = createAnalysis();
    for (const document of typed(example, withoutOneLine)) {
      check(document, analysis);
      expect(digest(analysis.update(document, optionsOf(document)))).toEqual(digest(look(document).findings));
      expect(digest(look(document, false).findings)).toEqual(digest(look(document).findings));
    }
  });
});
