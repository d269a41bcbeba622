/** Why an await cannot be written at a place. */
import type { ICellFacts, IScope, IStatement } from './facts';
import { magicAgainstAwait } from './loops';

/** One sentence why an await there would be a syntax error; null where it may stand. */
export function whyNoAwait(cell: ICellFacts, statement: IStatement, scope: IScope): string | null {
  const magic = magicAgainstAwait(cell, statement);
  if (magic !== null) {
    return `An await under ${magic} is a syntax error, so take the magic away first.`;
  }
  if (scope.awaits) {
    return null;
  }
  let around: IScope = scope;
  while (around.kind === 'comprehension' && around.parent) {
    around = around.parent;
  }
  if (around.kind === 'module') {
    return 'Outside functions a script cannot await: put it into an async function, or asyncio.run() around it.';
  }
  const place = around.kind === 'function' ? `${around.name} is a plain function` : 'This place cannot await';
  return `${place}, so an await there would be a syntax error.`;
}
