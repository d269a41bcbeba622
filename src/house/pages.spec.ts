/** Every rule page: its form, its examples, its fixes. */
import type { IFinding, IFix } from '../engine';
import { rules } from '../engine/rules';
import { readCell } from '../engine/python/read-cell';
import { cellId, comments, digest, documentOf, fixed, look, toldFix, wanted, withSources, written } from './examples';
import type { ISeenDocument } from './examples';
import { readPages } from './pages';
import { TESTS_ONLY } from './publish';
import type { IFixedText, IPageCell } from './page';

const SECTIONS = [
  'What happens',
  'Why',
  'What the rewrite changes',
  'Examples',
  'When it stays silent',
  'Alternatives',
  'If you deviate',
  'Guidance',
  'Failures it recognises',
  TESTS_ONLY
];

/** How often a fix may have to be applied until nothing is left to do. */
const ROUNDS = 10;

describe.each(readPages())('$id', page => {
  const rule = rules.find(each => each.id === page.id);

  it('has the parts a reader looks for', () => {
    expect(page.title).toBe(rule?.title);
    expect(page.level).toBe(rule?.level);
    expect(page.summary).toMatch(/^[A-Z`].*\.$/);
    expect(page.sections).toEqual(SECTIONS);
    expect(page.title.length).toBeLessThan(60);
  });

  it('names the guidance as a default, and lists in a table what the kernel says', () => {
    const [guidance = '', failures = ''] = page.published.split(/\n## (?:Guidance|Failures it recognises)\n/).slice(1);
    expect(guidance).toMatch(/\*python-notebooks-async\*/);
    expect(guidance.replace(/\s+/g, ' ')).toMatch(/preferred default/);
    expect(/^\| text \| where \| id \|$/m.test(failures)).toBe((rule?.failures ?? []).length > 0);
  });

  it('shows at least two cells with a finding and two without, where people read them', () => {
    const cells = page.examples.filter(each => each.published).map(each => each.cells);
    const found = cells.filter(each => each.some(cell => cell.expected.some(({ rule: id }) => id === page.id)));
    const silent = cells.filter(each => each.every(cell => cell.expected.length === 0));
    expect([found.length > 1, silent.length > 1]).toEqual([true, true]);
  });

  describe.each(page.examples)('$name', example => {
    const seen = look(documentOf(example));

    it('has exactly the findings that are written down', () => {
      example.cells.forEach((cell, index) => {
        expect([cell.line, ...written(seen.findings, cellId(index), cell)]).toEqual([cell.line, ...wanted(cell)]);
      });
    });

    it('has the same findings when every cell is read', () => {
      expect(digest(look(seen.document, false).findings)).toEqual(digest(seen.findings));
    });

    it('says and rewrites what is written down', () => {
      example.cells.forEach((cell, index) => {
        const own = seen.findings.filter(each => each.cell === cellId(index));
        if (cell.says !== null) {
          expect(`${own[0]?.title} ${own[0]?.message}`).toBe(cell.says);
        }
        if (cell.refused !== null) {
          expect(own[0] && seen.fixes(own[0])).toEqual({ fixes: [], refusal: cell.refused });
        }
        cell.fixed.forEach(each => checkFixed(each, cell, index, own, seen));
      });
    });

    it('has fixes that keep their promises', () => {
      for (const finding of seen.findings) {
        for (const fix of seen.fixes(finding).fixes) {
          checkFix(fix, finding, seen);
        }
      }
      checkAll(seen);
    });

    it('comes to an end when fixed again and again', () => {
      let now = seen;
      for (let round = 0; round <= ROUNDS; round += 1) {
        const found = now.findings.find(each => now.fixes(each).fixes.length > 0);
        const [first] = found ? now.fixes(found).fixes : [];
        if (!first) {
          return;
        }
        now = look(fixed(now.document, first));
      }
      throw new Error(`something is left to fix after ${ROUNDS} rounds`);
    });
  });
});

function checkFixed(
  told: IFixedText,
  cell: IPageCell,
  index: number,
  own: readonly IFinding[],
  seen: ISeenDocument
): void {
  const fix = toldFix(told.by, index, seen);
  if (!fix) {
    const [first] = own;
    const fixes = own.flatMap(each => seen.fixes(each).fixes);
    const known = fixes.map(each => each.title).join(', ') || (first && seen.fixes(first).refusal);
    throw new Error(`the cell of line ${cell.line} has no fix "${told.by ?? 'at all'}", but: ${known}`);
  }
  expect(fixed(seen.document, fix).cells[index]!.source).toBe(told.text);
  if (told.note !== null) {
    expect(fix.note).toBe(told.note);
  }
}

/** What holds for every fix, written down or not. */
function checkFix(fix: IFix, finding: IFinding, seen: ISeenDocument): void {
  const { document } = seen;
  expect(fix.title).toMatch(/^[A-Z].*[^.]$/);
  const after = fixed(document, fix);
  const touched = new Set(fix.edits.map(each => each.cell));
  expect(Object.keys(fix.sources).sort()).toEqual([...touched].sort());
  document.cells.forEach((cell, index) => {
    const source = after.cells[index]!.source;
    if (!touched.has(cell.id)) {
      expect(source).toBe(cell.source);
      return;
    }
    expect(cell.editable).toBe(true);
    expect(fix.sources[cell.id]).toBe(cell.source);
    expect(readCell(source)).toMatchObject({ complete: true });
    if (finding.rule !== 'unused-ignore') {
      expect(comments(source)).toEqual(comments(cell.source));
    }
  });
  const count = (from: ISeenDocument, rule: string): number => from.findings.filter(each => each.rule === rule).length;
  const then = look(after);
  expect([fix.title, count(then, finding.rule)]).toEqual([fix.title, expect.any(Number)]);
  expect(count(then, finding.rule)).toBeLessThan(count(seen, finding.rule));
  const others = rules.filter(each => each.id !== finding.rule);
  for (const { id } of others) {
    expect([id, count(then, id) <= count(seen, id)]).toEqual([id, true]);
  }
}

/** "Fix all safe" leaves no safe fix behind that it could have taken. */
function checkAll(seen: ISeenDocument): void {
  let now = seen;
  for (let round = 0; round < ROUNDS; round += 1) {
    const all = now.fixAllSafe();
    if (!all) {
      break;
    }
    const { document } = now;
    now = look(fixed(document, all));
    now.document.cells.forEach(cell => expect(readCell(cell.source).complete).toBe(true));
    // Undone, the findings are back.
    const back = look(withSources(now.document, (_, index) => document.cells[index]!.source));
    expect(digest(back.findings)).toEqual(digest(look(document).findings));
  }
  const left = now.findings
    .flatMap(each => now.fixes(each).fixes.slice(0, 1))
    .filter(each => each.applicability === 'safe');
  expect(left.map(each => each.title)).toEqual([]);
}
