/** Names whose object a notebook changes where it stands: `cache[key] = value`, `results.append(x)`, `del table[0]`. */
import type { ExprNode } from 'py-ast';
import type { ICellFacts } from '../python/facts';
import { eachNode } from '../python/walk';
import type { Book, IPage } from './book';
import { isGlobal } from './book';

const CHANGES: ReadonlySet<string> = new Set(
  `append extend insert remove pop clear sort reverse add discard update setdefault popitem difference_update
  intersection_update symmetric_difference_update appendleft popleft rotate move_to_end __setitem__ __delitem__`.split(
    /\s+/
  )
);

/** Kept as long as the notebook is what it is. */
const known = new WeakMap<Book, ReadonlyMap<string, ICellFacts>>();

/** The first cell that changes each name's object. */
export function changedNames(book: Book): ReadonlyMap<string, ICellFacts> {
  const before = known.get(book);
  if (before) {
    return before;
  }
  const changed = new Map<string, ICellFacts>();
  for (const page of book.pages) {
    const places = changedAt(page);
    for (const read of page.cell.reads) {
      if (places.has(read.at) && !changed.has(read.name) && isGlobal(read)) {
        changed.set(read.name, page.cell);
      }
    }
  }
  known.set(book, changed);
  return changed;
}

/** Offsets of the names at the root of what is changed. */
function changedAt({ body, span }: IPage): ReadonlySet<number> {
  const places = new Set<number>();
  const root = (node: ExprNode): void => {
    let at = node;
    while (at.nodeType === 'Attribute' || at.nodeType === 'Subscript' || at.nodeType === 'Starred') {
      at = at.value;
    }
    if (at.nodeType === 'Name') {
      places.add(span(at).from);
    } else if (at.nodeType === 'Tuple' || at.nodeType === 'List') {
      at.elts.forEach(root);
    }
  };
  for (const statement of body) {
    eachNode(statement, node => {
      const {
        targets,
        target,
        optional_vars: entered,
        func
      } = node as unknown as Record<string, ExprNode | undefined> & {
        targets?: readonly ExprNode[];
      };
      [...(targets ?? []), target, entered].forEach(each => each && root(each));
      if (node.nodeType === 'Call' && func?.nodeType === 'Attribute' && CHANGES.has(func.attr)) {
        root(func.value);
      }
    });
  }
  return places;
}
