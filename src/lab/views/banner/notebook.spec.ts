import type { Notebook, NotebookPanel } from '@jupyterlab/notebook';
import { NotebookModel } from '@jupyterlab/notebook';
import { NBTestUtils } from '@jupyterlab/notebook/lib/testutils';
import { nullTranslator } from '@jupyterlab/translation';
import { Signal } from '@lumino/signaling';
import { Widget } from '@lumino/widgets';
import { FakeActions, FakeDocument, FakeFindings, cell as codeCell, finding } from '../../testing/fake-findings';
import { NotebookBanners } from './notebook';

const SOURCES = ['asyncio.run(a())', 'x = 1', 'asyncio.run(b())'];

/** Until nothing has been drawn for a while: timers are slow on a busy machine. */
async function settle(): Promise<void> {
  for (let quiet = 0, last = ''; quiet < 3;) {
    await new Promise(resolve => setTimeout(resolve, 50));
    quiet = document.body.innerHTML === last ? quiet + 1 : 0;
    last = document.body.innerHTML;
  }
}

function view(model: NotebookModel): { notebook: Notebook; panel: NotebookPanel } {
  const notebook = NBTestUtils.createNotebook();
  notebook.model = model;
  Widget.attach(notebook, document.body);
  const panel = { content: notebook };
  return { notebook, panel: Object.assign(panel, { disposed: new Signal(panel) }) as unknown as NotebookPanel };
}

async function setup() {
  const model = new NotebookModel();
  model.sharedModel.insertCells(
    0,
    SOURCES.map(source => ({ cell_type: 'code' as const, source }))
  );
  const ids = [...model.cells].map(cell => cell.id);
  const doc = new FakeDocument(SOURCES.map((source, index) => codeCell(ids[index]!, source)));
  Object.assign(doc, { shared: model.sharedModel });
  const store = new FakeFindings();
  const actions = new FakeActions(store);
  const context = { store, actions, trans: nullTranslator.load(''), openPanel: null };
  const one = view(model);
  const banners = new NotebookBanners(one.panel, context);
  const findings = [0, 2].map(index => finding(ids[index]!, SOURCES[index]!));
  store.say(doc, findings);
  await settle();
  return { model, doc, store, context, findings, banners, ...one };
}

/** The code of the cells that have a banner, in the order they are shown. */
function bannered(notebook: Notebook): string[] {
  return notebook.widgets
    .filter(cell => cell.node.querySelector('.jp-AsyncDoctorBanner'))
    .map(cell => cell.model.sharedModel.getSource());
}

afterEach(() => {
  document.body.replaceChildren();
});

describe('the banners of a notebook', () => {
  it('stand in the cells they are about, and go with their findings', async () => {
    const { notebook, store, doc, findings } = await setup();
    expect(bannered(notebook)).toEqual([SOURCES[0], SOURCES[2]]);
    store.say(doc, findings.slice(1));
    await settle();
    expect(bannered(notebook)).toEqual([SOURCES[2]]);
  });

  it('follow a cell that moves', async () => {
    const { notebook, model } = await setup();
    model.sharedModel.moveCell(2, 0);
    await settle();
    expect(notebook.widgets[0]!.node.querySelectorAll('.jp-AsyncDoctorBanner')).toHaveLength(1);
    expect(bannered(notebook)).toEqual([SOURCES[2], SOURCES[0]]);
  });

  it('are there in a second view of the same notebook, and only of the same', async () => {
    const { model, context, notebook } = await setup();
    const second = view(model);
    new NotebookBanners(second.panel, context);
    const foreign = view(new NotebookModel());
    new NotebookBanners(foreign.panel, context);
    await settle();
    expect(bannered(second.notebook)).toEqual([SOURCES[0], SOURCES[2]]);
    expect(bannered(foreign.notebook)).toEqual([]);
    expect(bannered(notebook)).toHaveLength(2);
  });

  it('can be switched off at once', async () => {
    const { notebook, store, doc } = await setup();
    store.surfaces = { ...store.surfaces, banners: false };
    store.changed.emit(doc);
    await settle();
    expect(bannered(notebook)).toEqual([]);
  });

  it('leave nothing behind when a cell is deleted or the plugin stops', async () => {
    const { notebook, model, banners } = await setup();
    model.sharedModel.deleteCell(0);
    await settle();
    expect(bannered(notebook)).toEqual([SOURCES[2]]);
    banners.dispose();
    expect(bannered(notebook)).toEqual([]);
  });

  it('leave the focus to the cell on Escape', async () => {
    const { notebook } = await setup();
    const cell = notebook.widgets[2]!;
    const button = cell.node.querySelector<HTMLElement>('.jp-AsyncDoctorBanner button')!;
    button.focus();
    button.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true }));
    expect(notebook.activeCell).toBe(cell);
    expect(document.activeElement).toBe(cell.node);
  });

  it('give the focus back to the cell', async () => {
    const { notebook, store, doc } = await setup();
    const cell = notebook.widgets[2]!;
    cell.node.querySelector<HTMLElement>('.jp-AsyncDoctorBanner button')!.focus();
    store.say(doc, []);
    await settle();
    expect(notebook.activeCell).toBe(cell);
    expect(notebook.node.contains(document.activeElement)).toBe(true);
  });
});
