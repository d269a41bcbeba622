/** What the cases of `kernel-tests/extractions.md` cannot say: names, line ends, autoreload, half-typed cells. */
import type { IDocument } from '../document';
import { applyEdits } from '../edits/edit';
import { readCell } from '../python/read-cell';
import { notebookOf, readExtractions } from '../../house/extractions';
import type { Autoreload } from './cell-edits';
import { extractable } from './extractable';
import { Extractor } from './plan';
import type { Extracted } from './plan';

const FETCH = 'async def fetch(n):\n    return n';

function plan(document: IDocument, name = 'fetch', autoreload: Autoreload = 'none', module = 'moved'): Extracted {
  return new Extractor(document).plan({ name, module, autoreload });
}

function cellsAfter(document: IDocument, extracted: Extracted): string[] {
  const edits = 'plan' in extracted ? extracted.plan.fix.edits : [];
  return document.cells.map(({ id, source }) =>
    applyEdits(
      source,
      edits.filter(each => each.cell === id)
    )
  );
}

function refusals(extracted: Extracted): string[] {
  return 'obstacles' in extracted ? extracted.obstacles.map(each => each.text) : [];
}

describe('module names', () => {
  const extractor = new Extractor(notebookOf(['import own_things.inner as it\nfrom other_things import a', FETCH]));

  it.each([
    ['', /Give the module a name/],
    ['my module', /no name for a module/],
    ['a-b', /no name for a module/],
    ['a.b', /no name for a module/],
    ['../x', /no name for a module/],
    ['2nd', /no name for a module/],
    ['größe', /no name for a module/],
    ['class', /word of Python/],
    ['None', /word of Python/],
    ['__init__', /meaning of their own/],
    ['_', /meaning of their own/],
    ['asyncio', /would hide it/],
    ['Json', /would hide it/],
    ['unittest', /would hide it/],
    ['test', /would hide it/],
    ['httpx', /would hide it/],
    ['ipykernel', /would hide it/],
    ['own_things', /would hide it/],
    ['other_things', /would hide it/]
  ])('%s is refused', (name, says) => {
    expect(extractor.problem(name)).toMatch(says);
  });

  it.each(['fetch', 'fetch_2', '_private', 'it', 'a', 'Rates'])('%s is taken', name => {
    expect(extractor.problem(name)).toBeNull();
  });

  it('are suggested', () => {
    expect(
      ['fetch', 'HttpLoader', '_load', 'json', 'asyncio', '_', 'größe'].map(each => extractor.suggest(each))
    ).toEqual(['fetch', 'http_loader', 'load', 'json_helpers', 'asyncio_helpers', 'helpers', 'gre']);
  });
});

describe('a plan', () => {
  it('names the notebook, unless its name is odd', () => {
    const first = (origin: string | null): string => {
      const found = new Extractor(notebookOf([FETCH])).plan({
        name: 'fetch',
        module: 'moved',
        autoreload: 'none',
        origin
      });
      return 'plan' in found ? found.plan.module.split('\n')[0]! : '';
    };
    expect([first('My notes (2).ipynb'), first('a"""b.ipynb'), first('a\\b.ipynb'), first(null)]).toEqual([
      '"""fetch, moved here from My notes (2).ipynb."""',
      '"""fetch."""',
      '"""fetch."""',
      '"""fetch."""'
    ]);
  });

  it('says what goes along, and what is different from then on', () => {
    const found = plan(notebookOf(['import json as j\nN = 1', 'async def fetch(n):\n    return j.dumps(n + N)']));
    expect(found).toMatchObject({
      plan: {
        travels: [
          { name: 'N', kind: 'constant', cell: 0 },
          { name: 'fetch', kind: 'function', cell: 1 },
          { name: 'j', kind: 'import', cell: 0 }
        ],
        warnings: ['N has its value in the module from now on: change it there.'],
        fix: {
          title: 'Extract fetch to moved.py',
          applicability: 'unsafe',
          sources: { 'cell-0': 'import json as j\nN = 1' }
        }
      }
    });
  });

  it('keeps Windows line ends in the cell, and has none in the file', () => {
    const document = notebookOf([`x = 1\r\n${FETCH.replace('\n', '\r\n')}\r\ny = 2`]);
    const found = plan(document);
    expect(cellsAfter(document, found)).toEqual(['x = 1\r\nfrom moved import fetch\r\ny = 2']);
    expect('plan' in found && found.plan.module).toBe(`"""fetch."""\n\n\n${FETCH}\n`);
  });

  it('is not made for read-only cells, or of what is not there', () => {
    const document = notebookOf([FETCH, 'await fetch(1)']);
    const locked = { ...document, cells: document.cells.map(each => ({ ...each, editable: false })) };
    expect(refusals(plan(locked))).toEqual(['fetch stands in cell number 1, which is read-only.']);
    expect(refusals(plan({ ...document, editable: false }))).toHaveLength(1);
    expect(refusals(plan(document, 'gone'))).toEqual(['gone is not defined in this notebook any more.']);
  });

  it('reads no cell but code', () => {
    const document = notebookOf(['fetch = 1', FETCH]);
    const cells = document.cells.map((each, index) => ({
      ...each,
      kind: index === 0 ? ('markdown' as const) : each.kind
    }));
    expect(cellsAfter({ ...document, cells }, plan({ ...document, cells }))).toEqual([
      'fetch = 1',
      'from moved import fetch'
    ]);
  });

  it('leaves parameters of the notebook where they are set', () => {
    const document = notebookOf([
      'N = 1\nM = 2  #@param {type: "number"}',
      'async def fetch(n):\n    return n + N',
      'async def other():\n    return M'
    ]);
    const tagged = {
      ...document,
      cells: document.cells.map((each, index) => (index === 0 ? { ...each, tags: ['parameters'] } : each))
    };
    expect(refusals(plan(document))).toEqual([]);
    expect(refusals(plan(tagged))).toEqual([
      expect.stringMatching(/^N is a parameter of the notebook \(cell number 1\)/)
    ]);
    expect(refusals(plan(document, 'other'))).toEqual([expect.stringMatching(/^M is a parameter of the notebook/)]);
  });

  it('does not write a module that a cell writes', () => {
    const found = plan(notebookOf(['%%writefile moved.py\nx = 1', FETCH]));
    expect(refusals(found)).toEqual(['Cell number 1 writes moved.py itself: choose another name.']);
  });
});

