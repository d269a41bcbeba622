/** The help texts. */

const PATHS = `PATH is a notebook (.ipynb), a Python file (.py), or a folder, which is searched for both; left out are hidden
files and folders, node_modules, site-packages, virtual environments, and what a project has built (build, dist).

A Python file with "# %%" marks has cells, which are read like those of a notebook; where it may be run as a script as
well, what is wrong only beside the loop of a kernel is told as info. Any other Python file is a script: there
asyncio.run() is right, and only what is a mistake in every program is told.`;

const EXIT = `Exit status: 0 when nothing is found at LEVEL or above, 1 when something is, 2 when the command is not
understood or a file cannot be read (the other files are checked all the same).`;

const MAIN = `Finds asyncio mistakes in Jupyter notebooks and Python files, explains them, and rewrites them.

Usage:
  async-doctor check [--format text|json|github|sarif] [--select IDS] [--ignore IDS] [--level LEVEL] PATH...
  async-doctor fix   [--unsafe] [--select IDS] [--diff | --write] PATH...
  async-doctor explain RULE | "MESSAGE"
  async-doctor rules [--format json]

Options:
  -h, --help     show this help; after a command, the help of the command
      --version  show the version

Nothing is sent anywhere, and nothing is run.
`;

const CHECK = `Lists the asyncio mistakes in notebooks and Python files. Stored outputs count as evidence; nothing is run.

Usage: async-doctor check [options] PATH...

${PATHS}

Options:
  --format FORMAT  text (default), json, github (annotations of GitHub Actions) or sarif
  --select IDS     only these rules, separated by commas; also switches on rules that are off
  --ignore IDS     all rules but these
  --level LEVEL    hint, info, warning (default) or error: findings from this level on make the status 1;
                   the others are listed all the same

In a notebook a finding reads path:cell[N]:line:column, where N counts all cells from 0 and the line is that in the
cell; in a Python file it reads path:line:column. The formats github and sarif give lines of the file. The JSON format
gives cell and line in the cell for all: a script is one cell, and a cell of a "# %%" file begins behind its mark.

${EXIT}
`;

const FIX = `Rewrites asyncio mistakes. Only the source of the cells concerned changes; nothing is run.

Usage: async-doctor fix [options] PATH...

${PATHS}

Options:
  --diff        show what would change and write nothing (default)
  --write       write the changed files
  --unsafe      also take rewrites that may change the meaning of the code
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
