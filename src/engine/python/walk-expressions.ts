/** One walk over the expressions of a cell: calls, awaits, reads, and how each value is used. */
import type { ExprNode } from 'py-ast';
import type { ISpan } from '../document';
import { dottedName } from './dotted';
import type { IArgument, IAsyncComprehension, IAwait, IBinding, ICall, IRead, IStatement, Use } from './facts';
import { addBinding, bindingScope, openScope } from './scope-tree';
import type { IOpenScope } from './scope-tree';
import { ARITHMETIC, ASYNC_ITERATED, CONDITION, FORMATTED, ITERATED, OPERAND, OTHER, UNPACKED, YIELDED } from './uses';

type Arguments = Extract<ExprNode, { nodeType: 'Lambda' }>['args'];
type Comprehension = Extract<ExprNode, { nodeType: 'ListComp' }>['generators'][number];
type Writable<T> = { -readonly [K in keyof T]: T[K] };

const NO_ARGUMENTS: readonly IArgument[] = [];
const NO_PARTS: readonly string[] = [];

/** Collects what expressions hold; walk-statements.ts drives it. */
export class ExpressionWalker {
  readonly calls: ICall[] = [];
  readonly awaits: IAwait[] = [];
  readonly asyncComprehensions: IAsyncComprehension[] = [];
  readonly reads: IRead[] = [];
  /** Offsets of `yield` by scope, so that a function knows whether it is a generator. */
  readonly generators = new Set<IOpenScope>();
  protected statement!: IStatement;
  /** False inside blocks that may not run. */
  protected certain = true;

  constructor(protected readonly span: (node: ExprNode) => ISpan) {}

  protected bind(
    scope: IOpenScope,
    name: string,
    at: number,
    binding: Partial<IBinding> & { kind: IBinding['kind'] },
    walrus = false
  ): void {
    const target = bindingScope(scope, name, walrus);
    // A `global` write inside a function happens when somebody calls it: never certain.
    const certain = this.certain && (target === scope || walrus);
    const { kind, path, function: made, class: type, call, alias } = binding;
    const { statement } = this;
    addBinding(target, { name, kind, at, path, function: made, class: type, call, alias, certain, statement });
  }

  /** Bind the names of an assignment target and walk what it reads. */
  protected target(node: ExprNode, scope: IOpenScope, binding: Partial<IBinding> & { kind: IBinding['kind'] }): void {
    switch (node.nodeType) {
      case 'Name':
        this.bind(scope, node.id, this.span(node).from, binding);
        break;
      case 'Tuple':
      case 'List':
        node.elts.forEach(each => this.target(each, scope, { kind: 'other' }));
        break;
      case 'Starred':
        this.target(node.value, scope, { kind: 'other' });
        break;
      default:
        this.visit(node, scope, OTHER);
    }
  }

  visitAll(nodes: readonly (ExprNode | null | undefined)[], scope: IOpenScope, use: Use = OTHER): void {
    for (const node of nodes) {
      this.visit(node, scope, use);
    }
  }

