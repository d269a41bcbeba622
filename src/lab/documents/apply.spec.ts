import type { IFix } from '../../engine';
import { FakeNotebook } from '../testing/fake-context';

function fix(notebook: FakeNotebook, edits: IFix['edits']): IFix {
  const sources = Object.fromEntries(notebook.document.snapshot().cells.map(cell => [cell.id, cell.source]));
  return { title: 'Change it', applicability: 'safe', edits, sources, note: null };
}

/** Two changes in one cell, given in order of their place. */
const TWO = [
  { cell: 'a', from: 0, to: 12, text: 'await (' },
  { cell: 'a', from: 16, to: 16, text: '  # 🙂' }
];

describe('applying a fix', () => {
  it('changes exactly what it says, and Undo in the cell takes it back byte for byte', () => {
    const notebook = new FakeNotebook(['asyncio.run(f())\n\n# 😀 stay\t\n']);
    const before = notebook.source(0);
    expect(notebook.document.apply(fix(notebook, TWO))).toBeNull();
    expect(notebook.source(0)).toBe('await (f())  # 🙂\n\n# 😀 stay\t\n');
    expect(notebook.cell(0).sharedModel.undo()).toBe(true);
    expect(notebook.source(0)).toBe(before);
    notebook.cell(0).sharedModel.redo();
    expect(notebook.source(0)).toContain('await (f())');
  });

  it('is a step of its own even right after typing', () => {
    const notebook = new FakeNotebook(['asyncio.run(f())']);
    notebook.cell(0).sharedModel.updateSource(16, 16, ' ');
    notebook.document.apply(fix(notebook, [TWO[0]!]));
    notebook.cell(0).sharedModel.updateSource(0, 0, 'x = ');
    notebook.cell(0).sharedModel.undo();
    expect(notebook.source(0)).toBe('await (f()) ');
    notebook.cell(0).sharedModel.undo();
    expect(notebook.source(0)).toBe('asyncio.run(f()) ');
  });

  it.each([true, false])('changes several cells in one step of the notebook (undo per cell: %s)', perCell => {
    const notebook = new FakeNotebook(['one', 'two', 'three'], null, perCell);
    notebook.model.sharedModel.clearUndoHistory();
    const change = fix(notebook, [
      { cell: 'a', from: 0, to: 3, text: 'ONE' },
      { cell: 'c', from: 5, to: 5, text: '!' }
    ]);
    expect(notebook.document.apply(change)).toBeNull();
    expect([0, 1, 2].map(index => notebook.source(index))).toEqual(['ONE', 'two', 'three!']);
    notebook.model.sharedModel.undo();
    expect([0, 1, 2].map(index => notebook.source(index))).toEqual(['one', 'two', 'three']);
    expect(notebook.model.sharedModel.canUndo()).toBe(false);
  });

  it.each([
    ['was edited', (notebook: FakeNotebook) => notebook.cell(1).sharedModel.updateSource(0, 0, ' ')],
    ['gone', (notebook: FakeNotebook) => notebook.model.sharedModel.deleteCell(1)],
    ['locked', (notebook: FakeNotebook) => notebook.cell(1).setMetadata('editable', false)],
    ['read-only', (notebook: FakeNotebook) => (notebook.file.writable = false)],
    ['read-only', (notebook: FakeNotebook) => (notebook.model.readOnly = true)]
  ])('changes nothing at all when a cell %s', (why, happens) => {
    const notebook = new FakeNotebook(['one', 'two']);
    const change = fix(notebook, [
      { cell: 'a', from: 0, to: 3, text: 'ONE' },
      { cell: 'b', from: 0, to: 3, text: 'TWO' }
    ]);
    happens(notebook);
    expect(notebook.document.apply(change)).toContain(why);
    expect(notebook.source(0)).toBe('one');
  });

  it('leaves a cell with Windows line ends alone: its editor would be spoiled', () => {
    const notebook = new FakeNotebook(['x = 1\r\nasyncio.run(f())']);
    expect(notebook.document.snapshot().cells[0]!.editable).toBe(false);
    expect(notebook.document.apply(fix(notebook, [{ cell: 'a', from: 7, to: 7, text: 'y' }]))).toMatch(/Windows/);
    expect(notebook.source(0)).toBe('x = 1\r\nasyncio.run(f())');
  });

  it('refuses an edit outside the cell and a text it was not given', () => {
    const notebook = new FakeNotebook(['one']);
    expect(notebook.document.apply(fix(notebook, [{ cell: 'a', from: 2, to: 9, text: '' }]))).toMatch(/edited/);
    const unknown = { ...fix(notebook, [{ cell: 'a', from: 0, to: 1, text: '' }]), sources: {} };
    expect(notebook.document.apply(unknown)).toMatch(/edited/);
    expect(notebook.source(0)).toBe('one');
  });
});
