/** What code may call without anybody noticing in which order: data a reader can extend by a word. */

/** Functions of Python that change nothing and say nothing. `print()`, `input()`, `open()` and `next()` are none. */
const QUIET_BUILTINS: ReadonlySet<string> = new Set(
  (
    'abs all any bool bytes chr dict divmod enumerate filter float format frozenset hex int isinstance len list map max ' +
    'min ord pow range repr reversed round set sorted str sum tuple type zip'
  ).split(' ')
);

/** Modules whose functions keep no order between calls. */
export const QUIET_MODULES: ReadonlySet<string> = new Set(
  (
    'asyncio base64 collections datetime decimal functools hashlib itertools json math operator random re statistics ' +
    'string textwrap time uuid'
  ).split(' ')
);
/** Parts of modules: clients of a function's own, and parsing. */
const QUIET_PARTS = /^(?:(?:aiohttp|httpx)\.[A-Z]\w*|urllib\.parse\.\w+)$/;
/** Parts of quiet modules that reach outside. */
const LOUD_PARTS = /^asyncio\.(?:create_subprocess|start_|open_|run_coroutine|create_task|ensure_future)/;

/** Methods that leave something behind, so that their order may show. */
export const CHANGING =
  /^(?:post|put|patch|delete|send|write|execute|commit|publish|submit|(?:insert|update|upload|create)\w*)$/;

/** True for a function of Python or of its library that may run in any order. */
export function isQuiet(target: string): boolean {
  return target.includes('.')
    ? (QUIET_MODULES.has(target.split('.')[0]!) && !LOUD_PARTS.test(target)) || QUIET_PARTS.test(target)
    : QUIET_BUILTINS.has(target) || /^[A-Z]\w*(?:Error|Exception)$/.test(target);
}