  /** Walk one expression. */
  visit(node: ExprNode | null | undefined, scope: IOpenScope, use: Use): ICall | IAwait | null {
    if (!node) {
      return null;
    }
    switch (node.nodeType) {
      case 'Name':
        this.reads.push({ name: node.id, at: this.span(node).from, scope, use, statement: this.statement });
        return null;
      case 'Constant':
        return null;
      case 'Call':
        return this.call(node, scope, use);
      case 'Await':
        return this.await(node, scope, use);
      case 'Attribute':
        this.visit(node.value, scope, { kind: 'object', of: 'attribute', attr: node.attr });
        return null;
      case 'Subscript':
        this.visit(node.value, scope, { kind: 'object', of: 'subscript', attr: '' });
        this.visit(node.slice, scope, OTHER);
        return null;
      case 'NamedExpr': {
        const names = node.target.nodeType === 'Name' ? [node.target.id] : [];
        const value = this.visit(node.value, scope, { kind: 'assigned', names });
        if (node.target.nodeType === 'Name') {
          const call = value && 'callee' in value ? value : undefined;
          this.bind(scope, node.target.id, this.span(node.target).from, { kind: 'value', ...(call && { call }) }, true);
        }
        return null;
      }
      case 'List':
      case 'Tuple':
      case 'Set': {
        const of = node.nodeType === 'List' ? 'list' : node.nodeType === 'Tuple' ? 'tuple' : 'set';
        this.visitAll(node.elts, scope, { kind: 'element', of, container: this.span(node), use });
        return null;
      }
      case 'Dict':
        this.visitAll(node.keys, scope);
        node.values.forEach((each, index) => {
          const element: Use = { kind: 'element', of: 'dict', container: this.span(node), use };
          this.visit(each, scope, node.keys[index] ? element : UNPACKED);
        });
        return null;
      case 'ListComp':
      case 'SetComp':
      case 'GeneratorExp': {
        const of = node.nodeType === 'ListComp' ? 'list' : node.nodeType === 'SetComp' ? 'set' : 'generator';
        const inner = this.comprehension(node, scope, of === 'generator');
        this.visit(node.elt, inner, { kind: 'element', of, container: this.span(node), use });
        return null;
      }
      case 'DictComp': {
        const inner = this.comprehension(node, scope, false);
        this.visit(node.key, inner, OTHER);
        this.visit(node.value, inner, { kind: 'element', of: 'dict', container: this.span(node), use });
        return null;
      }
      case 'Lambda': {
        this.defaults(node.args, scope);
        const inner = openScope('lambda', scope);
        this.parameters(node.args, inner);
        this.visit(node.body, inner, { kind: 'returned' });
        return null;
      }
      case 'Yield':
      case 'YieldFrom': {
        let at: IOpenScope = scope;
        while (at.kind === 'comprehension' && at.parent) {
          at = at.parent;
        }
        this.generators.add(at);
        this.visit(node.value, scope, YIELDED);
        return null;
      }
      case 'JoinedStr':
      case 'TemplateStr':
        this.visitAll(node.values, scope, FORMATTED);
        return null;
      case 'FormattedValue':
      case 'Interpolation':
        this.visit(node.value, scope, FORMATTED);
        this.visit(node.format_spec, scope, OTHER);
        return null;
      case 'BoolOp':
        // Where the whole is not tested, any of them may be its value.
        this.visitAll(node.values, scope, use.kind === 'condition' ? CONDITION : OTHER);
        return null;
      case 'BinOp':
        this.visitAll([node.left, node.right], scope, ARITHMETIC.has(node.op.nodeType) ? OPERAND : OTHER);
        return null;
      case 'UnaryOp':
        this.visit(node.operand, scope, node.op.nodeType === 'Not' ? CONDITION : OPERAND);
        return null;
      case 'IfExp':
        this.visit(node.test, scope, CONDITION);
        this.visitAll([node.body, node.orelse], scope);
        return null;
      case 'Compare':
        this.visitAll([node.left, ...node.comparators], scope, OPERAND);
        return null;
      case 'Starred':
        this.visit(node.value, scope, UNPACKED);
        return null;
      case 'Slice':
        this.visitAll([node.lower, node.upper, node.step], scope);
        return null;
    }
  }

  /** Defaults are evaluated where it is defined; an await in an annotation is no use: IPython 9 does not see it. */
  protected defaults(args: Arguments, scope: IOpenScope): void {
    this.visitAll(args.defaults, scope);
    this.visitAll(args.kw_defaults, scope);
    for (const arg of [...args.posonlyargs, ...args.args, args.vararg, ...args.kwonlyargs, args.kwarg]) {
      if (arg?.annotation) {
        this.visit(arg.annotation, openScope('lambda', scope), OTHER);
      }
    }
  }

