/** The exception of a failure in words. */
import type { IFailure } from './failure';

/** Longest part of an exception's text that is repeated. */
const MOST = 80;

/** An exception's own name: `ValueError` for `json.ValueError`. */
export function exceptionOf({ ename }: Pick<IFailure, 'ename'>): string {
  return ename.slice(ename.lastIndexOf('.') + 1) || 'failure';
}

/** The exception's text in quotation marks, its first line only; empty when it has none. */
export function textOf({ evalue }: Pick<IFailure, 'evalue'>): string {
  const [line = ''] = evalue.split('\n');
  return line === '' ? '' : `"${line.length > MOST ? `${line.slice(0, MOST)}…` : line}"`;
}
