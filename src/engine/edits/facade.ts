/** Putting the async twin of a library call in its place. */
import type { IFacade } from '../python/facades';
import type { ICall, ICellFacts } from '../python/facts';
import type { INotebookFacts } from '../python/notebook-facts';
import { readCell } from '../python/read-cell';
import { isParenthesised } from './await';
import { spelling } from './drive';
import type { IDriven } from './drive';
import type { IEdit } from './edit';
import { joinAtSamePlace } from './edit';
import { usable } from './imports';
import { indentOf, newline } from './statements';

/** The edits, and how to end what goes on running. */
export interface ITwin extends IDriven {
  readonly title: string;
  readonly stop: string | null;
}

const RENAME = /^await \{object\}\.(\w+)\(\{args\}\)$/;

/** The rewrite that the table has for a call; a sentence where there is none. */
export function twinOf(cell: ICellFacts, call: ICall, facade: IFacade, all: INotebookFacts): ITwin | string {
  const advice = facade.advice ?? `What takes its place in ${facade.library} depends on how it is used.`;
  const method = RENAME.exec(facade.to ?? '')?.[1];
  if (method) {
    return renamed(cell, call, method);
  }
  return facade.to === undefined ? advice : (inLines(cell, call, facade, facade.to, all) ?? advice);
}

/** `agent.run_sync(x)` to `await agent.run(x)`. */
function renamed(cell: ICellFacts, call: ICall, method: string): ITwin {
  const { attr, callee } = call;
  const wrap = call.use.kind === 'object' && !isParenthesised(cell.source, call);
  const edits = [
    { from: call.from, to: call.from, text: wrap ? '(await ' : 'await ' },
    { from: callee.to - attr!.length, to: callee.to, text: method },
    ...(wrap ? [{ from: call.to, to: call.to, text: ')' }] : [])
  ];
  const name = spelling(call).replace(/\w+$/, method);
  const title = `Await ${method}() instead`;
  return { title, stop: null, edits, removes: [spelling(call)], adds: [name], awaits: 1, dropped: [] };
}

/** Lines in place of the statement. */
function inLines(cell: ICellFacts, call: ICall, facade: IFacade, template: string, all: INotebookFacts): ITwin | null {
  const { source } = cell;
  const { statement } = call;
  const indent = indentOf(source, statement);
  const open = source.indexOf('(', call.callee.to);
  const args = source.slice(open + 1, call.to - 1);
  const value = (name: string): string | undefined => {
    const found = call.args.find(each => each.keyword === name);
    return found && source.slice(found.value.from, found.value.to);
  };
  const unfit = call.args.some(
    ({ keyword }) =>
      keyword === '*' || keyword === '**' || (keyword !== null && facade.only?.includes(keyword) === false)
  );
  const [first] = call.args;
  const named = /^(?:uvicorn|aiohttp)\./.test(facade.call) && first?.type === 'Constant';
  const alone = call.use.kind === 'statement' && /^[ \t]*(?:\r?\n|$)/.test(source.slice(statement.to));
  const positional = call.args.filter(each => each.keyword === null).length;
  if (unfit || named || !alone || indent === null || positional > 1 || /[\r\n#]/.test(args)) {
    return null;
  }
  const imports: IEdit[] = [];
  const names = new Map<string, string>();
  const fill = (text: string): string =>
    text
      .replace(/\{(=?)([\w.]+)(?:\|(\w+))?\}/g, (_, own: string, key: string, other?: string) => {
        if (own) {
          names.set(key, names.get(key) ?? all.freshName(key));
          return names.get(key)!;
        }
        if (other !== undefined) {
          return value(key) ?? other;
        }
        const beside = call.dotted?.includes('.') && key.startsWith(facade.call.replace(/\w+$/, ''));
        if (beside) {
          // From the module that the call itself is taken from: `web.AppRunner` beside `web.run_app`.
          return call.dotted!.replace(/\w+$/, '') + key.slice(facade.call.replace(/\w+$/, '').length);
        }
        if (key.includes('.')) {
          const found = usable(key, cell, call.from, all);
          imports.push(...(found.edit && !imports.some(each => each.text === found.edit!.text) ? [found.edit] : []));
          return found.name;
        }
        const object = source.slice(call.callee.from, call.callee.to - call.attr!.length - 1);
        const only = first && source.slice(first.value.from, first.value.to);
        return key === 'object' ? object : key === 'first' ? (only ?? '') : args.trim().replace(/,$/, '');
      })
      .replace(/\(, /g, '(');
  const lines = fill(template).split('\n');
  const change = { from: statement.from, to: statement.to, text: lines.join(newline(source) + indent) };
  const after = readCell(lines.join('\n'));
  const top = imports.map(each => each.text).join('');
  const bring: IEdit[] = imports[0] ? [{ ...imports[0], text: top }] : [];
  const inside = cell.calls.filter(each => each.from >= statement.from && each.to <= statement.to);
  return {
    title: 'Start it, and go on',
    stop: facade.stop === undefined ? null : fill(facade.stop),
    edits: joinAtSamePlace(bring, [change]),
    removes: inside.map(spelling),
    adds: after.calls.map(spelling),
    awaits: after.awaits.length - cell.awaits.filter(each => each.statement === statement).length,
    dropped: []
  };
}

/** `async_to_sync(f)(1)` to `await f(1)`. */
export function awaitUnwrapped(cell: ICellFacts, call: ICall, inner: ICall): IDriven {
  const [given] = inner.args;
  const wrap = call.use.kind === 'object' && !isParenthesised(cell.source, call);
  const edits = [
    { from: inner.from, to: given!.value.from, text: wrap ? '(await ' : 'await ' },
    { from: given!.value.to, to: inner.to, text: '' },
    ...(wrap ? [{ from: call.to, to: call.to, text: ')' }] : [])
  ];
  return { edits, removes: [spelling(inner), spelling(call)], adds: [given!.dotted!], awaits: 1, dropped: [] };
}
