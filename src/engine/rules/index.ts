import type { IRule } from './rule';

/** All rules, sorted by id. */
export const rules: readonly IRule[] = [];
