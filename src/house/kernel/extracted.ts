/** *Extract to module* in real kernels: what was moved does what it did. */
import { applyEdits } from '../../engine';
import { Extractor } from '../../engine/extract';
import type { IExtractionCase } from '../extractions';
import { notebookOf, readExtractions } from '../extractions';
import type { IRan, IRun, IVerdict } from './case';
import { errorsOf, shown } from './compare';

/** One notebook before and after. */
export interface IMoved {
  readonly name: string;
  readonly module: string;
  readonly before: IRun;
  readonly after: IRun;
}

/** Autoreload has to change nothing either: that is shown by the first cases. */
const RELOADS = ['none', 'module', 'all'] as const;
const RELOADED = 3;

/** The notebooks that this Python can run. */
export function readMoved(python: string): IMoved[] {
  const minor = Number(python.split('.')[1]);
  const cases = readExtractions().filter(
    each => each.module !== null && minor >= Number(each.python?.split('.')[1] ?? 0)
  );
  return cases.flatMap((each, number) =>
    (number < RELOADED ? RELOADS : RELOADS.slice(0, 1)).map(reload => movedOf(each, number, reload))
  );
}

function movedOf({ name, cells, asked }: IExtractionCase, number: number, reload: (typeof RELOADS)[number]): IMoved {
  // A kernel keeps what it has imported: every notebook has a module of its own.
  const module = `moved_${number}_${reload}`;
  const extracted = new Extractor(notebookOf(cells)).plan({ name: asked, module, autoreload: reload });
  if ('obstacles' in extracted) {
    throw new Error(`${name}: ${extracted.obstacles.map(each => each.text).join(' ')}`);
  }
  const { fix, module: text } = extracted.plan;
  const after = cells.map((source, index) =>
    applyEdits(
      source,
      fix.edits.filter(each => each.cell === `cell-${index}`)
    )
  );
  const id = `extract: ${name}, reload ${reload}`;
  return {
    name: id,
    module,
    before: { id: `${id}: before`, cells },
    after: { id: `${id}: after`, cells: after, files: { [`${module}.py`]: text } }
  };
}

/** What a kernel has to execute. */
export function runsOfMoved(moved: readonly IMoved[]): IRun[] {
  return moved.flatMap(each => [each.before, each.after]);
}

/** The same outputs, no failure, and every name that is still there holds the same. */
export function judgeMoved(moved: readonly IMoved[], results: Readonly<Record<string, IRan>>): IVerdict[] {
  return moved.map(({ name, module, before, after }) => {
    const [one, other] = [results[before.id]!, results[after.id]!];
    // What a class holds is told of the notebook's own alone.
    const plain = (text: string): string =>
      text
        .replaceAll(`${module}.`, '__main__.')
        .replaceAll(`'${module}'`, "'__main__'")
        .replace(/<(\w+) dict\(.*\)>/s, '<$1>');
    const troubles = [one, other].flatMap(ran => [
      ...(ran.lost === null ? [] : [`the kernel was lost: ${ran.lost}`]),
      ...errorsOf(ran).map(({ cell, text }) => `cell ${cell + 1} fails with ${text}`)
    ]);
    before.cells.forEach((_, cell) => {
      const [wanted, came] = [one, other].map(ran => plain((ran.cells[cell] ?? []).map(shown).join('\n')));
      if (wanted !== came && !/^%timeit/m.test(before.cells[cell]!)) {
        troubles.push(`cell ${cell + 1} shows ${JSON.stringify(came)}, before ${JSON.stringify(wanted)}`);
      }
    });
    for (const [key, value] of Object.entries(other.names)) {
      const wanted = one.names[key];
      // `%aimport` binds the module.
      if (key !== module && (wanted === undefined || plain(wanted) !== plain(value))) {
        troubles.push(`${key} is ${value}, before ${wanted}`);
      }
    }
    const shows = one.cells.flat().length > 0;
    if (!shows) {
      troubles.push('nothing is shown, so nothing was compared');
    }
    return { name, trouble: troubles.length > 0 ? troubles.join('\n') : null, early: false };
  });
}
