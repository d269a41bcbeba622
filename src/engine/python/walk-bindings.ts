/** Statements that bind names: assignments, imports, the patterns of `match`. */
import type { ExprNode, StmtNode } from 'py-ast';
import { dottedName } from './dotted';
import type { IBinding, IStatement, Use } from './facts';
import { openScope } from './scope-tree';
import type { IOpenScope } from './scope-tree';
import { ExpressionWalker } from './walk-expressions';

type Writable<T> = { -readonly [K in keyof T]: T[K] };
type Assignment = Extract<StmtNode, { nodeType: 'Assign' | 'AnnAssign' | 'AugAssign' }>;
type Pattern = Extract<StmtNode, { nodeType: 'Match' }>['cases'][number]['pattern'];

/** How a value is used that not every target keeps in a plain name. */
function useOfValue(node: Assignment, targets: readonly ExprNode[]): Use {
  if (node.nodeType === 'AugAssign') {
    return { kind: 'operand' };
  }
  const several = targets.every(each => each.nodeType === 'Tuple' || each.nodeType === 'List');
  return several ? { kind: 'unpacked' } : { kind: 'other' };
}

/** Adds what binds names to the walk over expressions. */
export class BindingWalker extends ExpressionWalker {
  /** Modules of `from x import *`. */
  readonly stars: string[] = [];
  /** Attributes assigned through `self` in the class being walked. */
  protected selfAttributes: Set<string> | null = null;

  protected value(statement: Writable<IStatement>, node: ExprNode): void {
    const { from, to } = this.span(node);
    statement.value = { from, to, type: node.nodeType, dotted: dottedName(node) };
  }

  protected imported(
    node: Extract<StmtNode, { nodeType: 'Import' | 'ImportFrom' }>,
    statement: IStatement,
    scope: IOpenScope
  ): void {
    for (const alias of node.names) {
      if (node.nodeType === 'Import') {
        const top = alias.name.split('.')[0] ?? alias.name;
        this.bind(scope, alias.asname ?? top, statement.from, {
          kind: 'import',
          path: alias.asname ? alias.name : top
        });
        continue;
      }
      const path = `${'.'.repeat(node.level ?? 0)}${node.module ?? ''}`;
      if (alias.name === '*') {
        this.stars.push(path);
      } else {
        // `from . import a` gives `.a`, which `from .. import a` must not.
        const from = node.module ? `${path}.` : path;
        this.bind(scope, alias.asname ?? alias.name, statement.from, { kind: 'import', path: from + alias.name });
      }
    }
  }

  protected assign(node: Assignment, statement: Writable<IStatement>, scope: IOpenScope): void {
    const targets = node.nodeType === 'Assign' ? node.targets : [node.target];
    const names = targets.flatMap(each => (each.nodeType === 'Name' ? [each.id] : []));
    if (node.nodeType === 'AnnAssign') {
      this.visit(node.annotation, openScope('lambda', scope), { kind: 'other' });
    }
    if (!node.value) {
      return;
    }
    this.value(statement, node.value);
    const whole = node.nodeType !== 'AugAssign' && names.length === targets.length;
    const found = this.visit(node.value, scope, whole ? { kind: 'assigned', names } : useOfValue(node, targets));
    const binding: Partial<IBinding> & { kind: IBinding['kind'] } = { kind: 'value' };
    if (node.nodeType === 'AugAssign') {
      this.visit(node.target, scope, { kind: 'other' });
    } else if (found && 'callee' in found) {
      Object.assign(binding, { call: found });
    } else {
      const alias = dottedName(node.value);
      Object.assign(binding, alias === null ? {} : { alias });
    }
    for (const target of targets) {
      if (target.nodeType === 'Attribute' && target.value.nodeType === 'Name') {
        this.selfAttributes?.add(target.attr);
      }
      this.target(target, scope, binding);
    }
  }

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
