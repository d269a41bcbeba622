import { inAsyncForm } from '../edits/async-form';
import { inThread } from '../edits/to-thread';
import type { IFailure } from '../failures/failure';
import { BLOCKING_WORDS, blockedIn } from '../python/blocking-calls';
import type { IBlocked } from '../python/blocking-calls';
import type { ICellFacts } from '../python/facts';
import { catchesInterrupt, isPyodide } from '../python/loops';
import type { INotebookFacts } from '../python/notebook-facts';
import { draftOf } from './rule';
import type { IFixDraft, IRule, ISighting } from './rule';

type Sighting = ISighting<IBlocked>;

function* check(cell: ICellFacts, all: INotebookFacts): Iterable<Sighting> {
  const script = all.document.kind === 'script';
  const kept = `no other task ${script ? 'of the program runs' : 'runs and Stop does nothing'}`;
  for (const data of blockedIn(cell, all)) {
    const { call, form, line } = data;
    const last = form?.split('.').pop();
    const ways = [
      ...(form === null ? [] : [line.of.includes('()') ? `await ${last}() instead` : `await ${form}() instead`]),
      ...(form === null && line.thread !== false ? ['run it in a thread'] : []),
      ...(line.instead === undefined ? [] : [line.instead])
    ];
    yield {
      cell: cell.id,
      from: call.from,
      to: call.to,
      title: `${call.dotted ?? `….${call.attr}`}() holds everything up.`,
      message: `While it waits, ${kept}: ${ways.join(', or ')}.`,
      ...(data.alone && { level: 'info' as const }),
      data
    };
  }
}

/** In debug mode asyncio says which task held it up: what blocks there is to blame. */
function* explain(failure: IFailure, all: INotebookFacts): Iterable<Sighting> {
  const name = failure.groups['name']?.split('.').pop();
  if (name === undefined) {
    return;
  }
  for (const cell of all.cells) {
    yield* [...check(cell, all)].filter(each => each.data!.within === name);
  }
}

function* fix({ cell: id, data }: Sighting, all: INotebookFacts): Iterable<IFixDraft | string> {
  const cell = all.cell(id)!;
  const { call, line } = data!;
  if (
    call.args.some(each => each.keyword === 'stream' && cell.source.slice(each.value.from, each.value.to) !== 'False')
  ) {
    yield `The answer comes in pieces, and reading them waits as well: ${line.instead ?? 'use the async form of its client'}.`;
    return;
  }
  const form = inAsyncForm(cell, data!, all);
  if (form) {
    const safe = line.safe && !catchesInterrupt(call.statement);
    yield draftOf(cell, form, `Await ${form.name}() instead`, safe ? 'safe' : 'unsafe', safe ? undefined : MEANWHILE);
    return;
  }
  if (line.thread === false) {
    yield `Another thread may not use this object: ${line.instead!}.`;
    return;
  }
  if (isPyodide(all)) {
    yield `A kernel in the browser has no threads: ${line.instead ?? 'use an async form of the call'}.`;
    return;
  }
  const thread = inThread(cell, call, all);
  yield thread
    ? draftOf(cell, thread, 'Run it in a thread', 'unsafe', MEANWHILE)
    : 'What is called has no name that a thread could be given: put it in a variable first.';
}

const MEANWHILE = 'Other tasks run while it waits, and may change what this code uses.';

/** A call that waits without letting anything else run. */
export const rule: IRule<IBlocked> = {
  id: 'blocking-call',
  title: 'Call that blocks the event loop',
  level: 'warning',
  words: ['async', 'await', 'create_task', 'ensure_future', ...BLOCKING_WORDS],
  failures: ['F-BLK-1'],
  scripts: true,
  check,
  explain,
  fix
};
