import type { ISessionContext } from '@jupyterlab/apputils';
import type { NotebookPanel } from '@jupyterlab/notebook';
import { NotebookActions, NotebookModel } from '@jupyterlab/notebook';
import { NBTestUtils } from '@jupyterlab/notebook/lib/testutils';
import { Signal } from '@lumino/signaling';
import { Widget } from '@lumino/widgets';
import { NotebookViews } from './views';

class Bench {
  constructor() {
    this.model.sharedModel.deleteCellRange(0, this.model.cells.length);
    this.model.sharedModel.insertCells(
      0,
      ['one', 'two\nlines', 'three'].map((source, index) => ({
        cell_type: 'code',
        id: 'abc'[index],
        source,
        metadata: {}
      }))
    );
  }

  readonly model = new NotebookModel();
  readonly activated: object[] = [];
  readonly views = new NotebookViews({
    dialogs: null,
    translator: null,
    activate: panel => void this.activated.push(panel)
  });

  /** One more view of the model. */
  open(isVisible = true): NotebookPanel {
    const content = NBTestUtils.createNotebook();
    content.model = this.model;
    Widget.attach(content, document.body);
    this.widgets.push(content);
    const panel = {
      content,
      context: { sessionContext: {} as ISessionContext, model: this.model },
      isDisposed: false,
      isVisible,
      disposed: new Signal<object, void>({})
    } as unknown as NotebookPanel;
    this.views.add(panel);
    return panel;
  }

  readonly widgets: Widget[] = [];
}

let bench: Bench;

beforeEach(() => {
  // jsdom lays nothing out.
  Element.prototype.scrollIntoView = () => undefined;
  bench = new Bench();
});

afterEach(() => {
  bench.widgets.forEach(widget => widget.dispose());
  jest.restoreAllMocks();
});

describe('running cells', () => {
  it('runs them in the order of the notebook and leaves the selection alone', async () => {
    const { content } = bench.open();
    content.activeCellIndex = 1;
    const ran = jest.spyOn(NotebookActions, 'runCells').mockResolvedValue(true);
    await bench.views.run(['c', 'gone', 'a']);
    expect(ran.mock.calls[0]?.[1].map(cell => cell.model.id)).toEqual(['a', 'c']);
    expect(content.activeCellIndex).toBe(1);
    await bench.views.run([]);
    await bench.views.run(['gone']);
    expect(ran).toHaveBeenCalledTimes(1);
  });

  it('lets somebody who was typing type on', async () => {
    const { content } = bench.open();
    content.activeCellIndex = 0;
    // jsdom cannot focus an editor; anything in the notebook will do.
    content.node.append(Object.assign(document.createElement('button'), { id: 'focus' }));
    document.getElementById('focus')!.focus();
    content.mode = 'edit';
    jest.spyOn(NotebookActions, 'runCells').mockImplementation(async () => {
      content.mode = 'command';
      return true;
    });
    const done = bench.views.run(['c']);
    expect(content.mode).toBe('edit');
    await done;
  });

  it('runs one after the other where JupyterLab cannot run several (4.0)', async () => {
    const { content } = bench.open();
    content.activeCellIndex = 0;
    content.select(content.widgets[1]!);
    const active: number[] = [];
    const runCells = NotebookActions.runCells;
    Object.assign(NotebookActions, { runCells: undefined });
    jest.spyOn(NotebookActions, 'run').mockImplementation(async () => {
      active.push(content.activeCellIndex);
      return true;
    });
    await bench.views.run(['b', 'c']);
    Object.assign(NotebookActions, { runCells });
    expect(active).toEqual([1, 2]);
    expect(content.activeCellIndex).toBe(0);
    expect(content.isSelected(content.widgets[1]!)).toBe(true);
  });

  it('does not mind a run that fails: the cell shows it', async () => {
    bench.open();
    jest.spyOn(NotebookActions, 'runCells').mockRejectedValue(new Error('shown elsewhere'));
    await expect(bench.views.run(['a'])).resolves.toBeUndefined();
  });
});

describe('showing a place', () => {
  it('goes to the cell and puts the cursor there', async () => {
    const panel = bench.open();
    jest.spyOn(panel.content, 'scrollToItem').mockResolvedValue(undefined);
    await bench.views.reveal('b', 6);
    expect(bench.activated).toEqual([panel]);
    expect(panel.content.activeCellIndex).toBe(1);
    expect(panel.content.mode).toBe('edit');
    expect(panel.content.activeCell?.editor?.getCursorPosition()).toEqual({ line: 1, column: 2 });
    await bench.views.reveal('b', 999);
    expect(panel.content.activeCell?.editor?.getCursorPosition()).toEqual({ line: 1, column: 5 });
    await bench.views.reveal('gone', 0);
    expect(panel.content.activeCellIndex).toBe(1);
  });

  it('renders a placeholder first', async () => {
    const { content } = bench.open();
    const cell = content.widgets[2]!;
    jest.spyOn(content, 'scrollToItem').mockResolvedValue(undefined);
    jest.spyOn(cell, 'isPlaceholder').mockReturnValue(true);
    const render = jest.spyOn(content, 'renderCellOutputs').mockImplementation(() => undefined);
    await bench.views.reveal('c', 0);
    expect(render).toHaveBeenCalledWith(2);
  });
});

describe('several views', () => {
  it('uses the visible one that was used last', () => {
    const [first, second, hidden] = [bench.open(), bench.open(), bench.open(false)];
    first.content.activeCellIndex = 0;
    second.content.activeCellIndex = 1;
    hidden.content.activeCellIndex = 2;
    expect(bench.views.active).toBe('b');
    bench.views.touch(first);
    expect(bench.views.active).toBe('a');
    bench.views.remove(first);
    bench.views.remove(second);
    expect(bench.views.active).toBe('c');
    bench.views.remove(hidden);
    expect(bench.views.active).toBeNull();
    expect(bench.views.size).toBe(0);
  });
});
