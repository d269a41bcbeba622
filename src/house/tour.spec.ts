/** The tour teaches what the rules find: a lesson's cell has the id of its rule, and exactly that finding. */
import { rules } from '../engine/rules';
import type { ICell, IDocument } from '../engine';
import type { IExampleDocument } from './examples';
import { look } from './examples';
import { textOf } from './repository';

interface ITourCell {
  readonly id: string;
  readonly cell_type: ICell['kind'];
  readonly source: readonly string[];
  readonly outputs?: readonly unknown[];
  readonly execution_count?: number | null;
}

const { cells } = JSON.parse(textOf('tour/async-doctor-tour.ipynb')) as { cells: ITourCell[] };

/** Their lessons show what is said of a cell that was stopped, or of one that failed, and not what the code says. */
const TOLD_LATER: ReadonlySet<string> = new Set(['interrupted-await', 'foreign-loop']);

const document: IDocument = {
  kind: 'notebook',
  language: 'python',
  kernel: null,
  messages: [],
  ignored: [],
  editable: true,
  cells: cells.map(cell => ({
    id: cell.id,
    kind: cell.cell_type,
    source: cell.source.join(''),
    executionCount: null,
    outputs: [],
    tags: [],
    editable: true
  }))
};

/** The rule a cell is about: the longest id that its own begins with. */
function ruleOf(id: string): string | null {
  const named = rules.map(each => each.id).filter(rule => id === rule || id.startsWith(`${rule}-`));
  return named.sort((a, b) => b.length - a.length)[0] ?? null;
}

describe('the tour', () => {
  const seen = look(document);
  const code = cells.filter(cell => cell.cell_type === 'code');

  // As the lessons of rules that are off by default tell people to do.
  const off = rules.filter(each => each.level === 'off' && code.some(cell => ruleOf(cell.id) === each.id));
  const on = Object.fromEntries(off.map(each => [each.id, { level: 'warning' as const }]));
  const switchedOn: IExampleDocument = { ...document, options: { rules: on } };

  describe.each([
    ['as it comes', seen, false],
    ['with the rules on that are off', look(switchedOn), true]
  ])('%s', (_, { findings }, all) => {
    it.each(code.map(cell => cell.id))('%s has the finding it is about, or none', id => {
      const found = findings.filter(each => each.cell === id).map(each => each.rule);
      const rule = rules.find(each => each.id === ruleOf(id));
      // A rule that only explains speaks when the kernel has.
      const checks = rule !== undefined && (rule.check !== undefined || rule.explain === undefined);
      const speaks = checks && !TOLD_LATER.has(rule.id) && (all || rule.level !== 'off');
      expect(found).toEqual(speaks ? [rule.id] : []);
    });
  });

  it('has a lesson before each mistake', () => {
    const lessons = cells.filter(cell => cell.cell_type === 'markdown').map(cell => cell.id);
    const taught = new Set(code.flatMap(cell => ruleOf(cell.id) ?? []));
    expect([...taught].filter(rule => !lessons.includes(`${rule}-lesson`))).toEqual([]);
    expect(taught.size).toBeGreaterThanOrEqual(7);
  });

  it('is as nobody has run it', () => {
    expect(code.filter(cell => cell.outputs?.length !== 0 || cell.execution_count !== null)).toEqual([]);
  });
});
