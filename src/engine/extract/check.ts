/** Proves a plan: everything parses, every name of the module is there when it is needed, and nothing was lost or made up. */
import { applyEdits } from '../edits/edit';
import type { ITextEdit } from '../finding';
import type { ITextFacts } from '../python/facts';
import { BUILT_IN } from '../python/plain-modules';
import { readCell } from '../python/read-cell';
import type { Book } from './book';
import { isGlobal, mentions, runsWith } from './book';

/** What is wrong with a plan; null when nothing is. */
export function flaw(
  module: string,
  edits: readonly ITextEdit[],
  imported: readonly string[],
  book: Book
): string | null {
  const text = readCell(module);
  if (!text.complete || text.magics.length > 0) {
    return 'the module does not parse';
  }
  const bound = text.module.bindings;
  const twice = bound.find(
    (each, at) => bound.findIndex(other => other.name === each.name) < at && each.kind !== 'import'
  );
  if (twice) {
    return `${twice.name} is there twice`;
  }
  for (const read of text.reads.filter(isGlobal)) {
    const own = bound.find(each => each.name === read.name);
    let top = read.statement;
    while (top.parent) {
      top = top.parent;
    }
    if (!own && !BUILT_IN.has(read.name)) {
      return `${read.name} is not there`;
    }
    // A decorator stands before what it is the decorator of.
    if (own && own.at >= top.from && own.statement !== top && runsWith(read.statement, top)) {
      return `${read.name} comes too late`;
    }
  }
  const before: ITextFacts[] = [];
  const after: ITextFacts[] = [text];
  const cells = book.pages.filter(({ cell }) => edits.some(each => each.cell === cell.id));
  for (const { cell } of cells) {
    const changed = readCell(
      applyEdits(
        cell.source,
        edits.filter(each => each.cell === cell.id)
      )
    );
    if (!changed.complete) {
      return `the cell ${cell.index} does not parse`;
    }
    before.push(cell);
    after.push(changed);
  }
  const same = [calls, awaits, functions].every(
    list => before.flatMap(list).sort().join() === after.flatMap(list).sort().join()
  );
  if (!same) {
    return 'calls, awaits or functions were lost or made up';
  }
  const left = after.slice(1).flatMap(each => each.module.bindings.map(({ name }) => name));
  const lost = before
    .flatMap(each => each.module.bindings.map(({ name }) => name))
    .find(name => !left.includes(name) && (imported.includes(name) || isMentioned(name, edits, book)));
  return lost === undefined ? null : `${lost} is not bound in the notebook any more`;
}

function isMentioned(name: string, edits: readonly ITextEdit[], book: Book): boolean {
  return book.pages.some(({ cell }) =>
    mentions(
      applyEdits(
        cell.source,
        edits.filter(each => each.cell === cell.id)
      ),
      name
    )
  );
}

function calls(facts: ITextFacts): string[] {
  return facts.calls.map(each => each.dotted ?? `?.${each.attr}`);
}

function awaits(facts: ITextFacts): string[] {
  return facts.awaits.map(each => facts.source.slice(each.from, each.to).replace(/\r\n?/g, '\n'));
}

function functions(facts: ITextFacts): string[] {
  return facts.functions.map(each => each.qualname);
}
