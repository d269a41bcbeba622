/** What of a cell can be asked to move. */
import type { ICell, ISpan } from '../document';
import { readCell } from '../python/read-cell';

/** A function or class at the top level of a cell. */
export interface IExtractable extends ISpan {
  readonly name: string;
  readonly async: boolean;
}

/** The functions and classes of a cell, in order; a name that the cell defines twice is there once. */
export function extractable({ kind, source }: ICell): readonly IExtractable[] {
  const facts = kind === 'code' ? readCell(source) : null;
  const found = (facts?.module.bindings ?? []).flatMap(({ name, function: made, class: type, statement }) => {
    const definition = made ?? type;
    const isAsync = made?.async ?? [...(type?.methods.values() ?? [])].some(each => each.async);
    return definition && !statement.parent ? [{ name, async: isAsync, from: definition.from, to: definition.to }] : [];
  });
  return found.filter((each, at) => found.findIndex(other => other.name === each.name) === at);
}
