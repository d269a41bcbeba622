/** The help texts. */

const PATHS = `PATH is a notebook (.ipynb) or a folder, which is searched for notebooks; hidden files and folders,
node_modules and virtual environments are left out.`;

const EXIT = `Exit status: 0 when nothing is found at LEVEL or above, 1 when something is, 2 when the command is not
understood or a file cannot be read (the other files are checked all the same).`;

const MAIN = `Finds asyncio mistakes in Jupyter notebooks, explains them, and rewrites the cells.

Usage:
  async-doctor check [--format text|json|github|sarif] [--select IDS] [--ignore IDS] [--level LEVEL] PATH...
  async-doctor fix   [--unsafe] [--select IDS] [--diff | --write] PATH...
  async-doctor explain RULE | "MESSAGE"
  async-doctor rules [--format json]

Options:
  -h, --help     show this help; after a command, the help of the command
      --version  show the version

Nothing is sent anywhere, and no notebook is run.
`;

const CHECK = `Lists the asyncio mistakes in notebooks. Stored outputs count as evidence; nothing is run.

Usage: async-doctor check [options] PATH...

${PATHS}

Options:
  --format FORMAT  text (default), json, github (annotations of GitHub Actions) or sarif
  --select IDS     only these rules, separated by commas; also switches on rules that are off
  --ignore IDS     all rules but these
  --level LEVEL    hint, info, warning (default) or error: findings from this level on make the status 1;
                   the others are listed all the same

A finding reads path:cell[N]:line:column, where N counts all cells from 0, as in the JSON format.

${EXIT}
`;

const FIX = `Rewrites cells with asyncio mistakes. Only the source of the cells concerned changes; nothing is run.

Usage: async-doctor fix [options] PATH...

${PATHS}

Options:
  --diff        show what would change and write nothing (default)
  --write       write the changed notebooks
  --unsafe      also take rewrites that may change the meaning of a cell
  --select IDS  only these rules, separated by commas

Exit status: 0 when there is nothing to rewrite and nothing left at level warning or above; 1 when --diff shows a
change, or when findings are left that no rewrite could mend; 2 when the command is not understood or a file
cannot be read or written (the other files are treated all the same).
`;

const EXPLAIN = `Explains a rule: what happens, why, what to write instead, and when another way is better.

Usage: async-doctor explain RULE
       async-doctor explain "MESSAGE"

MESSAGE is what Python or the kernel said, for example "Task was destroyed but it is pending!"; where it has several
causes, their rules are listed. "async-doctor rules" lists all rules.
`;

const RULES = `Lists the rules with their levels.

Usage: async-doctor rules [--format text|json]
`;

const TEXTS: Readonly<Record<string, string>> = { check: CHECK, fix: FIX, explain: EXPLAIN, rules: RULES };

/** The help of a command, or the general one. */
export function usage(command: string | null): string {
  return (command && TEXTS[command]) || MAIN;
}