describe('autoreload', () => {
  const lines = (cells: readonly string[], autoreload: Autoreload): string => {
    const document = notebookOf(cells);
    return cellsAfter(document, plan(document, 'fetch', autoreload)).pop()!;
  };

  it('is switched on before the first import, once', () => {
    expect(lines([FETCH], 'none')).toBe('from moved import fetch');
    expect(lines([FETCH], 'all')).toBe('%load_ext autoreload\n%autoreload 2\nfrom moved import fetch');
    expect(lines([FETCH], 'module')).toBe(
      '%load_ext autoreload\n%autoreload 1\n%aimport moved\nfrom moved import fetch'
    );
    expect(lines(['%load_ext autoreload', FETCH], 'all')).toBe('%autoreload 2\nfrom moved import fetch');
    expect(lines(['%load_ext autoreload\n%autoreload 2', FETCH], 'all')).toBe('from moved import fetch');
    expect(lines(['%load_ext autoreload\n%autoreload 1', FETCH], 'all')).toBe('%autoreload 2\nfrom moved import fetch');
    expect(lines(['%load_ext autoreload\n%autoreload 1', FETCH], 'module')).toBe(
      '%aimport moved\nfrom moved import fetch'
    );
  });

  it('takes no name that the notebook has', () => {
    const document = notebookOf(['moved = 1', FETCH]);
    expect(refusals(plan(document, 'fetch', 'module'))).toEqual([
      expect.stringContaining('%aimport would put the module')
    ]);
    expect(refusals(plan(document, 'fetch', 'all'))).toEqual([]);
    // Its own function is imported behind it.
    expect(refusals(plan(notebookOf([FETCH]), 'fetch', 'module', 'fetch'))).toEqual([]);
  });
});

describe('what can be asked for', () => {
  const found = (source: string, kind: 'code' | 'markdown' = 'code'): string[] =>
    extractable({ ...notebookOf([source]).cells[0]!, kind }).map(each => `${each.async ? 'async ' : ''}${each.name}`);

  it('are the functions and classes at the top level', () => {
    const source = `def a(): pass\n${FETCH}\nclass C:\n    async def d(self): pass\nif x:\n    def e(): pass\ndef a(): pass\nf = 1`;
    expect(found(source)).toEqual(['a', 'async fetch', 'async C']);
    expect(found(source, 'markdown')).toEqual([]);
    expect(found('%%bash\ndef a(): pass')).toEqual([]);
  });
});

describe('half-typed cells', () => {
  it('never throw, and what is planned parses', () => {
    for (const { cells, asked } of readExtractions()) {
      const all = cells.join('').length;
      for (let cut = 0; cut < all; cut += 1 + Math.floor(all / 40)) {
        const typed = cells.map((source, index) => {
          const from = cells.slice(0, index).join('').length;
          return from <= cut && cut < from + source.length ? source.slice(0, cut - from) : source;
        });
        const document = notebookOf(typed);
        const extracted = plan(document, asked);
        const texts = 'plan' in extracted ? [extracted.plan.module, ...cellsAfter(document, extracted)] : [];
        const broken = texts.filter((text, index) => !readCell(text).complete && text !== typed[index - 1]);
        expect(broken).toEqual([]);
      }
    }
  });
});
