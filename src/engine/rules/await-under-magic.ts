import { driveByAwait } from '../edits/drive';
import type { IDriven } from '../edits/drive';
import { captureInside, removeMagic, timeInside, together } from '../edits/magics';
import type { IUnmagicked } from '../edits/magics';
import type { IFailure } from '../failures/failure';
import { autoawaitOff, awaitsItself, firstAwait, ownAwaits, ownDrives } from '../python/awaits';
import type { ICall, ICellFacts, IStatement } from '../python/facts';
import { NO_AWAIT_MAGICS, patchBefore } from '../python/loops';
import type { IMagic } from '../python/mask';
import type { INotebookFacts } from '../python/notebook-facts';
import { callsAt } from '../python/places';
import { draftOf } from './rule';
import type { IFixDraft, IRule, ISighting } from './rule';

interface IUnder {
  /** The magic in this cell; null when `%autoawait` is off. */
  readonly magic: IMagic | null;
  readonly statements: readonly IStatement[];
  readonly drives: readonly ICall[];
  /** What to do by hand, where nothing can be rewritten. */
  readonly advice?: string;
}

type Sighting = ISighting<IUnder>;

/** Everything under one magic of this cell that awaits or drives a loop. */
function* under(
  cell: ICellFacts,
  magic: IMagic,
  statements: readonly IStatement[],
  all: INotebookFacts
): Iterable<Sighting> {
  const spelled = `${magic.kind === 'cell' ? '%%' : '%'}${magic.name}`;
  const drives = ownDrives(cell, statements, all);
  const data = { magic, statements, drives };
  const first = firstAwait(cell, statements);
  if (first) {
    const runs = magic.name === 'capture' ? 'and nothing in the cell runs' : 'so nothing in the cell runs';
    const title = `await does not work under ${spelled}.`;
    const message = `IPython compiles what stands under ${spelled} without await, ${runs}.`;
    yield { cell: cell.id, from: first.from, to: first.to, title, message, data };
  } else if (drives[0] && !patchBefore(cell, drives[0].from, all)) {
    const [drive] = drives;
    const title = `${all.target(drive, cell) ?? drive.attr}() cannot start a second event loop under ${spelled}.`;
    const message = `The kernel already runs one, and an await under ${spelled} is a syntax error: the magic has to go too.`;
    yield { cell: cell.id, from: drive.from, to: drive.to, title, message, data };
  }
}

function* check(cell: ICellFacts, all: INotebookFacts): Iterable<Sighting> {
  const top = cell.statements.filter(each => each.parent === null);
  if (cell.cellMagic && NO_AWAIT_MAGICS.has(cell.cellMagic.name)) {
    yield* under(cell, cell.cellMagic, top, all);
    return;
  }
  const lines = cell.statements.filter(
    each => each.magic && each.children.length === 0 && NO_AWAIT_MAGICS.has(each.magic.name)
  );
  for (const magic of new Set(lines.map(each => each.magic!))) {
    yield* under(
      cell,
      magic,
      lines.filter(each => each.magic === magic),
      all
    );
  }
  const [first] = ownAwaits(cell);
  if (first && autoawaitOff(cell, all) !== null) {
    const title = 'await does not work while %autoawait is off.';
    const message = 'An earlier cell switched it off; run %autoawait asyncio to switch it on again.';
    const data = { magic: null, statements: [], drives: [] };
    yield { cell: cell.id, from: first.from, to: first.to, title, message, data };
  }
}

function* explain(failure: IFailure, all: INotebookFacts): Iterable<Sighting> {
  const cell = failure.cell === null ? null : all.cell(failure.cell);
  if (!cell) {
    return;
  }
  if (failure.ids.includes('F-SYN-5')) {
    yield* explainStray(cell);
  }
  yield* explainRunCell(failure, all);
  for (const sighting of check(cell, all)) {
    const name = sighting.data!.magic?.name;
    // `%%capture` fails with the text of a driven loop; the others with a syntax error, unless they drive one.
    const drives = sighting.data!.drives.length > 0;
    const fits = /^run\.(?:already_running|other_loop)$/.test(failure.pattern)
      ? drives || (name === 'capture' && failure.pattern === 'run.already_running')
      : name !== 'capture' || failure.pattern !== 'syn.await' || cell.magics.length > 1;
    if (fits) {
      yield { ...sighting, level: 'error' };
      return;
    }
  }
}

