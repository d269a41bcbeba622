/** Every example of the pages as Python files: between marks it is the same notebook, as a script it is spoken of as one. */
import type { ICell, IDocument } from '../engine';
import { readPython } from '../engine/analyse';
import { readCell } from '../engine/python/read-cell';
import { rules } from '../engine/rules';
import { digest, documentOf, look, optionsOf } from './examples';
import type { IExampleDocument } from './examples';
import { readPages } from './pages';

const speaking = new Set(rules.filter(each => each.scripts).map(each => each.id));
/** Words for what a script has not. */
const FOREIGN = /\b(?:kernels?|cells?|notebooks?|Stop)\b/;

/** The example as it is before anything has run. */
function notRun(document: IExampleDocument): IExampleDocument {
  const fresh = (cell: ICell): ICell => ({ ...cell, outputs: [], executionCount: null, ranSource: null });
  return { ...document, cells: document.cells.map(fresh), messages: [] };
}

const examples = readPages()
  .flatMap(page => page.examples)
  .map(example => ({ name: `${example.page}: ${example.name}`, document: notRun(documentOf(example)) }))
  .filter(({ document: { kind, language, ignored, editable, cells } }) => {
    const plain = kind === 'notebook' && language === 'python' && ignored.length === 0 && editable;
    return plain && cells.every(each => each.editable && /^\S/.test(each.source) && !/^#[ \t]*%%/m.test(each.source));
  });

test('most examples can be written as files', () => {
  expect(examples.length).toBeGreaterThan(500);
});

test.each([
  ['\n', 'LF'],
  ['\r\n', 'CR LF']
])('between marks: the same findings, with line ends %j', end => {
  for (const { name, document } of examples) {
    const text = document.cells.map(each => `# %% [of ${each.id}]\n${each.source}\n`).join('\n');
    const read = readPython(text.replace(/\r?\n/g, end)).document;
    expect([name, read.cells.length]).toEqual([name, document.cells.length]);
    const cells = document.cells.map(each => ({ ...each, source: each.source.trimEnd().replace(/\r?\n/g, end) }));
    expect([name, read.cells.map(each => each.source)]).toEqual([name, cells.map(each => each.source)]);
    const wanted = look({ ...document, kind: 'percent', cells });
    const found = look({ ...document, ...read, kernel: document.kernel } as IDocument);
    expect([name, digest(found.findings)]).toEqual([name, digest(wanted.findings)]);
  }
});

test.each([
  ['as they are', (text: string) => text],
  ['in an async function', (text: string) => `async def example():\n    ${text.replace(/\n/g, '\n    ')}`]
])('as scripts, %s: only rules that may speak, in words that fit', (_, written) => {
  const found = new Map<string, number>();
  for (const { name, document } of examples) {
    const text = written(document.cells.map(each => each.source).join('\n\n'));
    const facts = readCell(text, true);
    if (facts.magics.length > 0 || !facts.complete) {
      continue;
    }
    const { document: script } = readPython(`${text}\n`);
    expect([name, script.kind]).toEqual([name, 'script']);
    const seen = look({ ...script, options: optionsOf(document) } as IExampleDocument);
    for (const finding of seen.findings) {
      const { fixes, refusal } = seen.fixes(finding);
      const words = [finding.title, finding.message, refusal, ...fixes.flatMap(each => [each.title, each.note])];
      const foreign = words.filter(each => each !== null && FOREIGN.test(each));
      expect([name, finding.rule, speaking.has(finding.rule), foreign]).toEqual([name, finding.rule, true, []]);
      found.set(finding.rule, (found.get(finding.rule) ?? 0) + 1);
    }
  }
  // What speaks about cells that ran, or about other files, has nothing to say here.
  expect([...found.keys()].sort()).toEqual(expect.arrayContaining(['async-callback', 'gather-arguments']));
  expect(found.size).toBeGreaterThan(7);
});
