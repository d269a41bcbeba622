import { serveInTask, wakeSafely } from '../edits/kernel-loop';
import { insertBefore, lineStart, nextLine, removeStatement } from '../edits/statements';
import type { IFailure } from '../failures/failure';
import type { IBinding, ICall, ICellFacts } from '../python/facts';
import { wakingIn } from '../python/handlers';
import type { IWaking } from '../python/handlers';
import { isPyodide } from '../python/loops';
import type { IMagic } from '../python/mask';
import type { INotebookFacts, IPlaced } from '../python/notebook-facts';
import { callsAt, deepestCellFrame, nameOfCell, statementAt } from '../python/places';
import { serverBefore, servingIn } from '../python/servers';
import { idleInstalls } from '../python/uvloop';
import { minorVersion } from '../python/version';
import { draftOf } from './rule';
import type { IFixDraft, IRule, ISighting } from './rule';

/** What to do: by hand, or by a rewrite. */
interface IData {
  readonly advice?: string;
  readonly gui?: IMagic;
  /** `uvloop.install()`. */
  readonly install?: ICall;
  readonly serving?: ICall;
  readonly waking?: IWaking;
  /** The server that still has the port, and the call that wants it. */
  readonly busy?: { readonly server: IPlaced<IBinding>; readonly call: ICall };
}

type Sighting = ISighting<IData>;

