/** Examples as documents, and what can be done with them. */
import { applyEdits, DEFAULT_OPTIONS, rules } from '../engine';
import { createAnalysis } from '../engine/analyse';
import type { ICell, IDocument, IFinding, IFix, IFixes, IOptions } from '../engine';
import { scan } from '../engine/python/scanner';
import type { IExample, IPageCell } from './page';

/** What an analysis says of one document. */
export interface ISeenDocument {
  readonly document: IDocument;
  readonly findings: readonly IFinding[];
  fixes(finding: IFinding): IFixes;
  fixAllSafe(): IFix | null;
}

/** The document of an example, and the settings that its page is about. */
export interface IExampleDocument extends IDocument {
  readonly options: IOptions;
}

/** The id of a cell of an example, by its index. */
export function cellId(index: number): string {
  return `cell-${index}`;
}

/** The notebook of an example: cells with outputs have run in this order, as they are. */
export function documentOf(example: IExample, python = '3.12.1'): IExampleDocument {
  let count = 0;
  const cells = example.cells.map((cell, index): ICell => {
    count += cell.outputs === null ? 0 : 1;
    return {
      id: cellId(index),
      kind: 'code',
      source: cell.source,
      executionCount: cell.outputs === null ? null : count,
      outputs: cell.outputs ?? [],
      tags: [],
      editable: cell.editable,
      ranSource: cell.outputs === null ? null : cell.source
    };
  });
  return {
    kind: 'notebook',
    language: 'python',
    kernel: { implementation: 'ipython', version: python },
    messages: [],
    ignored: [],
    editable: true,
    ...example.document,
    cells,
    options: switchedOn(example.page)
  };
}

/** The page of a rule that is off by default shows what it says once it is switched on. */
function switchedOn(id: string): IOptions {
  const off = rules.some(rule => rule.id === id && rule.level === 'off');
  return off ? { rules: { [id]: { level: 'warning' } } } : DEFAULT_OPTIONS;
}

/** The settings to read a document with. */
export function optionsOf(document: IDocument | IExampleDocument): IOptions {
  return 'options' in document ? document.options : DEFAULT_OPTIONS;
}

/** Read a document with a new analysis. */
export function look(document: IDocument | IExampleDocument, gate = true): ISeenDocument {
  const analysis = createAnalysis({ gate });
  const findings = analysis.update(document, optionsOf(document));
  return { document, findings, fixes: each => analysis.fixes(each), fixAllSafe: () => analysis.fixAllSafe() };
}

/** The same document with other sources; what ran before stays what ran. */
export function withSources(document: IDocument, sourceOf: (cell: ICell, index: number) => string): IDocument {
  return { ...document, cells: document.cells.map((cell, index) => ({ ...cell, source: sourceOf(cell, index) })) };
}

/** The document after a fix. */
export function fixed(document: IDocument, fix: IFix): IDocument {
  return withSources(document, cell =>
    applyEdits(
      cell.source,
      fix.edits.filter(each => each.cell === cell.id)
    )
  );
}

/** The fix that a page speaks of; undefined when it is not offered. */
export function toldFix(by: string | null, index: number, seen: ISeenDocument): IFix | null | undefined {
  if (by === 'all') {
    return seen.fixAllSafe();
  }
  const own = seen.findings.filter(each => each.cell === cellId(index));
  const fixes = own.flatMap(each => seen.fixes(each).fixes);
  // A fix of another cell may change this one too.
  const others = seen.findings.flatMap(each => seen.fixes(each).fixes);
  const changing = others.filter(({ edits }) => edits.some(each => each.cell === cellId(index)));
  return by === null ? fixes[0] : [...fixes, ...changing].find(each => each.title === by);
}

/** Findings of one cell as the page writes them. */
export function written(findings: readonly IFinding[], id: string, cell: IPageCell): string[] {
  const own = findings.filter(each => each.cell === id);
  return own.map(each => {
    const line = lineOf(each.source, each.from);
    const told = cell.expected.find(expected => expected.rule === each.rule && expected.line === line);
    return `${each.rule}:${line}${told?.level === null ? '' : `:${each.level}`}`;
  });
}

/** The findings that the page wants. */
export function wanted(cell: IPageCell): string[] {
  return cell.expected.map(({ rule, line, level }) => `${rule}:${line}${level === null ? '' : `:${level}`}`);
}

/** Everything about findings that must not depend on how they were found. */
export function digest(findings: readonly IFinding[]): string[] {
  return findings.map(
    each => `${each.key} ${each.from}-${each.to} ${each.level} ${each.evidence.join()} ${each.title} ${each.message}`
  );
}

/** Line of an offset, from 1. */
export function lineOf(source: string, offset: number): number {
  return source.slice(0, offset).split('\n').length;
}

/** The comments of a text, sorted. */
export function comments(source: string): string[] {
  return scan(source)
    .filter(token => token.kind === 'comment')
    .map(token => source.slice(token.from, token.to))
    .sort();
}
