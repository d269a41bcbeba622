/** Arguments -> what to do. */
import { parseArgs } from 'node:util';
import type { Level } from '../engine';
import { suggestion } from './nearest';

/** Output formats of `check`. */
export type Format = 'text' | 'json' | 'github' | 'sarif';

/** Which rules are asked; null means all. */
export interface ISelection {
  readonly select: readonly string[] | null;
  readonly ignore: readonly string[];
}

/** What the person asked for. */
export type Command =
  | { readonly name: 'help'; readonly of: string | null }
  | { readonly name: 'version' }
  | {
      readonly name: 'check';
      readonly paths: readonly string[];
      readonly format: Format;
      readonly rules: ISelection;
      readonly level: Level;
    }
  | {
      readonly name: 'fix';
      readonly paths: readonly string[];
      readonly rules: ISelection;
      readonly unsafe: boolean;
      readonly write: boolean;
    }
  | { readonly name: 'explain'; /** A rule id, or what a kernel said. */ readonly asked: string }
  | { readonly name: 'rules'; readonly format: 'text' | 'json' };

/** A command that is not understood; the message is one line. */
export class UsageProblem extends Error {
  constructor(
    message: string,
    /** The command whose help may tell more. */
    readonly command: string | null = null
  ) {
    super(message);
  }
}

type Kind = 'string' | 'boolean';
const HELP = { help: 'boolean' } as const;
const OPTIONS: Readonly<Record<string, Readonly<Record<string, Kind>>>> = {
  check: { format: 'string', select: 'string', ignore: 'string', level: 'string', ...HELP },
  fix: { unsafe: 'boolean', select: 'string', diff: 'boolean', write: 'boolean', ...HELP },
  explain: HELP,
  rules: { format: 'string', ...HELP }
};
const GENERAL: Readonly<Record<string, Kind>> = { ...HELP, version: 'boolean' };
const COMMANDS = Object.keys(OPTIONS);

interface IParsed {
  readonly command: string | null;
  readonly positionals: readonly string[];
  /** Every value given, in order. */
  readonly values: ReadonlyMap<string, readonly string[]>;
}

/**
 * Understand the arguments.
 *
 * @param argv - without node and the script.
 * @throws UsageProblem when they make no sense.
 */
export function readArguments(argv: readonly string[]): Command {
  const { command, positionals, values } = parse(argv);
  if (values.has('help')) {
    return { name: 'help', of: command };
  }
  switch (command) {
    case 'check':
      return {
        name: 'check',
        paths: paths(positionals, command),
        format: choice(values, 'format', ['text', 'json', 'github', 'sarif'], 'text', command),
        level: choice(values, 'level', ['hint', 'info', 'warning', 'error'], 'warning', command),
        rules: {
          select: values.has('select') ? ids(values, 'select', command) : null,
          ignore: ids(values, 'ignore', command)
        }
      };
    case 'fix':
      if (values.has('diff') && values.has('write')) {
        throw new UsageProblem('--diff only shows the changes and --write makes them; choose one', command);
      }
      return {
        name: 'fix',
        paths: paths(positionals, command),
        rules: { select: values.has('select') ? ids(values, 'select', command) : null, ignore: [] },
        unsafe: values.has('unsafe'),
        write: values.has('write')
      };
    case 'explain':
      if (positionals.length !== 1) {
        throw new UsageProblem(
          'explain takes the id of one rule, for example asyncio-run, or one message in quotation marks',
          command
        );
      }
      return { name: 'explain', asked: positionals[0] ?? '' };
    case 'rules':
      if (positionals.length > 0) {
        throw new UsageProblem(`rules takes no further words, and "${positionals[0]}" was given`, command);
      }
      return { name: 'rules', format: choice(values, 'format', ['text', 'json'], 'text', command) };
    default:
      if (values.has('version')) {
        return { name: 'version' };
      }
      throw new UsageProblem('a command is missing: check, fix, explain or rules');
  }
}

function parse(argv: readonly string[]): IParsed {
  const options = Object.assign({}, GENERAL, ...Object.values(OPTIONS)) as Record<string, Kind>;
  const { tokens } = parseArgs({
    args: [...argv],
    // Not strict: node's own messages talk about its API. What it would refuse is refused below, in our words.
    strict: false,
    tokens: true,
    options: Object.fromEntries(
      Object.entries(options).map(([name, type]) => [name, name === 'help' ? { type, short: 'h' } : { type }])
    )
  });
  const words = tokens.flatMap(token => (token.kind === 'positional' ? [token.value] : []));
  const [command = null, ...positionals] = words;
  if (command !== null && !COMMANDS.includes(command)) {
    const path = /[./\\]/.test(command)
      ? `; to check it: async-doctor check ${command}`
      : suggestion(command, COMMANDS);
    throw new UsageProblem(`there is no command "${command}"${path}`);
  }
  const known = (command === null ? GENERAL : OPTIONS[command]) ?? {};
  const values = new Map<string, string[]>();
  for (const token of tokens) {
    if (token.kind === 'option') {
      const value = optionValue(token.name, token.rawName, token.value, known, command);
      values.set(token.name, [...(values.get(token.name) ?? []), value]);
    }
  }
  return { command, positionals, values };
}

function optionValue(
  name: string,
  raw: string,
  value: string | undefined,
  known: Readonly<Record<string, Kind>>,
  command: string | null
): string {
  const kind = Object.hasOwn(known, name) ? known[name] : undefined;
  const where = command ? `${command} has` : 'there is';
  if (kind === undefined) {
    const near = suggestion(
      raw,
      Object.keys(known).map(each => `--${each}`)
    );
    throw new UsageProblem(`${where} no option ${raw}${near}`, command);
  }
  if (kind === 'boolean') {
    if (value !== undefined) {
      throw new UsageProblem(`${raw} takes no value, and "${value}" was given`, command);
    }
    return '';
  }
  if (!value) {
    throw new UsageProblem(`${raw} needs a value`, command);
  }
  return value;
}

function paths(given: readonly string[], command: string): readonly string[] {
  if (given.length === 0) {
    throw new UsageProblem(`${command} needs a notebook, a Python file or a folder; "." is this folder`, command);
  }
  const empty = given.find(path => path === '' || path.includes('\0'));
  if (empty !== undefined) {
    throw new UsageProblem('a path is empty or not a path', command);
  }
  return given;
}

function ids(values: IParsed['values'], option: string, command: string): string[] {
  const given = values.get(option) ?? [];
  const found = given.flatMap(value => value.split(/[\s,]+/)).filter(id => id);
  if (given.length > 0 && found.length === 0) {
    throw new UsageProblem(`--${option} needs rule ids, separated by commas`, command);
  }
  return [...new Set(found)];
}

function choice<T extends string>(
  values: IParsed['values'],
  option: string,
  allowed: readonly T[],
  fallback: T,
  command: string
): T {
  const given = values.get(option)?.at(-1);
  const found = given === undefined ? fallback : allowed.find(each => each === given);
  if (found === undefined) {
    throw new UsageProblem(`--${option} is one of ${allowed.join(', ')}, and "${given}" was given`, command);
  }
  return found;
}
