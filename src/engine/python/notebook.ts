/** Facts across cells: what a name means at a place, in document order. */
import type { IDocument } from '../document';
import type { IBinding, ICall, ICellFacts, IClass, IRead, IScope } from './facts';
import type { ICoroutineVerdict, INotebookFacts, IPlaced } from './notebook-facts';
import { agreed, coroutineFunction } from './bindings';
import { COROUTINE_FUNCTIONS, COROUTINE_METHODS } from './coroutines';
import { Globals } from './globals';
import type { IMagic } from './mask';

/** Facts of a whole document; made anew when a cell's exports or the order of cells changed. */
export class NotebookFacts implements INotebookFacts {
  private readonly byId = new Map<string, ICellFacts>();
  private readonly globals = new Globals(cell => this.document.cells[cell.index]?.executionCount ?? null);
  private targets: Map<string, IPlaced<ICall>[]> | null = null;
  private lineMagics: Map<string, IPlaced<IMagic>[]> | null = null;

  constructor(
    readonly document: IDocument,
    readonly cells: readonly ICellFacts[]
  ) {
    for (const cell of cells) {
      this.byId.set(cell.id, cell);
      this.globals.append(cell);
    }
  }

  cell(id: string): ICellFacts | null {
    return this.byId.get(id) ?? null;
  }

  lookup(name: string, scope: IScope, at: number, cell: ICellFacts): IPlaced<IBinding> | null {
    const found = this.locals(name, scope, at, cell);
    return found.length > 0 ? agreed(found) : this.globals.at(name, scope.immediate, at, cell);
  }

  candidates(name: string, scope: IScope, at: number, cell: ICellFacts): readonly IPlaced<IBinding>[] {
    const found = this.locals(name, scope, at, cell);
    return found.length > 0 ? found : this.globals.all(name);
  }

  private locals(name: string, scope: IScope, at: number, cell: ICellFacts): IPlaced<IBinding>[] {
    for (let here: IScope | null = scope; here && here.kind !== 'module'; here = here.parent) {
      if (here.kind === 'class' && here !== scope) {
        continue;
      }
      if (here.globals.has(name)) {
        break;
      }
      if (here.bindings.some(each => each.name === name)) {
        const found = here.bindings.filter(each => each.name === name);
        const before = found.filter(each => each.at <= at);
        return (before.length > 0 ? before : found).map(what => ({ cell, what }));
      }
    }
    return [];
  }

  meaning(dotted: string | null, scope: IScope, at: number, cell: ICellFacts, depth = 0): string | null {
    if (dotted === null || depth > 4) {
      return null;
    }
    const [root = '', ...rest] = dotted.split('.');
    const binding = this.lookup(root, scope, at, cell);
    if (!binding) {
      return this.isBound(root, scope) ? null : dotted;
    }
    const { what } = binding;
    const join = (head: string | null): string | null => (head === null ? null : [head, ...rest].join('.'));
    if (what.kind === 'import' && what.path !== undefined) {
      return join(what.path);
    }
    if (what.alias !== undefined && what.alias.split('.')[0] !== root) {
      return join(this.meaning(what.alias, what.statement.scope, what.at, binding.cell, depth + 1));
    }
    return null;
  }

  /** True when the name is bound somewhere, though it cannot be told to what. */
  private isBound(name: string, scope: IScope): boolean {
    for (let here: IScope | null = scope; here; here = here.parent) {
      if (here.bindings.some(each => each.name === name)) {
        return true;
      }
    }
    return this.globals.has(name);
  }

  target(call: ICall, cell: ICellFacts): string | null {
    return this.meaning(call.dotted, call.scope, call.from, cell);
  }

  maker(call: ICall, cell: ICellFacts): IPlaced<ICall> | null {
    if (call.receiver) {
      return { cell, what: call.receiver };
    }
    const parts = call.dotted?.split('.') ?? [];
    if (parts.length !== 2) {
      return null;
    }
    const binding = this.lookup(parts[0]!, call.scope, call.from, cell);
    return binding?.what.call ? { cell: binding.cell, what: binding.what.call } : null;
  }