  protected parameters(args: Arguments, scope: IOpenScope): void {
    const all = [...args.posonlyargs, ...args.args, args.vararg, ...args.kwonlyargs, args.kwarg];
    for (const arg of all) {
      if (arg) {
        this.bind(scope, arg.arg, -1, { kind: 'parameter' });
      }
    }
  }

  private comprehension(
    node: ExprNode & { readonly generators: readonly Comprehension[] },
    scope: IOpenScope,
    lazy: boolean
  ): IOpenScope {
    const inner = openScope(lazy ? 'generator' : 'comprehension', scope);
    if (!lazy && node.generators.some(each => each.is_async)) {
      this.asyncComprehensions.push({ ...this.span(node), scope, statement: this.statement });
    }
    node.generators.forEach((each, index) => {
      // The first iterable is evaluated outside: kernel-failures.md 0a.
      this.visit(each.iter, index === 0 ? scope : inner, each.is_async ? ASYNC_ITERATED : ITERATED);
      this.target(each.target, inner, { kind: 'other' });
      this.visitAll(each.ifs, inner, CONDITION);
    });
    return inner;
  }

  private call(node: Extract<ExprNode, { nodeType: 'Call' }>, scope: IOpenScope, use: Use): ICall {
    const span = this.span(node);
    const dotted = dottedName(node.func);
    const call: Writable<ICall> = {
      from: span.from,
      to: span.to,
      callee: this.span(node.func),
      dotted,
      parts: dotted?.split('.') ?? NO_PARTS,
      attr: node.func.nodeType === 'Attribute' ? node.func.attr : node.func.nodeType === 'Name' ? node.func.id : null,
      receiver: null,
      args: NO_ARGUMENTS,
      scope,
      statement: this.statement,
      use
    };
    // Outer calls come first: a rewrite of the outer one decides about the inner.
    this.calls.push(call);
    if (node.func.nodeType === 'Attribute') {
      const object = this.visit(node.func.value, scope, { kind: 'object', of: 'attribute', attr: node.func.attr });
      call.receiver = object && 'callee' in object ? object : null;
    } else {
      this.visit(node.func, scope, { kind: 'object', of: 'call', attr: '' });
    }
    let behind = false;
    const positional = node.args.map((arg, position) => {
      const starred = arg.nodeType === 'Starred';
      const value = starred ? arg.value : arg;
      behind ||= starred;
      const found = this.visit(value, scope, { kind: 'argument', call, position: behind ? null : position });
      const whole = this.span(arg);
      return this.argument(starred ? '*' : null, whole, value, starred ? this.span(value) : whole, found);
    });
    const named = node.keywords.map(keyword => {
      const found = this.visit(keyword.value, scope, { kind: 'argument', call, position: keyword.arg ?? null });
      const value = this.span(keyword.value);
      return this.argument(keyword.arg ?? '**', value, keyword.value, value, found);
    });
    if (positional.length + named.length > 0) {
      call.args = named.length > 0 ? [...positional, ...named] : positional;
    }
    return call;
  }

  private argument(
    keyword: string | null,
    { from, to }: ISpan,
    node: ExprNode,
    value: ISpan,
    found: ICall | IAwait | null
  ): IArgument {
    return {
      from,
      to,
      keyword,
      type: node.nodeType,
      call: found && 'callee' in found ? found : null,
      await: found && 'operand' in found ? found : null,
      dotted: dottedName(node),
      value
    };
  }

  private await(node: Extract<ExprNode, { nodeType: 'Await' }>, scope: IOpenScope, use: Use): IAwait {
    const { from, to } = this.span(node);
    const found: Writable<IAwait> = {
      from,
      to,
      operand: { ...this.span(node.value), type: node.value.nodeType },
      call: null,
      scope,
      statement: this.statement,
      use
    };
    this.awaits.push(found);
    const operand = this.visit(node.value, scope, { kind: 'awaited', by: found });
    found.call = operand && 'callee' in operand ? operand : null;
    return found;
  }
}
