/**
 * Where the values of a JSON text are. `JSON.parse` keeps no places; this scanner keeps them, so that one
 * value can be replaced and every other byte stays. It also says where a broken text is broken, and accepts
 * the `NaN` and `Infinity` that Python writes. No recursion: hostile nesting must not overflow the stack.
 */

/** A value and its place: `text.slice(from, to)` is its spelling. */
export type JsonNode =
  | { readonly kind: 'object'; from: number; to: number; readonly members: Map<string, JsonNode> }
  | { readonly kind: 'array'; from: number; to: number; readonly items: JsonNode[] }
  | { readonly kind: 'string' | 'other'; from: number; to: number };

/** What a scan gives. */
export interface IJsonScan {
  readonly root: JsonNode;
  /** The places of `NaN`, `Infinity` and `-Infinity`, which JSON.parse does not accept. */
  readonly notNumbers: readonly { readonly from: number; readonly to: number }[];
}

/** A text that is not JSON; the message completes "it is not JSON: …". */
export class JsonError extends Error {
  constructor(
    message: string,
    readonly offset: number
  ) {
    super(message);
  }
}

interface IFrame {
  readonly node: JsonNode & { kind: 'object' | 'array' };
  /** The key whose value is awaited, in an object. */
  key: string;
  /** False inside a skipped value: its children are checked and forgotten. */
  readonly keep: boolean;
}

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORDS = ['true', 'false', 'null', 'NaN', 'Infinity', '-Infinity'];

/**
 * Scan a JSON text.
 *
 * @param text - the whole text, with its byte order mark if it has one.
 * @param skip - keys whose values are checked but not kept.
 * @throws JsonError at the first mistake.
 */
export function scanJson(text: string, skip: ReadonlySet<string> = new Set()): IJsonScan {
  return new Scanner(text, skip).scan();
}

class Scanner {
  constructor(
    private readonly text: string,
    private readonly skip: ReadonlySet<string>
  ) {}

  scan(): IJsonScan {
    // A byte order mark belongs to the file, not to JSON; skipping it here keeps all offsets those of the file.
    this.at = this.text.startsWith('\ufeff') ? 1 : 0;
    for (;;) {
      this.space();
      let node = this.open();
      while (node) {
        const frame = this.frames[this.frames.length - 1];
        if (!frame) {
          this.space();
          if (this.at < this.text.length) {
            throw this.wrong('there is more text after its end');
          }
          return { root: node, notNumbers: this.notNumbers };
        }
        this.attach(frame, node);
        node = this.next(frame);
      }
    }
  }

  /** Read a whole scalar or empty container and return it; or enter a container and return null. */
  private open(): JsonNode | null {
    const from = this.at;
    const char = this.text[from];
    if (char === '"') {
      this.string();
      return { kind: 'string', from, to: this.at };
    }
    if (char !== '{' && char !== '[') {
      return this.scalar();
    }
    const top = this.frames[this.frames.length - 1];
    const node: IFrame['node'] =
      char === '{'
        ? { kind: 'object', from, to: from, members: new Map() }
        : { kind: 'array', from, to: from, items: [] };
    this.at++;
    this.space();
    if (this.text[this.at] === (char === '{' ? '}' : ']')) {
      node.to = ++this.at;
      return node;
    }
    const keep = !top || (top.keep && !(top.node.kind === 'object' && this.skip.has(top.key)));
    const frame = { node, key: '', keep };
    this.frames.push(frame);
    if (node.kind === 'object') {
      this.key(frame);
    }
    return null;
  }

  /** After a value: go to the next one and return null; or leave the container and return it. */
  private next(frame: IFrame): JsonNode | null {
    this.space();
    const { node } = frame;
    const char = this.text[this.at];
    if (char === ',') {
      this.at++;
      this.space();
      if (node.kind === 'object') {
        this.key(frame);
      }
      return null;
    }
    if (char === (node.kind === 'object' ? '}' : ']')) {
      node.to = ++this.at;
      this.frames.pop();
      return node;
    }
    throw this.wrong(node.kind === 'object' ? 'a comma or } is missing' : 'a comma or ] is missing');
  }

  private attach(frame: IFrame, node: JsonNode): void {
    if (!frame.keep) {
      return;
    }
    if (frame.node.kind === 'array') {
      frame.node.items.push(node);
    } else {
      // The last of two equal keys counts, as in JSON.parse and in Python.
      frame.node.members.set(frame.key, node);
    }
  }

  private key(frame: IFrame): void {
    const from = this.at;
    if (this.text[from] !== '"') {
      throw this.wrong('a key in double quotes is missing');
    }
    this.string();
    if (frame.keep) {
      frame.key = JSON.parse(this.text.slice(from, this.at)) as string;
    }
    this.space();
    if (this.text[this.at] !== ':') {
      throw this.wrong('a colon is missing after the key');
    }
    this.at++;
  }

  private string(): void {
    const { text } = this;
    const from = this.at++;
    for (;;) {
      const code = text.charCodeAt(this.at);
      if (code === 0x22) {
        this.at++;
        return;
      }
      if (code === 0x5c) {
        const escape = /^(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/.exec(text.slice(this.at + 1, this.at + 6));
        if (!escape) {
          throw this.wrong('a backslash is followed by something that is no escape');
        }
        this.at += 1 + escape[0].length;
      } else if (code >= 0x20) {
        this.at++;
      } else if (this.at >= text.length) {
        throw new JsonError('the text ends inside this string', from);
      } else {
        throw this.wrong('a string holds a line break or another control character');
      }
    }
  }

  private scalar(): JsonNode {
    const from = this.at;
    NUMBER.lastIndex = from;
    const word = NUMBER.exec(this.text)?.[0] ?? WORDS.find(each => this.text.startsWith(each, from));
    if (word === undefined) {
      throw this.wrong('a value is missing');
    }
    this.at += word.length;
    if (word.endsWith('N') || word.endsWith('Infinity')) {
      this.notNumbers.push({ from, to: this.at });
    }
    return { kind: 'other', from, to: this.at };
  }

  private space(): void {
    for (;;) {
      const code = this.text.charCodeAt(this.at);
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) {
        return;
      }
      this.at++;
    }
  }

  private wrong(message: string): JsonError {
    if (/^(?:<<<<<<<|=======|>>>>>>>|\|\|\|\|\|\|\|)/.test(this.text.slice(this.at, this.at + 7))) {
      return new JsonError('a merge conflict is not resolved', this.at);
    }
    return new JsonError(this.at < this.text.length ? message : 'the text ends too early', this.at);
  }

  private at = 0;
  private readonly frames: IFrame[] = [];
  private readonly notNumbers: { from: number; to: number }[] = [];
}

/** Line and column, both from 1, of an offset; columns in UTF-16 units. */
export function lineAndColumn(text: string, offset: number): { line: number; column: number } {
  let line = 1;
  let start = 0;
  const ends = /\r\n?|\n/g;
  for (let end = ends.exec(text); end && end.index + end[0].length <= offset; end = ends.exec(text)) {
    line++;
    start = end.index + end[0].length;
  }
  return { line, column: offset - start + 1 };
}
