/** The number by which ipykernel names the file of a cell: `<tmp>/ipykernel_<pid>/<number>.py`. */

/** `get_tmp_hash_seed()` of ipykernel/compiler.py, versions 6.0 to 7.4. */
const SEED = 0xc70f6907;
const FACTOR = 0x5bd1e995;

/** Hashes by text. Sources repeat on every pass over a document; cleared when full to stay bounded. */
const known = new Map<string, string>();
const KNOWN_MAX = 4000;

/**
 * MurmurHash2 (x86, 32 bit) of the UTF-8 bytes of a cell's source, in decimal.
 * Input: the source exactly as sent to the kernel. Fact: `murmur2_x86` of ipykernel/compiler.py, 6.0 to 7.4.
 * A lone surrogate, which the kernel could not encode, counts as U+FFFD.
 */
export function sourceHash(source: string): string {
  let hash = known.get(source);
  if (hash === undefined) {
    hash = String(murmur2(utf8(source)));
    if (known.size >= KNOWN_MAX) {
      known.clear();
    }
    known.set(source, hash);
  }
  return hash;
}

function murmur2(bytes: ArrayLike<number>): number {
  const byte = (at: number): number => bytes[at] ?? 0;
  const length = bytes.length;
  const whole = length - (length % 4);
  let hash = SEED ^ length;
  for (let at = 0; at < whole; at += 4) {
    let word = byte(at) | (byte(at + 1) << 8) | (byte(at + 2) << 16) | (byte(at + 3) << 24);
    word = Math.imul(word, FACTOR);
    word ^= word >>> 24;
    word = Math.imul(word, FACTOR);
    hash = Math.imul(hash, FACTOR) ^ word;
  }
  if (whole < length) {
    hash ^= byte(whole) | (byte(whole + 1) << 8) | (byte(whole + 2) << 16);
    hash = Math.imul(hash, FACTOR);
  }
  hash ^= hash >>> 13;
  hash = Math.imul(hash, FACTOR);
  hash ^= hash >>> 15;
  return hash >>> 0;
}

/** UTF-8 by hand: `TextEncoder` belongs to the host, not to the language. */
function utf8(text: string): number[] {
  const bytes: number[] = [];
  for (const character of text) {
    let code = character.codePointAt(0) ?? 0;
    if (code >= 0xd800 && code <= 0xdfff) {
      code = 0xfffd;
    }
    if (code < 0x80) {
      bytes.push(code);
    } else if (code < 0x800) {
      bytes.push(0xc0 | (code >> 6), 0x80 | (code & 63));
    } else if (code < 0x10000) {
      bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
    } else {
      bytes.push(0xf0 | (code >> 18), 0x80 | ((code >> 12) & 63), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
    }
  }
  return bytes;
}
