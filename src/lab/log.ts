/** One small logger. Ids and counts only: cell text, output and paths stay out of it. */

/** What may stand behind a message. */
export type Fact = string | number | boolean | null;

const PREFIX = '[async-doctor]';

/** Something a developer may want to see; browsers hide this level unless asked. */
export function debug(message: string, facts: Readonly<Record<string, Fact>> = {}): void {
  console.debug(PREFIX, message, facts);
}

/** Something a person may want to mend, in one line. */
export function warn(message: string): void {
  console.warn(PREFIX, message);
}

const reported = new Set<string>();

/**
 * A fault of ours. Each kind is reported once, so that a broken rule cannot flood the console.
 *
 * @param where - the part that failed.
 * @param reason - what was thrown.
 */
export function fault(where: string, reason: unknown): void {
  const name = reason instanceof Error ? reason.name : typeof reason;
  const frames = reason instanceof Error ? (reason.stack ?? '').split('\n').filter(line => /^\s*at /.test(line)) : [];
  const key = `${where} ${name} ${frames[0] ?? ''}`;
  if (!reported.has(key)) {
    reported.add(key);
    // Messages of errors can hold cell text (a parser quotes what it cannot read); frames cannot.
    console.error(PREFIX, `${where} failed: ${name}`, frames.slice(0, 4).join('\n'));
  }
}
