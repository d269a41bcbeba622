/** An engine of one rule, for tests of what is around the engine. Never shipped. */
import type { IAnalysis, IDocument, IFinding, IFix, IFixes } from '../../engine';
import type { IEngine } from '../engine';

const WORDS = 'asyncio.run(';

/** An engine that is there from the start and always gives this analysis. */
export function engineOf(analysis: IAnalysis): IEngine {
  return { create: () => analysis, load: async () => true };
}

/** Finds every `asyncio.run(` in code cells; an error output makes it run-time evidence. */
export class FakeAnalysis implements IAnalysis {
  read: ReadonlySet<string> = new Set();
  passes = 0;
  found: IFinding[] = [];

  update(document: IDocument): readonly IFinding[] {
    this.passes++;
    const read = new Set<string>();
    this.found = [];
    for (const { id, kind, source, outputs, ranSource } of document.cells) {
      if (kind !== 'code') {
        continue;
      }
      read.add(id);
      const failed = outputs.some(output => output.type === 'error') && (ranSource ?? source) === source;
      let ordinal = 0;
      for (let from = source.indexOf(WORDS); from >= 0; from = source.indexOf(WORDS, from + 1)) {
        this.found.push({
          rule: 'asyncio-run',
          level: 'error',
          cell: id,
          from,
          to: from + WORDS.length,
          source,
          title: 'asyncio.run() cannot start a second event loop here.',
          message: 'The kernel already runs one.',
          evidence: failed ? ['source', 'error'] : ['source'],
          key: `asyncio-run ${id} ${ordinal++}`
        });
      }
    }
    this.read = read;
    return this.found;
  }

  fixes(finding: IFinding): IFixes {
    return { fixes: [this._fix([finding])], refusal: null };
  }

  fixAllSafe(): IFix | null {
    return this.found.length > 0 ? this._fix(this.found) : null;
  }

  private _fix(findings: readonly IFinding[]): IFix {
    return {
      title: 'Replace asyncio.run() with await',
      applicability: 'safe',
      edits: findings.map(({ cell, from, to }) => ({ cell, from, to, text: 'await (' })),
      sources: Object.fromEntries(findings.map(({ cell, source }) => [cell, source])),
      note: null
    };
  }
}
