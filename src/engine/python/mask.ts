/**
 * IPython cell text -> Python text. What IPython takes out of a cell before compiling is replaced by Python of the same
 * length, so that offsets stay; indentation and prompts, which IPython cuts off line starts, are the only exception.
 * The verdicts (does the cell compile) are those of IPython 9.17.1's transform followed by CPython 3.13.
 */
import type { ISpan } from '../document';
import { MAX_CELL } from '../document';
import { cleanUp, isClean, splitLines, type ILine } from './cleanup';
import { firstAtLeast } from './lines';
import { comment, findMagics, mayHoldMagics, type IFound, type IMagic } from './magics';
import { normalise } from './normalise';

export type { IMagic, MagicKind } from './magics';

/** Cell magics whose body IPython runs as Python in the kernel's namespace. */
const PYTHON_CELL: ReadonlySet<string> = new Set(['time', 'timeit', 'prun', 'capture', 'debug']);

/** A cell's text as Python. */
export interface IMasked {
  /** The text to parse; `\n` line ends only. */
  readonly text: string;
  /** All IPython syntax in the cell, in order; offsets into the source. */
  readonly magics: readonly IMagic[];
  /** The first cell magic (`%%name`), where there is one; its span is its first line. */
  readonly cellMagic: IMagic | null;
  /** False: nothing in this cell is Python of this kernel (`%%bash`, `%%writefile`, unknown cell magics). */
  readonly python: boolean;
  /** True when `text` has the source's length, so that offsets are the same in both. */
  readonly sameLength: boolean;
  /** The offset in the source of an offset in `text`. */
  toSource(offset: number): number;
}

/**
 * Masks one cell.
 * @param source the cell's text, with any line ends; above `MAX_CELL` units it is returned as it is
 * @returns the masked text; never throws
 */
export function mask(source: string): IMasked {
  if (source.length > MAX_CELL) {
    return plain(source);
  }
  const text = normalise(source);
  if (isClean(text) && !mayHoldMagics(text)) {
    return plain(text);
  }
  const lines = splitLines(text);
  const cells: IFound[] = [];
  let first = cleanUp(text, lines, 0);
  let python = true;
  for (let name = cellMagicName(text, lines[first]); name !== null; name = cellMagicName(text, lines[first])) {
    python = PYTHON_CELL.has(name);
    cells.push(cellMagic(text, lines, first, name, python));
    if (!python) {
      first = lines.length;
      break;
    }
    first = cleanUp(text, lines, first + 1);
  }
  return assemble(text, lines, first, cells, python);
}

function plain(text: string): IMasked {
  return { text, magics: [], cellMagic: null, python: true, sameLength: true, toSource: offset => offset };
}

/** The name after `%%` when the line is a cell magic; `%%name?` is a question, not a cell magic. */
function cellMagicName(text: string, line: ILine | undefined): string | null {
  if (!line || !text.startsWith('%%', line.from)) {
    return null;
  }
  const content = text.slice(line.from, line.to);
  return /^%%[\p{L}\p{N}_]+\?/u.test(content) ? null : (content.slice(2).trimEnd().split(' ', 1)[0] ?? '');
}

function cellMagic(text: string, lines: readonly ILine[], index: number, name: string, python: boolean): IFound {
  const line = lines[index] ?? { from: text.length, to: text.length };
  const from = line.from;
  const end = text.charCodeAt(line.to - 1) === 10 ? line.to - 1 : line.to;
  const to = from + text.slice(from, end).trimEnd().length;
  const afterName = Math.min(from + 2 + name.length, to);
  const start = to - text.slice(afterName, to).trimStart().length;
  const magic: IMagic = {
    kind: 'cell',
    name,
    from,
    to,
    argument: { from: start, to },
    python,
    assigned: false
  };
  return { magic, replacement: comment(end - from) };
}

/** Puts the text together: kept lines, comments for cell magics (and all below one that is not Python), line magics. */
function assemble(
  text: string,
  lines: readonly ILine[],
  first: number,
  cells: readonly IFound[],
  python: boolean
): IMasked {
  const starts: number[] = [];
  const sources: number[] = [];
  const pieces: string[] = [];
  let length = 0;
  let bodyStart = 0;
  const cellLines = new Map(cells.map(found => [found.magic.from, found.replacement]));
  let hide = false;
  lines.forEach((line, index) => {
    if (index === first) {
      bodyStart = length;
    }
    starts.push(length);
    sources.push(line.from);
    const replacement = cellLines.get(line.from);
    hide = hide || (replacement !== undefined && !python && line.from === cells[cells.length - 1]?.magic.from);
    const hasEnd = text.charCodeAt(line.to - 1) === 10;
    const content = replacement ?? (hide ? comment(line.to - line.from - (hasEnd ? 1 : 0)) : null);
    const piece = content === null ? text.slice(line.from, line.to) : content + (hasEnd ? '\n' : '');
    pieces.push(piece);
    length += piece.length;
  });
  const kept = pieces.join('');
  const sameLength = length === text.length;
  const toSource = sameLength ? (offset: number) => offset : (offset: number) => sourceOffset(starts, sources, offset);
  const inLine = python && first < lines.length ? findMagics(kept, bodyStart) : [];
  const map = (span: ISpan): ISpan => ({ from: toSource(span.from), to: toSource(span.to) });
  const magics = [
    ...cells.map(found => found.magic),
    ...inLine.map(({ magic }) => ({ ...magic, ...map(magic), argument: map(magic.argument) }))
  ];
  return {
    text: replaceAll(kept, inLine),
    magics,
    cellMagic: cells[0]?.magic ?? null,
    python,
    sameLength,
    toSource
  };
}

function sourceOffset(starts: readonly number[], sources: readonly number[], offset: number): number {
  const line = firstAtLeast(starts, offset + 1) - 1;
  return (sources[line] ?? 0) + offset - (starts[line] ?? 0);
}

function replaceAll(text: string, found: readonly IFound[]): string {
  if (found.length === 0) {
    return text;
  }
  let result = '';
  let at = 0;
  for (const { magic, replacement } of found) {
    result += text.slice(at, magic.from) + replacement;
    at = magic.to;
  }
  return result + text.slice(at);
}
