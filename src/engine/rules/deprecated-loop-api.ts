import { onWindowsOnly, renamed, runInstead, withoutLoop } from '../edits/modern';
import { removeStatement } from '../edits/statements';
import { spelling } from '../edits/drive';
import type { IFailure } from '../failures/failure';
import { deprecations, isGuarded, isLacking, isMeant } from '../python/deprecated';
import type { Deprecation, INoLoop } from '../python/deprecated';
import type { ICellFacts } from '../python/facts';
import { whyNoAwait } from '../python/no-await';
import type { INotebookFacts } from '../python/notebook-facts';
import { linesNamed, meets } from '../python/places';
import { draftOf } from './rule';
import type { IFixDraft, IRule, ISighting } from './rule';

type Sighting = ISighting<Deprecation>;
type Words = Pick<Sighting, 'title' | 'message'>;

/** What to do without a name that this Python lacks. */
const WITHOUT: Readonly<Record<string, string>> = {
  'asyncio.to_thread': 'await loop.run_in_executor(None, function) on the running loop does the same.',
  'asyncio.Barrier': 'An asyncio.Event or asyncio.Condition can hold tasks back there.',
  'asyncio.Runner': 'Awaiting the coroutines needs no runner.',
  'asyncio.TaskGroup': 'Start the tasks with asyncio.create_task(), and await asyncio.gather() on them.',
  'asyncio.timeout': 'await asyncio.wait_for(work(), seconds) limits one piece of work.',
  'asyncio.timeout_at': 'await asyncio.wait_for(work(), seconds) limits one piece of work.',
  'asyncio.eager_task_factory': 'Tasks start at the next turn of the loop there.',
  'asyncio.EventLoop': 'asyncio.new_event_loop() gives a loop of the right class.',
  'asyncio.QueueShutDown': 'Put None into the queue to tell its readers that nothing follows.'
};

function sightingOf(found: Deprecation, cell: ICellFacts, all: INotebookFacts): Sighting {
  return { cell: cell.id, from: found.from, to: found.to, ...wordsOf(found, cell, all), data: found };
}

function wordsOf(found: Deprecation, cell: ICellFacts, all: INotebookFacts): Words {
  switch (found.kind) {
    case 'loop-argument':
      return {
        title: `${found.call.dotted}() takes no loop any more.`,
        message: 'Python 3.10 removed the argument, since the loop that runs is used by itself: leave it out.'
      };
    case 'renamed':
      return { title: endOf(found.api), message: `${found.name}() is right on every Python.` };
    case 'decorator':
      return {
        title: '@asyncio.coroutine is gone since Python 3.11.',
        message: 'async def took its place, and await that of yield from.'
      };
    case 'missing':
      return { title: `${found.api} came with Python 3.${found.since}.`, message: lackOf(found.api, all) };
    case 'factory':
      return {
        title: 'asyncio.run() takes no loop_factory here.',
        message: 'The argument came with Python 3.12, and nest_asyncio takes it away: leave it out, or await instead.'
      };
    case 'no-loop':
      return {
        title: found.within ? 'No event loop runs in this thread.' : 'No event loop runs here yet.',
        message: found.within
          ? 'A thread has no loop until it makes one: start it there with asyncio.run().'
          : 'Python 3.12 warns of that, and 3.14 stops with an error: start the loop with asyncio.run().'
      };
    default:
      return policyWords(found.api, cell.source.slice(found.from, found.to), all);
  }
}

function endOf(api: string): string {
  return /Task\./.test(api) ? `${api}() is gone since Python 3.9.` : `${api}() goes in Python 3.16.`;
}

function lackOf(api: string, all: INotebookFacts): string {
  const version = /^3\.\d+/.exec(all.document.kernel?.version ?? '')?.[0];
  return `${version === undefined ? 'This Python' : `Python ${version}`} does not have it. ${WITHOUT[api]}`;
}

function policyWords(api: string, text: string, all: INotebookFacts): Words {
  if (/[wW]atcher/.test(api)) {
    return {
      title: `${api}() is gone since Python 3.14.`,
      message: 'Subprocesses work without a child watcher: the line can go.'
    };
  }
  const title = all.document.kind === 'script' ? endOf(api) : 'A policy does not change the loop that runs.';
  const where = /Windows/.test(text)
    ? 'Only Windows has this one, and Python 3.16 has none'
    : 'Python 3.14 warns of policies, and 3.16 has none';
  const kept =
    all.document.kind === 'script' ? 'loop_factory= of asyncio.run() chooses a loop' : 'the kernel keeps its loop';
  return { title, message: `${where}; ${kept}.` };
}

