/** New text of a notebook file: the sources of some cells replaced, every other character as it was. */
import type { Layout } from './notebook';
import type { JsonNode } from './json-text';
import { scanJson } from './json-text';
import { decode, encode, pieces, spellingOf } from './json-strings';

/** Values that hold no source; they are checked but not kept, which saves memory for long outputs. */
const SKIPPED = new Set(['outputs', 'metadata', 'attachments']);

/** White space of a list: after `[`, between elements (with the comma), before `]`. */
interface IListStyle {
  readonly open: string;
  readonly separator: string;
  readonly close: string;
}

/**
 * Where the source of each cell is spelled.
 *
 * @param text - the file's text as read.
 * @param layout - where cells are in this kind of notebook.
 * @returns one value per cell, in the order of the document; null where a cell has no source.
 */
export function sourceNodes(text: string, layout: Layout): (JsonNode | null)[] {
  const { root } = scanJson(text, SKIPPED);
  const lists = layout === 'cells' ? [root] : items(member(root, 'worksheets'));
  return lists
    .flatMap(list => items(member(list, 'cells')))
    .map(cell => (layout === 'worksheets' && member(cell, 'input')) || member(cell, 'source'));
}

/**
 * Replace sources.
 *
 * @param text - the file's text as read.
 * @param layout - where cells are in this kind of notebook.
 * @param sources - new sources by cell index.
 * @throws Error when a cell has no source to replace.
 */
export function rewrite(text: string, layout: Layout, sources: ReadonlyMap<number, string>): string {
  const nodes = sourceNodes(text, layout);
  let result = '';
  let at = 0;
  for (const [cell, source] of [...sources].sort(([a], [b]) => a - b)) {
    const node = nodes[cell];
    if (!node) {
      throw new Error(`cell ${cell} has no source to replace`);
    }
    result += text.slice(at, node.from) + respell(text, node, source, nodes);
    at = node.to;
  }
  return result + text.slice(at);
}

/** The new spelling of one value. Lines that stay keep their old spelling, whatever it was. */
function respell(text: string, node: JsonNode, source: string, all: readonly (JsonNode | null)[]): string {
  if (decode(text, node) === source) {
    return text.slice(node.from, node.to);
  }
  const spelling = spellingOf(text.slice(node.from, node.to), text);
  const old = pieces(text, node);
  const known = new Map(old.map(piece => [piece.value, piece.raw]));
  const lines = split(source, node.kind === 'array' ? old.map(piece => piece.value) : []);
  const raw = lines.map(line => known.get(line) ?? encode(line, spelling));
  if (node.kind !== 'array') {
    return `"${raw.join('')}"`;
  }
  if (raw.length === 0) {
    return '[]';
  }
  const style = styleOf(text, node) ?? borrowedStyle(text, node, all);
  return `[${style.open}${raw.map(each => `"${each}"`).join(style.separator)}${style.close}]`;
}

/**
 * Cut a source into list elements: one for each line, but elements of the old list that span several lines are
 * kept whole where they stand unchanged at the start or the end.
 */
function split(source: string, old: readonly string[]): string[] {
  const before: string[] = [];
  let from = 0;
  for (const piece of old) {
    // An element without a line break at its end may grow, so it must not be taken for a whole line.
    if (!piece.endsWith('\n') || !source.startsWith(piece, from)) {
      break;
    }
    before.push(piece);
    from += piece.length;
  }
  const after: string[] = [];
  let to = source.length;
  for (const piece of old.slice(before.length).reverse()) {
    const start = to - piece.length;
    if (start < from || !source.startsWith(piece, start) || (start > from && source[start - 1] !== '\n')) {
      break;
    }
    after.unshift(piece);
    to = start;
  }
  return [...before, ...(source.slice(from, to).match(/[^\n]*\n|[^\n]+$/g) ?? []), ...after];
}

/** The white space of a list, read from itself; null when it is empty. */
function styleOf(text: string, node: JsonNode): IListStyle | null {
  const first = items(node)[0];
  const last = items(node)[items(node).length - 1];
  if (!first || !last) {
    return null;
  }
  const open = text.slice(node.from + 1, first.from);
  const close = text.slice(last.to, node.to - 1);
  const second = items(node)[1];
  if (second) {
    return { open, close, separator: text.slice(first.to, second.from) };
  }
  // One element alone shows no separator: on a line of its own the next has one too, else the colon before tells.
  const compact = text[node.from - 1] === ':';
  return { open, close, separator: `,${/[\r\n]/.test(open) ? open : compact ? '' : ' '}` };
}

/** The white space for a list that was empty: as in any other cell of the file. */
function borrowedStyle(text: string, node: JsonNode, all: readonly (JsonNode | null)[]): IListStyle {
  for (const other of all) {
    const style = other?.kind === 'array' ? styleOf(text, other) : null;
    if (style) {
      return style;
    }
  }
  return { open: '', separator: text[node.from - 1] === ':' ? ',' : ', ', close: '' };
}

function member(node: JsonNode | null, key: string): JsonNode | null {
  return (node?.kind === 'object' && node.members.get(key)) || null;
}

function items(node: JsonNode | null): readonly JsonNode[] {
  return node?.kind === 'array' ? node.items : [];
}
