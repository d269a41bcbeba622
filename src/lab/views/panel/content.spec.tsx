import { nullTranslator } from '@jupyterlab/translation';
import { Widget } from '@lumino/widgets';
import type { IFinding } from '../../../engine';
import { FakeActions, FakeDocument, FakeFindings, cell, finding, replacement } from '../../testing/fake-findings';
import { createContent } from './content';
import { PanelModel } from './model';

jest.mock('../../../engine', () => ({
  ...jest.requireActual('../../../engine'),
  rules: [
    { id: 'asyncio-run', title: 'asyncio.run() in a cell', level: 'error' },
    { id: 'inline-helper', title: 'A helper that belongs in a module', level: 'off' }
  ]
}));
jest.mock('../../../engine/pages', () => ({ pages: { 'asyncio-run': '# asyncio.run() in a cell\n\nThe loop runs.' } }));

const ONE = 'x = 1\nrows = asyncio.run(fetch(6))';
const TWO = 'watch()';

/** Until nothing has been drawn for a while: frames and timers are slow on a busy machine. */
async function settle(): Promise<void> {
  for (let quiet = 0, last = ''; quiet < 3;) {
    await new Promise(resolve => setTimeout(resolve, 50));
    quiet = document.body.innerHTML === last ? quiet + 1 : 0;
    last = document.body.innerHTML;
  }
}

async function setup(findings?: IFinding[]) {
  const doc = new FakeDocument([cell('a', ONE, { executionCount: 2 }), cell('b', TWO)]);
  const store = new FakeFindings();
  const actions = new FakeActions(store);
  const model = new PanelModel();
  model.visible = true;
  const all = findings ?? [
    finding('a', ONE, { from: 13, to: 34 }),
    finding('b', TWO, { rule: 'dropped-task', level: 'warning', title: 'watch() is dropped.', key: 'dropped b' })
  ];
  store.answers.set('asyncio-run a 0', {
    fixes: [replacement('a', ONE, 'x = 1\nrows = await fetch(6)')],
    refusal: null
  });
  store.say(doc, all);
  const widget = createContent({ store, actions, trans: nullTranslator.load(''), model });
  Widget.attach(widget, document.body);
  await settle();
  const { node } = widget;
  const find = (selector: string): HTMLElement[] => [...node.querySelectorAll<HTMLElement>(selector)];
  const button = (label: string): HTMLElement | undefined => find('button').find(each => each.textContent === label);
  return { doc, store, actions, model, node, find, button };
}

function key(target: Element, name: string): void {
  target.dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true }));
}

afterEach(() => {
  document.body.replaceChildren();
});

