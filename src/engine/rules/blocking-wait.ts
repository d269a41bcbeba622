import { inAsyncForm } from '../edits/async-form';
import { awaitDone, awaitResult, awaitSubmit } from '../edits/end-waits';
import { inThread } from '../edits/to-thread';
import type { IFailure } from '../failures/failure';
import { blockingCall } from '../python/blocking-calls';
import { endlessIn } from '../python/endless-waits';
import type { IEndless } from '../python/endless-waits';
import type { ICellFacts } from '../python/facts';
import { catchesInterrupt } from '../python/loops';
import { whyNoAwait } from '../python/no-await';
import type { INotebookFacts } from '../python/notebook-facts';
import { lineSpan, meets } from '../python/places';
import { draftOf } from './rule';
import type { IFixDraft, IRule, ISighting } from './rule';

type Sighting = ISighting<IEndless>;

function wordsOf(wait: IEndless): { readonly title: string; readonly message: string } {
  switch (wait.kind) {
    case 'result':
      return {
        title: 'This waits for the loop that it holds up.',
        message: 'The coroutine runs in the loop of the kernel, which goes on only when this line is done: await it.'
      };
    case 'thread':
      return {
        title: 'This thread waits for the loop that waits for it.',
        message: 'The thread needs the loop of the kernel, which goes on only when this line is done: await the thread.'
      };
    case 'poll':
      return {
        title: `${wait.name} cannot get done while this loop runs.`,
        message: `Nothing in it lets the event loop go on, so ${wait.name} is never done: await it, or await asyncio.sleep() in the loop.`
      };
    case 'lock':
      return {
        title: `${wait.name} is held here already.`,
        message: 'A lock of asyncio lets nobody in twice, not even the one who holds it: this waits for ever.'
      };
    case 'queue':
      return {
        title: `${wait.name}.join() never ends.`,
        message: `It waits until task_done() was called once for each put(), and no cell calls it: call ${wait.name}.task_done() after each get().`
      };
    default:
      return {
        title: 'This waits for a message that comes when the cell has ended.',
        message: `Only a widget sets ${wait.name}, and the kernel reads what widgets send between two cells: wait in a task, and let the cell end.`
      };
  }
}

function* check(cell: ICellFacts, all: INotebookFacts): Iterable<Sighting> {
  for (const data of endlessIn(cell, all)) {
    if (data.kind === 'widget' && all.document.kernel?.subshells) {
      // There they come in another thread: kernel-environment tells what that means.
      continue;
    }
    const { from, to, kind } = data;
    // Newer kernels and browsers may hand widget messages over meanwhile; a loop with a limit ends.
    const level = kind === 'widget' || (kind === 'poll' && data.limited) ? { level: 'warning' as const } : {};
    yield { cell: cell.id, from, to, ...wordsOf(data), ...level, replaces: ['blocking-call'], data };
  }
}

/** With a timeout the wait ends in a TimeoutError without text. */
function* explain(failure: IFailure, all: INotebookFacts): Iterable<Sighting> {
  for (const cell of all.cells) {
    const lines = failure.frames.filter(each => each.cell === cell.id).map(each => lineSpan(cell.source, each.line));
    const whole = failure.frames.length === 0 && failure.cell === cell.id;
    if (whole || lines.length > 0) {
      yield* [...check(cell, all)].filter(({ data }) => whole || lines.some(line => meets(data!.statement, line)));
    }
  }
}

function* fix({ cell: id, data }: Sighting, all: INotebookFacts): Iterable<IFixDraft | string> {
  const cell = all.cell(id)!;
  const wait = data!;
  const refusal = whyNoAwait(cell, wait.statement, wait.scope);
  if (refusal !== null) {
    yield refusal;
    return;
  }
  const stops = catchesInterrupt(wait.statement);
  const sure = stops ? 'unsafe' : 'safe';
  const note = stops ? STOP : undefined;
  switch (wait.kind) {
    case 'result': {
      const change = awaitResult(cell, wait, all);
      const limited = wait.call.args.length > 0;
      yield change
        ? draftOf(cell, change, 'Await it', limited ? 'unsafe' : sure, limited ? CANCELS : note)
        : 'Something stands between the coroutine and .result(): write the await by hand.';
      return;
    }
    case 'thread': {
      const change = wait.submit ? awaitSubmit(cell, wait.call, wait.submit, all) : inThread(cell, wait.call, all);
      yield change
        ? draftOf(cell, change, 'Await the thread', sure, note)
        : 'Something stands behind the submit(): write await asyncio.wrap_future() around it by hand.';
      return;
    }
    case 'poll': {
      const known = wait.sleep && blockingCall(wait.sleep, cell, all);
      const form = known && inAsyncForm(cell, { call: wait.sleep!, ...known, within: null, alone: false }, all);
      if (form) {
        yield draftOf(cell, form, `Await ${form.name}() instead`, sure, note);
      }
      const done = awaitDone(cell, wait, all);
      if (done) {
        yield draftOf(cell, done, `Wait for ${wait.name} instead`, sure, note);
      } else if (!form) {
        yield 'The loop does more than wait: write await asyncio.sleep(0.01) into it.';
      }
      return;
    }
    case 'lock':
      yield 'Whether the inner block or the outer one is too much is yours to say.';
      return;
    case 'queue':
      yield 'Where the work that get() gave is done is yours to say: call task_done() there.';
      return;
    case 'widget':
      yield 'Put what waits into an async function, start it with asyncio.create_task(), and let the cell end.';
  }
}

const STOP = 'Stop raises CancelledError here now, which except KeyboardInterrupt does not catch.';
const CANCELS = 'When the time is over the work is cancelled, and asyncio.TimeoutError is raised.';

/** A wait that keeps the loop from bringing what it waits for. */
export const rule: IRule<IEndless> = {
  id: 'blocking-wait',
  title: 'Wait that can never end',
  level: 'error',
  words: ['run_coroutine_threadsafe', 'create_task', 'create_future', 'asyncio'],
  failures: ['F-THR-5', 'F-BLK-3'],
  check,
  explain,
  fix
};
