/** An engine whose findings are plain to see: it looks for words. */
import { applyEdits } from '../../engine';
import type { IAnalysis, IDocument, IFinding, IFix, IFixes, IOptions, Level } from '../../engine';
import type { IEngine } from '../selection';

interface IWordRule {
  readonly id: string;
  readonly title: string;
  readonly level: Level;
  readonly word: string;
  readonly by: string | null;
  readonly applicability: IFix['applicability'];
}

const RULES: readonly IWordRule[] = [
  { id: 'bad-word', title: 'A bad word', level: 'error', word: 'BAD', by: 'GOOD', applicability: 'safe' },
  { id: 'loud-word', title: 'A loud word', level: 'off', word: 'LOUD', by: null, applicability: 'safe' },
  { id: 'odd-word', title: 'An odd word', level: 'warning', word: 'ODD', by: 'EVEN', applicability: 'unsafe' },
  { id: 'small-word', title: 'A small word', level: 'hint', word: 'SMALL', by: null, applicability: 'display' }
];

/** The engine; documents it was shown are kept in `seen`. */
export function fakeEngine(): IEngine & { readonly seen: IDocument[] } {
  const seen: IDocument[] = [];
  return {
    seen,
    rules: RULES,
    pages: { 'bad-word': '# bad-word\n\nBad words are bad.\n' },
    createAnalysis: () => new WordAnalysis(seen),
    rulesFor: text => RULES.filter(({ word }) => text.includes(word)).map(({ id }) => id)
  };
}

class WordAnalysis implements IAnalysis {
  readonly read = new Set<string>();
  private findings: IFinding[] = [];

  constructor(private readonly seen: IDocument[]) {}

  update(document: IDocument, options: IOptions): readonly IFinding[] {
    this.seen.push(document);
    if (document.cells.some(cell => cell.source.includes('CRASH'))) {
      throw new TypeError('boom');
    }
    this.findings = document.cells.flatMap(cell =>
      cell.kind === 'code' && document.language === 'python'
        ? RULES.flatMap(rule => this.look(rule, cell.id, cell.source, options))
        : []
    );
    return this.findings;
  }

  fixes(finding: IFinding): IFixes {
    const rule = RULES.find(each => each.id === finding.rule);
    if (rule?.by === null || !rule) {
      return { fixes: [], refusal: 'Only you can find a better word.' };
    }
    return { fixes: [this.fix(rule, [finding])], refusal: null };
  }

  fixAllSafe(): IFix | null {
    const rule = RULES.find(each => each.id === 'bad-word');
    const findings = this.findings.filter(each => each.rule === 'bad-word');
    return rule && findings.length > 0 ? this.fix(rule, findings) : null;
  }

  private look(rule: IWordRule, cell: string, source: string, options: IOptions): IFinding[] {
    const set = options.rules[rule.id];
    const level = set?.level ?? rule.level;
    if (level === 'off' || set?.enabled === false) {
      return [];
    }
    return [...source.matchAll(new RegExp(rule.word, 'g'))].map((match, ordinal) => ({
      rule: rule.id,
      level,
      cell,
      from: match.index,
      to: match.index + rule.word.length,
      source,
      title: `${rule.title}.`,
      message: `Near: ${source.slice(match.index, match.index + 20)}`,
      evidence: ['source'],
      key: `${rule.id}:${cell}:${ordinal}`
    }));
  }

  private fix(rule: IWordRule, findings: readonly IFinding[]): IFix {
    const edits = findings.map(({ cell, from, to }) => ({ cell, from, to, text: rule.by ?? '' }));
    const sources = Object.fromEntries(findings.map(each => [each.cell, each.source]));
    // A fix that cannot be applied would hide a mistake of the test.
    for (const [cell, source] of Object.entries(sources)) {
      applyEdits(
        source,
        edits.filter(edit => edit.cell === cell)
      );
    }
    return { title: `Write ${rule.by}`, applicability: rule.applicability, edits, sources, note: null };
  }
}
