import { FAILURE, FakeKernel, FakeNotebook } from '../testing/fake-context';

type Executed = Parameters<FakeNotebook['document']['executed']>[0];

/** The widget of a cell, as far as runs are concerned. */
function widget(notebook: FakeNotebook, index: number): Executed['cell'] {
  return { model: notebook.cell(index) } as unknown as Executed['cell'];
}

describe('who ran what', () => {
  it('knows the text that ran and who asked for it', () => {
    const notebook = new FakeNotebook(['one', 'two']);
    const ran: string[] = [];
    notebook.document.ran.connect((_, cell) => ran.push(cell));
    notebook.run(0);
    notebook.cell(0).sharedModel.setSource('changed');
    expect(notebook.document.snapshot().cells[0]).toMatchObject({ source: 'changed', ranSource: 'one' });
    expect(notebook.document.hasRun('a')).toBe(true);
    expect(notebook.document.isOwnRun('a')).toBe(true);
    expect(notebook.document.hasRun('b')).toBe(false);
    expect(ran).toEqual(['a']);
  });

  it('takes the text of the request, not what was typed while the cell ran', () => {
    const notebook = new FakeNotebook(['one']);
    const cell = widget(notebook, 0);
    notebook.document.scheduled(cell);
    notebook.cell(0).sharedModel.setSource('typed meanwhile');
    notebook.cell(0).outputs.add(FAILURE);
    expect(notebook.document.hasRun('a')).toBe(true);
    notebook.document.executed({ cell, success: false, error: { errorName: 'E' } });
    expect(notebook.document.snapshot().cells[0]?.ranSource).toBe('one');
  });

  it('does not wait for the end of a run to see a failure, but does for everything else', () => {
    const notebook = new FakeNotebook(['one']);
    notebook.document.scheduled(widget(notebook, 0));
    notebook.cell(0).outputs.add({ output_type: 'stream', name: 'stdout', text: 'working' });
    expect(notebook.document.hasRun('a')).toBe(false);
    notebook.cell(0).outputs.add({ output_type: 'stream', name: 'stderr', text: 'never awaited' });
    expect(notebook.document.hasRun('a')).toBe(true);
  });

  it('takes a cell that was dropped behind a failure for one that has not run', () => {
    const notebook = new FakeNotebook(['one']);
    const ran: string[] = [];
    notebook.document.ran.connect((_, cell) => ran.push(cell));
    const cell = widget(notebook, 0);
    notebook.document.scheduled(cell);
    notebook.document.executed({ cell, success: false, error: {} });
    expect(notebook.document.hasRun('a')).toBe(false);
    expect(ran).toEqual([]);
  });

  it('sees a failure that the server ran: no error is told, but it is in the outputs', () => {
    const notebook = new FakeNotebook(['one']);
    const cell = widget(notebook, 0);
    notebook.document.scheduled(cell);
    notebook.cell(0).outputs.add(FAILURE);
    notebook.document.executed({ cell, success: false, error: null });
    expect(notebook.document.isOwnRun('a')).toBe(true);
  });

  it('knows a run of somebody else from the execution count', () => {
    const notebook = new FakeNotebook(['one']);
    notebook.cell(0).outputs.add(FAILURE);
    expect(notebook.document.hasRun('a')).toBe(false);
    notebook.cell(0).executionCount = 7;
    expect(notebook.document.hasRun('a')).toBe(true);
    expect(notebook.document.isOwnRun('a')).toBe(false);
  });

  it('does not know what outputs from the file belong to, until the text beside them is edited', () => {
    const notebook = new FakeNotebook([]);
    const cell = { cell_type: 'code' as const, id: 'old', source: 'stored', metadata: {}, outputs: [FAILURE] };
    notebook.model.sharedModel.insertCell(0, { ...cell, execution_count: 3 });
    expect(notebook.document.hasRun('old')).toBe(false);
    expect(notebook.document.snapshot().cells[0]?.ranSource).toBeNull();
    notebook.cell(0).sharedModel.setSource('edited');
    expect(notebook.document.snapshot().cells[0]).toMatchObject({ source: 'edited', ranSource: 'stored' });
    notebook.run(0);
    expect(notebook.document.snapshot().cells[0]?.ranSource).toBe('edited');
  });

  it.each(['restart', 'crash', 'other kernel'])('forgets runs at a %s, not what the outputs belong to', how => {
    const notebook = new FakeNotebook(['one']);
    const kernel = new FakeKernel('k');
    notebook.session.connect(kernel);
    notebook.run(0, [FAILURE]);
    if (how === 'restart') {
      notebook.session.statusChanged.emit('restarting');
      expect(notebook.document.hasRun('a')).toBe(false);
      notebook.session.connect(kernel);
    } else if (how === 'crash') {
      notebook.session.statusChanged.emit('autorestarting');
    } else {
      notebook.session.connect(new FakeKernel('k2'));
    }
    expect(notebook.document.hasRun('a')).toBe(false);
    expect(notebook.document.isOwnRun('a')).toBe(false);
    expect(notebook.document.snapshot().cells[0]?.ranSource).toBe('one');
    notebook.run(0);
    expect(notebook.document.hasRun('a')).toBe(true);
  });
});
