import type { JupyterFrontEnd } from '@jupyterlab/application';
import type { ICommandPalette } from '@jupyterlab/apputils';
import { Clipboard, Notification } from '@jupyterlab/apputils';
import { CommandRegistry } from '@lumino/commands';
import { Actions } from './actions';
import { CommandIDs, commands as plugin } from './commands';
import { LateEngine } from './engine';
import { Findings } from './findings';
import { engineOf, FakeAnalysis } from './testing/fake-analysis';
import { FakeNotebook, trans } from './testing/fake-context';

const RUN = 'asyncio.run(f())';

async function setUp(
  sources: readonly string[] = ['x', RUN, `y\n${RUN}`],
  store = new Findings(trans, engineOf(new FakeAnalysis()))
) {
  const actions = new Actions(store, trans);
  const seen: string[] = [];
  actions.explainer = {
    why: async (rule, _, finding) => void seen.push(`why ${rule} ${finding?.cell}`),
    preview: async () => true,
    open: () => void seen.push('open')
  };
  const notebook = new FakeNotebook(sources);
  const { document } = notebook;
  store.register(document);
  store.setCurrent(document);
  let active: string | null = 'b';
  Object.defineProperty(document, 'active', { get: () => active });
  document.run = async cells => void seen.push(`run ${cells.join()}`);
  document.reveal = async (cell, offset) => {
    seen.push(`reveal ${cell} ${offset}`);
    active = cell;
  };
  const commands = new CommandRegistry();
  const items: string[] = [];
  const palette = { addItem: ({ command }: { command: string }) => items.push(command) };
  const app = { commands } as unknown as JupyterFrontEnd;
  void plugin.activate(app, store, actions, palette as unknown as ICommandPalette, null);
  await Promise.resolve();
  return { commands, notebook, seen, items, store, actions };
}

