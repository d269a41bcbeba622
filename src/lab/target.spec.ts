import { chosenFinding, neighbour } from './target';
import { cell, FakeDocument, FakeFindings, finding } from './testing/fake-findings';

const CELLS = ['a', 'b', 'c'].map(id => cell(id, `source ${id}`));
const FOUND = [finding('a', 'source a'), finding('c', 'source c'), finding('c', 'source c', { rule: 'dropped-task' })];

function setUp(active: string | null): { store: FakeFindings; document: FakeDocument } {
  const store = new FakeFindings();
  const document = new FakeDocument(CELLS);
  Object.assign(document, { active });
  store.say(document, FOUND);
  return { store, document };
}

describe('the finding a command is about', () => {
  it.each([
    [{}, 'c', FOUND[1]],
    [{}, 'b', undefined],
    [{}, null, undefined],
    [{ cell: 0 }, 'b', FOUND[0]],
    [{ cell: 9 }, 'b', undefined],
    [{ cell: 'c', rule: 'dropped-task' }, null, FOUND[2]],
    [{ rule: 'nothing' }, 'c', undefined]
  ])('is found by %j in cell %s', (target, active, expected) => {
    const { store, document } = setUp(active);
    expect(chosenFinding(store, document, target)).toBe(expected ?? null);
  });

  it('is none without a document', () => {
    expect(chosenFinding(new FakeFindings(), null, {})).toBeNull();
  });
});

describe('going from finding to finding', () => {
  it.each([
    ['a', null, 1, 0],
    ['b', null, 1, 1],
    ['b', null, -1, 0],
    [null, null, 1, 0],
    [null, null, -1, 2],
    ['a', 0, 1, 1],
    ['c', 1, 1, 2],
    ['c', 2, 1, 0],
    ['a', 0, -1, 2],
    // The person has moved on to another cell since.
    ['a', 2, 1, 0]
  ])('from cell %s, last %s, step %s', (active, last, step, expected) => {
    const { document } = setUp(active);
    const key = last === null ? null : FOUND[last]!.key;
    expect(neighbour(document, FOUND, key, step as 1 | -1)).toBe(FOUND[expected]);
  });

  it('goes nowhere without findings', () => {
    expect(neighbour(setUp('a').document, [], null, 1)).toBeNull();
  });
});
