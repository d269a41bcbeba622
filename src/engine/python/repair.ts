/**
 * Python that py-ast 1.16.0 refuses, put so that it takes it. Tried only on text that does not parse as it is; the tree
 * is moved back afterwards, so that types and ranges are those of the text as written.
 */
import type { StmtNode } from 'py-ast';
import { firstAtLeast, LineTable } from './lines';
import { scan, type IToken } from './scanner';
import { eachNode, type MutableNode } from './walk';

/** Above this, in UTF-16 units, nothing is repaired. */
const MAX_TEXT = 200_000;

/** A repaired text. */
export interface IRepaired {
  readonly text: string;
  /** The offset in the text as written of an offset in `text`. */
  toWritten(offset: number): number;
  /** Moves the nodes of `text`, and what was changed in them, back. Changes the nodes; call it once. */
  restore(body: readonly StmtNode[]): void;
}

interface IChange {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** The repaired text, or null where there is nothing to repair. */
export function repair(text: string): IRepaired | null {
  if (text.length > MAX_TEXT || !/\b(?:except|match|case|async)\b|[\ud800-\udfff]/.test(text)) {
    return null;
  }
  const tokens = scan(text);
  const asyncs: IChange[] = [];
  const changes = [...openLists(text, tokens), ...asyncInBraces(text, tokens, asyncs), ...astralNames(text, tokens)];
  if (changes.length === 0) {
    return null;
  }
  changes.sort((one, other) => one.from - other.from);
  return new Repaired(text, changes, asyncs);
}

class Repaired implements IRepaired {
  readonly text: string;
  private readonly inserted: number[] = [];

  constructor(
    private readonly written: string,
    changes: readonly IChange[],
    private readonly asyncs: readonly IChange[]
  ) {
    let text = '';
    let at = 0;
    for (const change of changes) {
      text += written.slice(at, change.from);
      if (change.from === change.to) {
        this.inserted.push(text.length);
      }
      text += change.text;
      at = change.to;
    }
    this.text = text + written.slice(at);
  }

  toWritten(offset: number): number {
    // Each insertion is one unit long.
    return offset - firstAtLeast(this.inserted, offset);
  }

  restore(body: readonly StmtNode[]): void {
    const from = new LineTable(this.text);
    const to = new LineTable(this.written);
    const move = (line: number, column: number): { line: number; column: number } =>
      to.position(this.toWritten(from.offset(line, column)));
    for (const statement of body) {
      eachNode(statement, node => {
        if (node.lineno !== undefined && node.col_offset !== undefined) {
          ({ line: node.lineno, column: node.col_offset } = move(node.lineno, node.col_offset));
        }
        if (node.end_lineno !== undefined && node.end_col_offset !== undefined) {
          ({ line: node.end_lineno, column: node.end_col_offset } = move(node.end_lineno, node.end_col_offset));
        }
        restoreNames(node);
      });
      if (this.asyncs.length > 0) {
        eachNode(statement, node => this.restoreAsync(node, to));
      }
    }
  }

