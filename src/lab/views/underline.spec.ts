import { diagnosticCount, forEachDiagnostic } from '@codemirror/lint';
import type { Diagnostic } from '@codemirror/lint';
import { EditorView } from '@codemirror/view';
import type { CodeEditor } from '@jupyterlab/codeeditor';
import type { IFinding } from '../../engine';
import { FakeActions, FakeDocument, FakeFindings, cell, finding, replacement } from '../testing/fake-findings';
import { Underlines } from './underline';

const SOURCE = 'rows = asyncio.run(fetch(6))';

const settle = (): Promise<unknown> => new Promise(resolve => setTimeout(resolve, 50));

function setup(found: readonly IFinding[], shared?: object) {
  const doc = new FakeDocument([cell('a', SOURCE)]);
  const store = new FakeFindings();
  const actions = new FakeActions(store);
  const all = new Underlines(store, actions, 'Async Doctor');
  store.say(doc, found);
  const model = {
    type: 'code',
    id: 'a',
    sharedModel: { notebook: shared ?? doc.shared }
  } as unknown as CodeEditor.IModel;
  const view = new EditorView({
    doc: SOURCE,
    parent: document.body,
    extensions: all.extension(model)
  });
  const marks = (): Diagnostic[] => {
    const list: Diagnostic[] = [];
    forEachDiagnostic(view.state, each => list.push(each));
    return list;
  };
  return { doc, store, actions, all, model, view, marks };
}

const one = finding('a', SOURCE, { from: 7, to: 28 });

describe('underlines', () => {
  it('mark what the store knows already', async () => {
    const { marks } = setup([one]);
    await settle();
    expect(marks()).toMatchObject([{ from: 7, to: 28, severity: 'error', source: 'Async Doctor' }]);
    expect(marks()[0]!.message).toMatch(/^asyncio\.run\(\) cannot start .* The kernel already runs one/);
  });

  it('are there from the start in an editor that is made later', async () => {
    const { all, model, marks } = setup([one]);
    await settle();
    expect(marks()).toHaveLength(1);
    const later = new EditorView({ doc: SOURCE, extensions: all.extension(model) });
    const dispatch = jest.spyOn(later, 'dispatch');
    await new Promise(resolve => setTimeout(resolve, 500));
    expect(diagnosticCount(later.state)).toBe(1);
    expect(dispatch).toHaveBeenCalledTimes(1);
  });

  it('come and go with the store, without waiting for a pause', async () => {
    const { doc, store, view, marks } = setup([]);
    await settle();
    expect(diagnosticCount(view.state)).toBe(0);
    store.say(doc, [one]);
    await settle();
    expect(marks()).toHaveLength(1);
    store.say(doc, []);
    await settle();
    expect(marks()).toHaveLength(0);
  });

  it('are not drawn on another text', async () => {
    const { marks } = setup([finding('a', 'other', { from: 0, to: 5 })]);
    await settle();
    expect(marks()).toHaveLength(0);
  });

  it('belong to one document, not to its copy', async () => {
    const { marks } = setup([one], {});
    await settle();
    expect(marks()).toHaveLength(0);
  });

  it('can be switched off and on', async () => {
    const { doc, store, marks } = setup([one]);
    await settle();
    store.surfaces = { ...store.surfaces, underlines: false };
    store.changed.emit(doc);
    await settle();
    expect(marks()).toHaveLength(0);
    store.surfaces = { ...store.surfaces, underlines: true };
    store.changed.emit(doc);
    await settle();
    expect(marks()).toHaveLength(1);
  });

  it('offer what can be done, through the actions', async () => {
    const { store, actions, view, marks } = setup([one]);
    store.answers.set(one.key, { fixes: [replacement('a', SOURCE, 'rows = await fetch(6)')], refusal: null });
    await settle();
    const offered = marks()[0]!.actions!;
    expect(offered.map(each => each.name)).toEqual(['Rewrite', 'Preview', 'Why']);
    offered[0]!.apply(view, 7, 28);
    expect(actions.asked).toEqual(['rewrite a']);
    expect(view.state.doc.toString()).toBe(SOURCE);
  });

  it('ask for fixes only when somebody looks', async () => {
    const { store, marks } = setup([one]);
    const fixes = jest.spyOn(store, 'fixes');
    await settle();
    expect(fixes).not.toHaveBeenCalled();
    expect(marks()[0]!.actions).toBeDefined();
    expect(fixes).toHaveBeenCalled();
  });

  it('stay inside the text', async () => {
    const { marks } = setup([finding('a', SOURCE, { from: 20, to: 4000 })]);
    await settle();
    expect(marks()).toMatchObject([{ from: 20, to: 28 }]);
  });

  it('survive a store that speaks in the middle of an edit, and an editor that is gone', async () => {
    const { doc, store, view, marks } = setup([one]);
    await settle();
    const text = `${SOURCE}!`;
    store.say(doc, [finding('a', text, { from: 7, to: 28 })]);
    view.dispatch({ changes: { from: SOURCE.length, insert: '!' } });
    await settle();
    expect(marks()).toMatchObject([{ from: 7, to: 28 }]);
    view.destroy();
    expect(() => store.say(doc, [])).not.toThrow();
    await settle();
  });
});
