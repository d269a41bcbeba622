/** Examples of pages and tables as notebooks to execute. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { IDocument } from '../../engine';
import { documentOf, fixed, look, toldFix } from '../examples';
import type { IExample } from '../page';
import { readPage, readPages } from '../pages';
import type { ICase, IRun, IVariant } from './case';

/** Folder of the tables: pages without a rule, for what only running can show. */
const TABLES = path.join(__dirname, '..', '..', '..', 'kernel-tests', 'cases');

/** How many fixes an example may need until nothing is left to fix. */
const ROUNDS = 30;

/** A script with one of these has no end. */
const ENDLESS = /\brun_forever\(|\bserve_forever\(/;

/** What asyncio has only from some Python on. */
const NEWER: Readonly<Record<string, number>> = { Barrier: 11, Runner: 11, TaskGroup: 11, timeout: 11, timeout_at: 11 };

/**
 * All examples with something that fails or is rewritten, from the rules' pages and from the tables.
 *
 * @param python - the Python that will run them, `3.12.1`: what is offered may depend on it.
 */
export function readCases(python: string): ICase[] {
  const pages = readPages().flatMap(page => page.examples);
  const tables = readdirSync(TABLES)
    .filter(name => name.endsWith('.md'))
    .sort()
    .flatMap(name => tableOf(path.basename(name, '.md'), readFileSync(path.join(TABLES, name), 'utf8')));
  const cases = [...pages.map(each => caseOf(each, false, python)), ...tables.map(each => caseOf(each, true, python))];
  return cases.filter(each => each !== null);
}

/** The examples of a table: what stands under a `##` heading comes before every example below it. */
function tableOf(id: string, text: string): IExample[] {
  const { examples } = readPage(id, text);
  return examples
    .filter(each => each.name.includes(', '))
    .map(example => {
      const first = examples.find(each => example.name.startsWith(`${each.name}, `));
      return { ...example, cells: [...(first?.cells ?? []), ...example.cells] };
    });
}

/** Null when there is nothing to run: no Python kernel, or nothing that fails or is rewritten. */
function caseOf(example: IExample, table: boolean, python: string): ICase | null {
  const plain = documentOf(example, python);
  const implementation = plain.kernel?.implementation ?? 'ipython';
  const told = example.cells.flatMap((cell, index) => cell.fixed.map(each => ({ ...each, index })));
  if (
    !fits(example, python) ||
    example.unrun !== null ||
    plain.language !== 'python' ||
    plain.kind !== 'notebook' ||
    implementation !== 'ipython'
  ) {
    return null;
  }
  const name = `${example.page}: ${example.name}`;
  const variants = new Map<string, IVariant>();
  const add = (by: string, document: IDocument, shows: IVariant['shows']): void => {
    const cells = document.cells.map(each => each.source);
    const key = cells.join('\0');
    const run = { id: `${name}: ${by}`, cells };
    // A page that names what is shown wins over one that does not.
    if (!variants.has(key) || shows) {
      variants.set(key, { by, document, run, shows });
    }
  };
  for (const { by, index, outputs, text } of told) {
    const fix = toldFix(by, index, look(plain));
    if (fix && table && fixed(plain, fix).cells[index]!.source !== text) {
      throw new Error(`${name}, ${by}: the fix gives\n${fixed(plain, fix).cells[index]!.source}`);
    } else if (fix) {
      add(by ?? 'first fix', finished(fixed(plain, fix)), outputs && { cell: index, outputs });
    }
  }
  if (table && told.length === 0) {
    add('all fixes', finished(plain, true), null);
  }
  const loud = look(plain).findings.some(each => each.level === 'error');
  if (variants.size === 0 && !loud) {
    return null;
  }
  const sources = example.cells.map(each => each.source);
  const script = example.cells.map(each => each.script ?? each.source);
  return {
    name,
    example,
    document: plain,
    before: example.ends.includes(python)
      ? null
      : { id: `${name}: before`, cells: sources, order: example.order && example.order.map(each => each - 1) },
    script:
      !example.script || script.some(each => ENDLESS.test(each)) ? null : { id: `${name}: script`, cells: script },
    variants: [...variants.values()]
  };
}

/** False for an example that this Python is too old or too new for. */
function fits({ cells, python: oldest, until: newest }: IExample, python: string): boolean {
  const minor = (version: string): number => Number(version.split('.')[1]);
  const used = cells.flatMap(({ source }) =>
    [...source.matchAll(/\b(?:asyncio|aio)\.([A-Za-z_]\w*)/g)].map(found => NEWER[found[1]!] ?? 0)
  );
  return (
    (newest === null || minor(python) <= minor(newest)) &&
    Math.max(...used, oldest === null ? 0 : minor(oldest)) <= minor(python)
  );
}

/**
 * The document when every finding that has a fix has got its first one.
 *
 * @param ran - true when what is stored under its cells is still theirs.
 */
function finished(document: IDocument, ran = false): IDocument {
  let now = document;
  for (let round = 0; round < ROUNDS; round += 1) {
    const seen = look(ran && now === document ? now : withoutOutputs(now));
    const all = seen.fixAllSafe();
    const one = seen.findings.map(each => seen.fixes(each).fixes[0]).find(each => each !== undefined);
    const next = all ?? one;
    if (!next) {
      return now;
    }
    now = fixed(now, next);
  }
  throw new Error(`${document.cells[0]?.source}: something is left to fix after ${ROUNDS} rounds`);
}

/** A rewritten cell has not run yet: what is stored under it is gone as soon as it does. */
export function withoutOutputs(document: IDocument): IDocument {
  const cells = document.cells.map(cell => ({ ...cell, outputs: [], executionCount: null, ranSource: null }));
  return { ...document, cells, messages: [] };
}

/** What a kernel, and what a script has to execute. */
export function runsOf(cases: readonly ICase[]): { kernel: IRun[]; script: IRun[] } {
  return {
    kernel: cases.flatMap(each => [...(each.before ? [each.before] : []), ...each.variants.map(({ run }) => run)]),
    script: cases.flatMap(each => (each.script ? [each.script] : []))
  };
}
