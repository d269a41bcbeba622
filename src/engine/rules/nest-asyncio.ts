import { Plan } from '../edits/plan';
import { unpatch } from '../edits/unpatch';
import type { IFailure } from '../failures/failure';
import type { ICall, ICellFacts } from '../python/facts';
import { facadeOf } from '../python/facade-calls';
import { guardOf, loopOf } from '../python/loops';
import type { INotebookFacts } from '../python/notebook-facts';
import { needsOf, tellNeeds } from '../python/patch-needs';
import type { INeed } from '../python/patch-needs';
import { deepestCellFrame, statementAt } from '../python/places';
import { minorVersion } from '../python/version';
import { rule as asyncioRun } from './asyncio-run';
import { rule as loopOwningCall } from './loop-owning-call';
import type { IFixDraft, IRule, ISighting } from './rule';
import { rule as runUntilComplete } from './run-until-complete';

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
        guardOf(cell, call.statement, all).kind !== 'never' &&
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

/** A call that drives a loop, and how its rule would await it. */
interface IRewrite {
  readonly cell: ICellFacts;
  readonly call: ICall;
  readonly drafts: () => Iterable<IFixDraft | string>;
}

/** Every call at cell level that a rule can await in place. */
function* rewritesOf(all: INotebookFacts): Iterable<IRewrite> {
  for (const cell of all.cells) {
    for (const other of [asyncioRun, runUntilComplete] as readonly IRule<{ readonly call: ICall }>[]) {
      for (const sighting of other.check!(cell, all)) {
        const { call } = sighting.data!;
        if (guardOf(cell, call.statement, all).kind !== 'never') {
          yield { cell, call, drafts: () => other.fix!(sighting, all) };
        }
      }
    }
    for (const call of cell.calls.filter(each => each.scope.immediate && each.use.kind !== 'awaited')) {
      const facade = facadeOf(call, cell, all);
      if (facade?.safe) {
        const place = { cell: cell.id, from: call.from, to: call.to, title: '', message: '' };
        const data = { call, facade, inner: null };
        yield { cell, call, drafts: () => loopOwningCall.fix!({ ...place, data }, all) };
      }
    }
  }
}

/** The whole notebook without the patch, or the cells that need it. */
function* fix(_: Sighting, all: INotebookFacts): Iterable<IFixDraft | string> {
  const rewrites = [...rewritesOf(all)];
  const needs: INeed[] = [...needsOf(all, new Set(rewrites.map(each => each.call)))];
  const plan = unpatch(all);
  if (typeof plan === 'string') {
    yield plan;
    return;
  }
  const awaiting = new Plan();
  const notes = new Set<string>();
  for (const { cell, call, drafts } of rewrites) {
    const [first = 'No rewrite was certain enough.'] = drafts();
    if (typeof first === 'string') {
      needs.push({ index: cell.index, why: `drives a loop by ${call.attr}(): ${first.replace(/\.$/, '')}` });
    } else if (!awaiting.join(first, id => all.cell(id))) {
      needs.push({ index: cell.index, why: 'has several rewrites that get in each other’s way: make them first' });
    } else if (first.note !== undefined) {
      notes.add(first.note);
    }
  }
  const locked = [...new Set([...plan.edits.keys(), ...awaiting.edits.keys()])].map(id => all.cell(id)!);
  needs.push(...locked.filter(each => !each.editable).map(({ index }) => ({ index, why: 'is read-only' })));
  if (needs.length > 0) {
    yield `The patch stays, because ${tellNeeds(needs, all)}.`;
    return;
  }
  if (!plan.join(awaiting, id => all.cell(id))) {
    yield 'The patch and a call that needs it stand in one statement: put them on lines of their own first.';
    return;
  }
  yield {
    title: rewrites.length > 0 ? 'Await in all cells, and take the patch out' : 'Take the patch out',
    applicability: 'unsafe',
    ...plan,
    note: ['The kernel stays patched until it is restarted: restart it, and run all cells.', ...notes].join(' ')
  };
}

/** `nest_asyncio.apply()`: what it costs, and when it breaks. */
export const rule: IRule<ICall | null> = {
  id: 'nest-asyncio',
  title: 'nest_asyncio patches the event loop',
  level: 'hint',
  words: ['nest_asyncio', 'nest_asyncio2'],
  failures: ['F-NEST-1', 'F-NEST-3'],
  check,
  explain,
  fix
};
