/** *Extract to module* does with every case what its page says. That it keeps the meaning is shown by kernels. */
import { applyEdits } from '../engine';
import { Extractor } from '../engine/extract';
import type { Extracted } from '../engine/extract';
import { notebookOf, readExtractions } from './extractions';

const cases = readExtractions();

function planned(cells: readonly string[], asked: string): Extracted {
  return new Extractor(notebookOf(cells)).plan({ name: asked, module: 'moved', autoreload: 'none' });
}

function afterwards(cells: readonly string[], extracted: Extracted): string[] {
  const edits = 'plan' in extracted ? extracted.plan.fix.edits : [];
  return cells.map((source, index) =>
    applyEdits(
      source,
      edits.filter(each => each.cell === `cell-${index}`)
    )
  );
}

describe('extract to module', () => {
  it('has cases of both kinds', () => {
    expect(cases.filter(each => each.module !== null).length).toBeGreaterThan(9);
    expect(cases.filter(each => each.obstacles.length > 0).length).toBeGreaterThan(9);
    expect(cases.filter(each => (each.module === null) === (each.obstacles.length === 0))).toEqual([]);
  });

  it.each(cases.map(each => [each.name, each] as const))('%s', (_, { cells, asked, after, module, obstacles }) => {
    const extracted = planned(cells, asked);
    expect('obstacles' in extracted ? extracted.obstacles.map(each => each.text) : []).toEqual(obstacles);
    expect('plan' in extracted ? extracted.plan.module : null).toBe(module);
    if (module !== null) {
      const now = afterwards(cells, extracted);
      expect(now).toEqual(now.map((text, index) => after[index] ?? (text === cells[index] ? text : 'as it was')));
    }
  });
});