function* check(cell: ICellFacts, all: INotebookFacts): Iterable<Sighting> {
  for (const found of deprecations(cell, all)) {
    // asyncio-run looks after the other arguments of asyncio.run().
    const told = found.kind === 'missing' ? isLacking(found, all) : found.kind !== 'factory';
    if (told && !isGuarded(cell, found, all)) {
      yield sightingOf(found, cell, all);
    }
  }
}

function* explain(failure: IFailure, all: INotebookFacts): Iterable<Sighting> {
  for (const { cell, line } of linesNamed(failure, all)) {
    const found = [...deprecations(cell, all)].find(each => meets(each, line) && isMeant(each, failure));
    // An asyncio.run() that could be an await is asyncio-run's, and so is a Runner.
    const free = found?.kind === 'factory' && whyNoAwait(cell, found.statement, found.call.scope) === null;
    if (found && !free && failure.groups['attr'] !== 'Runner') {
      // A warning has no exception; a thread's or a callback's is printed.
      const failed = failure.evidence === 'error' || failure.ename !== '';
      const replaces = ['unseen-task-failure'];
      yield { ...sightingOf(found, cell, all), ...(failed && { level: 'error', replaces }) };
      return;
    }
  }
}

function* fix({ cell: id, data }: Sighting, all: INotebookFacts): Iterable<IFixDraft | string> {
  const cell = all.cell(id)!;
  const found = data!;
  switch (found.kind) {
    case 'loop-argument': {
      const change = withoutLoop(cell, found, all);
      if (typeof change === 'string') {
        yield change;
      } else {
        const note = change.same ? undefined : 'The running loop is used now; the argument may have been another one.';
        yield draftOf(cell, change, 'Leave loop= out', change.same ? 'safe' : 'unsafe', note);
      }
      return;
    }
    case 'renamed': {
      const note = /all_tasks$/.test(found.name)
        ? 'Tasks that have ended are not among them any more.'
        : 'What asyncio alone marks as a coroutine function is not recognised; async def is.';
      const same = !/all_tasks$|iscoroutinefunction$/.test(found.name);
      const title = `Use ${found.name}()`;
      yield draftOf(cell, renamed(cell, found, all), title, same ? 'safe' : 'unsafe', same ? undefined : note);
      return;
    }
    case 'no-loop':
      yield runIt(cell, found, all);
      return;
    case 'decorator':
      yield 'Each yield from has to become an await too, and what is around it may need parentheses: write that by hand.';
      return;
    case 'missing':
      yield 'What it does when something fails cannot be had on this Python without writing it anew: decide by hand.';
      return;
    case 'factory':
      yield 'Which loop this work needs is yours to say: take loop_factory= away if any will do.';
      return;
    default:
      yield policyFix(cell, found, all);
  }
}

function runIt(cell: ICellFacts, { call, within }: INoLoop, all: INotebookFacts): IFixDraft | string {
  const change = runInstead(cell, call, within, all);
  return change === null
    ? 'More is done with the loop than running one coroutine: put the work into one async function, and give that to asyncio.run().'
    : draftOf(
        cell,
        change,
        'Use asyncio.run()',
        'unsafe',
        'It makes a loop, cancels what is left at the end, and closes it.'
      );
}

function policyFix(
  cell: ICellFacts,
  { call, api, statement }: Extract<Deprecation, { kind: 'policy' | 'factory' }>,
  all: INotebookFacts
): IFixDraft | string {
  const text = cell.source.slice(call.from, call.to);
  if (/Windows/.test(text)) {
    const guarded = onWindowsOnly(cell, statement, all);
    return guarded
      ? draftOf(cell, guarded, 'Do it on Windows only', 'safe')
      : 'It shares its line with something else: put if sys.platform == "win32": around it by hand.';
  }
  const inside = cell.calls.filter(each => each.from >= call.from && each.to <= call.to);
  const plain = inside.every(each => each === call || /\.DefaultEventLoopPolicy$/.test(all.target(each, cell) ?? ''));
  const edit = call.use.kind === 'statement' && /\.set_/.test(api) && plain ? removeStatement(cell, statement) : null;
  const change = edit && { edits: [edit], removes: inside.map(spelling), adds: [], awaits: 0 };
  return change
    ? draftOf(
        cell,
        change,
        'Remove the line',
        'unsafe',
        'Loops that are made later come from the policy there was before.'
      )
    : 'Why the policy is there cannot be told from the code: ask the loop itself, or give asyncio.run() a loop_factory.';
}

/** Names and arguments of asyncio that come and go with the version of Python. */
export const rule: IRule<Deprecation> = {
  id: 'deprecated-loop-api',
  title: 'asyncio API that not every Python has',
  level: 'hint',
  words: ['asyncio'],
  failures: ['F-DEP-1', 'F-DEP-2', 'F-DEP-3', 'F-DEP-4', 'F-DEP-5', 'F-THR-1'],
  scripts: true,
  check,
  explain,
  fix
};
