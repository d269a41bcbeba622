/** Arguments in, exit status out: the command line without the process around it. */
import { readArguments, UsageProblem } from './arguments';
import { runCheck } from './commands/check';
import { runExplain, runRules } from './commands/describe';
import { runFix } from './commands/fix';
import type { IEngine } from './selection';
import { complain } from './terminal';
import type { ITerminal } from './terminal';
import { usage } from './usage';

/**
 * Run a command.
 *
 * @param argv - arguments without node and the script.
 * @param version - what `--version` prints.
 * @returns the exit status: 0, 1 or 2.
 */
export async function run(
  argv: readonly string[],
  engine: IEngine,
  terminal: ITerminal,
  version: string
): Promise<number> {
  try {
    const command = readArguments(argv);
    switch (command.name) {
      case 'help':
        terminal.out(usage(command.of));
        return 0;
      case 'version':
        terminal.out(`async-doctor ${version}\n`);
        return 0;
      case 'check':
        return await runCheck(command, engine, terminal, version);
      case 'fix':
        return await runFix(command, engine, terminal);
      case 'explain':
        return runExplain(command, engine, terminal);
      case 'rules':
        return runRules(command, engine, terminal);
    }
  } catch (error) {
    if (error instanceof UsageProblem) {
      const help = error.command ? `async-doctor ${error.command} --help` : 'async-doctor --help';
      complain(terminal, `${error.message} ("${help}" says more)`);
      return 2;
    }
    throw error;
  }
}