/** `return` at the top of a cell that awaits: IPython's message names only itself. */
function* explainStray(cell: ICellFacts): Iterable<Sighting> {
  const stray = cell.statements.find(
    each => each.scope.kind === 'module' && /^(?:Return|Break|Continue)$/.test(each.type)
  );
  // Without an await in the cell it is an ordinary mistake, and IPython says so plainly.
  if (stray && awaitsItself(cell)) {
    const word = stray.type.toLowerCase();
    const advice = `Take the ${word} away, or put the code into an async function and await it.`;
    const data = { magic: null, statements: [], drives: [], advice };
    const title = `${word} cannot stand at the top of a cell that awaits.`;
    const message = 'IPython stops before anything runs, with a message about a real async loop.';
    yield { cell: cell.id, from: stray.from, to: stray.to, title, message, level: 'error', data };
  }
}

/** `get_ipython().run_cell('await …')`: F-MAG-2. */
function* explainRunCell(failure: IFailure, all: INotebookFacts): Iterable<Sighting> {
  const found = callsAt(failure, all).find(({ what }) => what.attr === 'run_cell');
  if (found && failure.pattern === 'run.already_running') {
    const { cell, what } = found;
    const advice = 'Use await get_ipython().run_cell_async(...) instead.';
    const data = { magic: null, statements: [], drives: [], advice };
    const message = 'run_cell() drives a loop of its own for code that awaits, and the kernel already runs one.';
    yield {
      cell: cell.id,
      from: what.from,
      to: what.to,
      title: 'run_cell() cannot await.',
      message,
      level: 'error',
      data
    };
  }
}

function* fix(sighting: Sighting, all: INotebookFacts): Iterable<IFixDraft | string> {
  const cell = all.cell(sighting.cell)!;
  const { magic, statements, drives, advice } = sighting.data!;
  if (!magic) {
    yield advice ?? 'Run %autoawait asyncio in a cell, then run this cell again.';
    return;
  }
  if (cell.magics.filter(each => each.kind === 'cell').length > 1) {
    yield 'Several magics stand at the top of this cell: take away those that cannot await by hand.';
    return;
  }
  const driven = drives.map(each => driveByAwait(cell, each, each.attr === 'run' ? 'main' : 'future', all));
  const parts = driven.flatMap(each => (typeof each === 'string' ? [] : [each]));
  if (parts.length < driven.length) {
    yield `What stands under ${magic.name} cannot be rewritten to await, so the magic is left alone.`;
    return;
  }
  const spelled = `${magic.kind === 'cell' ? '%%' : '%'}${magic.name}`;
  const whole = (made: IUnmagicked): IDriven => together(made, parts);
  if (magic.name === 'time' || magic.name === 'timeit') {
    const timed = timeInside(cell, magic, statements, all);
    const note =
      magic.name === 'timeit'
        ? 'The figure is that of one run, not the best of many.'
        : 'The figure is wall time; CPU time is not shown.';
    if (timed) {
      yield draftOf(cell, whole(timed), 'Time it inside the cell', 'unsafe', note);
    }
  }
  const captured = magic.name === 'capture' ? captureInside(cell, magic, all) : null;
  // Indenting the body moves what a drive replaces: one of the two is enough to offer.
  if (captured && parts.length === 0) {
    yield draftOf(cell, whole(captured), 'Capture inside the cell', 'unsafe');
  }
  yield draftOf(
    cell,
    whole({ edits: [removeMagic(cell, magic)], adds: [] }),
    `Remove ${spelled}`,
    'unsafe',
    `What ${spelled} did is not done any more.`
  );
}

/** `await`, or a run that would become one, under a magic that cannot await. */
export const rule: IRule<IUnder> = {
  id: 'await-under-magic',
  title: 'await under a magic that cannot await',
  level: 'error',
  words: ['await', 'async', 'autoawait', 'asyncio', 'run_until_complete'],
  failures: ['F-MAG-1', 'F-MAG-2', 'F-MAG-3', 'F-MAG-5', 'F-RUN-1', 'F-RUN-2', 'F-RUN-3', 'F-SYN-5'],
  check,
  explain,
  fix
};
