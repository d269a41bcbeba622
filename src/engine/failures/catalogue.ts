/**
 * Every text of a kernel that stands for an asyncio mistake: data, no wording.
 * Recorded from CPython 3.8 to 3.15 and ipykernel 5.4 to 7.2; each entry's test is its recording.
 */
import { awaiting } from './catalogue/awaiting';
import { coroutines, values } from './catalogue/coroutines';
import { libraries } from './catalogue/libraries';
import { loops } from './catalogue/loops';
import { run } from './catalogue/run';
import { tasks } from './catalogue/tasks';
import type { IPattern } from './pattern';

export type { IPattern } from './pattern';

/** All patterns, specific before generic. */
export const patterns: readonly IPattern[] = [
  ...run,
  ...coroutines,
  ...awaiting,
  ...tasks,
  ...loops,
  ...libraries,
  ...values
];
