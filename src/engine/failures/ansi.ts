/** Terminal colour codes: kernels put them into tracebacks and, from CPython 3.13 on, into stderr. */

// eslint-disable-next-line no-control-regex
const CODES = /\u001b\[[0-?]*[ -/]*[@-~]/g;

/** The text without ANSI control sequences (ECMA-48 CSI). Linear in the length of the text. */
export function stripAnsi(text: string): string {
  return text.includes('\u001b') ? text.replace(CODES, '') : text;
}
