import type { IFailure } from '../failures/failure';
import type { ICall, ICellFacts } from '../python/facts';
import { loopOf } from '../python/loops';
import type { INotebookFacts } from '../python/notebook-facts';
import { deepestCellFrame, statementAt } from '../python/places';
import { minorVersion } from '../python/version';
import type { IRule, ISighting } from './rule';

type Sighting = ISighting<ICall | null>;

const APPLY: ReadonlySet<string> = new Set(['nest_asyncio.apply', 'nest_asyncio2.apply']);

/** What is known to break with the patch: F-NEST-1 to F-NEST-3, measured with nest_asyncio 1.6.0. */
function knownBreakage(call: ICall, cell: ICellFacts, all: INotebookFacts): string | null {
  const original = all.target(call, cell) === 'nest_asyncio.apply';
  if (all.calls('uvloop.install', 'uvloop.new_event_loop', 'uvloop.EventLoopPolicy').length > 0) {
    return 'It cannot patch the loop of uvloop, which this notebook uses too.';
  }
  if (original && (minorVersion(all) ?? 0) >= 14) {
    return 'On Python 3.14 a nested run inside a lock hangs the kernel, and Stop does not help.';
  }
  const factory = all.calls('asyncio.run').some(each => each.what.args.some(arg => arg.keyword === 'loop_factory'));
  return factory ? 'Its asyncio.run() knows no loop_factory, which this notebook passes.' : null;
}

/** A cell that drives the loop at cell level, and so leans on the patch. */
function leansOnPatch(all: INotebookFacts): boolean {
  return all.cells.some(cell =>
    cell.calls.some(
      call =>
        call.scope.immediate &&
        (all.target(call, cell) === 'asyncio.run' ||
          (call.attr === 'run_until_complete' && loopOf(call, cell, all) !== null))
    )
  );
}

function* check(cell: ICellFacts, all: INotebookFacts): Iterable<Sighting> {
  for (const call of cell.calls) {
    const target = all.target(call, cell);
    if (target === null || !APPLY.has(target) || !call.scope.immediate) {
      continue;
    }
    const place = { cell: cell.id, from: call.from, to: call.to, data: call };
    const broken = knownBreakage(call, cell, all);
    if (broken) {
      yield { ...place, title: `${target}() breaks here.`, message: broken, level: 'error' };
    } else {
      const message = leansOnPatch(all)
        ? 'Cells of this notebook drive the loop only thanks to it: await there, and it can go.'
        : 'The patch stays for the life of the kernel: keep it only for libraries that cannot await.';
      const level = leansOnPatch(all) ? { level: 'info' as const } : {};
      yield { ...place, title: `${target}() patches asyncio for the whole kernel.`, message, ...level };
    }
  }
}

function* explain(failure: IFailure, all: INotebookFacts): Iterable<Sighting> {
  const frame = deepestCellFrame(failure);
  const cell = all.cell(frame?.cell ?? failure.cell ?? '');
  if (!cell) {
    return;
  }
  const found = [...check(cell, all)][0] ?? all.cells.flatMap(each => [...check(each, all)])[0];
  const title =
    failure.pattern === 'nest.patch'
      ? 'nest_asyncio cannot patch this event loop.'
      : 'nest_asyncio let two tasks run inside each other.';
  const message =
    failure.pattern === 'nest.patch'
      ? 'Loops such as uvloop cannot be patched: await in the cells instead, and remove the patch.'
      : 'Nested runs confuse tasks and locks: await in the cells instead, and remove the patch.';
  if (found) {
    yield { ...found, title, message, level: 'error' };
  } else if (failure.pattern === 'nest.patch' && frame) {
    yield { cell: cell.id, ...statementAt(cell, frame.line), title, message, level: 'error', data: null };
  }
}

/** `nest_asyncio.apply()`: what it costs, and when it breaks. */
export const rule: IRule<ICall | null> = {
  id: 'nest-asyncio',
  title: 'nest_asyncio patches the event loop',
  level: 'hint',
  words: ['nest_asyncio', 'nest_asyncio2'],
  failures: ['F-NEST-1', 'F-NEST-3'],
  check,
  explain
};
