/**
 * The ways in which what a kernel says arrives. Each lands on the cell and line that it is about, or says nothing of a
 * place that cannot be told: then only what the code itself shows is left.
 */
import { createAnalysis } from '../analyse';
import type { IDocument, IMessage, Output } from '../document';
import { DEFAULT_OPTIONS } from '../options';
import { stripAnsi } from './ansi';
import { cases, cellOf, documentOf, KERNELS, notebookOf, whole } from './testing/recorded';
import type { Recorded } from './testing/recorded';

interface IRecordedCell {
  readonly source: string;
  readonly outputs: readonly Recorded[];
}

type Change = (output: Output) => Output;

const KERNELS_WITH_FILES = Object.keys(whole);

/** Cells of a recorded case that has the real names of files. */
function recordedIn(kernel: string, id: string): readonly IRecordedCell[] {
  return whole[kernel]![id] ?? [];
}

/** `rule cell:line evidence` of every finding. */
function told(document: IDocument): string[] {
  return createAnalysis()
    .update(document, DEFAULT_OPTIONS)
    .map(({ rule, cell, source, from, evidence }) => {
      const line = source.slice(0, from).split('\n').length;
      return `${rule} ${cell}:${line} ${evidence.join('+')}`;
    });
}

/** The notebook of a case, with its outputs changed. */
function notebook(cells: readonly IRecordedCell[], change: Change = output => output): IDocument {
  return notebookOf(
    cells.map(each => each.source),
    cells.map(each => each.outputs.map(output => ({ ...output, ...change(output) }) as Recorded))
  );
}

/** The same, but what was printed has no cell. */
function parentless(cells: readonly IRecordedCell[], sources = cells.map(each => each.source)): IDocument {
  const printed = cells.flatMap(each => each.outputs.filter(({ type }) => type === 'stream'));
  const others = cells.map(each => each.outputs.filter(({ type }) => type !== 'stream'));
  const messages = printed.map((output): IMessage => ({ output, cell: null }));
  return documentOf(
    sources.map((source, at) => cellOf(source, others[at] ?? [], at + 1)),
    messages
  );
}

/** Where each case belongs. */
const PLACES: Readonly<Record<string, string>> = {
  run: 'asyncio-run c1:5 source+error',
  helper: 'sync-wrapper c2:3 error',
  klass: 'sync-wrapper c1:8 error',
  syntax: 'await-in-sync-def c1:6 source+error',
  never: 'unseen-task-failure c1:8 stream',
  destroyed: 'pending-task-destroyed c1:4 stream',
  callback: 'unseen-task-failure c1:3 stream',
  warn: 'unawaited-coroutine c1:5 source+stream',
  thread: 'deprecated-loop-api c1:3 source+stream'
};

/** What the code alone shows: nothing of a function that drives a loop, or of a callback that will fail. */
const CODE: Readonly<Record<string, string | null>> = {
  run: 'asyncio-run c1:5 source',
  helper: null,
  klass: null,
  syntax: 'await-in-sync-def c1:6 source',
  never: 'dropped-task c1:8 source',
  destroyed: 'dropped-task c1:4 source',
  callback: null,
  warn: 'unawaited-coroutine c1:5 source',
  thread: 'deprecated-loop-api c1:3 source'
};

/** Only these, and all else as the code shows it. */
function only(...ids: readonly string[]): Readonly<Record<string, string | null>> {
  return { ...CODE, ...Object.fromEntries(ids.map(id => [id, PLACES[id]!])) };
}

const inError =
  (change: (traceback: readonly string[]) => readonly string[]): Change =>
  output =>
    output.type === 'error' ? { ...output, traceback: change(output.traceback) } : output;
const inText =
  (change: (text: string) => string): Change =>
  output =>
    output.type === 'error' ? output : { ...output, text: change(output.text) };

/** More frames of a library than are read of one text. */
const DEEP = Array.from({ length: 4000 }, (_, at) => {
  const line = at + 1;
  return `File /usr/lib/python3.11/site-packages/lib/deep.py:${line}, in go(x)\n----> ${line} go(x)\n`;
});
const escaped = (text: string): string => stripAnsi(text).replace(/</g, '&lt;').replace(/>/g, '&gt;');

interface IArrival {
  readonly of: (cells: readonly IRecordedCell[]) => IDocument;
  readonly places: Readonly<Record<string, string | null>>;
}

