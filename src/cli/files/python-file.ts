/** A `.py` file -> its text and its document: cells between marks, or one script. */
import { MAX_CELL } from '../../engine';
import { readPython } from '../../engine/analyse';
import { decodeUtf8, readBytes } from './bytes';
import { placesIn } from './places';
import { FileProblem } from './problem';
import type { ISourceFile } from './source-file';

const WORDS = { one: 'Python text', all: 'Python files' };
/** An encoding is declared in a comment on one of the first two lines; the first may only be a comment too: PEP 263. */
const DECLARED = /^(?:[ \t\f]*(?:#[^\r\n]*)?(?:\r\n?|\n))?[ \t\f]*#[^\r\n]*?coding[:=][ \t]*([-\w.]+)/;
const UTF_8 = /^(?:utf[-_]?8(?:[-_].*)?|u8)$/i;

/**
 * Read a `.py` file.
 *
 * @param path - of the file.
 * @throws FileProblem when it cannot be read, or is no UTF-8 text.
 */
export function readPythonFile(path: string): ISourceFile {
  const bytes = readBytes(path);
  const text = decode(bytes);
  const mark = text.startsWith('\ufeff') ? '\ufeff' : '';
  const { document, spans } = readPython(text.slice(mark.length));
  if (document.kind === 'script' && text.length > MAX_CELL && /\b(?:async|await|asyncio)\b/.test(text)) {
    const [most, length] = [MAX_CELL, text.length].map(each => each.toLocaleString('en'));
    throw new FileProblem(`it has ${length} characters, and scripts of up to ${most} are read`);
  }
  const body = text.slice(mark.length);
  const sources = document.cells.map(each => each.source);
  /** What stands before, between and behind the cells: marks, and the empty lines above them. */
  const gaps = [...spans, { from: body.length, to: body.length }].map(({ from }, index) =>
    body.slice(spans[index - 1]?.to ?? 0, from)
  );
  const windows = /\r\n/.test(body) && !/[^\r]\n|^\n/.test(body);
  const changed = (index: number, others: ReadonlyMap<number, string> | undefined): string => {
    const source = others?.get(index);
    return source === undefined ? sources[index]! : windows ? source.replace(/\r?\n/g, '\r\n') : source;
  };
  const whole = (others?: ReadonlyMap<number, string>): string =>
    gaps.map((gap, index) => gap + (index < sources.length ? changed(index, others) : '')).join('');
  return {
    path,
    bytes,
    document,
    rewritten: others => mark + whole(others),
    places: others => {
      const place = placesIn(whole(others));
      const starts: number[] = [];
      let at = 0;
      for (const [index, gap] of gaps.entries()) {
        starts.push((at += gap.length));
        at += index < sources.length ? changed(index, others).length : 0;
      }
      return (cell, offset) => place((starts[cell] ?? 0) + offset);
    }
  };
}

function decode(bytes: Buffer): string {
  // The declaration is ASCII in all encodings that a Python file may declare.
  const declared = DECLARED.exec(bytes.subarray(0, 2000).toString('latin1'))?.[1];
  if (declared !== undefined && !UTF_8.test(declared) && bytes.some(each => each > 0x7f)) {
    throw new FileProblem(`it says that it is ${declared} text, and only UTF-8 is read; save it again as UTF-8`);
  }
  const text = decodeUtf8(bytes, WORDS);
  if (text.includes('\0')) {
    throw new FileProblem(`it is a binary file, not ${WORDS.one}`);
  }
  return text;
}
