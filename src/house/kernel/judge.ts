/** Compares what kernels did with what pages say and with what the same code does as a script. */
import type { IDocument, IFinding, IFixes, Output } from '../../engine';
import { readCell } from '../../engine/python/read-cell';
import { lineOf, look } from '../examples';
import type { ICase, IRan, IResults, IVariant, IVerdict } from './case';
import { withoutOutputs } from './cases';
import { differences, errorsOf, failureOf, shown } from './compare';

/** Rules about a cell that works itself and breaks others. */
const ELSEWHERE: ReadonlySet<string> = new Set(['nest-asyncio']);

const NEVER_RETRIEVED = /Task exception was never retrieved/;
const NEVER_AWAITED = /coroutine '([^']+)' was never awaited/;

/**
 * All tests of one kernel.
 *
 * @param scripts - what the scripts did, on the same Python.
 */
export function judge(cases: readonly ICase[], kernel: IResults, scripts: Readonly<Record<string, IRan>>): IVerdict[] {
  return cases.flatMap(each => {
    const { before } = each;
    const script = (each.script && scripts[each.script.id]) ?? null;
    return [
      ...(before ? [verdict(before.id, () => judgeBefore(each, kernel.results[before.id]!))] : []),
      ...each.variants.map(variant => {
        const after = kernel.results[variant.run.id]!;
        return {
          ...verdict(variant.run.id, () => judgeAfter(each, variant, after, script)),
          early: errorsOf(after).length > 0
        };
      })
    ];
  });
}

function verdict(name: string, find: () => readonly string[]): IVerdict {
  const troubles = find();
  return { name, trouble: troubles.length > 0 ? troubles.join('\n') : null, early: false };
}

/** What the page calls an error has to fail, and the engine has to know it from what the kernel said. */
function judgeBefore(each: ICase, ran: IRan): string[] {
  const { example } = each;
  const [page, kernel] = [look(each.document), look(documentAfter(each.document, ran))];
  const [wanted, real] = [page.findings, kernel.findings];
  const troubles = ran.lost === null ? [] : [`the kernel was lost: ${ran.lost}`];
  example.cells.forEach((cell, index) => {
    const id = `cell-${index}`;
    const loud = wanted.filter(finding => finding.cell === id && finding.level === 'error');
    const seen = real.filter(finding => finding.cell === id);
    const place = `line ${cell.line} of the page`;
    for (const finding of loud.filter(finding => !seen.some(other => same(finding, other)))) {
      troubles.push(`${place}: ${told(finding)} is not found in what the kernel said`);
    }
    for (const finding of loud) {
      const other = seen.find(candidate => same(finding, candidate) && finding.from === candidate.from);
      const [offered, given] = [page.fixes(finding), other && kernel.fixes(other)].map(offerOf);
      if (other && offered !== given) {
        troubles.push(`${place}: ${told(finding)} offers ${offered}; after what the kernel said ${given}`);
      }
    }
    const runs = loud.filter(finding => !ELSEWHERE.has(finding.rule) && immediate(finding));
    const evident = seen.some(finding => finding.evidence.some(kind => kind !== 'source'));
    const stored = failureOf(cell.outputs ?? []);
    if (runs.length > 0 && !evident && stored === null) {
      const what = ran.cells[index]!.map(shown).join(' | ') || 'nothing';
      troubles.push(`${place}: the cell does not fail as ${loud[0]!.rule}; the kernel said: ${what}`);
    }
    if (stored !== null && stored !== failureOf(ran.cells[index]!)) {
      troubles.push(`${place}: the page shows ${stored}, the kernel gave ${failureOf(ran.cells[index]!)}`);
    }
  });
  return troubles;
}

/** True for what runs when its cell runs: nothing of a cell that does not parse, nothing in a function or a lambda. */
function immediate({ source, from, to }: IFinding): boolean {
  const { complete, functions, calls } = readCell(source);
  const inside = functions.some(each => each.from <= from && to <= each.to);
  return complete && !inside && calls.find(each => each.from === from)?.scope.immediate !== false;
}

/** What is offered, in one line; kernels count cells in their own way. */
function offerOf(fixes: IFixes | undefined): string {
  const offers = fixes?.fixes.map(({ title, edits }) => JSON.stringify([title, edits.map(each => each.text)])) ?? [];
  return offers.join('; ') || (fixes?.refusal ?? 'nothing').replace(/cell (?:\[\d+\]|number \d+)/g, 'cell …');
}

function same(a: IFinding, b: IFinding): boolean {
  return a.rule === b.rule && lineOf(a.source, a.from) === lineOf(b.source, b.from);
}

function told(finding: IFinding): string {
  return `${finding.rule}:${lineOf(finding.source, finding.from)}`;
}

/** A rewritten notebook runs without the mistake, and does what the script does. */
function judgeAfter(each: ICase, variant: IVariant, ran: IRan, script: IRan | null): string[] {
  if (ran.lost !== null) {
    return [`the kernel was lost: ${ran.lost}`, ...variant.run.cells];
  }
  const left = look(withoutOutputs(variant.document)).findings.map(finding => finding.rule);
  const troubles: string[] = [];
  const all = [...ran.cells.flat(), ...ran.orphans];
  const oracle = script && isOracle(script, ran) ? script : null;
  const unawaited = all.map(output => NEVER_AWAITED.exec(output.type === 'stream' ? output.text : '')).find(Boolean);
  if (unawaited && !left.includes('unawaited-coroutine')) {
    troubles.push(unawaited[0]);
  }
  const told = variant.shows ? variant.shows.outputs.map(shown) : [];
  if (all.some(output => output.type === 'stream' && NEVER_RETRIEVED.test(output.text))) {
    troubles.push('a task failed, and nobody has looked at it');
  }
  if (variant.run.cells.join() === each.document.cells.map(cell => cell.source).join()) {
    troubles.push('nothing is rewritten');
  }
  for (const { cell, text } of errorsOf(ran)) {
    const expected = script && failureOf(script.cells[cell] ?? []);
    if (expected !== text && !told.includes(text) && !left.some(rule => rule !== 'unawaited-coroutine')) {
      troubles.push(`cell ${cell + 1} fails with ${text}; as a script: ${expected ?? 'no failure'}`);
    }
  }
  if (variant.shows) {
    const { cell, outputs } = variant.shows;
    const [said, came] = [outputs, ran.cells[cell]!].map(list => list.map(shown).join('\n'));
    if (said !== came) {
      troubles.push(`cell ${cell + 1} shows\n${came}\nbut the page says\n${said}`);
    }
  }
  if (oracle) {
    troubles.push(...differences(each, variant, ran, oracle));
  }
  return troubles.length > 0 ? [...troubles, '--- after:', ...variant.run.cells] : [];
}

/** A script that fails in a way of its own, or loses a coroutine, says nothing about what was meant. */
function isOracle(script: IRan, ran: IRan): boolean {
  const all = [...script.cells.flat(), ...script.orphans];
  const lost = all.some(each => each.type === 'stream' && NEVER_AWAITED.test(each.text));
  const own = script.cells.some((outputs, cell) => failureOf(outputs) !== failureOf(ran.cells[cell]!));
  return script.lost === null && !lost && !own;
}

/** The document as it would be stored after this run. */
function documentAfter(document: IDocument, ran: IRan): IDocument {
  const cells = document.cells.map((cell, index) => ({
    ...cell,
    executionCount: ran.counts[index] ?? null,
    outputs: ran.cells[index] ?? [],
    ranSource: cell.source
  }));
  const messages = ran.orphans.map((output: Output) => ({ output, cell: null }));
  return { ...document, cells, messages };
}
