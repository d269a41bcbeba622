import { cases, notebookOf, whole } from './testing/recorded';
import { recognise } from './recognise';
import { framesOf, tracebacksIn } from './traceback';

/** The innermost frame in a cell: cell, line, function; the same in every kernel. */
const PLACES: Readonly<Record<string, string>> = {
  run: 'run.asyncio_run c1:5',
  helper: 'run.asyncio_run c1:6 helper',
  leading: 'run.asyncio_run c1:7',
  magicline: 'run.asyncio_run c1:4',
  chain: 'run.close_running c1:9',
  syntax: 'syn.await c1:6',
  timed: 'syn.await c2:1',
  exec: 'syn.await c1:5',
  never: 'task.never c1:7 bad',
  destroyed: 'task.destroyed c1:2 forever',
  callback: 'task.callback c1:3 cb',
  warn: 'coro.warn c1:5',
  thread: 'thread.exc_loop c1:3 work',
  plain: 'run.asyncio_run c2:6 helper',
  verbose: 'run.asyncio_run c2:6 helper',
  minimal: 'run.asyncio_run nowhere',
  klass: 'run.asyncio_run c1:7 go',
  created: 'coro.warn c1:7',
  debugtask: 'task.never c1:4 bad',
  multiline: 'run.asyncio_run c1:6',
  prompts: 'run.asyncio_run c1:4',
  indented: 'run.asyncio_run c1:2',
  result: 'coro.repr nowhere',
  task: 'task.repr c1:2 main',
  printed: 'run.printed c1:7',
  capture: 'run.asyncio_run c2:4',
  capturetask: 'task.never c1:6 bad',
  timedhelper: 'run.asyncio_run c2:1'
};

describe.each(Object.entries(whole))('%s', (_, kernel) => {
  test.each(Object.entries(kernel).filter(([id]) => id in PLACES))('%s', (id, cells) => {
    const notebook = notebookOf(
      cells.map(each => each.source),
      cells.map(each => each.outputs)
    );
    const [failure] = recognise(notebook);
    const inner = failure?.frames.filter(each => each.cell !== null && !each.name.endsWith('<listcomp>')).pop();
    const name = /^(?:\w+\.)?(\w+)/.exec(inner?.name ?? '')?.[1];
    const place = inner ? `${inner.cell}:${inner.line}${name ? ` ${name}` : ''}` : 'nowhere';
    expect(`${failure?.pattern} ${place}`).toBe(PLACES[id]);
    expect(failure?.stale).toBe(false);
  });
});

const NEW = whole['ipykernel 7.4.0, IPython 9.18.1'] ?? {};

test('every frame of a helper called from another cell', () => {
  const [first, second] = NEW.helper ?? [];
  const [failure] = recognise(notebookOf([first?.source ?? '', second?.source ?? ''], [[], second?.outputs ?? []]));
  expect(failure?.frames.map(({ cell, line, name, code }) => ({ cell, line, name, code }))).toEqual([
    { cell: 'c2', line: 3, name: '', code: 'helper(3)' },
    { cell: 'c1', line: 6, name: 'helper', code: 'return asyncio.run(main())' },
    { cell: null, line: 186, name: 'run', code: 'raise RuntimeError(' }
  ]);
});

test('a magic keeps the number of its own file', () => {
  const last = (id: string): unknown => {
    const frames = framesOf(NEW[id]?.[1]?.outputs.find(each => each.type === 'error') ?? { type: 'result', text: '' });
    return frames.filter(each => each.file.startsWith('<timed')).map(({ file, line, code }) => ({ file, line, code }));
  };
  expect(last('timed')).toEqual([{ file: '<timed exec>', line: 1, code: null }]);
  expect(last('timedrun')).toEqual([{ file: '<timed exec>', line: 1, code: null }]);
});

test('a body that a magic ran as a cell is placed in the cell of the magic', () => {
  const cells = NEW.capturetask ?? [];
  const sources = cells.map(each => each.source);
  const [failure] = recognise(
    notebookOf(
      sources,
      cells.map(each => each.outputs)
    )
  );
  expect(failure?.frames.map(({ cell, line, name }) => [cell, line, name])).toEqual([
    ['c2', 4, 'worse'],
    ['c1', 6, 'bad']
  ]);
});

test('of a chain the frames of the last exception', () => {
  const chain = NEW.chain?.[0]?.outputs[0];
  expect(chain && framesOf(chain).map(each => each.line)).toEqual([9, 68, 88]);
});

test('an error that was raised from another is told by its cause', () => {
  for (const kernel of Object.values(whole)) {
    const [cell] = kernel.cause ?? [];
    const [failure, more] = recognise(notebookOf([cell?.source ?? ''], [cell?.outputs ?? []]));
    expect(failure).toMatchObject({
      pattern: 'run.asyncio_run',
      certainty: 'likely',
      ename: 'RuntimeError',
      cell: 'c1'
    });
    expect(more).toBeUndefined();
  }
});

test('the members of a group follow the group', () => {
  const [cell] = NEW.group ?? [];
  const [failure] = recognise(notebookOf([cell?.source ?? ''], [cell?.outputs ?? []]));
  expect(failure?.pattern).toBe('eg.stream');
  expect(failure?.certainty).toBe('certain');
  expect(failure?.frames.filter(each => each.cell).map(({ line, name }) => [line, name])).toEqual([
    [5, ''],
    [4, 'bad'],
    [4, 'bad']
  ]);
});

test('colours are removed from names, files and code', () => {
  for (const kernel of Object.values(whole)) {
    for (const output of Object.values(kernel)
      .flat(2)
      .flatMap(each => each.outputs)) {
      expect(JSON.stringify(framesOf(output))).not.toContain('\\u001b');
    }
  }
  for (const output of Object.values(cases).flatMap(each => each.K6?.flat() ?? [])) {
    expect(JSON.stringify(framesOf(output))).not.toContain('\\u001b');
  }
});

test('nothing but a traceback gives frames', () => {
  expect(framesOf({ type: 'result', text: 'Cell In[1], line 2' })).toEqual([]);
  expect(framesOf({ type: 'display', text: 'Cell In[1], line 2' })).toEqual([]);
  expect(framesOf({ type: 'stream', name: 'stdout', text: 'File "a.py", line 2, in f\n' })).toEqual([]);
  expect(tracebacksIn('', false)).toEqual([]);
  expect(tracebacksIn('', true)).toEqual([]);
});

test('Windows names', () => {
  const text = [
    'Traceback (most recent call last):',
    '  File "C:\\Users\\a b\\AppData\\Local\\Temp\\ipykernel_12\\345.py", line 2, in f',
    'ValueError: a'
  ].join('\r\n');
  const [traceback] = tracebacksIn(text, false);
  expect(traceback).toMatchObject({ ename: 'ValueError', evalue: 'a', frames: [{ hash: '345', line: 2, name: 'f' }] });
  const [error] = tracebacksIn('File C:\\Lib\\asyncio\\runners.py:33, in run(main)\n---> 33 raise RuntimeError(', true);
  expect(error?.frames).toMatchObject([{ file: 'C:\\Lib\\asyncio\\runners.py', line: 33, name: 'run' }]);
});
