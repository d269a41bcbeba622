/** Spelling of JSON strings: a character may stand for itself or be escaped; new text copies the old text's habits. */
import type { JsonNode } from './json-text';

/** A stretch of decoded text with its spelling in the file (between the quotes). */
export interface IPiece {
  readonly value: string;
  readonly raw: string;
}

const SHORT: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t'
};

/** One escape, or one character that stands for itself. */
const UNIT = /\\u[0-9a-fA-F]{4}|\\.|[^\\]/gsy;

/** The text a `source` value stands for: a string, or a list of strings. Null for anything else. */
export function decode(text: string, node: JsonNode): string | null {
  if (node.kind === 'string') {
    return JSON.parse(text.slice(node.from, node.to)) as string;
  }
  if (node.kind !== 'array') {
    return null;
  }
  const parts = node.items.map(item => (item.kind === 'string' ? decode(text, item) : null));
  return parts.some(part => part === null) ? null : parts.join('');
}

/** The elements of a list value; a single string is cut after each line feed, as a list would be. */
export function pieces(text: string, node: JsonNode): IPiece[] {
  if (node.kind === 'array') {
    return node.items.map(item => {
      const raw = text.slice(item.from + 1, item.to - 1);
      return { raw, value: JSON.parse(`"${raw}"`) as string };
    });
  }
  const result: IPiece[] = [];
  let value = '';
  let raw = '';
  for (const [unit] of text.slice(node.from + 1, node.to - 1).matchAll(UNIT)) {
    const char = unit.length > 1 ? (JSON.parse(`"${unit}"`) as string) : unit;
    value += char;
    raw += unit;
    if (char === '\n') {
      result.push({ value, raw });
      value = raw = '';
    }
  }
  return value ? [...result, { value, raw }] : result;
}

/** Where in the file the UTF-16 unit `offset` of the decoded value is spelled. */
export function placeOf(text: string, node: JsonNode, offset: number): number {
  let left = offset;
  const strings = node.kind === 'array' ? node.items : [node];
  for (const [index, item] of strings.entries()) {
    let at = item.from + 1;
    for (const [unit] of text.slice(at, item.to - 1).matchAll(UNIT)) {
      if (left === 0) {
        return at;
      }
      left--;
      at += unit.length;
    }
    // The end of one element is the start of the next; only the last has an end of its own.
    if (left === 0 && index === strings.length - 1) {
      return at;
    }
  }
  return node.from;
}

/** How one file, and one value in it, spell characters. */
export interface ISpelling {
  /** Spelling of characters that the value escapes. */
  readonly escapes: ReadonlyMap<string, string>;
  /** True when characters beyond ASCII are written as `\uXXXX`. */
  readonly ascii: boolean;
}

/**
 * Read the habits of a value.
 *
 * @param own - the spelling of the value.
 * @param file - the whole file, asked where the value itself says nothing.
 */
export function spellingOf(own: string, file: string): ISpelling {
  const escapes = new Map<string, string>();
  for (const [escape] of own.matchAll(/\\(?:u[0-9a-fA-F]{4}|.)/g)) {
    const char = JSON.parse(`"${escape}"`) as string;
    if (!escapes.has(char)) {
      escapes.set(char, escape);
    }
  }
  return { escapes, ascii: asciiOnly(own) ?? asciiOnly(file) ?? false };
}

/** True when a text escapes what is beyond ASCII, false when not, undefined when it holds nothing of the kind. */
function asciiOnly(text: string): boolean | undefined {
  // A byte order mark at the start of the file is no habit of writing.
  if (/[\u0080-\ufefe\uff00-\uffff]/.test(text)) {
    return false;
  }
  return /(?<!\\)(?:\\\\)*\\u(?!00[0-7])/.test(text) ? true : undefined;
}

/** Spell a text, without the quotes. */
export function encode(text: string, spelling: ISpelling): string {
  let result = '';
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    result += spelling.escapes.get(char) ?? SHORT[char] ?? (mustEscape(text, at, spelling) ? hex(char) : char);
  }
  return result;
}

function mustEscape(text: string, at: number, spelling: ISpelling): boolean {
  const code = text.charCodeAt(at);
  if (code < 0x20 || (spelling.ascii && code > 0x7e)) {
    return true;
  }
  if ((code & 0xf800) !== 0xd800) {
    return false;
  }
  // Half of a surrogate pair alone has no UTF-8 form: unescaped it would be written as a replacement character.
  const high = code < 0xdc00;
  const other = text.charCodeAt(high ? at + 1 : at - 1);
  return (other & 0xfc00) !== (high ? 0xdc00 : 0xd800);
}

function hex(char: string): string {
  return `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
