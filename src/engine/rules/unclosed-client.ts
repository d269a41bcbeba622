import { wrapIn } from '../edits/wrap';
import type { IFailure } from '../failures/failure';
import { spanOf, unclosedIn } from '../python/clients';
import type { IUnclosed } from '../python/clients';
import type { ICellFacts } from '../python/facts';
import { magicAgainstAwait } from '../python/loops';
import type { INotebookFacts } from '../python/notebook-facts';
import { draftOf } from './rule';
import type { IFixDraft, IRule, ISighting } from './rule';

type Sighting = ISighting<IUnclosed>;

function sighting(cell: ICellFacts, data: IUnclosed): Sighting {
  const { call, name, method } = data;
  const close = name === null ? 'async with closes it' : `async with closes it, or await ${name}.${method}()`;
  return {
    cell: cell.id,
    from: call.from,
    to: call.to,
    title: `${name ?? `${call.dotted}()`} is opened and never closed.`,
    message: `Its connections stay open until Python throws it away, and warns then: ${close}.`,
    data
  };
}

function* check(cell: ICellFacts, all: INotebookFacts): Iterable<Sighting> {
  for (const each of unclosedIn(cell, all)) {
    if (!each.shared) {
      yield sighting(cell, each);
    }
  }
}

/** The message names no place: it is told where only one client can be meant. */
function* explain(failure: IFailure, all: INotebookFacts): Iterable<Sighting> {
  if (failure.pattern !== 'lib.aiohttp_unclosed') {
    return;
  }
  const open = all.cells.flatMap(cell =>
    [...unclosedIn(cell, all)].filter(each => each.library.startsWith('aiohttp.')).map(what => ({ cell, what }))
  );
  if (open.length === 1) {
    yield sighting(open[0]!.cell, open[0]!.what);
  }
}

function* fix({ cell: id, data }: Sighting, all: INotebookFacts): Iterable<IFixDraft | string> {
  const cell = all.cell(id)!;
  const { call, name, shared, method } = data!;
  const { statement } = call;
  const manager = cell.source.slice(call.from, call.to);
  if (shared) {
    yield `Other cells use ${name} too: add a last cell with await ${name}.${method}().`;
    return;
  }
  const alone = statement.type === 'Assign' && statement.value?.from === call.from && statement.value.to === call.to;
  const inside = name !== null && alone ? spanOf(data!, cell, all) : null;
  const magic = magicAgainstAwait(cell, statement);
  if (!inside || !call.scope.awaits || magic !== null) {
    yield `Not everything that uses it can be put below async with ${manager}: write that by hand.`;
    return;
  }
  const shown = cell.calls.find(each => each.statement === cell.last && each.use.kind === 'statement');
  if (inside.includes(cell.last!) && !PRINTS.has(shown ? (all.target(shown, cell) ?? '') : '')) {
    yield 'The last line shows a value, which a line inside async with does not: give it a name inside, and show that behind.';
    return;
  }
  const edits = wrapIn(cell, `async with ${manager} as ${name}:`, inside);
  yield edits
    ? draftOf(
        cell,
        { edits, removes: [], adds: [], awaits: 0 },
        'Open it with async with',
        'unsafe',
        `${name} is closed behind the block, also when something in it fails.`
      )
    : `What uses it cannot be moved safely: write async with ${manager} as ${name}: above it by hand.`;
}

/** What shows something itself and gives nothing. */
const PRINTS: ReadonlySet<string> = new Set(['print', 'display', 'IPython.display.display']);

/** A client session that nothing closes. */
export const rule: IRule<IUnclosed> = {
  id: 'unclosed-client',
  title: 'Client that is opened and never closed',
  level: 'info',
  words: ['ClientSession', 'AsyncClient', 'aiohttp', 'httpx', 'redis'],
  failures: ['L-AIOHTTP-1'],
  check,
  explain,
  fix
};
