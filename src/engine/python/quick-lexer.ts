/**
 * py-ast 1.16.0 asks a Unicode expression about every letter and moves its position in single steps: half of the time
 * that parsing takes. Here its lexer gets a quick way for what most code consists of (words, blanks, operators, comments
 * and short literals in ASCII); for everything else the original runs. quick-lexer.spec.ts compares the tokens.
 */
import type { Lexer } from 'py-ast';

/** The lexer's own parts that are used. */
interface ILexer {
  readonly source: string;
  readonly position: { line: number; column: number; index: number };
  readonly tokens: object[];
  readonly indentStack: readonly number[];
  atLineStart: boolean;
  parenLevel: number;
  bracketLevel: number;
  braceLevel: number;
  scanToken(): void;
  scanIndentation(): void;
}

const KEYWORDS: ReadonlyMap<string, string> = new Map(
  (
    'and as assert async await break class continue def del elif else except False finally for from global if import ' +
    'in is lambda None nonlocal not or pass raise return True try while with yield'
  )
    .split(' ')
    .map(word => [word, word.toUpperCase()])
);

/** Operators of one character that neither open nor close anything. */
const OPERATORS: ReadonlyMap<number, string> = new Map(
  Object.entries({
    '+': 'PLUS',
    '-': 'MINUS',
    '*': 'STAR',
    '/': 'SLASH',
    '%': 'PERCENT',
    ',': 'COMMA',
    ':': 'COLON',
    '.': 'DOT',
    '=': 'EQUAL',
    '<': 'LESS',
    '>': 'GREATER'
  }).map(([operator, type]) => [operator.charCodeAt(0), type])
);

/** What a character may be part of: 1 a word, 2 its beginning, 4 the second character of an operator. */
const CLASSES = new Uint8Array(128);
for (let code = 0; code < 128; code++) {
  const character = String.fromCharCode(code);
  CLASSES[code] = (/\w/.test(character) ? 1 : 0) | (/[A-Za-z_]/.test(character) ? 2 : 0);
  CLASSES[code]! |= /[=<>*/.\d]/.test(character) ? 4 : 0;
}

/** Give the lexer its quick way; done once. */
export function quicken(lexer: typeof Lexer): void {
  const prototype = lexer.prototype as unknown as ILexer;
  const { scanToken, scanIndentation } = prototype;
  prototype.scanToken = function (this: ILexer): void {
    if (this.source.charCodeAt(this.position.index) === 10) {
      scanLineEnd(this);
    } else if (this.atLineStart || !scanQuickly(this)) {
      scanToken.call(this);
    }
  };
  prototype.scanIndentation = function (this: ILexer): void {
    if (!indentQuickly(this)) {
      scanIndentation.call(this);
    }
  };
}

/** A line indented as the one before it, or inside brackets: its blanks say nothing. */
function indentQuickly(lexer: ILexer): boolean {
  const { source, position, indentStack } = lexer;
  const end = skipBlanks(source, position.index);
  const width = end - position.index;
  const next = source.charCodeAt(end);
  const inside = lexer.parenLevel > 0 || lexer.bracketLevel > 0 || lexer.braceLevel > 0;
  if (next === 9 || !(inside || next === 10 || next === 35 || width === indentStack[indentStack.length - 1])) {
    return false;
  }
  position.index = end;
  position.column += width;
  return true;
}

function scanLineEnd(lexer: ILexer): void {
  const { position } = lexer;
  // A closing bracket too many makes a level negative, and then the original sees no line end either.
  if (lexer.parenLevel === 0 && lexer.bracketLevel === 0 && lexer.braceLevel === 0) {
    add(lexer, 'NEWLINE', '\n', position.index + 1, 1, 0);
  } else {
    position.line++;
    position.column = 0;
    position.index++;
  }
  lexer.atLineStart = true;
}

