import type { Cell } from '@jupyterlab/cells';
import { nullTranslator } from '@jupyterlab/translation';
import { PanelLayout, Widget } from '@lumino/widgets';
import type { IFinding } from '../../../engine';
import {
  FakeActions,
  FakeDocument,
  FakeFindings,
  cell as codeCell,
  finding,
  replacement
} from '../../testing/fake-findings';
import type { BannerCard } from './card';
import { BannerStack } from './stack';

const SOURCE = 'rows = asyncio.run(fetch(6))';

/** As much of a cell as a stack looks at. */
function fakeCell(placeholder = false): { cell: Cell; render: () => void } {
  const cell = new Widget();
  const layout = (cell.layout = new PanelLayout());
  const render = (): void => {
    for (const name of ['header', 'inputWrapper', 'outputWrapper', 'footer']) {
      const part = new Widget();
      part.addClass(`jp-Cell-${name}`);
      layout.addWidget(part);
    }
  };
  let ready = (): void => undefined;
  const promise = new Promise<void>(resolve => (ready = resolve));
  if (!placeholder) {
    render();
  }
  Object.assign(cell, { isPlaceholder: () => placeholder, ready: promise, model: { id: 'a' } });
  Widget.attach(cell, document.body);
  return {
    cell: cell as unknown as Cell,
    render: () => {
      render();
      ready();
    }
  };
}

function setup(findings: IFinding[], placeholder = false) {
  const doc = new FakeDocument([codeCell('a', SOURCE)]);
  const store = new FakeFindings();
  const actions = new FakeActions(store);
  for (const each of findings) {
    store.answers.set(each.key, { fixes: [replacement('a', SOURCE, 'rows = await fetch(6)')], refusal: null });
  }
  store.say(doc, findings);
  const { cell, render } = fakeCell(placeholder);
  const leave = jest.fn();
  const openPanel = jest.fn();
  const trans = nullTranslator.load('');
  const later = (card: BannerCard): void => card.refresh();
  const stack = new BannerStack(cell, { store, actions, document: doc, trans, openPanel, later }, leave);
  stack.present(findings);
  const buttons = (): string[] => [...stack.node.querySelectorAll('button')].map(each => each.textContent ?? '');
  const button = (label: string): HTMLButtonElement =>
    [...stack.node.querySelectorAll('button')].find(each => each.textContent === label)!;
  return { doc, store, actions, cell, render, leave, openPanel, stack, buttons, button };
}

function press(target: Element, key: string, init: KeyboardEventInit = {}): { reached: boolean; prevented: boolean } {
  let reached = false;
  const listener = (): void => void (reached = true);
  // Where the earliest of the hosts listens.
  document.addEventListener('keydown', listener, true);
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...init });
  target.dispatchEvent(event);
  document.removeEventListener('keydown', listener, true);
  return { reached, prevented: event.defaultPrevented };
}

afterEach(() => {
  document.body.replaceChildren();
});

