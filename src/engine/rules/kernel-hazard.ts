import { driveByAwait, spelling } from '../edits/drive';
import { removeStatement } from '../edits/statements';
import type { IFailure } from '../failures/failure';
import { sweepsOf } from '../python/all-tasks';
import { isReached } from '../python/callers';
import { exitsOf } from '../python/exits';
import type { IExit } from '../python/exits';
import type { ICall, ICellFacts } from '../python/facts';
import { guardOf, isPyodide, loopNamed, loopOf, magicAgainstAwait, patchBefore } from '../python/loops';
import type { INotebookFacts } from '../python/notebook-facts';
import { callsAt } from '../python/places';
import { draftOf } from './rule';
import type { IFixDraft, IRule, ISighting } from './rule';

/** What is wrong, and the call or the exit it hangs on. */
type Hazard =
  | { readonly kind: 'stop' | 'later' | 'drive' | 'cancel' | 'wait'; readonly call: ICall }
  | { readonly kind: 'exit'; readonly exit: IExit };
type Sighting = ISighting<Hazard>;

const TORNADO: ReadonlySet<string> = new Set(['tornado.ioloop.IOLoop.current', 'tornado.ioloop.IOLoop.instance']);
const LATER: ReadonlySet<string> = new Set(['call_soon', 'call_later', 'call_at', 'call_soon_threadsafe']);

/** `start()`, `run_sync()` or `stop()` of tornado's loop, which is the kernel's own. */
function isTornado(call: ICall, cell: ICellFacts, all: INotebookFacts): boolean {
  const made = /^(?:start|stop|run_sync)$/.test(call.attr ?? '') ? all.maker(call, cell) : null;
  return made !== null && TORNADO.has(all.target(made.what, made.cell) ?? '');
}

function* hazards(cell: ICellFacts, all: INotebookFacts): Iterable<Hazard> {
  for (const call of cell.calls) {
    if (call.attr === 'stop' && loopOf(call, cell, all) === 'kernel') {
      yield { kind: 'stop', call };
    } else if (isTornado(call, cell, all)) {
      const patched = call.attr !== 'stop' && patchBefore(cell, call.from, all);
      if (!patched) {
        yield { kind: call.attr === 'stop' ? 'stop' : 'drive', call };
      }
    } else if (endsLater(call, cell, all)) {
      yield { kind: 'later', call };
    }
  }
  yield* sweepsOf(cell, all);
}

/** `call_later(5, loop.stop)`, `call_soon(sys.exit)`. */
function endsLater(call: ICall, cell: ICellFacts, all: INotebookFacts): boolean {
  if (!LATER.has(call.attr ?? '') || loopOf(call, cell, all) !== 'kernel') {
    return false;
  }
  return call.args.some(({ dotted }) => {
    const [name = '', method] = dotted?.split('.') ?? [];
    const stops = method === 'stop' && loopNamed(name, call.scope, call.from, cell, all) === 'kernel';
    return stops || all.meaning(dotted, call.scope, call.from, cell) === 'sys.exit';
  });
}

function sightingOf(hazard: Hazard, cell: ICellFacts): Sighting {
  const place = hazard.kind === 'exit' ? hazard.exit : hazard.call;
  return { cell: cell.id, from: place.from, to: place.to, ...wordsOf(hazard), data: hazard };
}

function wordsOf(hazard: Hazard): { readonly title: string; readonly message: string } {
  switch (hazard.kind) {
    case 'exit':
      return {
        title: `${hazard.exit.words} in a task ends the kernel.`,
        message: `${hazard.exit.function.name}() runs as a task here, and the loop passes the exit on: return instead.`
      };
    case 'cancel':
      return {
        title: 'This cancels the tasks of the kernel too.',
        message: 'all_tasks() holds the tasks that answer your cells: cancel only those you started.'
      };
    case 'wait':
      return {
        title: 'This waits for the kernel, which waits for this cell.',
        message:
          'all_tasks() holds this cell and the tasks of the kernel, which never end: await only those you started.'
      };
    case 'later':
      return {
        title: 'This will end the kernel.',
        message: "The loop is the kernel's own, and everything in memory is lost when it stops: take the line away."
      };
    case 'stop':
      return {
        title: `${hazard.call.attr}() ends the kernel.`,
        message: "The loop is the kernel's own, and everything in memory is lost when it stops: take the line away."
      };
    case 'drive':
      return {
        title: `${hazard.call.attr}() on the loop of the kernel can end it.`,
        message:
          hazard.call.attr === 'start'
            ? 'The kernel already runs the loop, so callbacks and servers go on by themselves: this line can go.'
            : 'The kernel already runs the loop, and the call stops it in the end: await the function instead.'
      };
  }
}