/** One token or a run of blanks; false, with nothing done, where the original has to look. */
function scanQuickly(lexer: ILexer): boolean {
  const { source, position } = lexer;
  const from = position.index;
  const code = source.charCodeAt(from);
  if (code >= 128) {
    return false;
  }
  if (code === 32) {
    const to = skipBlanks(source, from);
    position.column += to - from;
    position.index = to;
    return true;
  }
  if (CLASSES[code]! & 2) {
    return scanWord(lexer, from);
  }
  if (code === 34 || code === 39) {
    return scanLiteral(lexer, from, code);
  }
  if (code === 35) {
    return scanComment(lexer, from);
  }
  const next = source.charCodeAt(from + 1);
  const type = next < 128 && CLASSES[next]! & 4 ? undefined : (OPERATORS.get(code) ?? bracket(lexer, code));
  return type !== undefined && add(lexer, type, source[from] ?? '', from + 1);
}

function scanWord(lexer: ILexer, from: number): boolean {
  const { source } = lexer;
  let to = from + 1;
  let next = source.charCodeAt(to);
  while (next < 128 && CLASSES[next]! & 1) {
    next = source.charCodeAt(++to);
  }
  // A letter beyond ASCII goes on with the word, a quote makes it a prefix.
  if (next >= 128 || next === 34 || next === 39) {
    return false;
  }
  const word = source.slice(from, to);
  return add(lexer, KEYWORDS.get(word) ?? 'NAME', word, to);
}

/** A literal without prefix, with neither escapes nor letters beyond ASCII. */
function scanLiteral(lexer: ILexer, from: number, quote: number): boolean {
  const { source } = lexer;
  const triple = source.charCodeAt(from + 1) === quote && source.charCodeAt(from + 2) === quote;
  let to = from + (triple ? 3 : 1);
  let lines = 0;
  let lineStart = 0;
  for (let next = source.charCodeAt(to); ; next = source.charCodeAt(++to)) {
    if (next === quote && (!triple || (source.charCodeAt(to + 1) === quote && source.charCodeAt(to + 2) === quote))) {
      break;
    }
    // NaN, the end of the text, is not below 128 either.
    if (!(next < 128) || next === 92 || (next === 10 && !triple)) {
      return false;
    }
    if (next === 10) {
      lines++;
      lineStart = to + 1;
    }
  }
  to += triple ? 3 : 1;
  return add(lexer, 'STRING', source.slice(from, to), to, lines, lines > 0 ? to - lineStart : -1);
}

function scanComment(lexer: ILexer, from: number): boolean {
  const { source } = lexer;
  let to = from;
  for (let next = source.charCodeAt(to); next !== 10 && to < source.length; next = source.charCodeAt(++to)) {
    if (next >= 128) {
      return false;
    }
  }
  return add(lexer, 'COMMENT', source.slice(from, to), to);
}

function bracket(lexer: ILexer, code: number): string | undefined {
  switch (code) {
    case 40:
      lexer.parenLevel++;
      return 'LPAR';
    case 41:
      lexer.parenLevel--;
      return 'RPAR';
    case 91:
      lexer.bracketLevel++;
      return 'LSQB';
    case 93:
      lexer.bracketLevel--;
      return 'RSQB';
    case 123:
      lexer.braceLevel++;
      return 'LBRACE';
    case 125:
      lexer.braceLevel--;
      return 'RBRACE';
    default:
      return undefined;
  }
}

/** Add a token that ends at `to`, on the same line or `lines` further down at `column`. */
function add({ position, tokens }: ILexer, type: string, value: string, to: number, lines = 0, column = -1): true {
  const { line: lineno, column: col_offset } = position;
  position.line += lines;
  position.column = column < 0 ? col_offset + to - position.index : column;
  position.index = to;
  tokens.push({ type, value, lineno, col_offset, end_lineno: position.line, end_col_offset: position.column });
  return true;
}

function skipBlanks(source: string, from: number): number {
  let to = from;
  while (source.charCodeAt(to) === 32) {
    to++;
  }
  return to;
}
