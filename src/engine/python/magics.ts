/**
 * IPython's syntax inside a cell: `%magic`, `!command`, `name?`, `,f a`, `x = !command`.
 * Follows IPython 9.17.1, core/inputtransformer2.py (`MagicAssign`, `SystemAssign`, `EscapedCommand`, `HelpEnd`).
 * Input has `\n` line ends only; all offsets are into the text given.
 */
import type { ISpan } from '../document';
import { lineEnd } from './characters';
import { Scanner, type IToken } from './scanner';
import { isSimple, tryParse } from './tree';

/** `cell`: `%%time`; `line`: `%time`; `shell`: `!ls`; `help`: `name?`; `escape`: `,f a`, `;f a`, `/f a`. */
export type MagicKind = 'cell' | 'line' | 'shell' | 'help' | 'escape';

/** One piece of IPython syntax. */
export interface IMagic extends ISpan {
  readonly kind: MagicKind;
  /** The magic's name (`time`, `matplotlib`); empty for `shell`, `help` and `escape`. */
  readonly name: string;
  /**
   * Argument text without surrounding space: the rest of the line (for `cell` the rest of the first line), the command,
   * the name asked about. Where Python is shown (`python` of a `line` magic) it begins after the magic's options.
   */
  readonly argument: ISpan;
  /** True when the argument (`line`) or the body (`cell`) is Python and is still seen in the masked text. */
  readonly python: boolean;
  /** True for `x = %magic` and `x = !command`. */
  readonly assigned: boolean;
}

/** A piece of IPython syntax with the Python text of the same length that stands for it. */
export interface IFound {
  readonly magic: IMagic;
  readonly replacement: string;
}

/** Line magics that run their argument as Python in the kernel's namespace: option letters, those with a value. */
const PYTHON_LINE: ReadonlyMap<string, readonly [string, string]> = new Map([
  ['time', ['', '']],
  ['timeit', ['tcqov', 'nrp']],
  ['prun', ['rq', 'DlsT']]
]);

/** IPython's own expression for the end of a help line; Python's `\w` and `\d` spelled out. */
const HELP = /(%{0,2}(?!\p{Nd})[\p{L}\p{N}_*]+(?:\.(?!\p{Nd})[\p{L}\p{N}_*]+|\[-?[0-9]+\])*)\?\??$/u;

/** How far from the end a help target may begin; keeps the search linear. */
const HELP_LENGTH = 500;

/** Cheap test: false means that `text` holds none of this syntax. May be true for plain Python. */
export function mayHoldMagics(text: string): boolean {
  return /^[ \t]*[!?%,;/]|=[ \t]*[%!]|\?$/m.test(text);
}

/**
 * All pieces of IPython syntax in `text` from `from` (a line start) on, in order.
 * Nothing is found inside strings, comments or brackets, and only at logical line starts and ends and after the first `=`.
 */
export function findMagics(text: string, from: number): IFound[] {
  const found: IFound[] = [];
  let scanner = new Scanner(text, from);
  for (let first = scanner.next(); first; first = scanner.next()) {
    if (first.kind === 'newline' || first.kind === 'comment') {
      continue;
    }
    const piece = isEscape(text, first) ? readEscape(text, first.from, false) : readLogicalLine(text, scanner, first);
    if (piece) {
      found.push(piece);
      scanner = new Scanner(text, piece.magic.to);
    }
  }
  return found;
}

function isEscape(text: string, token: IToken): boolean {
  if (token.to - token.from !== 1) {
    return false;
  }
  const char = text.charAt(token.from);
  // IPython refuses `/ f` (no name), so it stays the syntax error it is.
  return '!?%,;'.includes(char) || (char === '/' && !/[\s\\]/.test(text.charAt(token.to) || ' '));
}

/** Reads on to the logical line's end; the scanner is left there when nothing is found. */
function readLogicalLine(text: string, scanner: Scanner, first: IToken): IFound | null {
  let assigned = false;
  let equals = false;
  let last = first;
  for (let token = scanner.next(); token && token.kind !== 'newline'; token = scanner.next()) {
    if (equals) {
      equals = false;
      if (isAssignedMagic(text, token)) {
        return readHelp(text, first.from, lineEnd(text, token.from)) ?? readEscape(text, token.from, true);
      }
    }
    if (!assigned && token.depth === 0 && token.to - token.from === 1 && text.charAt(token.from) === '=') {
      assigned = true;
      equals = true;
    }
    last = token;
  }
  const asks = last !== first && last.kind === 'other' && last.depth === 0 && text.charAt(last.from) === '?';
  return asks ? readHelp(text, first.from, lineEnd(text, last.to)) : null;
}

function isAssignedMagic(text: string, token: IToken): boolean {
  if (token.to - token.from !== 1) {
    return false;
  }
  const char = text.charAt(token.from);
  return char === '!' || (char === '%' && new Scanner(text, token.to).next()?.kind === 'name');
}

