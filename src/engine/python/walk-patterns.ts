/** The patterns of `match`: what they read and which names they bind. */
import type { StmtNode } from 'py-ast';
import type { IOpenScope } from './scope-tree';
import { ExpressionWalker } from './walk-expressions';

type Pattern = Extract<StmtNode, { nodeType: 'Match' }>['cases'][number]['pattern'];

/** Adds patterns to the walk over expressions. */
export class PatternWalker extends ExpressionWalker {
  protected pattern(node: Pattern, scope: IOpenScope): void {
    switch (node.nodeType) {
      case 'MatchValue':
        this.visit(node.value, scope, { kind: 'other' });
        return;
      case 'MatchSequence':
      case 'MatchOr':
        node.patterns.forEach(each => this.pattern(each, scope));
        return;
      case 'MatchMapping':
        this.visitAll(node.keys, scope);
        node.patterns.forEach(each => this.pattern(each, scope));
        this.capture(node.rest, scope);
        return;
      case 'MatchClass':
        this.visit(node.cls, scope, { kind: 'other' });
        [...node.patterns, ...node.kwd_patterns].forEach(each => this.pattern(each, scope));
        return;
      case 'MatchStar':
      case 'MatchAs':
        this.capture(node.name, scope);
        if (node.nodeType === 'MatchAs' && node.pattern) {
          this.pattern(node.pattern, scope);
        }
        return;
      default:
        return;
    }
  }

  private capture(name: string | null | undefined, scope: IOpenScope): void {
    if (name) {
      this.bind(scope, name, this.statement.from, { kind: 'other' });
    }
  }
}
