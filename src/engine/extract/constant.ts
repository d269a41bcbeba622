/** What may be written into a module as a constant: a value that is there without running anything of the notebook. */
import type { ExprNode } from 'py-ast';
import { dottedName } from '../python/dotted';
import type { Book } from './book';

/** Modules whose subscripts are types: `Callable[[str], int]`. */
const TYPES = /^(?:typing|typing_extensions|collections|types)\b/;
const GENERIC = /^(?:dict|list|set|frozenset|tuple|type)$/;

/** Why a value is no constant: the call or the expression that makes it. */
export interface IComputed {
  /** What is called, as spelled; null where it is no call. */
  readonly call: string | null;
}

/** What in an expression has to run; null for a constant. */
export function computed(node: ExprNode | null | undefined, book: Book): IComputed | null {
  const first = (nodes: readonly (ExprNode | null | undefined)[]): IComputed | null => {
    for (const each of nodes) {
      const found = computed(each, book);
      if (found) {
        return found;
      }
    }
    return null;
  };
  if (!node) {
    return null;
  }
  switch (node.nodeType) {
    case 'Constant':
    case 'Name':
    case 'Lambda':
      return null;
    case 'Tuple':
    case 'List':
    case 'Set':
      return first(node.elts);
    case 'Dict':
      return first([...node.keys, ...node.values]);
    case 'JoinedStr':
      return first(node.values);
    case 'FormattedValue':
      return first([node.value, node.format_spec]);
    case 'UnaryOp':
      return computed(node.operand, book);
    case 'BinOp':
      return first([node.left, node.right]);
    case 'BoolOp':
      return first(node.values);
    case 'Compare':
      return first([node.left, ...node.comparators]);
    case 'IfExp':
      return first([node.test, node.body, node.orelse]);
    case 'Starred':
      return computed(node.value, book);
    case 'Attribute':
      // `asyncio.FIRST_COMPLETED`, `Color.RED`: there as soon as the module or the class is.
      return dottedName(node) === null ? { call: null } : null;
    case 'Subscript':
      return isType(node.value, book) ? first([node.slice]) : { call: null };
    case 'Call':
      return { call: dottedName(node.func) ?? '' };
    default:
      return { call: null };
  }
}

/** `dict[str, int]`, `Callable[…]`: a type, where `table["x"]` would be a value that changes. */
function isType(node: ExprNode, book: Book): boolean {
  const dotted = dottedName(node);
  if (dotted === null) {
    return false;
  }
  const bound = book.bound(dotted.split('.')[0]!);
  return bound.length === 0 ? GENERIC.test(dotted) : bound.every(({ what }) => TYPES.test(what.path ?? ''));
}