function readHelp(text: string, from: number, to: number): IFound | null {
  const tail = Math.max(from, to - HELP_LENGTH);
  const match = text.charAt(to - 1) === '?' ? HELP.exec(text.slice(tail, to)) : null;
  const target = match?.[1];
  if (!match || target === undefined) {
    return null;
  }
  const start = tail + match.index;
  const argument = { from: start, to: start + target.length };
  return hidden(text, { kind: 'help', name: '', from, to, argument, python: false, assigned: false });
}

function readEscape(text: string, from: number, assigned: boolean): IFound {
  const help = assigned ? null : readHelp(text, from, lineEnd(text, from));
  if (help) {
    return help;
  }
  const to = continuedLineEnd(text, from);
  const char = text.charAt(from);
  if (char === '%') {
    return readLineMagic(text, from, to, assigned);
  }
  const kind = char === '!' ? 'shell' : char === '?' ? 'help' : 'escape';
  const doubled = kind !== 'escape' && text.charAt(from + 1) === char;
  const argument = trimmed(text, from + (doubled ? 2 : 1), to);
  return hidden(text, { kind, name: '', from, to, argument, python: false, assigned });
}

function readLineMagic(text: string, from: number, to: number, assigned: boolean): IFound {
  const name = /^[^ \n]*/.exec(text.slice(from + 1, to))?.[0].replace(/\\$/, '') ?? '';
  const argument = trimmed(text, from + 1 + name.length, to);
  const magic: IMagic = { kind: 'line', name, from, to, argument, python: false, assigned };
  const options = PYTHON_LINE.get(name);
  const code = options ? skipOptions(text, argument, options) : null;
  if (code) {
    const replacement = showPython(text, { ...magic, argument: code });
    if (replacement !== null) {
      return { magic: { ...magic, argument: code, python: true }, replacement };
    }
  }
  return hidden(text, magic);
}

/** The Python after a magic's options; null when the options are not understood or nothing follows. */
function skipOptions(text: string, argument: ISpan, [flags, valued]: readonly [string, string]): ISpan | null {
  let from = argument.from;
  while (text.charAt(from) === '-' && flags !== '') {
    const word = /^-(\w+)[ \t]*/.exec(text.slice(from, argument.to));
    const letters = word?.[1];
    if (!word || letters === undefined) {
      return null;
    }
    from += word[0].length;
    const value = [...letters].findIndex(letter => valued.includes(letter));
    const plain = value < 0 ? letters : letters.slice(0, value);
    if ([...plain].some(letter => !flags.includes(letter))) {
      return null;
    }
    if (value === letters.length - 1) {
      from += /^[^ \t\n]*[ \t]*/.exec(text.slice(from, argument.to))?.[0].length ?? 0;
    }
  }
  return from < argument.to ? { from, to: argument.to } : null;
}

/**
 * `%time f(x)` becomes `0    ;f(x)` and `y = %time f(x)` becomes `y =       f(x)`: the same length, with the argument at
 * its place. Null where the argument is no Python that can stand there (a compound statement, a shell command).
 */
function showPython(text: string, magic: IMagic): string | null {
  const gap = text.slice(magic.from, magic.argument.from).replace(/\\(?!\n)|[^\n\\]/g, ' ');
  const code = text.slice(magic.argument.from, magic.to);
  const body = tryParse(code);
  if (magic.assigned && magic.name === 'time') {
    // The value of `%time expression` is the expression's.
    return body?.length === 1 && body[0]?.nodeType === 'Expr' ? gap + code : null;
  }
  return gap.endsWith(' ') && body && body.length > 0 && body.every(isSimple) ? `0${gap.slice(1, -1)};${code}` : null;
}

/** `0#....`: a statement, so that a block with nothing else in it stays a block. */
function hidden(text: string, magic: IMagic): IFound {
  const lines = text.slice(magic.from, magic.to).split('\n');
  const replacement = lines
    .map((line, index) => (index === 0 ? '0' + comment(line.length - 1) : comment(line.length)))
    .join('\n');
  return { magic, replacement };
}

/** A comment of `length` units; empty for none. */
export function comment(length: number): string {
  return length > 0 ? '#' + '.'.repeat(length - 1) : '';
}

/** The end of the physical line at `from` with the lines that it continues on by backslashes. */
function continuedLineEnd(text: string, from: number): number {
  let to = lineEnd(text, from);
  while (to < text.length && text.charAt(to - 1) === '\\' && to > from) {
    to = lineEnd(text, to + 1);
  }
  return to;
}

function trimmed(text: string, from: number, to: number): ISpan {
  let start = from;
  let end = Math.max(from, to);
  while (start < end && /\s/.test(text.charAt(start))) {
    start++;
  }
  while (end > start && /\s/.test(text.charAt(end - 1))) {
    end--;
  }
  return { from: start, to: end };
}
