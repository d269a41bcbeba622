/** One walk over the statements of a cell; expressions are walked by walk-expressions.ts. */
import type { ASTNodeUnion, ExprNode, StmtNode } from 'py-ast';
import type { ISpan } from '../document';
import { decoratorNames, dottedName, exceptionNames } from './dotted';
import type { IClass, IFunction, IStatement } from './facts';
import type { IMagic } from './mask';
import { openScope, qualname } from './scope-tree';
import type { IOpenScope } from './scope-tree';
import { BindingWalker } from './walk-bindings';

type FunctionNode = Extract<StmtNode, { nodeType: 'FunctionDef' | 'AsyncFunctionDef' }>;
type Writable<T> = { -readonly [K in keyof T]: T[K] };
interface IPlace {
  readonly parent: Writable<IStatement> | null;
  readonly block: IStatement['block'];
  readonly handles: readonly string[];
}

/** Most statements have no children and catch nothing: one empty list is enough for all of them. */
const NONE: readonly never[] = [];

/** Walks statements and keeps them as a tree of plain values. */
export class StatementWalker extends BindingWalker {
  readonly statements: IStatement[] = [];
  readonly functions: IFunction[] = [];
  readonly asyncStatements: IStatement[] = [];

  constructor(
    span: (node: ASTNodeUnion) => ISpan,
    private readonly magicAt: (span: ISpan) => IMagic | null
  ) {
    super(span);
  }

  /** Walk a block. */
  block(nodes: readonly StmtNode[], scope: IOpenScope, place: IPlace): IStatement[] {
    // As long as it will be: most blocks are short, and an array that grows takes room for seventeen.
    const siblings = new Array<IStatement>(nodes.length);
    nodes.forEach((node, index) => (siblings[index] = this.one(node, scope, place, index, siblings)));
    return siblings;
  }

  private one(node: StmtNode, scope: IOpenScope, place: IPlace, index: number, siblings: IStatement[]): IStatement {
    const span = this.span(node as unknown as ExprNode);
    // Every property in one literal: objects that grow from a spread are several times slower to make.
    const statement: Writable<IStatement> = {
      from: span.from,
      to: span.to,
      type: node.nodeType,
      parent: place.parent,
      block: place.block,
      handles: place.handles,
      index,
      siblings,
      children: NONE,
      scope,
      magic: this.magicAt(span),
      head: null,
      items: 0,
      catches: NONE,
      value: null
    };
    this.statements.push(statement);
    const outer = this.statement;
    this.statement = statement;
    this.walk(node, statement, scope);
    this.statement = outer;
    return statement;
  }

  private inside(
    nodes: readonly StmtNode[],
    parent: Writable<IStatement>,
    scope: IOpenScope,
    block: IPlace['block'],
    handles: readonly string[] = NONE
  ): void {
    const certain = this.certain;
    this.certain = certain && (parent.type === 'With' || parent.type === 'AsyncWith');
    const children = this.block(nodes, scope, { parent, block, handles });
    parent.children = parent.children.length > 0 ? [...parent.children, ...children] : children;
    this.certain = certain;
  }

  private head(statement: Writable<IStatement>, node: ExprNode): void {
    const { from, to } = this.span(node);
    statement.head = { from, to, type: node.nodeType };
  }

