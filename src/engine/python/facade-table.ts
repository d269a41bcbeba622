/** The table of library calls that run a loop of their own, with the person's own lines over it. */
import { FACADES } from './facades';
import type { IFacade, IFacadeLine } from './facades';

/** The table as it is asked. */
export interface IFacades {
  /** The line of a call, `agents.Runner.run_sync`, or of a method of what a call makes: `pydantic_ai.Agent().run_sync`. */
  get(call: string): IFacade | undefined;
  /** First names of all calls: cells that name one, or what comes from one, are read. */
  readonly modules: ReadonlySet<string>;
}

/** A call of the person's own libraries, and the async one that takes its place. */
export interface ITwin {
  /** `weather.fetch`, or a method of a class: `weather.Client.fetch`. */
  readonly call: string;
  /** `fetch_async`: what takes the place of its last name. */
  readonly twin: string;
}

const NAME = '[\\p{L}_][\\p{L}\\p{N}_]*';
const CALL = new RegExp(`^(?:\\?|${NAME}(?:\\.${NAME})*(?:\\(\\))?)\\.${NAME}$`, 'u');
const OWN = new RegExp(`^(${NAME}(?:\\.${NAME})*)\\.(${NAME})$`, 'u');
const ONE = new RegExp(`^${NAME}$`, 'u');
const VERSION = /^\d+(?:\.\d+)+$/;

/**
 * Why a line of the table cannot be used.
 *
 * @returns one sentence that names the line; null for a right one.
 */
export function problemOf(line: IFacadeLine, index: number): string | null {
  const unknown = /\{(?!(?:=\w+|object|args|app|\w+\|\w+|\w+(?:\.\w+)+)\})[^}]*\}?/.exec(
    `${line.to ?? ''}${line.stop ?? ''}`
  );
  const why = !CALL.test(line.call)
    ? 'its call is not a dotted name'
    : line.call.startsWith('?') && line.told === undefined
      ? 'its class is not known and no error tells it'
      : unknown
        ? `${unknown[0]} stands for nothing`
        : line.to === undefined && line.advice === undefined
          ? 'it has neither a twin nor advice'
          : line.safe && (line.to === undefined || line.note !== undefined)
            ? 'it cannot be safe and alter something'
            : !VERSION.test(line.since) || !line.source.startsWith('https://')
              ? 'it does not say since when, or where that was read'
              : null;
  return why === null ? null : `Line ${index + 1} of the table of library calls (${line.call}): ${why}; it is ignored.`;
}

/**
 * A table of the lines that are right; the rest goes on working.
 *
 * @param own - lines of the person's own, which come first.
 */
export function facadesOf(
  lines: readonly IFacadeLine[],
  own: readonly ITwin[] = []
): IFacades & { problems: string[] } {
  const byCall = new Map<string, IFacade>();
  const problems: string[] = [];
  lines.forEach((line, index) => {
    const problem =
      problemOf(line, index) ??
      (byCall.has(line.call)
        ? `Line ${index + 1} of the table of library calls (${line.call}): there is one for that call already; it is ignored.`
        : null);
    if (problem === null) {
      byCall.set(line.call, line);
    } else {
      problems.push(problem);
    }
  });
  for (const { call, twin } of own) {
    const [module = '', ...rest] = call.split('.');
    const name = rest.pop()!;
    const line: IFacade = {
      library: module,
      call,
      to: `await {object}.${twin}({args})`,
      note: `That ${twin}() does the same is written in your settings.`,
      nested: true,
      certain: true
    };
    // Nothing in `weather.Client.fetch` tells whether it is called on the class or on what the class makes.
    byCall.set(call, line).set(`${[module, ...rest].join('.')}().${name}`, line);
  }
  const modules = new Set(
    [...byCall.keys()].map(call => call.split('.')[0]!.replace('()', '')).filter(each => each !== '?')
  );
  return { get: call => byCall.get(call), modules, problems };
}

/** The table without a person's own lines. */
export const TABLE: IFacades & { readonly problems: readonly string[] } = facadesOf(FACADES);

/**
 * Read the person's own lines: `"weather.Client.fetch -> fetch_async"`.
 *
 * @returns the right ones, and one sentence for each wrong one.
 */
export function readTwins(json: unknown): { twins: ITwin[]; problems: string[] } {
  const twins: ITwin[] = [];
  const problems: string[] = [];
  if (json !== undefined && !Array.isArray(json)) {
    problems.push('Setting "twins" is not a list; it is ignored.');
  }
  (Array.isArray(json) ? json : []).forEach((line: unknown, index) => {
    const found = typeof line === 'string' && line.length <= 300 ? twinOf(line) : 'it is not a line of text';
    if (typeof found === 'string') {
      const shown = typeof line === 'string' ? ` (${line.slice(0, 80)})` : '';
      problems.push(`Setting "twins", line ${index + 1}${shown}: ${found}; it is ignored.`);
    } else if (found) {
      twins.push(found);
    }
  });
  return { twins, problems };
}

/** The line read, or why it is wrong; null for an empty one, which the settings editor adds first. */
function twinOf(line: string): ITwin | string | null {
  if (line.trim() === '') {
    return null;
  }
  const [left = '', right = '', ...more] = line.split('->').map(each => each.trim().replace(/\(\)$/, ''));
  const call = OWN.exec(left.replace('().', '.'));
  if (right === '' || more.length > 0) {
    return 'write it as "library.call -> async_call"';
  }
  if (!call) {
    return `${left || 'the left side'} is not the name of a call with its library, such as weather.fetch`;
  }
  const own = OWN.exec(right.replace('().', '.'));
  const twin = own ? own[2]! : right;
  if (own ? own[1] !== call[1] : !ONE.test(right)) {
    return `${right} is no call beside ${left}: they may differ in their last name only`;
  }
  return twin === call[2] ? 'both sides are the same' : { call: call[0], twin };
}
