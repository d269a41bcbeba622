import { Notification } from '@jupyterlab/apputils';
import { FakeContents } from '../testing/fake-contents';
import { FakeNotebook, trans } from '../testing/fake-context';
import { extractToModule } from './flow';
import type { IQuestion } from './form';

const CELLS = [
  'import json',
  'N = 1\n\nasync def load(n):\n    return json.dumps(n + N)\n\ndef other(): pass',
  'await load(1)'
];

let reply: NonNullable<Parameters<typeof extractToModule>[3]>;

/** Answer the question as a person would. */
function answer(module: string | null, meanwhile: () => void = () => undefined): IQuestion[] {
  const asked: IQuestion[] = [];
  reply = async question => {
    asked.push(question);
    const [name] = question.names;
    const found = question.extractor.plan({
      name: name!,
      module: module ?? 'x',
      autoreload: 'none',
      origin: question.origin
    });
    meanwhile();
    return module !== null && 'plan' in found ? { name: name!, module, autoreload: 'none', plan: found.plan } : null;
  };
  return asked;
}

async function extract(notebook: FakeNotebook, contents: FakeContents, target: object = {}): Promise<string[]> {
  Notification.dismiss();
  const tools = { contents: contents.manager, languages: null, trans };
  await extractToModule(tools, notebook.document, { cell: 'b', ...target }, reply);
  return Notification.manager.notifications.map(each => each.message);
}

const sources = (notebook: FakeNotebook): string[] => CELLS.map((_, index) => notebook.source(index));

describe('extracting', () => {
  it('writes the file, then changes the notebook, in one step', async () => {
    answer('loading');
    const [notebook, contents] = [new FakeNotebook(CELLS), new FakeContents()];
    expect(await extract(notebook, contents)).toEqual([
      'load is in loading.py now. Undo takes the cell back; the file stays.'
    ]);
    expect([...contents.files.keys()]).toEqual(['folder/loading.py']);
    expect(contents.files.get('folder/loading.py')).toMatch(
      /^"""load, moved here from fake\.ipynb\."""\n\nimport json\n\nN = 1/
    );
    expect(sources(notebook)).toEqual([CELLS[0], 'from loading import load\n\ndef other(): pass', CELLS[2]]);
    notebook.cell(1).sharedModel.undo();
    expect(sources(notebook)).toEqual(CELLS);
  });

  it('asks about the function that is meant', async () => {
    const asked = answer(null);
    const [notebook, contents] = [new FakeNotebook(CELLS), new FakeContents()];
    for (const target of [{}, { at: CELLS[1]!.indexOf('def other') }, { at: 0 }, { name: 'other' }]) {
      expect(await extract(notebook, contents, target)).toEqual([]);
    }
    expect(asked.map(each => each.names.join())).toEqual(['load,other', 'other,load', 'load,other', 'other,load']);
    expect(await extract(notebook, contents, { name: 'gone' })).toEqual([expect.stringContaining('no function')]);
    expect(await extract(notebook, contents, { cell: 'a' })).toEqual([expect.stringContaining('no function')]);
    expect([...contents.files]).toEqual([]);
  });

  it('does nothing when the notebook has changed meanwhile', async () => {
    const [notebook, contents] = [new FakeNotebook(CELLS), new FakeContents()];
    answer('loading', () => notebook.cell(1).sharedModel.updateSource(0, 0, '# more\n'));
    expect(await extract(notebook, contents)).toEqual([expect.stringContaining('was changed meanwhile')]);
    expect([...contents.files]).toEqual([]);
    expect(contents.asked).toEqual(['get folder']);
  });

  it('takes the file away again when the notebook takes no change', async () => {
    answer('loading');
    const [notebook, contents] = [new FakeNotebook(CELLS), new FakeContents()];
    contents.before = method =>
      void (method === 'rename' && notebook.cell(1).sharedModel.updateSource(0, 0, '# more\n'));
    expect(await extract(notebook, contents)).toEqual([
      expect.stringContaining('Nothing was changed: the cell was edited')
    ]);
    expect([...contents.files]).toEqual([]);
  });

  it('changes nothing when no file can be written', async () => {
    answer('loading');
    const [notebook, contents] = [new FakeNotebook(CELLS), new FakeContents()];
    contents.files.set('folder/loading.py', 'mine');
    expect(await extract(notebook, contents)).toEqual([expect.stringContaining('exists already')]);
    expect(sources(notebook)).toEqual(CELLS);
    expect([...contents.files]).toEqual([['folder/loading.py', 'mine']]);
  });

  it('asks nothing of a read-only notebook', async () => {
    const asked = answer('loading');
    const [notebook, contents] = [new FakeNotebook(CELLS), new FakeContents()];
    notebook.file.writable = false;
    notebook.fileChanged.emit({});
    expect(await extract(notebook, contents)).toEqual([expect.stringContaining('the notebook is read-only')]);
    expect(asked).toEqual([]);
  });

  it('says that several cells change in one step', async () => {
    answer('loading');
    const cells = ['N = 1', 'async def load(n):\n    return n + N', 'await load(N)'];
    const [notebook, contents] = [new FakeNotebook(cells, null, false), new FakeContents()];
    expect(await extract(notebook, contents)).toEqual([
      'load is in loading.py now. "Undo Cell Operation" takes the cells back; the file stays.'
    ]);
    expect(sources(notebook)).toEqual(['from loading import N', 'from loading import load', cells[2]]);
    notebook.model.sharedModel.undo();
    expect(sources(notebook)).toEqual(cells);
  });
});