describe('the panel', () => {
  it('names its sections and lists findings by cell', async () => {
    const { find, node } = await setup();
    expect(find('section').map(each => each.getAttribute('aria-label'))).toEqual(['Findings', 'Event loop', 'Rules']);
    expect(find('[data-rule]').map(each => ({ ...each.dataset }))).toEqual([
      { rule: 'asyncio-run', level: 'error', cell: '0' },
      { rule: 'dropped-task', level: 'warning', cell: '1' }
    ]);
    expect(find('.jp-AsyncDoctorPanel-where').map(each => each.textContent)).toEqual(['[2] line 2', 'cell 2 line 1']);
    expect(node.textContent).toContain('14 cells read');
    expect(node.textContent).toContain('Python 3.12.1 · ipykernel');
  });

  it('says when a cell is too long to be read', async () => {
    const { doc, store, node } = await setup();
    expect(node.textContent).not.toContain('too long');
    store.tooLong = 1;
    store.say(doc, []);
    await settle();
    expect(node.textContent).toContain('14 cells read, 1 cell is too long to be read');
  });

  it('does not say that there are no findings before it has looked', async () => {
    const { doc, store, node } = await setup([]);
    expect(node.textContent).toContain('No findings in this notebook.');
    store.state = 'waiting';
    store.say(doc, []);
    await settle();
    expect(node.textContent).toContain('Reading the notebook…');
    expect(node.textContent).not.toMatch(/No findings|cells read/);
    store.state = 'failed';
    store.say(doc, []);
    await settle();
    expect(node.textContent).toContain('The notebook was not read');
    expect(node.textContent).not.toMatch(/No findings|cells read/);
  });

  it('opens the first finding with its change and its buttons', async () => {
    const { find, button, actions } = await setup();
    expect(find('del, ins').map(each => each.textContent)).toEqual([
      '− rows = asyncio.run(fetch(6))',
      '+ rows = await fetch(6)'
    ]);
    button('Rewrite')!.click();
    expect(actions.asked).toEqual(['rewrite a']);
  });

  it('jumps on a click and moves with the arrow keys', async () => {
    const { find, doc } = await setup();
    const rows = (): HTMLElement[] => find('.jp-AsyncDoctorPanel-row');
    expect(rows().map(each => each.tabIndex)).toEqual([0, -1]);
    rows()[0]!.focus();
    key(rows()[0]!, 'ArrowDown');
    await settle();
    expect(document.activeElement).toBe(rows()[1]);
    expect(rows().map(each => each.getAttribute('aria-expanded'))).toEqual(['false', 'true']);
    expect(doc.revealed).toEqual([]);
    rows()[1]!.click();
    expect(doc.revealed).toEqual([['b', 0]]);
  });

  it('counts what is safe and fixes it on request', async () => {
    const { button, actions } = await setup();
    button('Fix all safe (1)')!.click();
    expect(actions.asked).toEqual(['fix-all-safe']);
  });

  it('has no button that cannot act', async () => {
    const { find } = await setup([]);
    expect(find('button').some(each => /^Fix all safe/.test(each.textContent ?? ''))).toBe(false);
  });

  it('filters by level and says what it hides', async () => {
    const { find, node } = await setup([finding('b', TWO, { level: 'hint' })]);
    const select = find('[aria-label="Show levels"]')[0] as HTMLSelectElement;
    select.value = 'warning';
    select.dispatchEvent(new Event('change', { bubbles: true }));
    await settle();
    expect(find('[data-rule]')).toHaveLength(0);
    expect(node.textContent).toContain('The filter hides 1 finding.');
  });

  it('says why it is empty', async () => {
    const { store, doc, node } = await setup([]);
    expect(node.textContent).toContain('No findings in this notebook.');
    doc.language = 'r';
    store.changed.emit(doc);
    await settle();
    expect(node.textContent).toContain('This is not a Python notebook.');
    store.setCurrent(null);
    await settle();
    expect(node.textContent).toContain('Open a notebook');
  });

  it('keeps the keyboard somewhere when the focused finding goes', async () => {
    const { find, store, doc } = await setup();
    find('.jp-AsyncDoctorPanel-row')[0]!.focus();
    store.say(doc, store.all.slice(1));
    await settle();
    expect(document.activeElement).toBe(find('.jp-AsyncDoctorPanel-row')[0]);
  });

  it('draws nothing while nobody sees it, and all of it afterwards', async () => {
    const { find, store, doc, model } = await setup();
    model.visible = false;
    store.say(doc, []);
    await settle();
    expect(find('[data-rule]')).toHaveLength(2);
    model.visible = true;
    await settle();
    expect(find('[data-rule]')).toHaveLength(0);
  });

  it('switches rules and sets their levels', async () => {
    const { find, store } = await setup();
    const boxes = find('input[type=checkbox]') as HTMLInputElement[];
    expect(boxes.map(each => each.checked)).toEqual([true, false]);
    expect(boxes.map(each => each.closest('label')!.textContent)).toEqual([
      'asyncio.run() in a cell',
      'A helper that belongs in a module'
    ]);
    boxes[0]!.click();
    boxes[1]!.click();
    const level = find('[aria-label="Level: asyncio.run() in a cell"]')[0] as HTMLSelectElement;
    level.value = 'info';
    level.dispatchEvent(new Event('change', { bubbles: true }));
    expect(store.rulesSet).toEqual([
      ['asyncio-run', 'enabled', false],
      ['inline-helper', 'level', 'warning'],
      ['asyncio-run', 'level', 'info']
    ]);
  });

  it('explains a rule and goes back', async () => {
    const { find, node, model, store, doc, button } = await setup();
    model.page = { rule: 'asyncio-run', document: doc, finding: store.all[0]! };
    await settle();
    const heading = find('[data-rule-page="asyncio-run"]')[0]!;
    expect(heading.textContent).toBe('asyncio.run() in a cell');
    expect(document.activeElement).toBe(heading);
    expect(node.textContent).toContain('asyncio.run() cannot start a second event loop here.');
    expect(node.textContent).toContain('The loop runs.');
    expect(find('ins').map(each => each.textContent)).toEqual(['+ rows = await fetch(6)']);
    button('Back')!.focus();
    button('Back')!.click();
    await settle();
    expect(find('[data-rule]')).toHaveLength(2);
    expect(document.activeElement).toBe(find('.jp-AsyncDoctorPanel-row')[0]);
  });

  it('gives the focus back to what opened an explanation', async () => {
    const { find, model } = await setup();
    const opener = document.createElement('button');
    document.body.append(opener);
    opener.focus();
    model.page = { rule: 'asyncio-run', document: null, finding: null };
    await settle();
    key(find('h2')[0]!, 'Escape');
    await settle();
    expect(document.activeElement).toBe(opener);
  });

  it('says so when the cell has changed since', async () => {
    const { node, model, store, doc } = await setup();
    model.page = { rule: 'asyncio-run', document: doc, finding: store.all[0]! };
    store.say(doc, []);
    await settle();
    expect(node.textContent).toContain('The cell has changed since.');
  });
});
