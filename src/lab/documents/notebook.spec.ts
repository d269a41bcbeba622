import type { NotebookDocument } from './notebook';
import type { ICell } from '../../engine';
import type { DocumentChange } from '../../tokens';
import { FAILURE, FakeKernel, FakeNotebook } from '../testing/fake-context';

function cells(notebook: FakeNotebook): readonly ICell[] {
  return notebook.document.snapshot().cells;
}

describe('what a notebook document is', () => {
  it('reads cells, tags and metadata', () => {
    const notebook = new FakeNotebook(['x = 1', 'await f()']);
    notebook.cell(1).setMetadata('tags', ['one', 2 as never]);
    notebook.cell(1).setMetadata('editable', false);
    notebook.model.setMetadata('async-doctor', { ignore: ['asyncio-run', 7 as never], mine: true });
    expect(notebook.document.path).toBe('folder/fake.ipynb');
    expect(notebook.document.snapshot()).toMatchObject({
      kind: 'notebook',
      language: 'python',
      ignored: ['asyncio-run'],
      editable: true,
      cells: [
        { id: 'a', kind: 'code', source: 'x = 1', tags: [], editable: true },
        { id: 'b', source: 'await f()', tags: ['one'], editable: false }
      ]
    });
  });

  it('keeps what has not changed as the same object', () => {
    const notebook = new FakeNotebook(['x = 1', 'y = 2']);
    notebook.run(0, [FAILURE]);
    const before = notebook.document.snapshot();
    expect(notebook.document.snapshot()).toBe(before);
    notebook.cell(1).sharedModel.updateSource(0, 0, '# ');
    const after = notebook.document.snapshot();
    expect(after).not.toBe(before);
    expect(after.cells[0]).toBe(before.cells[0]);
    expect(after.cells[1]?.source).toBe('# y = 2');
    notebook.cell(0).outputs.add({ output_type: 'stream', name: 'stdout', text: 'more' });
    expect(cells(notebook)[0]?.outputs[0]).toBe(before.cells[0]?.outputs[0]);
    expect(cells(notebook)[0]?.outputs).toHaveLength(2);
  });

  it('sees text appended to a stream', () => {
    const notebook = new FakeNotebook(['x']);
    const changes: DocumentChange[] = [];
    notebook.document.changed.connect((_, change) => changes.push(change));
    const { outputs } = notebook.cell(0);
    outputs.add({ output_type: 'stream', name: 'stderr', text: 'one ' });
    outputs.add({ output_type: 'stream', name: 'stderr', text: 'two' });
    expect(cells(notebook)[0]?.outputs).toEqual([{ type: 'stream', name: 'stderr', text: 'one two' }]);
    expect(changes.filter(change => change === 'evidence').length).toBeGreaterThanOrEqual(2);
  });

  it('cuts a huge text and looks at a growing one now and then only', () => {
    jest.useFakeTimers();
    const notebook = new FakeNotebook(['x']);
    let looks = 0;
    notebook.document.changed.connect(() => looks++);
    const { outputs } = notebook.cell(0);
    for (let index = 0; index < 30; index++) {
      outputs.add({ output_type: 'stream', name: 'stdout', text: `${index}${'x'.repeat(10_000)}\n` });
    }
    expect(looks).toBeLessThan(8);
    jest.advanceTimersByTime(2000);
    const [output] = cells(notebook)[0]?.outputs ?? [];
    const text = output?.type === 'stream' ? output.text : '';
    expect(text.length).toBe(200_002);
    expect(text.startsWith('0xxx')).toBe(true);
    expect(text.endsWith('xxx\n')).toBe(true);
    jest.useRealTimers();
  });

  it('knows results and displays by their plain text', () => {
    const notebook = new FakeNotebook(['x']);
    const { outputs } = notebook.cell(0);
    const data = { 'text/plain': ['<coroutine ', 'object>'], 'image/png': 'AAAA' };
    outputs.add({ output_type: 'execute_result', data, metadata: {}, execution_count: 1 });
    outputs.add({ output_type: 'display_data', data: { 'image/png': 'AAAA' }, metadata: {} });
    outputs.add({ output_type: 'display_data', data: { 'text/plain': 'shown' }, metadata: {} });
    expect(cells(notebook)[0]?.outputs).toEqual([
      { type: 'result', text: '<coroutine object>' },
      { type: 'display', text: 'shown' }
    ]);
  });

  it('is read-only as a whole where the file is', () => {
    const notebook = new FakeNotebook(['x']);
    expect(notebook.document.snapshot().editable).toBe(true);
    notebook.file.writable = false;
    notebook.fileChanged.emit({});
    expect(notebook.document.snapshot().editable).toBe(false);
    expect(cells(notebook)[0]?.editable).toBe(false);
    expect(notebook.document.tag('a', 't')).toMatch(/read-only/);
    expect(notebook.document.ignoreInDocument('r')).toMatch(/read-only/);
  });

  it.each([
    [{ language_info: { name: 'R' } }, 'r'],
    [{ language_info: { name: 'ipython' } }, 'python'],
    [{ kernelspec: { name: 'ir', display_name: '' } }, 'r'],
    [{ kernelspec: { name: 'python3', display_name: '' } }, 'python'],
    [{ kernelspec: { name: 'x', display_name: '', language: 'Julia' } }, 'julia'],
    [{}, '']
  ])('reads the language from %j', (metadata, language) => {
    const notebook = new FakeNotebook(['x']);
    notebook.model.sharedModel.deleteMetadata('language_info');
    notebook.model.sharedModel.deleteMetadata('kernelspec');
    for (const [key, value] of Object.entries(metadata)) {
      notebook.model.setMetadata(key, value);
    }
    expect(notebook.document.snapshot().language).toBe(language);
  });

  it('believes the kernel more than the file', async () => {
    const notebook = new FakeNotebook(['x']);
    const kernel = new FakeKernel('k', 'julia');
    notebook.session.connect(kernel);
    await kernel.info;
    expect(notebook.document.snapshot()).toMatchObject({
      language: 'julia',
      kernel: { implementation: 'ipython', version: '3.12.1', subshells: false }
    });
  });

  it('knows a kernel that answers widgets in threads of their own', async () => {
    const notebook = new FakeNotebook(['x']);
    const kernel = new FakeKernel('k', 'python', ['kernel subshells', 'debugger']);
    notebook.session.connect(kernel);
    await kernel.info;
    expect(notebook.document.snapshot().kernel).toMatchObject({ subshells: true });
  });

  it('writes tags and ignored rules once and keeps what else is there', () => {
    const notebook = new FakeNotebook(['x']);
    notebook.model.setMetadata('async-doctor', { ignore: ['one'], other: 1 });
    notebook.cell(0).setMetadata('tags', ['mine']);
    for (let times = 0; times < 2; times++) {
      expect(notebook.document.tag('a', 'async-doctor-ignore')).toBeNull();
      expect(notebook.document.ignoreInDocument('two')).toBeNull();
    }
    expect(notebook.cell(0).getMetadata('tags')).toEqual(['mine', 'async-doctor-ignore']);
    expect(notebook.model.getMetadata('async-doctor')).toEqual({ ignore: ['one', 'two'], other: 1 });
    expect(notebook.document.tag('gone', 't')).toMatch(/gone/);
  });
});

