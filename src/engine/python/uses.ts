/** Uses that need no particulars: one object each, however often they occur. */
import type { Use } from './facts';

export const OTHER: Use = { kind: 'other' };
export const FORMATTED: Use = { kind: 'formatted' };
export const YIELDED: Use = { kind: 'yielded' };
export const ITERATED: Use = { kind: 'iterated', async: false };
export const ASYNC_ITERATED: Use = { kind: 'iterated', async: true };
export const CONDITION: Use = { kind: 'condition' };
export const OPERAND: Use = { kind: 'operand' };
export const UNPACKED: Use = { kind: 'unpacked' };

/** Operators whose operands are numbers, texts or the like; what `|` and `>>` join may be anything. */
export const ARITHMETIC: ReadonlySet<string> = new Set(['Add', 'Sub', 'Mult', 'Div', 'FloorDiv', 'Mod', 'Pow']);
