/** What must not matter to any example: line ends, what stands above, and an ignore comment where one is wanted. */
import { applyEdits } from '../engine';
import { ignoreComment } from '../engine/analyse';
import type { ICell, IDocument, Output } from '../engine';
import { scan } from '../engine/python/scanner';
import { documentOf, fixed, lineOf, look, withSources } from './examples';
import type { ISeenDocument } from './examples';
import { readPages } from './pages';
import type { IExample } from './page';

interface IVariant {
  readonly name: string;
  change(source: string): string;
  /** How many lines the cell has more at its top. */
  readonly above: number;
}

const VARIANTS: readonly IVariant[] = [
  { name: 'Windows line ends', change: source => source.replace(/\n/g, '\r\n'), above: 0 },
  { name: 'a comment beyond the basic plane above', change: source => `# 🩺 größe 漢字\n${source}`, above: 1 },
  { name: 'a magic above', change: source => `%matplotlib inline\n${source}`, above: 1 },
  { name: 'an empty line above', change: source => `\n${source}`, above: 1 },
  { name: 'a line end at the end', change: source => `${source}\n`, above: 0 }
];

/** Stored outputs name lines and texts of the cell as it is, and some first lines mean more than others. */
function suits(example: IExample, variant: IVariant): boolean {
  const first = example.cells.map(cell => cell.source.split('\n')[0]!);
  const special = first.some(line => /^%%|^# async-doctor|^ |^>>>|^$/.test(line));
  return example.cells.every(cell => cell.outputs === null) && !(special && variant.above > 0);
}

function places(seen: ISeenDocument, above: number): string[] {
  return seen.findings.map(each => `${each.cell} ${each.rule} ${lineOf(each.source, each.from) - above} ${each.level}`);
}

const pages = readPages();
const examples = pages
  .flatMap(page => page.examples)
  .map(example => ({ example, name: `${example.page}: ${example.name}` }));

describe.each(VARIANTS)('$name', variant => {
  it.each(examples.filter(({ example }) => suits(example, variant)))('$name', ({ example }) => {
    const plain = look(documentOf(example));
    const varied = look(withSources(plain.document, cell => variant.change(cell.source)));
    expect(places(varied, variant.above)).toEqual(places(plain, 0));
    plain.findings.forEach((finding, index) => {
      const before = plain.fixes(finding);
      const after = varied.fixes(varied.findings[index]!);
      expect(after.refusal).toBe(before.refusal);
      expect(after.fixes.map(each => each.title)).toEqual(before.fixes.map(each => each.title));
      before.fixes.forEach((fix, at) => {
        const wanted = fixed(plain.document, fix).cells.map(each => variant.change(each.source));
        const got = fixed(varied.document, after.fixes[at]!).cells.map(each => each.source);
        expect(got.map(alike)).toEqual(wanted.map(alike));
      });
    });
  });
});

/** What is inserted may stand above or below the line that a variant adds, and may end the cell or not. */
function alike(source: string): string {
  return source
    .trimEnd()
    .split('\n')
    .filter(line => line.trim() !== '')
    .sort()
    .join('\n');
}

describe('an ignore comment', () => {
  it.each(examples)('silences what it names: $name', ({ example }) => {
    const seen = look(documentOf(example));
    for (const finding of seen.findings.filter(
      each => seen.document.cells.find(cell => cell.id === each.cell)!.editable
    )) {
      const edit = ignoreComment(finding.source, finding.from, finding.rule);
      const text = applyEdits(finding.source, [edit]);
      expect(codeOf(text)).toEqual(codeOf(finding.source));
      const commented = withSources(seen.document, cell => (cell.id === finding.cell ? text : cell.source));
      const gone = look(commented).findings;
      const reported = gone.filter(each => each.rule === 'unused-ignore' && each.cell === finding.cell);
      expect(reported.length).toBeLessThanOrEqual(unused(seen, finding.cell));
      const again = look(rerun(commented, seen.document)).findings;
      const left = (each: { rule: string; cell: string }): boolean =>
        each.rule === finding.rule && each.cell === finding.cell;
      const others = seen.findings.filter(
        each => left(each) && lineOf(each.source, each.from) !== lineOf(finding.source, finding.from)
      );
      expect(again.filter(left).length).toBeLessThanOrEqual(others.length);
    }
  });
});

function unused(seen: ISeenDocument, cell: string): number {
  return seen.findings.filter(each => each.rule === 'unused-ignore' && each.cell === cell).length;
}

/** Everything but comments. */
function codeOf(source: string): string[] {
  return scan(source)
    .filter(token => token.kind !== 'comment' && token.kind !== 'newline')
    .map(token => source.slice(token.from, token.to));
}

/** The same outputs once more, as a kernel would print them for the changed text. */
function rerun(now: IDocument, before: IDocument): IDocument {
  const cells = now.cells.map((cell): ICell => {
    const outputs = cell.outputs.map(output => reprinted(output, now, before));
    return { ...cell, outputs, ranSource: cell.ranSource === null ? null : cell.source };
  });
  return { ...now, cells };
}

function reprinted(output: Output, now: IDocument, before: IDocument): Output {
  if (output.type !== 'error') {
    return output;
  }
  const lines = new Map<string, string>();
  before.cells.forEach((cell, index) => {
    const after = now.cells[index]!.source.split('\n');
    cell.source.split('\n').forEach((line, at) => line !== after[at] && lines.set(line.trim(), after[at]!.trim()));
  });
  const traceback = output.traceback.map(line => {
    const [, mark = '', code = ''] = /^(-*>? *\d+ +)(.*)$/.exec(line) ?? [];
    const changed = lines.get(code.trim());
    return changed === undefined ? line : `${mark}${changed}`;
  });
  return { ...output, traceback };
}