describe('BannerStack', () => {
  it('stands between input and output', () => {
    const { cell } = setup([finding('a', SOURCE)]);
    const classes = (cell.layout as PanelLayout).widgets.map(each => each.node.className.split(' ').pop());
    expect(classes).toEqual([
      'jp-Cell-header',
      'jp-Cell-inputWrapper',
      'jp-AsyncDoctorBanners',
      'jp-Cell-outputWrapper',
      'jp-Cell-footer'
    ]);
  });

  it('keeps the names that people and tests rely on', () => {
    const { stack, buttons } = setup([finding('a', SOURCE)]);
    const banner = stack.node.querySelector<HTMLElement>('.jp-AsyncDoctorBanner')!;
    expect(banner.getAttribute('role')).toBe('group');
    expect(banner.getAttribute('aria-label')).toMatch(/^asyncio\.run\(\) cannot start a second event loop here\./);
    expect(banner.dataset['rule']).toBe('asyncio-run');
    expect(banner.dataset['level']).toBe('error');
    expect(buttons()).toEqual(['Rewrite and run', 'Rewrite', 'Preview', 'Why', 'Ignore']);
    expect([...banner.querySelectorAll('del, ins')].map(each => each.textContent)).toEqual([
      '− rows = asyncio.run(fetch(6))',
      '+ rows = await fetch(6)'
    ]);
  });

  it('says why there is no rewrite', () => {
    const found = finding('a', SOURCE);
    const { store, stack, buttons } = setup([found]);
    store.answers.set(found.key, { fixes: [], refusal: 'The cell is read-only.' });
    stack.present([found]);
    expect(buttons()).toEqual(['Why', 'Ignore']);
    expect(stack.node.textContent).toContain('The cell is read-only.');
  });

  it('shows what the kernel said as text', () => {
    const { stack } = setup([
      finding('a', SOURCE, { title: '<img src=x onerror=alert(1)>', message: '<b>no</b> [31mred' })
    ]);
    expect(stack.node.querySelector('img, b, script')).toBeNull();
    expect(stack.node.textContent).toContain('<img src=x onerror=alert(1)>');
  });

  it('shows three banners at most and sends on to the panel', () => {
    const many = [0, 1, 2, 3, 4].map(index => finding('a', SOURCE, { key: `asyncio-run a ${index}` }));
    const { stack, button, openPanel } = setup(many);
    expect(stack.node.querySelectorAll('.jp-AsyncDoctorBanner')).toHaveLength(3);
    button('and 2 more in the panel').click();
    expect(openPanel).toHaveBeenCalledTimes(1);
    stack.present(many.slice(0, 3));
    expect(button('and 2 more in the panel')).toBeUndefined();
  });

  it('waits for a placeholder without building anything', async () => {
    const { stack, render } = setup([finding('a', SOURCE)], true);
    expect(stack.parent).toBeNull();
    expect(stack.node.children).toHaveLength(0);
    render();
    await Promise.resolve();
    expect(stack.node.querySelectorAll('.jp-AsyncDoctorBanner')).toHaveLength(1);
  });

  it('keeps its elements and the focus while it would look the same, and acts on the newest finding', () => {
    const { stack, button, actions } = setup([finding('a', SOURCE)]);
    const before = button('Rewrite');
    before.focus();
    stack.present([finding('a', SOURCE)]);
    expect(button('Rewrite')).toBe(before);
    expect(document.activeElement).toBe(before);
    stack.present([finding('a', SOURCE, { message: 'Other words.' })]);
    expect(document.activeElement).toBe(button('Rewrite'));
    button('Rewrite').click();
    expect(actions.asked).toEqual(['rewrite a']);
  });

  it('gives the focus back to the cell when the focused banner goes', () => {
    const other = finding('a', SOURCE, { key: 'other', rule: 'dropped-task' });
    const { stack, button, leave } = setup([finding('a', SOURCE), other]);
    button('Rewrite').focus();
    stack.present([other]);
    expect(leave).toHaveBeenCalledTimes(1);
  });

  it('does not start an action twice', async () => {
    const { actions, button } = setup([finding('a', SOURCE)]);
    button('Rewrite and run').click();
    button('Rewrite and run').click();
    expect(actions.asked).toEqual(['rewrite-and-run a']);
    await new Promise(resolve => setTimeout(resolve));
    button('Rewrite and run').click();
    expect(actions.asked).toHaveLength(2);
  });

  it('keeps plain keys from the notebook', () => {
    const { button } = setup([finding('a', SOURCE)]);
    const target = button('Rewrite');
    target.focus();
    for (const key of ['a', 'b', 'd', 'M', 'ArrowDown', 'Enter', ' ', 'Delete']) {
      expect([key, press(target, key)]).toEqual([key, { reached: false, prevented: false }]);
    }
    expect(press(target, 'Tab').reached).toBe(true);
    expect(press(target, 's', { ctrlKey: true }).reached).toBe(true);
    expect(press(target, 'Enter', { shiftKey: true }).reached).toBe(true);
  });

  it('lets keys pass that are pressed elsewhere', () => {
    const { stack, button } = setup([finding('a', SOURCE)]);
    button('Why').focus();
    expect(press(document.body, 'b').reached).toBe(true);
    stack.dispose();
    expect(press(document.body, 'b').reached).toBe(true);
  });

  it('goes back to the cell on Escape', () => {
    const { button, leave } = setup([finding('a', SOURCE)]);
    button('Why').focus();
    expect(press(button('Why'), 'Escape')).toEqual({ reached: false, prevented: true });
    expect(leave).toHaveBeenCalledTimes(1);
  });

  it('offers four places to ignore a finding, by keyboard too', () => {
    const { actions, button, leave } = setup([finding('a', SOURCE)]);
    button('Ignore').focus();
    button('Ignore').click();
    const menu = (): HTMLElement | null => document.querySelector('[role="menu"]');
    const items = [...menu()!.querySelectorAll<HTMLElement>('[role="menuitem"]')];
    expect(items.map(each => each.textContent)).toEqual([
      'On this line',
      'In this cell',
      'In this notebook',
      'Everywhere'
    ]);
    expect(button('Ignore').getAttribute('aria-expanded')).toBe('true');
    expect(document.activeElement).toBe(items[0]);
    press(items[0]!, 'ArrowDown');
    expect(document.activeElement).toBe(items[1]);
    press(items[1]!, 'Escape');
    expect(menu()).toBeNull();
    expect(leave).not.toHaveBeenCalled();
    expect(document.activeElement).toBe(button('Ignore'));
    button('Ignore').click();
    menu()!.querySelectorAll<HTMLElement>('[role="menuitem"]')[3]!.click();
    expect(actions.asked).toEqual(['ignore a everywhere']);
  });

  it('leaves nothing behind', () => {
    const { stack, cell } = setup([finding('a', SOURCE)]);
    stack.dispose();
    expect(cell.node.querySelector('.jp-AsyncDoctorBanners')).toBeNull();
    expect(cell.node.querySelector('.jp-AsyncDoctorBanner')).toBeNull();
  });
});
