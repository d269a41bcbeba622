import { Clipboard } from '@jupyterlab/apputils';
import { nullTranslator } from '@jupyterlab/translation';
import { FakeDocument, cell, replacement } from '../testing/fake-findings';
import { preview } from './preview';

const BEFORE = 'x = 1\nrows = asyncio.run(fetch(6))\nprint(rows)';
const AFTER = 'x = 1\nrows = await fetch(6)\nprint(rows)';

async function open(fix = replacement('a', BEFORE, AFTER)) {
  const doc = new FakeDocument([cell('a', BEFORE, { executionCount: 2 }), cell('b', 'y = 2')]);
  const answer = preview(doc, fix, nullTranslator.load(''), null);
  await new Promise(resolve => setTimeout(resolve, 50));
  const node = document.querySelector<HTMLElement>('[role="dialog"]')!;
  const button = (name: string): HTMLElement =>
    [...node.querySelectorAll('button')].find(each => each.textContent!.trim() === name)!;
  return { answer, node, button };
}

afterEach(() => {
  document.body.replaceChildren();
});

describe('preview', () => {
  it('shows the text before and after and can be cancelled', async () => {
    const { answer, node, button } = await open();
    expect(node.getAttribute('aria-label')).toBe('Replace asyncio.run() with await');
    expect(node.textContent).toContain('1 edit in cell [2]');
    const diff = node.querySelector('[aria-label="Change in cell [2]"]')!;
    expect(diff.textContent).toContain('rows = await fetch(6)');
    expect(diff.textContent).toContain('rows = asyncio.run(fetch(6))');
    expect(diff.getAttribute('contenteditable')).toBe('false');
    button('Cancel').click();
    await expect(answer).resolves.toBe(false);
  });

  it('says yes on Apply', async () => {
    const { answer, button } = await open();
    button('Apply').click();
    await expect(answer).resolves.toBe(true);
  });

  it('names every cell, and what else changes', async () => {
    const fix = replacement('a', BEFORE, AFTER, {
      note: 'Stop then raises CancelledError.',
      edits: [
        { cell: 'a', from: 0, to: BEFORE.length, text: AFTER },
        { cell: 'b', from: 0, to: 5, text: 'y = 3' }
      ],
      sources: { a: BEFORE, b: 'y = 2' }
    });
    const { answer, node, button } = await open(fix);
    expect(node.textContent).toContain('2 edits in 2 cells: cell [2], cell 2');
    expect(node.textContent).toContain('Stop then raises CancelledError.');
    expect(node.querySelectorAll('.cm-editor')).toHaveLength(2);
    button('Cancel').click();
    await answer;
  });

  it('offers to copy what cannot be applied', async () => {
    const { answer, button } = await open(replacement('a', BEFORE, AFTER, { applicability: 'display' }));
    expect(button('Apply')).toBeUndefined();
    const copy = jest.spyOn(Clipboard, 'copyToSystem').mockImplementation(() => undefined);
    button('Copy').click();
    await expect(answer).resolves.toBe(false);
    expect(copy).toHaveBeenCalledWith(AFTER);
  });

  it('shows a very long text as its changed lines', async () => {
    const long = `${BEFORE}\n${'# x\n'.repeat(100000)}`;
    const { answer, node, button } = await open(replacement('a', long, long.replace(BEFORE, AFTER)));
    expect(node.querySelector('.cm-editor')).toBeNull();
    expect([...node.querySelectorAll('del, ins')].map(each => each.textContent)).toEqual([
      '− rows = asyncio.run(fetch(6))',
      '+ rows = await fetch(6)'
    ]);
    button('Cancel').click();
    await answer;
  });
});
