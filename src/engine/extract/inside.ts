/** What must not stand inside a definition that moves. */
import type { StmtNode } from 'py-ast';
import type { ICall, IScope } from '../python/facts';
import { drivesLoop } from '../python/patch-needs';
import { facadeOf } from '../python/facade-calls';
import { eachNode } from '../python/walk';
import type { Book, IPage } from './book';
import { mentions, runsWith } from './book';
import type { IPiece } from './piece';
import { OPENS } from './words';

/** One sentence for each thing that forbids it. */
export function* insideOf({ name, page, code, kind, statement }: IPiece, book: Book): Iterable<string> {
  const { cell } = page;
  const holds = (at: number): boolean => code.from <= at && at < code.to;
  const where = book.name(cell);
  const title = kind === 'function' ? `${name}()` : name;
  if (cell.magics.some(each => each.kind !== 'cell' && holds(each.from))) {
    yield `${title} in ${where} holds a magic or a shell command, which a module cannot run: keep that line in a cell.`;
  }
  for (const { from, scope } of cell.functions) {
    for (const changed of holds(from) ? scope.globals : []) {
      yield `${title} in ${where} changes the global ${changed}: let it take and return the value instead.`;
    }
  }
  if (
    cell.awaits.some(each => holds(each.from) && each.scope.immediate) ||
    cell.asyncComprehensions.some(each => holds(each.from) && each.scope.immediate)
  ) {
    yield `${title} in ${where} awaits while it is defined, which a module cannot: await in a cell, and hand the result over.`;
  }
  if (cannotCompile(page)) {
    yield `${title} stands in ${where}, which Python does not compile (an await, a return or a yield is where it cannot be): mend it first.`;
  }
  const opened = cell.calls.find(
    each =>
      holds(each.from) && runsWith(each.statement, statement) && each.scope.immediate && OPENS.test(each.attr ?? '')
  );
  if (opened) {
    yield `${title} in ${where} opens something by ${opened.dotted ?? opened.attr}() while it is defined, and a module would do that at import: open it in a cell, and hand it over as an argument.`;
  }
  const driver = cell.calls.find(each => holds(each.from) && drives(each, page, book));
  if (driver) {
    yield `${title} in ${where} runs an event loop by ${driver.dotted ?? driver.attr}(), which a module must never do: make it async first.`;
  }
  const broken = book.pages.find(other => !other.cell.complete && mentions(other.cell.source, name));
  if (broken) {
    yield `${name} is mentioned in ${book.name(broken.cell)}, which is not valid Python as a whole: mend that first.`;
  }
}

function drives(call: ICall, { cell }: IPage, { facts }: Book): boolean {
  const target = facts.target(call, cell) ?? '';
  const facade = call.use.kind === 'awaited' ? null : facadeOf(call, cell, facts);
  return drivesLoop(call, target) || facade !== null || /^nest_asyncio2?\.apply$/.test(target);
}

/** `await` in a plain function, `return` outside of one, `yield from` in an async one: the parser takes them, Python does not. */
function cannotCompile({ cell, body }: IPage): boolean {
  const waits = [
    ...cell.awaits,
    ...cell.asyncComprehensions,
    ...cell.statements.filter(each => /^Async(?:For|With)$/.test(each.type))
  ];
  return (
    waits.some(each => !canAwait(each.scope)) ||
    cell.statements.some(each => each.type === 'Return' && each.scope.kind !== 'function') ||
    body.some(yieldsFromAsync)
  );
}

function canAwait(scope: IScope): boolean {
  let at = scope;
  while ((at.kind === 'comprehension' || at.kind === 'generator') && at.parent) {
    at = at.parent;
  }
  return at.awaits;
}

function yieldsFromAsync(root: StmtNode): boolean {
  let found = false;
  eachNode(root, node => {
    if (node.nodeType === 'AsyncFunctionDef' && !found) {
      eachNode(node, each => (found ||= each.nodeType === 'YieldFrom'));
    }
  });
  return found;
}