const ARRIVALS: Readonly<Record<string, IArrival>> = {
  'as it was recorded': { of: notebook, places: PLACES },
  'with an empty parent': { of: cells => parentless(cells), places: PLACES },
  'without colours': {
    of: cells => notebook(cells, each => inText(stripAnsi)(inError(all => all.map(stripAnsi))(each))),
    places: PLACES
  },
  'with colours': {
    of: cells =>
      notebook(
        cells,
        inText(text => text.replace(/^\S+/gm, word => `\u001b[31m${word}\u001b[0m`))
      ),
    places: PLACES
  },
  'from the depths of a library': {
    of: cells =>
      notebook(
        cells,
        inError(all => [...all.slice(0, -1), ...DEEP, ...all.slice(-1)])
      ),
    places: PLACES
  },
  // The error itself stands in the one call of its cell that can raise it; a helper cannot be told.
  'cut where its place was': {
    of: cells =>
      notebook(
        cells,
        inError(all => [...DEEP, ...all.slice(0, -1), ...DEEP, ...all.slice(-1)])
      ),
    places: { ...PLACES, helper: null, klass: null }
  },
  'cut in the middle of what was printed': {
    of: cells =>
      notebook(
        cells,
        inText(text => text.slice(0, text.length * 0.45))
      ),
    places: only('run', 'helper', 'klass', 'syntax', 'never')
  },
  'trimmed away by the notebook': {
    of: cells => notebook(cells.map(({ source }) => ({ source, outputs: [] }))),
    places: CODE
  },
  'as HTML': {
    of: cells =>
      notebook(cells, output => ({
        type: 'display',
        text: `<pre>${escaped(output.type === 'error' ? output.traceback.join('\n') : output.text)}</pre>`
      })),
    places: CODE
  },
  'with HTML in its traceback': {
    of: cells =>
      notebook(
        cells,
        inError(all => all.map(each => `<span class="ansi-red-fg">${escaped(each)}</span>`))
      ),
    places: { ...PLACES, helper: null, klass: null }
  }
};

describe.each(KERNELS_WITH_FILES)('%s', kernel => {
  describe.each(Object.entries(ARRIVALS))('%s', (_, { of, places }) => {
    test.each(Object.entries(places))('%s', (id, place) => {
      expect(told(of(recordedIn(kernel, id)))).toEqual(place === null ? [] : [place]);
    });
  });

  // A coroutine is known by its name, and its cell may be unchanged but for the comment.
  describe.each([['known'], ['not known']])('after the cell was edited, where the text that ran is %s', known => {
    test.each(Object.entries(CODE))('%s', (id, place) => {
      const document = notebook(recordedIn(kernel, id));
      const cells = document.cells.map(cell => ({
        ...cell,
        source: `# edited\n${cell.source}`,
        ...(known === 'known' && { ranSource: cell.source })
      }));
      const below = place?.replace(/:(\d+)/, (__, line: string) => `:${Number(line) + 1}`);
      // The names of files of IPython 7 do not tell that: what started the task is found all the same.
      const unseen = id === 'destroyed' && known !== 'known' && kernel.includes('IPython 7.');
      const wanted = unseen ? PLACES[id]!.replace(':4', ':5') : id === 'warn' ? `${below}+stream` : below;
      expect(told({ ...document, cells })).toEqual(wanted === undefined ? [] : [wanted]);
    });
  });

  test.each(['never', 'destroyed', 'callback', 'warn', 'thread'])('%s of a cell that is gone', id => {
    expect(told(parentless(recordedIn(kernel, id), ['import asyncio']))).toEqual([]);
  });

  test('a chain of exceptions is about what was called', () => {
    expect(told(notebook(recordedIn(kernel, 'chain')))).toEqual(['run-until-complete c1:7 source+error']);
    expect(told(notebook(recordedIn(kernel, 'cause')))).toEqual(['asyncio-run c1:6 error']);
  });

  test('a file of the person is reached from the line of the cell that called it', () => {
    expect(told(fromFile(kernel))).toEqual(['library-run c2:3 error']);
  });
});

/** The case `helper` as it would be if that function stood in a module of the person. */
function fromFile(kernel: string): IDocument {
  const { source, outputs } = recordedIn(kernel, 'helper')[1]!;
  const error = outputs[0] as Output & { type: 'error' };
  const traceback = error.traceback.map(stripAnsi);
  const headOf = (entry: string): string => entry.slice(0, entry.indexOf('\n'));
  const at = traceback.findIndex(each => headOf(each).includes('in helper'));
  const library = headOf(traceback.find(each => headOf(each).includes('runners.py'))!);
  const head = library
    .replace(/\S*runners\.py/, '/home/me/project/helpers.py')
    .replace(/:\d+/, ':6')
    .replace(/in .*/, 'in helper(x)');
  traceback[at] = head + traceback[at]!.slice(headOf(traceback[at]!).length);
  return notebookOf(['from helpers import helper', source], [[], [{ ...error, traceback }]]);
}

// Python 3.9 has no TaskGroup.
describe.each(KERNELS_WITH_FILES.filter(each => !each.endsWith('3.9')))('%s: an exception group', kernel => {
  const cells = recordedIn(kernel, 'group');
  const evidence = cells[0]!.outputs[0]!.type;

  test('is about the group, wherever it is printed', () => {
    expect(told(notebook(cells))).toEqual([`task-group-failure c1:5 ${evidence}`]);
    expect(told(parentless(cells))).toEqual([`task-group-failure c1:5 ${evidence}`]);
  });
});

describe.each(KERNELS)('%s: a file of a library', kernel => {
  test.each([
    ['LUV1', 'loop-owning-call c1:6 source+error'],
    ['LAW1', 'loop-owning-call c1:6 source+error'],
    ['LAS1', 'loop-owning-call c1:6 source+error'],
    ['LTW3', 'loop-owning-call c1:5 error'],
    ['LTW1', 'loop-owning-call c2:1 error']
  ])('%s is reached from the line of the cell', (id, place) => {
    const { source, [kernel]: outputs } = cases[id]!;
    expect(told(notebookOf(source, outputs!))).toEqual([place]);
  });
});
