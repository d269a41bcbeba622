import { FakeKernel, FakeNotebook } from '../testing/fake-context';
import { KernelListeners } from './listener';

const ORPHAN = { name: 'stderr', text: 'Task exception was never retrieved\n' };

async function setUp(sources: readonly string[] = ['one', 'two'], language = 'python') {
  const listeners = new KernelListeners();
  const notebook = new FakeNotebook(sources, listeners);
  const kernel = new FakeKernel('k', language);
  notebook.session.connect(kernel);
  await kernel.info;
  const messages = () => notebook.document.snapshot().messages;
  return { listeners, notebook, kernel, messages };
}

describe('what a kernel says outside of any cell', () => {
  it('keeps orphans and output of a request whose cell has been run again', async () => {
    const { kernel, messages } = await setUp();
    kernel.send('r1', 'a');
    kernel.say('stream', ORPHAN, 'r1');
    expect(messages()).toEqual([]);
    kernel.say('stream', ORPHAN, null);
    kernel.send('r2', 'a');
    kernel.say('error', { ename: 'E', evalue: 'v', traceback: ['one', 'two'] }, 'r1');
    kernel.say('stream', ORPHAN, 'before the page was loaded');
    expect(messages()).toEqual([
      { output: { type: 'stream', ...ORPHAN }, cell: null },
      { output: { type: 'error', ename: 'E', evalue: 'v', traceback: ['one', 'two'] }, cell: 'a' },
      { output: { type: 'stream', ...ORPHAN }, cell: null }
    ]);
  });

  it('tells at once that there is evidence', async () => {
    const { kernel, notebook } = await setUp();
    const changes: string[] = [];
    notebook.document.changed.connect((_, change) => changes.push(change));
    kernel.say('stream', ORPHAN, null);
    expect(changes).toEqual(['evidence']);
  });

  it('has no ear for stdout, private requests and other languages', async () => {
    const { kernel, messages } = await setUp();
    kernel.send('private');
    kernel.say('stream', ORPHAN, 'private');
    kernel.say('stream', { name: 'stdout', text: 'text' }, null);
    kernel.say('execute_result', { data: {} }, null);
    expect(messages()).toEqual([]);
    const other = await setUp(['x'], 'R');
    other.kernel.say('stream', ORPHAN, null);
    expect(other.messages()).toEqual([]);
  });

  it('hears what comes over two connections once', async () => {
    const { listeners, kernel, notebook, messages } = await setUp();
    const console = new FakeKernel('k');
    const sink = { listening: true, hasCell: () => false, cellOf: () => null, receive: () => undefined };
    const watch = listeners.watch(console as never, sink);
    kernel.say('stream', ORPHAN, null, 'same');
    console.say('stream', ORPHAN, null, 'same');
    expect(messages()).toHaveLength(1);
    watch.dispose();
    kernel.say('stream', { ...ORPHAN, text: 'next' }, 'gone', 'other');
    expect(messages()).toHaveLength(2);
    notebook.document.dispose();
  });

  it('does not take output of other clients for orphans while JupyterLab shows it', async () => {
    const { kernel, messages } = await setUp(['one']);
    kernel.say('execute_input', { code: 'one' }, 'foreign');
    kernel.say('stream', ORPHAN, 'foreign');
    kernel.say('execute_input', { code: 'from a console' }, 'elsewhere');
    kernel.say('stream', ORPHAN, 'elsewhere');
    expect(messages()).toEqual([]);
    kernel.say('status', { execution_state: 'idle' }, 'foreign');
    kernel.say('stream', ORPHAN, 'foreign');
    expect(messages()).toEqual([{ output: { type: 'stream', ...ORPHAN }, cell: 'a' }]);
  });

  it('does not listen to a dying kernel, and starts anew with the next', async () => {
    const { kernel, notebook, messages } = await setUp();
    kernel.say('stream', ORPHAN, null);
    notebook.session.statusChanged.emit('restarting');
    expect(messages()).toEqual([]);
    kernel.say('stream', ORPHAN, null);
    expect(messages()).toEqual([]);
    notebook.session.connect(kernel);
    kernel.say('stream', ORPHAN, null);
    expect(messages()).toHaveLength(1);
  });

  it('listens again after the server restarted a kernel that had died', async () => {
    const { kernel, notebook, messages } = await setUp();
    notebook.session.statusChanged.emit('autorestarting');
    kernel.say('stream', ORPHAN, null);
    expect(messages()).toEqual([]);
    notebook.session.statusChanged.emit('idle');
    kernel.say('stream', ORPHAN, null);
    expect(messages()).toHaveLength(1);
  });

  it('joins pieces, cuts what is long, and keeps the newest', async () => {
    const { kernel, messages } = await setUp();
    kernel.say('stream', { name: 'stderr', text: 'one ' }, null);
    kernel.say('stream', { name: 'stderr', text: 'two' }, null);
    expect(messages()).toEqual([{ output: { type: 'stream', name: 'stderr', text: 'one two' }, cell: null }]);
    kernel.say('stream', { name: 'stderr', text: 'x'.repeat(1_000_000) }, 'long');
    const last = messages()[1]?.output;
    expect(last?.type === 'stream' && last.text.length).toBe(40_002);
    for (let index = 0; index < 300; index++) {
      kernel.say('stream', ORPHAN, `parent ${index}`);
    }
    expect(messages()).toHaveLength(200);
  });

  it('forgets what an earlier run of a cell said when the cell runs again', async () => {
    const { kernel, notebook, messages } = await setUp();
    kernel.send('r1', 'a');
    kernel.send('r2', 'a');
    kernel.say('stream', ORPHAN, 'r1');
    expect(messages()).toHaveLength(1);
    notebook.run(0);
    expect(messages()).toEqual([]);
  });

  it('notes of the rest which cells ran since: it may have been about one of them', async () => {
    const { kernel, notebook, messages } = await setUp();
    kernel.say('stream', ORPHAN, null);
    notebook.run(0);
    notebook.run(0);
    kernel.say('stream', { ...ORPHAN, text: 'later' }, 'another');
    notebook.run(1);
    expect(messages().map(({ rerun }) => rerun)).toEqual([['a', 'b'], ['b']]);
  });

  it('leaves no listener behind', async () => {
    const { kernel, notebook, messages } = await setUp();
    notebook.session.connect(null);
    kernel.say('stream', ORPHAN, null);
    expect(messages()).toEqual([]);
  });
});