describe('cells that come, go and move', () => {
  it('follows a moved cell though its model is a new one', () => {
    const notebook = new FakeNotebook(['one', 'two', 'three']);
    notebook.run(0, [FAILURE]);
    notebook.model.sharedModel.moveCell(0, 2);
    expect(cells(notebook).map(cell => cell.id)).toEqual(['b', 'c', 'a']);
    expect(notebook.document.hasRun('a')).toBe(true);
    expect(cells(notebook)[2]).toMatchObject({ source: 'one', ranSource: 'one' });
    notebook.cell(2).sharedModel.updateSource(0, 0, '# ');
    expect(cells(notebook)[2]?.source).toBe('# one');
  });

  it('takes the state that a moved cell is given for no run', () => {
    const notebook = new FakeNotebook(['one', 'two']);
    notebook.run(0, [FAILURE]);
    const ran: string[] = [];
    notebook.document.ran.connect((_, cell) => ran.push(cell));
    notebook.model.sharedModel.moveCell(0, 1);
    notebook.cell(1).executionState = 'running';
    notebook.cell(1).executionState = 'idle';
    expect(ran).toEqual([]);
    expect(notebook.document.isOwnRun('a')).toBe(true);
  });

  it('hears the end of a run whose cell was moved meanwhile', () => {
    const notebook = new FakeNotebook(['one', 'two']);
    const ran: string[] = [];
    notebook.document.ran.connect((_, cell) => ran.push(cell));
    const cell = { model: notebook.cell(0) } as unknown as Parameters<NotebookDocument['scheduled']>[0];
    notebook.document.scheduled(cell);
    notebook.model.sharedModel.moveCell(0, 1);
    notebook.cell(1).executionCount = 1;
    notebook.document.executed({ cell, success: true });
    expect(ran).toEqual(['a']);
    expect(notebook.document.isOwnRun('a')).toBe(true);
  });

  it('knows a run that this browser did not ask for', () => {
    const notebook = new FakeNotebook(['one']);
    const ran: string[] = [];
    notebook.document.ran.connect((_, cell) => ran.push(cell));
    notebook.cell(0).executionState = 'running';
    notebook.cell(0).executionCount = 7;
    notebook.cell(0).outputs.add(FAILURE);
    notebook.cell(0).executionState = 'idle';
    expect(ran).toEqual(['a', 'a']);
    expect(notebook.document.hasRun('a')).toBe(true);
    expect(notebook.document.isOwnRun('a')).toBe(false);
  });

  it('leaves nothing of a deleted cell behind', () => {
    const notebook = new FakeNotebook(['one', 'two']);
    const gone = notebook.cell(0);
    notebook.model.sharedModel.deleteCell(0);
    expect(cells(notebook).map(cell => cell.id)).toEqual(['b']);
    expect(gone.isDisposed).toBe(true);
  });

  it('takes a copied cell for one that has not run', () => {
    const notebook = new FakeNotebook(['one']);
    notebook.run(0, [FAILURE]);
    notebook.model.sharedModel.insertCell(1, { ...notebook.cell(0).toJSON(), id: 'copy' } as never);
    expect(notebook.document.hasRun('copy')).toBe(false);
    expect(cells(notebook)[1]).toMatchObject({ id: 'copy', ranSource: null });
  });

  it('knows that the outputs of a split cell are not those of its first half', () => {
    const notebook = new FakeNotebook(['one\ntwo']);
    notebook.run(0, [FAILURE]);
    notebook.cell(0).sharedModel.updateSource(3, 7, '');
    notebook.model.sharedModel.insertCell(1, { cell_type: 'code', id: 'half', source: 'two', metadata: {} });
    expect(cells(notebook)[0]).toMatchObject({ source: 'one', ranSource: 'one\ntwo' });
    expect(notebook.document.hasRun('half')).toBe(false);
  });

  it('says nothing after it was closed', () => {
    const notebook = new FakeNotebook(['one']);
    let changes = 0;
    notebook.document.changed.connect(() => changes++);
    notebook.document.dispose();
    notebook.cell(0).sharedModel.setSource('two');
    notebook.cell(0).outputs.add(FAILURE);
    notebook.session.connect(new FakeKernel('k'));
    expect(changes).toBe(0);
    expect(notebook.document.isDisposed).toBe(true);
  });
});
