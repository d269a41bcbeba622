/** Outputs and names in a form in which those of a kernel and of a script are equal when they should be. */
import type { Output } from '../../engine';
import { readCell } from '../../engine/python/read-cell';
import type { ICase, IRan, IVariant } from './case';

/** A cell that asks a shell or a magic does so in a kernel only. */
const SHELL = /^[ \t]*(?:!|%(?!%?(?:time|timeit|prun|capture)\b))/m;

/** What the rewrites of timing magics print. */
const TIMING = /^\d+\.\d{3} s\n/gm;

/** The failure among outputs as its last line says it; null when there is none. */
export function failureOf(outputs: readonly Output[]): string | null {
  for (const each of outputs) {
    if (each.type === 'error') {
      return plain(`${each.ename}: ${each.evalue}`);
    }
  }
  return null;
}

/** Every cell that failed. */
export function errorsOf(ran: IRan): { cell: number; text: string }[] {
  return ran.cells.flatMap((outputs, cell) => {
    const text = failureOf(outputs);
    return text === null ? [] : [{ cell, text }];
  });
}

/** One output in one line of words. */
export function shown(output: Output): string {
  switch (output.type) {
    case 'error':
      return plain(`${output.ename}: ${output.evalue}`);
    case 'stream':
      return plain(output.text.trimEnd());
    default:
      return plain(output.text);
  }
}

/** Without what is different in every run. */
function plain(text: string): string {
  return (
    text
      .replace(/0x[0-9a-f…]+/g, '0x…')
      .replace(/ \((?:[\w-]+\.py|<[\w -]+>), line \d+\)/g, '')
      .replace(/\bTask-\d+\b/g, 'Task-N')
      // Python 3.14 says more, or the same in other words.
      .replace(/cannot use '\w+' as a [\w ]+ \((unhashable type: '\w+')\)/, '$1')
      .replace(/object (\w+) can't be used in 'await' expression/, "'$1' object can't be awaited")
      // So does 3.11, and 3.9 knows no qualified names here.
      .replace('Set of coroutines/Futures is empty', 'Set of Tasks/Futures is empty')
      .replace('_patch_asyncio.<locals>.run()', 'run()')
      .replace(/\b1[789]\d{8}\.\d+/g, 'now')
      .replace(/\b\d+\.\d{3} s$/gm, '… s')
  );
}

/** Where a kernel's run after a rewrite differs from the script. */
export function differences(each: ICase, variant: IVariant, ran: IRan, script: IRan): string[] {
  const cells = each.document.cells.map(cell => cell.source);
  const before = cells.join('\n').replace(/^%+\w+/gm, '');
  const after = variant.run.cells.join('\n');
  const troubles: string[] = [];
  script.cells.forEach((outputs, index) => {
    if (SHELL.test(cells[index]!) || variant.shows?.cell === index) {
      return;
    }
    // What %%capture keeps back is shown again when the magic is taken away.
    const shows = /^\s*%%capture/.test(cells[index]!) && !variant.run.cells[index]!.includes('capture_output');
    const [wanted, came] = [printed(outputs), printed(ran.cells[index]!.map(untimed))];
    if (wanted !== came && !shows) {
      troubles.push(`cell ${index + 1} prints ${JSON.stringify(came)}, as a script ${JSON.stringify(wanted)}`);
    }
    const [value, given] = [valueOf(outputs), valueOf(ran.cells[index]!)];
    // A rewrite may take away the block around the last expression, and then its value is shown.
    const bare = value === null && /\n[ \t]+\S[^\n]*$/.test(cells[index]!.trimEnd());
    if (value !== given && !bare) {
      troubles.push(`cell ${index + 1} gives ${given}, as a script ${value}`);
    }
  });
  for (const name of new Set([...Object.keys(script.names), ...Object.keys(ran.names)])) {
    const [wanted, came] = [script, ran].map(({ names }) => described(names[name]));
    const word = new RegExp(`\\b${name}\\b`);
    const gone = came === undefined && (!word.test(after) || isOfComprehensions(name, variant.run.cells));
    const added = wanted === undefined && (!word.test(before) || came?.startsWith('<module'));
    if (wanted !== came && !gone && !added) {
      troubles.push(`${name} is ${came ?? 'not there'}, as a script ${wanted ?? 'not there'}`);
    }
  }
  return troubles;
}

/** A loop that becomes a comprehension keeps its variable to itself. */
function isOfComprehensions(name: string, cells: readonly string[]): boolean {
  const facts = cells.map(each => readCell(each));
  const reads = facts.flatMap(each => each.reads.filter(read => read.name === name));
  return (
    !facts.some(each => each.module.bindings.some(binding => binding.name === name)) &&
    reads.every(({ scope }) => scope.kind !== 'module' && scope.bindings.some(binding => binding.name === name))
  );
}

/** A function may become async: that is what some rewrites are. */
function described(value: string | undefined): string | undefined {
  return value && plain(value).replaceAll('<async function', '<function');
}

function untimed(output: Output): Output {
  return output.type === 'stream' ? { ...output, text: output.text.replace(TIMING, '') } : output;
}

function printed(outputs: readonly Output[]): string {
  return outputs.map(each => (each.type === 'stream' && each.name === 'stdout' ? plain(each.text) : '')).join('');
}

function valueOf(outputs: readonly Output[]): string | null {
  const found = outputs.find(each => each.type === 'result');
  return found ? plain(shown(found)) : null;
}