  coroutine(call: ICall, cell: ICellFacts): ICoroutineVerdict {
    const name = call.dotted ?? call.attr ?? '';
    const library = this.target(call, cell);
    if (library !== null && COROUTINE_FUNCTIONS.has(library)) {
      return { verdict: 'yes', name: library };
    }
    const parts = call.dotted?.split('.') ?? [];
    const binding = parts.length > 0 ? this.lookup(parts[0]!, call.scope, call.from, cell) : null;
    if (binding && parts.length === 1) {
      const what = this.behindAlias(binding);
      return { verdict: what?.function ? coroutineFunction(what.function) : 'unknown', name };
    }
    if (binding?.what.class && parts.length === 2) {
      return { verdict: this.method(binding.what.class, parts[1]!, binding.cell), name };
    }
    const maker = call.attr && (parts.length === 2 || call.receiver) ? this.maker(call, cell) : null;
    return { verdict: maker ? this.methodOf(maker, call.attr!) : 'unknown', name };
  }

  private behindAlias(binding: IPlaced<IBinding>): IBinding | null {
    const { what, cell } = binding;
    if (what.alias === undefined || what.alias.includes('.') || what.alias === what.name) {
      return what;
    }
    return this.lookup(what.alias, what.statement.scope, what.at, cell)?.what ?? null;
  }

  private methodOf(maker: IPlaced<ICall>, method: string): ICoroutineVerdict['verdict'] {
    const { what, cell } = maker;
    const library = this.target(what, cell);
    if (library !== null && COROUTINE_METHODS[library]?.includes(method)) {
      return 'yes';
    }
    if (what.dotted === null || what.dotted.includes('.')) {
      return 'unknown';
    }
    const made = this.lookup(what.dotted, what.scope, what.from, cell);
    return made?.what.class ? this.method(made.what.class, method, made.cell) : 'unknown';
  }

  private method(of: IClass, name: string, cell: ICellFacts, depth = 0): ICoroutineVerdict['verdict'] {
    if (of.attributes.has(name)) {
      return 'unknown';
    }
    const found = of.methods.get(name);
    if (found) {
      return coroutineFunction(found);
    }
    for (const base of depth < 4 ? of.bases : []) {
      const binding = base.includes('.') || base === '?' ? null : this.lookup(base, cell.module, of.from, cell);
      const verdict = binding?.what.class ? this.method(binding.what.class, name, binding.cell, depth + 1) : 'unknown';
      if (verdict !== 'unknown') {
        return verdict;
      }
    }
    return 'unknown';
  }

  calls(...targets: readonly string[]): readonly IPlaced<ICall>[] {
    if (!this.targets) {
      this.targets = new Map();
      for (const cell of this.cells) {
        for (const what of cell.calls) {
          const target = this.target(what, cell);
          if (target !== null) {
            const list = this.targets.get(target);
            if (list) {
              list.push({ cell, what });
            } else {
              this.targets.set(target, [{ cell, what }]);
            }
          }
        }
      }
    }
    return targets.flatMap(each => this.targets!.get(each) ?? []);
  }

  magics(name: string): readonly IPlaced<IMagic>[] {
    if (!this.lineMagics) {
      this.lineMagics = new Map();
      for (const cell of this.cells) {
        for (const what of cell.magics) {
          if (what.kind === 'line') {
            this.lineMagics.set(what.name, [...(this.lineMagics.get(what.name) ?? []), { cell, what }]);
          }
        }
      }
    }
    return this.lineMagics.get(name) ?? [];
  }

  reads(name: string): readonly IPlaced<IRead>[] | null {
    const found: IPlaced<IRead>[] = [];
    const unread = this.document.cells.some(
      each => each.kind === 'code' && !this.byId.has(each.id) && each.source.includes(name)
    );
    if (unread) {
      return null;
    }
    for (const cell of this.cells) {
      const hidden = !cell.complete || cell.magics.some(each => !each.python && mentions(cell, each, name));
      if (hidden && cell.source.includes(name)) {
        return null;
      }
      for (const what of cell.reads) {
        if (what.name === name && !this.isLocal(what)) {
          found.push({ cell, what });
        }
      }
    }
    return found;
  }

  private isLocal(read: IRead): boolean {
    for (let here: IScope | null = read.scope; here && here.kind !== 'module'; here = here.parent) {
      if (here.globals.has(read.name)) {
        return false;
      }
      if (here.bindings.some(each => each.name === read.name)) {
        return true;
      }
    }
    return false;
  }

  freshName(base: string): string {
    const taken = (name: string): boolean =>
      this.document.cells.some(each => each.kind === 'code' && each.source.includes(name));
    for (let number = 1; ; number += 1) {
      const name = number === 1 ? base : `${base}_${number}`;
      if (!taken(name)) {
        return name;
      }
    }
  }
}

function mentions(cell: ICellFacts, span: { from: number; to: number }, name: string): boolean {
  return cell.source.slice(span.from, span.to).includes(name);
}
