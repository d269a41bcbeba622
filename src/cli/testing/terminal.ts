/** A terminal that remembers. */
import { run } from '../run';
import type { IEngine } from '../selection';
import type { ITerminal } from '../terminal';
import { fakeEngine } from './engine';

/** What a command printed and how it ended. */
export interface IOutcome {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

/** Run a command against an engine. */
export async function runWith(
  argv: readonly string[],
  engine: IEngine = fakeEngine(),
  color = false
): Promise<IOutcome> {
  let out = '';
  let err = '';
  const terminal: ITerminal = {
    out: text => void (out += text),
    err: text => void (err += text),
    color,
    flushed: () => Promise.resolve(true)
  };
  const status = await run(argv, engine, terminal, '1.2.3');
  return { status, out, err };
}
