import { Findings } from './findings';
import { engineOf, FakeAnalysis } from './testing/fake-analysis';
import { FakeNotebook, trans } from './testing/fake-context';

it('does not count a cell that is too long as read', async () => {
  const store = new Findings(trans, engineOf(new FakeAnalysis()));
  const { document } = new FakeNotebook(['x = 1', 'y'.repeat(1_000_001), 'z'.repeat(1_000_000)]);
  store.register(document);
  await Promise.resolve();
  expect(store.cellsRead(document)).toEqual({ read: 2, total: 3, tooLong: 1 });
});

it('counts nothing as too long where nothing is read at all', async () => {
  const store = new Findings(trans, engineOf(new FakeAnalysis()));
  const { document, model } = new FakeNotebook(['y'.repeat(1_000_001)]);
  model.setMetadata('language_info', { name: 'R' });
  store.register(document);
  await Promise.resolve();
  expect(store.cellsRead(document)).toEqual({ read: 0, total: 1, tooLong: 0 });
});
