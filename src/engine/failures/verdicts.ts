/**
 * What becomes of the entries of the failure catalogue that no rule lists under its `failures`. Data for the test beside
 * it, which joins this with the rules: every entry is explained, seen in the code, or left alone for a reason.
 */

/**
 * Explained under another entry's text, or seen in the code before it runs: the rule, and a recorded case in which that
 * rule speaks. Null where none was recorded: no kernel can be asked after that.
 */
export const SEEN_BY: Readonly<Record<string, readonly [rule: string, caseId: string | null]>> = {
  'F-DEP-6': ['not-awaitable', 'B21'],
  'F-BLK-4': ['blocking-wait', 'F18'],
  'F-BLK-2': ['sequential-awaits', 'F03'],
  'F-INT-2': ['blocking-call', 'F10c'],
  'F-INT-3': ['interrupted-await', 'F20b'],
  'F-INT-4': ['interrupted-await', 'F10d'],
  'F-TASK-10': ['kernel-hazard', 'D15'],
  'F-TASK-11': ['kernel-hazard', 'G45'],
  'F-NEST-2': ['nest-asyncio', 'LNE3'],
  'F-RUN-10': ['loop-owning-call', 'A41'],
  'L-UVICORN-1': ['loop-owning-call', 'LUV1'],
  'L-DISCORD-1': ['loop-owning-call', 'LDC1'],
  'L-PTB-1': ['loop-owning-call', 'LTB1'],
  'L-HYPERCORN-1': ['asyncio-run', 'LHY1'],
  'L-UVLOOP-1': ['asyncio-run', 'LUL2'],
  'L-MOTOR-1': ['missing-async', 'LMO1'],
  'L-REDIS-1': ['coroutine-as-value', 'LRE1'],
  'L-TELETHON-1': ['missing-async', 'LTE1'],
  'L-DASK-1': ['coroutine-as-value', 'LDA1'],
  'L-AIOSQLITE-1': ['missing-async', 'LSS2'],
  'L-IBINS-1': ['loop-owning-call', null]
};

/** Left alone, and why. */
export const LEFT_ALONE: Readonly<Record<string, string>> = {
  'F-CORO-7':
    'An async __init__() or __str__() needs another design, and the message names the method; where its coroutine is used as a value, that is found.',
  'F-SYN-3': 'The text is compiled at run time: which string it was is not in the cell.',
  'F-SYN-6': 'Its message is that of every other slip of the keyboard, and the cell does not parse.',
  'F-MAG-4': 'The script is right as a script, and its lines belong to another file.',
  'F-MAG-6': 'There is no mistake: what stands in cells of other languages and in written files is never looked at.',
  'F-TASK-8':
    'Nothing fails: a task that goes on behind its cell is wanted as often as not, and the live view shows it.',
  'F-TASK-9': 'A list with exceptions in it is what return_exceptions=True is for.',
  'L-RAY-1': 'The warning names its own cure and no place; the code runs in another process.'
};
