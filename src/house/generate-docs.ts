/** The documentation written from the rule pages. */
import type { IRuleInfo } from '../engine';
import type { IPage } from './page';
import { textOf } from './repository';

/** A rule and its page. */
export interface IDocumented {
  readonly rule: IRuleInfo & { readonly scripts?: boolean };
  readonly page: IPage;
}

const OPEN = '<!-- rules: written by npm run update -->';
const CLOSE = '<!-- end of rules -->';
const OPEN_NUMBERS = '<!-- numbers: written by npm run update -->';
const CLOSE_NUMBERS = '<!-- end of numbers -->';

/** Texts by file name: a page for each rule, the index, the README. */
export function docsOf(documented: readonly IDocumented[]): [string, string][] {
  return [
    ...documented.map(({ rule, page }): [string, string] => [`docs/rules/${rule.id}.md`, page.published]),
    ['docs/index.md', index(documented)],
    ['README.md', readme(documented)]
  ];
}

function index(documented: readonly IDocumented[]): string {
  const symptoms = documented
    .flatMap(({ rule, page }) =>
      symptomsOf(page.published).map(({ text, where }) => `| ${text} | ${where} | [${rule.id}](rules/${rule.id}.md) |`)
    )
    .sort();
  return `# Rules

Written from the rule pages by \`npm run update\`. The same pages open in JupyterLab with _Why_, and on the command line
with \`async-doctor explain RULE\`; \`async-doctor explain "MESSAGE"\` finds the page of a message.

${table(documented, 'rules/')}

In notebooks and in \`# %%\` files all of them speak. In a plain script, which owns its loop and awaits in functions only,
these do: ${speaking(documented)}.

## By what you see

| what Python or the kernel says | where | rule |
|---|---|---|
${symptoms.join('\n')}
`;
}

/** The rules that speak in scripts, as links. */
function speaking(documented: readonly IDocumented[]): string {
  const ids = documented.flatMap(({ rule }) => (rule.scripts === true ? [rule.id] : []));
  return ids
    .map(id => `\n[${id}](rules/${id}.md)`)
    .join(',')
    .trimStart();
}

/** The rows of the page's table of messages that begin with a text. */
export function symptomsOf(page: string): { text: string; where: string }[] {
  const section = page.split('\n## Failures it recognises\n')[1] ?? '';
  const rows = section.split('\n').filter(line => /^\| .*\| .*\| .*\|$/.test(line));
  return rows
    .map(row =>
      row
        .slice(1, -1)
        .split(' | ')
        .map(each => each.trim())
    )
    .filter(([text]) => text?.startsWith('`'))
    .map(([text = '', where = '']) => ({ text, where }));
}

function table(documented: readonly IDocumented[], folder: string): string {
  const rows = documented.map(
    ({ rule, page }) => `| [${rule.id}](${folder}${rule.id}.md) | ${rule.level} | ${page.summary} |`
  );
  return ['| rule | level | what it finds |', '|---|---|---|', ...rows].join('\n');
}

/** The README by hand, with the tables between their marks. */
function readme(documented: readonly IDocumented[]): string {
  const rules = table(documented, 'docs/rules/');
  return between(between(textOf('README.md'), OPEN, rules, CLOSE), OPEN_NUMBERS, numbers(), CLOSE_NUMBERS);
}

function between(text: string, open: string, inner: string, close: string): string {
  const [before, rest] = text.split(open);
  const after = rest?.split(close)[1];
  return before === undefined || after === undefined ? text : `${before}${open}\n\n${inner}\n\n${close}${after}`;
}

/** The first table of the benchmark's report. */
function numbers(): string {
  const [first] = /(?:^\|.*\|\n)+/m.exec(textOf('docs/benchmark.md')) ?? [];
  return first === undefined
    ? '`npm run bench` measures against ruff, on the same notebooks and in the same process.'
    : `${first.trimEnd()}\n\nMeasured by \`npm run bench\`; [the whole report](docs/benchmark.md).`;
}