  private walk(node: StmtNode, statement: Writable<IStatement>, scope: IOpenScope): void {
    switch (node.nodeType) {
      case 'Expr':
        this.value(statement, node.value);
        this.visit(node.value, scope, { kind: 'statement' });
        return;
      case 'Assign':
      case 'AnnAssign':
      case 'AugAssign':
        return this.assign(node, statement, scope);
      case 'FunctionDef':
      case 'AsyncFunctionDef':
        return this.define(node, statement, scope);
      case 'ClassDef':
        return this.classDefinition(node, statement, scope);
      case 'Import':
      case 'ImportFrom':
        return this.imported(node, statement, scope);
      case 'For':
      case 'AsyncFor':
        this.noteAsync(node.nodeType === 'AsyncFor', statement);
        this.head(statement, node.iter);
        this.visit(node.iter, scope, { kind: 'iterated', async: node.nodeType === 'AsyncFor' });
        this.target(node.target, scope, { kind: 'other' });
        this.inside(node.body, statement, scope, 'body');
        this.inside(node.orelse, statement, scope, 'orelse');
        return;
      case 'While':
      case 'If':
        this.head(statement, node.test);
        this.visit(node.test, scope, { kind: 'condition' });
        this.inside(node.body, statement, scope, 'body');
        this.inside(node.orelse, statement, scope, 'orelse');
        return;
      case 'With':
      case 'AsyncWith':
        this.noteAsync(node.nodeType === 'AsyncWith', statement);
        statement.items = node.items.length;
        node.items.forEach((item, index) => {
          if (index === 0) {
            this.head(statement, item.context_expr);
          }
          const found = this.visit(item.context_expr, scope, { kind: 'context' });
          if (item.optional_vars) {
            const call = found && 'callee' in found && node.nodeType === 'With' ? found : undefined;
            this.target(item.optional_vars, scope, { kind: 'other', ...(call && { call }) });
          }
        });
        this.inside(node.body, statement, scope, 'body');
        return;
      case 'Try':
      case 'TryStar':
        statement.catches = node.handlers.flatMap(each => exceptionNames(each.type));
        this.inside(node.body, statement, scope, 'body');
        for (const handler of node.handlers) {
          this.visit(handler.type, scope, { kind: 'other' });
          if (handler.name) {
            this.bind(scope, handler.name, statement.from, { kind: 'other' });
          }
          this.inside(handler.body, statement, scope, 'handler', exceptionNames(handler.type));
        }
        this.inside(node.orelse, statement, scope, 'orelse');
        this.inside(node.finalbody, statement, scope, 'finalbody');
        return;
      case 'Match':
        this.visit(node.subject, scope, { kind: 'other' });
        for (const each of node.cases) {
          this.pattern(each.pattern, scope);
          this.visit(each.guard, scope, { kind: 'other' });
          this.inside(each.body, statement, scope, 'body');
        }
        return;
      case 'Return':
        this.visit(node.value, scope, { kind: 'returned' });
        return;
      case 'Delete':
        for (const target of node.targets) {
          this.target(target, scope, { kind: 'del' });
        }
        return;
      case 'Raise':
        this.visitAll([node.exc, node.cause], scope);
        return;
      case 'Assert':
        this.visit(node.test, scope, { kind: 'condition' });
        this.visit(node.msg, scope, { kind: 'other' });
        return;
      case 'Global':
        scope.globals = new Set([...scope.globals, ...node.names]);
        return;
      case 'TypeAlias':
        this.target(node.name, scope, { kind: 'other' });
        return;
      default:
        return;
    }
  }

  private noteAsync(async: boolean, statement: IStatement): void {
    if (async) {
      this.asyncStatements.push(statement);
    }
  }

  private decorators(nodes: readonly ExprNode[], statement: Writable<IStatement>, scope: IOpenScope): void {
    if (nodes[0]) {
      this.head(statement, nodes[0]);
    }
    this.visitAll(nodes, scope, { kind: 'decorator' });
  }

  private define(node: FunctionNode, statement: Writable<IStatement>, scope: IOpenScope): void {
    this.decorators(node.decorator_list, statement, scope);
    this.defaults(node.args, scope);
    this.visit(node.returns, openScope('lambda', scope), { kind: 'other' });
    const async = node.nodeType === 'AsyncFunctionDef';
    const inner = openScope('function', scope, node.name, async);
    const { posonlyargs, args, defaults, kwonlyargs, kw_defaults } = node.args;
    const decorators = decoratorNames(node.decorator_list);
    const bound = scope.kind === 'class' && !decorators.includes('staticmethod') ? 1 : 0;
    const positional = posonlyargs.length + args.length - defaults.length - bound;
    const required = Math.max(0, positional) + kwonlyargs.filter((_, index) => !kw_defaults[index]).length;
    const definition: Writable<IFunction> = {
      from: statement.from,
      to: statement.to,
      name: node.name,
      qualname: qualname(scope, node.name),
      async,
      generator: false,
      decorators,
      scope: inner,
      within: scope,
      required,
      statement
    };
    this.functions.push(definition);
    this.bind(scope, node.name, statement.from, { kind: 'function', function: definition });
    this.parameters(node.args, inner);
    const certain = this.certain;
    this.certain = true;
    statement.children = this.block(node.body, inner, { parent: statement, block: 'body', handles: NONE });
    this.certain = certain;
    definition.generator = this.generators.has(inner);
  }

  private classDefinition(
    node: Extract<StmtNode, { nodeType: 'ClassDef' }>,
    statement: Writable<IStatement>,
    scope: IOpenScope
  ): void {
    this.decorators(node.decorator_list, statement, scope);
    this.visitAll(node.bases, scope);
    this.visitAll(
      node.keywords.map(each => each.value),
      scope
    );
    const inner = openScope('class', scope, node.name);
    const methods = new Map<string, IFunction>();
    const attributes = new Set<string>();
    const definition: IClass = {
      from: statement.from,
      to: statement.to,
      name: node.name,
      methods,
      bases: [...node.bases.map(each => dottedName(each) ?? '?'), ...node.keywords.map(() => '?')],
      attributes
    };
    this.bind(scope, node.name, statement.from, { kind: 'class', class: definition });
    const outer = this.selfAttributes;
    this.selfAttributes = attributes;
    statement.children = this.block(node.body, inner, { parent: statement, block: 'body', handles: NONE });
    this.selfAttributes = outer;
    for (const binding of inner.bindings) {
      if (binding.function) {
        methods.set(binding.name, binding.function);
      } else {
        attributes.add(binding.name);
      }
    }
  }
}
