/** Spelled dotted names of py-ast nodes. */
import type { ExprNode } from 'py-ast';

/** `a.b.c` for names and attribute chains; null for anything else. */
export function dottedName(node: ExprNode): string | null {
  if (node.nodeType === 'Name') {
    return node.id;
  }
  if (node.nodeType === 'Attribute') {
    const object = dottedName(node.value);
    return object === null ? null : `${object}.${node.attr}`;
  }
  return null;
}

/** Exception types of an `except` clause: `['*']` for a bare one, `?` for what is no dotted name. */
export function exceptionNames(type: ExprNode | undefined | null): string[] {
  if (!type) {
    return ['*'];
  }
  if (type.nodeType === 'Tuple') {
    return type.elts.map(each => dottedName(each) ?? '?');
  }
  return [dottedName(type) ?? '?'];
}

/** Spelled names of decorators: the callee where one is called. */
export function decoratorNames(nodes: readonly ExprNode[]): string[] {
  return nodes.map(node => dottedName(node.nodeType === 'Call' ? node.func : node) ?? '?');
}
