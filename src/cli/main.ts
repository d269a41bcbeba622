/** The command line: joins the commands and this process. */
import { run } from './run';
import { ENGINE } from './selection';
import { processTerminal } from './terminal';

// The bundler puts the file into the bundle; an import would make it part of what tsc compiles.
// eslint-disable-next-line @typescript-eslint/no-require-imports
const { version } = require('../../package.json') as { version: string };

run(process.argv.slice(2), ENGINE, processTerminal(), version).then(
  // Not process.exit(): what was written to a pipe may not have left yet.
  status => (process.exitCode = status),
  (error: unknown) => {
    process.exitCode = 2;
    process.stderr.write(`async-doctor: an error of async-doctor itself; please report it: ${String(error)}\n`);
  }
);
