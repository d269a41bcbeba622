/** Walks over py-ast trees without knowing their node types. */
import type { ASTNode } from 'py-ast';

/** A node while it is being corrected. */
export type MutableNode = { -readonly [key in keyof ASTNode]: ASTNode[key] } & Record<string, unknown>;

function isNode(value: unknown): value is MutableNode {
  return typeof value === 'object' && value !== null && 'nodeType' in value;
}

/**
 * Calls `visit` for `root` and every node below it, parents first. Does not recurse, so deep trees are no danger.
 * `visit` may change the node; its children are read afterwards.
 */
export function eachNode(root: object, visit: (node: MutableNode) => void): void {
  const open: unknown[] = [root];
  while (open.length > 0) {
    const node = open.pop();
    if (!isNode(node)) {
      continue;
    }
    visit(node);
    for (const key in node) {
      const value = node[key];
      if (Array.isArray(value)) {
        for (const item of value as unknown[]) {
          open.push(item);
        }
      } else if (typeof value === 'object') {
        open.push(value);
      }
    }
  }
}

/** Moves `root` and all nodes below it down by `lines` lines. */
export function shiftLines(root: object, lines: number): void {
  if (lines === 0) {
    return;
  }
  eachNode(root, node => {
    if (node.lineno !== undefined) {
      node.lineno += lines;
    }
    if (node.end_lineno !== undefined) {
      node.end_lineno += lines;
    }
  });
}
