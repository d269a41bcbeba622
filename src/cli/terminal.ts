/** Where text goes, and what it may hold. */

/** What the commands write to. */
export interface ITerminal {
  /** Standard output. */
  out(text: string): void;
  /** Standard error. */
  err(text: string): void;
  /** True when colours are wanted on standard output. */
  readonly color: boolean;
  /** Resolves when what was written has been taken; false when nobody reads standard output any more. */
  flushed(): Promise<boolean>;
}

/** The terminal of this process. */
export function processTerminal(): ITerminal {
  const { stdout, stderr, env } = process;
  let open = true;
  // `async-doctor check . | head` closes the pipe early: that is no failure of ours.
  stdout.on('error', () => (open = false));
  stderr.on('error', () => undefined);
  return {
    out: text => void (open && stdout.write(text)),
    err: text => void stderr.write(text),
    color: stdout.isTTY && !env['NO_COLOR'] && env['TERM'] !== 'dumb',
    flushed: () =>
      new Promise(resolve => {
        if (open) {
          stdout.write('', () => resolve(open));
        } else {
          resolve(false);
        }
      })
  };
}

/**
 * Characters that move the cursor, change colours or turn text around. A notebook comes from anywhere: what it
 * holds must not be able to change what a person believes to read.
 */
// eslint-disable-next-line no-control-regex
const INVISIBLE = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]|\p{Surrogate}/gu;

/** One line of text with control characters spelled out: `\x1b`, `\u202e`. */
export function visible(text: string): string {
  return text.replace(INVISIBLE, char => {
    const code = char.charCodeAt(0);
    const short = { 9: '\\t', 10: '\\n', 13: '\\r' }[code];
    return short ?? (code < 0x100 ? `\\x${hex(code, 2)}` : `\\u${hex(code, 4)}`);
  });
}

/** JSON text with every character escaped that a terminal could act on; the value it stands for is the same. */
export function visibleJson(json: string): string {
  return json.replace(INVISIBLE, char => (char === '\n' ? char : `\\u${hex(char.charCodeAt(0), 4)}`));
}

function hex(code: number, digits: number): string {
  return code.toString(16).padStart(digits, '0');
}

/** One line about trouble on standard error. */
export function complain(terminal: ITerminal, text: string): void {
  terminal.err(`async-doctor: ${visible(text)}\n`);
}

/** Paint text for a terminal. */
export function paint(text: string, color: keyof typeof COLORS, on: boolean): string {
  return on ? `\u001b[${COLORS[color]}m${text}\u001b[0m` : text;
}

const COLORS = { red: 31, green: 32, yellow: 33, blue: 34, cyan: 36, gray: 90, bold: 1 } as const;