  /** Marks the generators of a set or dictionary comprehension whose `async` was taken out. */
  private restoreAsync(node: MutableNode, lines: LineTable): void {
    if (node.nodeType !== 'SetComp' && node.nodeType !== 'DictComp') {
      return;
    }
    let previous = lines.offset(node.lineno ?? 1, node.col_offset ?? 0);
    for (const generator of node.generators as MutableNode[]) {
      const target = generator.target as MutableNode;
      const start = lines.offset(target.lineno ?? 1, target.col_offset ?? 0);
      const between = this.asyncs.filter(change => change.from >= previous && change.from < start);
      const last = between[between.length - 1];
      // An inner comprehension's `async` lies between too; the own one is right before `for` and the target.
      if (last && /^async[\s\\]+for[\s\\(*]*$/.test(this.written.slice(last.from, start))) {
        generator.is_async = 1;
      }
      previous = start;
    }
  }
}

/** `except A, B:` (3.14), `match a, b:` and `case a, *b:` get parentheses. */
function openLists(text: string, tokens: readonly IToken[]): IChange[] {
  const changes: IChange[] = [];
  const word = (index: number): string => text.slice(tokens[index]?.from, tokens[index]?.to);
  for (let index = 0; index < tokens.length; index++) {
    const keyword = word(index);
    const first = index === 0 || tokens[index - 1]?.kind === 'newline';
    if (!first || (keyword !== 'except' && keyword !== 'match' && keyword !== 'case')) {
      continue;
    }
    const start = keyword === 'except' && word(index + 1) === '*' ? index + 2 : index + 1;
    let end = start;
    let commas = 0;
    for (; end < tokens.length; end++) {
      const own = word(end);
      if (tokens[end]?.kind === 'newline' || (tokens[end]?.depth === 0 && (own === ':' || own === 'if'))) {
        break;
      }
      commas += own === ',' && tokens[end]?.depth === 0 ? 1 : 0;
    }
    const from = tokens[start]?.from;
    const to = tokens[end - 1]?.to;
    if (
      commas > 0 &&
      tokens[end]?.kind !== 'newline' &&
      end < tokens.length &&
      from !== undefined &&
      to !== undefined
    ) {
      changes.push({ from, to: from, text: '(' }, { from: to, to, text: ')' });
    }
  }
  return changes;
}

/** `{x async for x in y}`: py-ast knows `async` there in lists, generators and dictionaries only. */
function asyncInBraces(text: string, tokens: readonly IToken[], asyncs: IChange[]): IChange[] {
  const open: string[] = [];
  tokens.forEach((token, index) => {
    const own = text.slice(token.from, token.to);
    if (own === '(' || own === '[' || own === '{') {
      open.push(own);
    } else if (own === ')' || own === ']' || own === '}') {
      open.pop();
    } else if (own === 'async' && open[open.length - 1] === '{') {
      const next = tokens[index + 1];
      if (next && text.slice(next.from, next.to) === 'for') {
        asyncs.push({ from: token.from, to: token.to, text: '     ' });
      }
    }
  });
  return asyncs;
}

/** Letters outside the basic plane, one Yi and one Hangul letter for each; no language joins the two. */
function astralNames(text: string, tokens: readonly IToken[]): IChange[] {
  const changes: IChange[] = [];
  for (const token of tokens) {
    if (token.kind !== 'name') {
      continue;
    }
    for (let at = token.from; at < token.to; at++) {
      const pair = text.slice(at, at + 2);
      if (/^[\ud800-\udbff][\udc00-\udfff]$/.test(pair) && /^\p{ID_Continue}$/u.test(pair)) {
        const high = 0xa000 + pair.charCodeAt(0) - 0xd800;
        const low = 0xac00 + pair.charCodeAt(1) - 0xdc00;
        changes.push({ from: at, to: at + 2, text: String.fromCharCode(high, low) });
        at++;
      }
    }
  }
  return changes;
}

/** Puts letters back in every name of a node, in the form (NFKC) in which CPython compares names. */
function restoreNames(node: MutableNode): void {
  const back = (name: string): string =>
    name
      .replace(/([\ua000-\ua3ff])([\uac00-\uafff])/g, (_, high: string, low: string) =>
        String.fromCharCode(high.charCodeAt(0) - 0xa000 + 0xd800, low.charCodeAt(0) - 0xac00 + 0xdc00)
      )
      .normalize('NFKC');
  for (const key in node) {
    const value = node[key];
    if (typeof value === 'string' && key !== 'nodeType' && node.nodeType !== 'Constant') {
      node[key] = back(value);
    } else if (Array.isArray(value) && value.some(item => typeof item === 'string')) {
      node[key] = (value as unknown[]).map(item => (typeof item === 'string' ? back(item) : item));
    }
  }
}