function* check(cell: ICellFacts, all: INotebookFacts): Iterable<Sighting> {
  if (isPyodide(all)) {
    return;
  }
  for (const hazard of hazards(cell, all)) {
    const { call } = hazard as { readonly call: ICall };
    if (isReached(call.scope, cell, all) && guardOf(cell, call.statement, all).kind !== 'never') {
      yield sightingOf(hazard, cell);
    }
  }
  for (const exit of exitsOf(cell, all)) {
    yield sightingOf({ kind: 'exit', exit }, cell);
  }
}

function* explain(failure: IFailure, all: INotebookFacts): Iterable<Sighting> {
  for (const { cell, what } of callsAt(failure, all)) {
    const found = [...hazards(cell, all)].find(each => each.kind !== 'exit' && each.call === what);
    if (found) {
      yield sightingOf(found, cell);
      return;
    }
  }
}

function* fix(sighting: Sighting, all: INotebookFacts): Iterable<IFixDraft | string> {
  const cell = all.cell(sighting.cell)!;
  const hazard = sighting.data!;
  if (hazard.kind === 'exit') {
    yield returnInstead(cell, hazard.exit);
  } else if (hazard.kind === 'cancel' || hazard.kind === 'wait') {
    const verb = hazard.kind === 'cancel' ? 'cancel' : 'await';
    yield `Only you know which tasks are yours: keep them in a list where you create them, and ${verb} that list.`;
  } else if (hazard.call.attr === 'run_sync') {
    yield awaitIt(cell, hazard.call, all);
  } else {
    yield takeAway(cell, hazard.call);
  }
}

function awaitIt(cell: ICellFacts, call: ICall, all: INotebookFacts): IFixDraft | string {
  const magic = magicAgainstAwait(cell, call.statement);
  if (magic !== null) {
    return `${magic} cannot await: take it away first.`;
  }
  if (!call.scope.awaits) {
    return `${call.scope.name || 'This expression'} cannot await: make it async first.`;
  }
  const driven = driveByAwait(cell, call, 'func', all);
  const note = 'Stop raises CancelledError in the cell now, once the loop gets its turn.';
  return typeof driven === 'string' ? driven : draftOf(cell, driven, 'Replace run_sync() with await', 'unsafe', note);
}

function takeAway(cell: ICellFacts, call: ICall): IFixDraft | string {
  const edit = call.use.kind === 'statement' ? removeStatement(cell, call.statement) : null;
  if (!edit) {
    return `${call.attr}() is the only statement of its block: decide what should stand there instead.`;
  }
  const inside = cell.calls.filter(each => each.from >= call.from && each.to <= call.to);
  const change = { edits: [edit], removes: inside.map(spelling), adds: [], awaits: 0 };
  const title = `Remove ${call.attr}()`;
  return draftOf(cell, change, title, 'unsafe', 'The loop goes on; to end your own work, cancel its tasks.');
}

function returnInstead(cell: ICellFacts, exit: IExit): IFixDraft | string {
  const { statement, call } = exit;
  const inside = cell.calls.filter(each => each.from >= statement.from && each.to <= statement.to);
  if ((call && inside.length > 1) || /[\r\n]/.test(cell.source.slice(statement.from, statement.to))) {
    return `${exit.words} computes something on its way: write return in its place by hand.`;
  }
  if (statement.type !== 'Raise' && call?.use.kind !== 'statement') {
    return `${exit.words} stands inside another expression: write return in its place by hand.`;
  }
  const edits = [{ from: statement.from, to: statement.to, text: 'return' }];
  const change = { edits, removes: inside.map(spelling), adds: [], awaits: 0 };
  const note = `Only ${exit.function.name}() ends; the exit code is gone.`;
  return draftOf(cell, change, 'Return instead', 'unsafe', note);
}

/** What ends the kernel, or leaves it without an answer, with no message at all. */
export const rule: IRule<Hazard> = {
  id: 'kernel-hazard',
  title: 'Code that ends or blocks the kernel',
  level: 'error',
  words: ['all_tasks', 'IOLoop'],
  failures: ['F-TASK-7', 'F-RUN-9', 'L-TORNADO-1'],
  check,
  explain,
  fix
};