describe('commands', () => {
  it('are all in the palette but the one for programs, and describe their arguments', async () => {
    const { commands, items } = await setUp();
    const ids = commands.listCommands().filter(id => id.startsWith('async-doctor:'));
    expect(ids.sort()).toEqual(Object.values(CommandIDs).sort());
    expect(items.sort()).toEqual(ids.filter(id => id !== CommandIDs.findings).sort());
    for (const id of ids) {
      const { args } = await commands.describedBy(id);
      expect(args).toMatchObject({ type: 'object' });
      expect(commands.label(id)).not.toBe('');
    }
  });

  it('act on the active cell, or on the one that is named', async () => {
    const { commands, notebook, seen } = await setUp();
    await commands.execute(CommandIDs.why);
    await commands.execute(CommandIDs.why, { cell: 2, rule: 'asyncio-run' });
    await commands.execute(CommandIDs.rewriteAndRun);
    await commands.execute(CommandIDs.rewrite, { cell: 'c' });
    expect(seen).toEqual(['why asyncio-run b', 'why asyncio-run c', 'run b', 'run ']);
    expect([1, 2].map(index => notebook.source(index))).toEqual(['await (f())', 'y\nawait (f())']);
  });

  it('are off where they have nothing to do, and say so when called all the same', async () => {
    const { commands } = await setUp();
    expect(commands.isEnabled(CommandIDs.rewrite)).toBe(true);
    expect(commands.isEnabled(CommandIDs.rewrite, { cell: 0 })).toBe(false);
    expect(commands.isVisible(CommandIDs.why, { cell: 0 })).toBe(false);
    Notification.dismiss();
    await commands.execute(CommandIDs.rewrite, { cell: 0 });
    expect(Notification.manager.notifications.map(each => each.message)).toEqual([expect.stringContaining('nothing')]);
  });

  it('move a function of the active cell, or of the one that is named, into a module', async () => {
    const sources = ['x', 'async def f(): pass', '  def no(): pass', 'class C: pass\ndef g(): pass'];
    const { commands, seen, actions } = await setUp(sources);
    const id = CommandIDs.extractToModule;
    const possible = (): boolean[] => sources.map((_, cell) => commands.isEnabled(id, { cell }));
    expect(possible()).toEqual([false, false, false, false]);
    actions.extractor = { extract: async (_, target) => void seen.push(JSON.stringify(target)) };
    expect(possible()).toEqual([false, true, false, true]);
    expect(commands.isVisible(id, { cell: 0 })).toBe(false);
    await commands.execute(id);
    await commands.execute(id, { cell: 3, name: 'g' });
    expect(seen).toEqual(['{"cell":"b"}', '{"cell":"d","name":"g"}']);
    Notification.dismiss();
    await commands.execute(id, { cell: 0 });
    expect(Notification.manager.notifications.map(each => each.message)).toEqual([
      'There is no function at the top level of this cell.'
    ]);
  });

  it('go round the findings', async () => {
    const { commands, seen } = await setUp();
    for (const id of [
      CommandIDs.nextFinding,
      CommandIDs.nextFinding,
      CommandIDs.nextFinding,
      CommandIDs.previousFinding
    ]) {
      await commands.execute(id);
    }
    expect(seen).toEqual(['reveal b 0', 'reveal c 2', 'reveal b 0', 'reveal c 2']);
  });

  it('ignore where they are told to', async () => {
    const { commands, notebook } = await setUp();
    await commands.execute(CommandIDs.ignore, { where: 'cell' });
    expect(notebook.cell(1).getMetadata('tags')).toEqual(['async-doctor-ignore']);
  });

  it('copy the findings as a list', async () => {
    const copied = jest.spyOn(Clipboard, 'copyToSystem').mockImplementation(() => undefined);
    const { commands } = await setUp();
    await commands.execute(CommandIDs.copyFindings);
    expect(copied.mock.calls[0]?.[0]).toMatch(
      /^folder\/fake.ipynb:\n- cell 2, line 1: error `asyncio-run`: .*\n- cell 3, line 2/
    );
  });

  it('give the JSON of the command line', async () => {
    const { commands, store } = await setUp(['x', RUN]);
    expect(await commands.execute(CommandIDs.findings)).toMatchObject({
      version: 1,
      files: [
        {
          path: 'folder/fake.ipynb',
          kind: 'notebook',
          error: null,
          findings: [
            {
              rule: 'asyncio-run',
              level: 'error',
              cell: { index: 1, id: 'b' },
              start: { offset: 0, line: 1, column: 1 },
              fixes: [{ applicability: 'safe', edits: [{ cell: 1, start: 0, end: 12, text: 'await (' }] }]
            }
          ]
        }
      ]
    });
    store.setCurrent(null);
    expect(await commands.execute(CommandIDs.findings)).toEqual({ version: 1, files: [] });
  });

  it('wait for the engine where it is still on its way', async () => {
    let come = (): void => undefined;
    const code = { createAnalysis: () => new FakeAnalysis() };
    const engine = new LateEngine(() => new Promise(resolve => (come = () => resolve(code))));
    const { commands, seen } = await setUp(undefined, new Findings(trans, engine));
    const report = commands.execute(CommandIDs.findings);
    const next = commands.execute(CommandIDs.nextFinding);
    await Promise.resolve();
    expect(seen).toEqual([]);
    come();
    expect(await report).toMatchObject({ files: [{ findings: [{ cell: { id: 'b' } }, { cell: { id: 'c' } }] }] });
    await next;
    expect(seen).toEqual(['reveal b 0']);
  });

  it('say so where the engine cannot be had', async () => {
    const error = jest.spyOn(console, 'error').mockImplementation(() => undefined);
    const engine = new LateEngine(() => Promise.reject(new Error('no network')));
    const { commands } = await setUp(undefined, new Findings(trans, engine));
    expect(await commands.execute(CommandIDs.findings)).toMatchObject({
      files: [{ path: 'folder/fake.ipynb', error: expect.stringContaining('could not be fetched'), findings: [] }]
    });
    Notification.dismiss();
    await commands.execute(CommandIDs.nextFinding);
    const messages = Notification.manager.notifications.map(each => each.message);
    expect(messages).toEqual([expect.stringContaining('was not read')]);
    error.mockRestore();
  });
});
