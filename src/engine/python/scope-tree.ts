/** Building scopes and bindings while a cell is walked. */
import type { IBinding, IScope } from './facts';

/** A scope under construction. */
export interface IOpenScope extends IScope {
  bindings: readonly IBinding[];
  globals: ReadonlySet<string>;
  parent: IOpenScope | null;
}

/** Most scopes bind little or nothing, and notebooks have thousands of them: what is empty is shared. */
const NO_BINDINGS: readonly IBinding[] = [];
const NO_NAMES: ReadonlySet<string> = new Set();

/** Add a binding to the scope it takes effect in. */
export function addBinding(scope: IOpenScope, binding: IBinding): void {
  if (scope.bindings === NO_BINDINGS) {
    scope.bindings = [binding];
  } else {
    (scope.bindings as IBinding[]).push(binding);
  }
}

/**
 * Open a scope inside another.
 *
 * @param kind - what kind of scope.
 * @param parent - the scope around it; null for the cell.
 * @param name - function or class name.
 * @param async - for functions: `async def`; for the module: whether its own lines may await, as those of a cell.
 */
export function openScope(kind: IScope['kind'], parent: IOpenScope | null, name = '', async = false): IOpenScope {
  const around = parent ?? null;
  let awaits = false;
  let immediate = true;
  switch (kind) {
    case 'module':
      awaits = async;
      break;
    case 'function':
      awaits = async;
      immediate = false;
      break;
    case 'lambda':
      immediate = false;
      break;
    case 'class':
      immediate = around?.immediate ?? true;
      break;
    case 'comprehension':
      awaits = around?.awaits ?? true;
      immediate = around?.immediate ?? true;
      break;
    case 'generator':
      // An `await` here would turn it into an async generator: F-AGEN-2.
      immediate = false;
      break;
  }
  return { kind, name, parent: around, awaits, immediate, bindings: NO_BINDINGS, globals: NO_NAMES };
}

/** The scope in which `scope` binds `name`: honours `global`, and walrus targets escape comprehensions. */
export function bindingScope(scope: IOpenScope, name: string, walrus: boolean): IOpenScope {
  let at: IOpenScope = scope;
  while (walrus && (at.kind === 'comprehension' || at.kind === 'generator') && at.parent) {
    at = at.parent;
  }
  if (at.globals.has(name)) {
    while (at.parent) {
      at = at.parent;
    }
  }
  return at;
}

/** `outer.<locals>.inner` as Python prints it. */
export function qualname(scope: IScope, name: string): string {
  const parts = [name];
  for (let at: IScope | null = scope; at && at.kind !== 'module'; at = at.parent) {
    if (at.kind === 'function') {
      parts.unshift(at.name, '<locals>');
    } else if (at.kind === 'lambda') {
      parts.unshift('<lambda>', '<locals>');
    } else if (at.kind === 'class') {
      parts.unshift(at.name);
    }
  }
  return parts.join('.');
}