function* check(cell: ICellFacts, all: INotebookFacts): Iterable<Sighting> {
  const { kernel } = all.document;
  for (const gui of cell.magics) {
    const argument = cell.source.slice(gui.argument.from, gui.argument.to);
    if (gui.name === 'gui' && gui.kind === 'line' && /^asyncio(?:\s*#.*)?$/.test(argument)) {
      const title = 'The kernel runs asyncio already.';
      const message = '%gui asyncio adds nothing here, and keeps the processor busy while nothing runs: leave it out.';
      yield { cell: cell.id, from: gui.from, to: gui.to, title, message, data: { gui } };
    }
  }
  for (const install of idleInstalls(cell, all)) {
    const title = 'uvloop.install() does not change the loop that runs.';
    const message = 'It is for loops that are made later, and the kernel has made its own: leave it out.';
    yield { cell: cell.id, from: install.from, to: install.to, title, message, data: { install } };
  }
  for (const serving of servingIn(cell, all)) {
    const { from, to } = serving;
    const title = 'This cell does not end.';
    const message = 'serve_forever() waits until it is cancelled, and no other cell runs meanwhile: keep it in a task.';
    yield { cell: cell.id, from, to, title, message, data: { serving } };
  }
  if (kernel?.subshells) {
    for (const waking of wakingIn(cell, all)) {
      const { from, to, attr } = waking.call;
      const title = `${attr}() may come from another thread here.`;
      const message =
        'This kernel answers widgets in a thread of their own, and the loop notices nothing until the next cell runs: hand it over with call_soon_threadsafe().';
      yield { cell: cell.id, from, to, title, message, data: { waking } };
    }
  }
}

/** What a loop without a method says, by the frame that says so. */
const LACKS: Readonly<Record<string, readonly [what: string, message: string]>> = {
  _make_subprocess_transport: [
    'cannot start processes',
    'Another one can, and so can subprocess.run(): give it a thread of its own.'
  ],
  add_signal_handler: [
    'takes no signal handlers',
    'Windows has none for asyncio, and the signals of a kernel are its own: end the work with an event or a cancel.'
  ],
  add_reader: ['cannot watch files and sockets', 'A SelectorEventLoop can: give it a thread of its own.'],
  add_writer: ['cannot watch files and sockets', 'A SelectorEventLoop can: give it a thread of its own.']
};

/** Run `main()` in a thread, in a loop of another kind, as the kernel's Python can. */
function inThread(loop: string, all: INotebookFacts): string {
  return (minorVersion(all) ?? 0) >= 12
    ? `await asyncio.to_thread(asyncio.run, main(), loop_factory=asyncio.${loop})`
    : `await asyncio.to_thread(lambda: asyncio.${loop}().run_until_complete(main()))`;
}

/** Title, message and advice of a failure; null when it is something else. */
function told(failure: IFailure, all: INotebookFacts): readonly [string, string, string] | null {
  const { pattern, frames, evalue } = failure;
  const windows = frames.some(each => each.file.includes('\\'));
  switch (pattern) {
    case 'win.notimpl': {
      const name = frames[frames.length - 1]?.name.replace(/^.*\.|\(.*$/g, '') ?? '';
      const [what, message] = Object.hasOwn(LACKS, name) ? LACKS[name]! : [];
      const loop = name.startsWith('add_') ? 'SelectorEventLoop' : 'ProactorEventLoop';
      const advice =
        name === 'add_signal_handler'
          ? 'What should end the work is yours to say: leave the handler out.'
          : windows
            ? `Put what needs it into main(), and write: ${inThread(loop, all)}`
            : 'Write: await asyncio.to_thread(subprocess.run, [...])';
      const kernels = windows ? 'The event loop of kernels on Windows' : 'This event loop';
      return what ? [`${kernels} ${what}.`, message!, advice] : null;
    }
    case 'win.psycopg':
      return [
        'psycopg cannot use this event loop.',
        'The kernel runs its loop already, so the asyncio.run() of its advice fails in a cell: give it a thread.',
        `Put what needs it into main(), and write: ${inThread('SelectorEventLoop', all)}`
      ];
    case 'env.fileno':
      return failure.certainty === 'weak'
        ? null
        : [
            'The output of a kernel is no file.',
            'A process that is started takes only real files for its output and its errors: give it one.',
            frames.some(each => /[\\/]mcp[\\/]/.test(each.file))
              ? 'Write: stdio_client(parameters, errlog=None)'
              : 'Write stderr=subprocess.PIPE, or open a file and give it that.'
          ];
    case 'run.jspi':
      return [
        'This browser cannot wait inside Python.',
        'asyncio.run() and run_until_complete() need that; await works in every browser.',
        'Await the coroutine directly.'
      ];
    case 'run.browser':
    case 'run.no_threads':
      return isPyodide(all) || pattern === 'run.browser'
        ? [
            'Python in a browser cannot do this.',
            `It has no ${/thread/.test(evalue) ? 'threads' : 'processes and no sockets of its own'}, so what blocks cannot be moved out of the way: use what can be awaited.`,
            'Which awaitable form there is, its library says; pyodide.http.pyfetch() is the one for requests.'
          ]
        : null;
    default:
      return null;
  }
}

function* explain(failure: IFailure, all: INotebookFacts): Iterable<Sighting> {
  const frame = deepestCellFrame(failure);
  const cell = all.cell(frame?.cell ?? failure.cell ?? '');
  const calls = callsAt(failure, all);
  if (!cell) {
    return;
  }
  const level = 'warning';
  if (failure.pattern === 'lib.asyncio_server_busy') {
    const call = calls.find(each => /^(?:start|create|serve)/.test(each.what.attr ?? ''))?.what;
    const server = serverBefore(cell, all);
    const span = call ?? (frame && statementAt(cell, frame.line));
    const whose = server
      ? `${server.what.name}, started in ${server.cell === cell ? 'an earlier run of this cell' : nameOfCell(server.cell, all)}`
      : 'A server that an earlier run left open';
    const title = 'Something listens on this port already.';
    const message = `${whose}, may still have it: close it first, or take port 0 and let the system choose.`;
    const advice = `Run ${server?.what.name ?? 'server'}.close() in a cell of its own, then this one again.`;
    if (span) {
      const busy = server && server.cell !== cell && call ? { server, call } : undefined;
      const { from, to } = span;
      yield { cell: cell.id, from, to, title, message, level, data: busy ? { busy } : { advice } };
    }
    return;
  }
  const [title, message, advice] = told(failure, all) ?? [];
  const span = frame ? statementAt(cell, frame.line) : calls.length === 1 ? calls[0]!.what : null;
  if (title !== undefined && span) {
    const { from, to } = span;
    yield { cell: cell.id, from, to, title, message: message!, level, data: { advice: advice! } };
  }
}

function* fix({ cell: id, data }: Sighting, all: INotebookFacts): Iterable<IFixDraft | string> {
  const cell = all.cell(id)!;
  const { advice, gui, install, serving, waking, busy } = data!;
  if (gui) {
    const edit = { from: lineStart(cell.source, gui.from), to: nextLine(cell.source, gui.to), text: '' };
    const note = 'Where it has run, %gui alone ends it, or a restart of the kernel.';
    yield draftOf(cell, { edits: [edit], removes: [], adds: [], awaits: 0 }, 'Leave it out', 'unsafe', note);
  } else if (install) {
    const edit = removeStatement(cell, install.statement);
    const change = { removes: [install.dotted!], adds: [], awaits: 0 };
    yield edit
      ? draftOf(cell, { ...change, edits: [edit] }, 'Leave it out', 'safe')
      : 'It is the only statement of its block: decide what should stand there instead.';
  } else if (serving) {
    const change = serveInTask(cell, serving, all);
    const stop = `${serving.dotted!.replace(/\..*/, '')}.close()`;
    yield change
      ? draftOf(cell, change, 'Keep it in a task', 'unsafe', `The cell ends and the server goes on, until ${stop}.`)
      : 'Leaving the block around it closes the server: write the whole block as a function, and keep it in a task.';
  } else if (waking) {
    const change = wakeSafely(cell, waking, all);
    yield change
      ? draftOf(cell, change, 'Hand it to the loop', 'unsafe', 'It comes about when the loop has its turn.')
      : 'Hand it to the loop that waits, with call_soon_threadsafe() of that loop.';
  } else if (busy) {
    const name = busy.server.what.name;
    const edit = insertBefore(cell, busy.call.statement, [`${name}.close()`]);
    const change = { edits: edit ? [edit] : [], removes: [], adds: [`${name}.close`], awaits: 0 };
    const note = `Nothing reaches the server of ${nameOfCell(busy.server.cell, all)} any more.`;
    yield draftOf(cell, change, `Close ${name} first`, 'unsafe', note);
  } else {
    yield advice!;
  }
}

/** What depends on the kernel: its system, its version, where it runs. */
export const rule: IRule<IData> = {
  id: 'kernel-environment',
  title: 'Something this kernel does its own way',
  level: 'info',
  words: ['gui', 'uvloop', 'serve_forever', 'put_nowait', 'Event', 'Future', 'create_future'],
  failures: ['F-WIN-1', 'F-WIN-2', 'L-MCP-1', 'F-RUN-8', 'F-MAG-7', 'F-SRV-1', 'F-SRV-2'],
  check,
  explain,
  fix
};
