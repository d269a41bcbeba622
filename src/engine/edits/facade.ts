/** Putting the async twin of a library call in its place. */
import type { IFacade } from '../python/facades';
import type { IArgument, ICall, ICellFacts } from '../python/facts';
import type { INotebookFacts } from '../python/notebook-facts';
import { readCell } from '../python/read-cell';
import { isParenthesised } from './await';
import { spelling } from './drive';
import type { IDriven } from './drive';
import type { IEdit } from './edit';
import { joinAtSamePlace } from './edit';
import { usable } from './imports';
import { indentOf, newline } from './statements';

/** The edits, and what to know of them. */
export interface ITwinEdits extends IDriven {
  readonly title: string;
  readonly note: string | null;
}

const RENAME = /^await \{object\}\.([^.{}()\s]+)\(\{args\}\)$/;
const PLACE = /\{(=?)([\w.]+)(?:\|(\w+))?\}/g;

/** The rewrite that the table has for a call; a sentence where there is none. */
export function twinOf(cell: ICellFacts, call: ICall, facade: IFacade, all: INotebookFacts): ITwinEdits | string {
  const method = RENAME.exec(facade.to ?? '')?.[1];
  if (method !== undefined) {
    return renamed(cell, call, method, facade, all);
  }
  if (facade.to === undefined) {
    return facade.advice!;
  }
  const why = unfit(cell, call, facade, facade.to, all);
  return why ?? new Template(cell, call, facade, all).edits(facade.to);
}

/** `agent.run_sync(x)` to `await agent.run(x)`. */
function renamed(cell: ICellFacts, call: ICall, method: string, facade: IFacade, all: INotebookFacts): ITwinEdits {
  const { attr, callee } = call;
  const wrap = call.use.kind === 'object' && !isParenthesised(cell.source, call);
  // `fetch(x)` after `from weather import fetch`: the twin is imported too.
  const bare = callee.to - callee.from === attr!.length;
  const own = bare ? usable(facade.call.replace(/[^.]+$/, method), cell, call.from, all) : null;
  const word = wrap ? '(await ' : 'await ';
  const edits: IEdit[] = [
    ...(own
      ? [{ from: call.from, to: callee.to, text: word + own.name }]
      : [
          { from: call.from, to: call.from, text: word },
          { from: callee.to - attr!.length, to: callee.to, text: method }
        ]),
    ...(wrap ? [{ from: call.to, to: call.to, text: ')' }] : [])
  ];
  return {
    title: `Await ${method}() instead`,
    note: facade.note ?? null,
    edits: own?.edit ? joinAtSamePlace([own.edit], edits) : edits,
    removes: [spelling(call)],
    adds: [own?.name ?? spelling(call).replace(/[^.]+$/, method)],
    awaits: 1,
    dropped: []
  };
}

/** Why lines cannot take the place of the statement; null when they can. */
function unfit(cell: ICellFacts, call: ICall, facade: IFacade, template: string, all: INotebookFacts): string | null {
  const { source } = cell;
  const advice = facade.advice ?? `Its arguments do not fit what takes its place in ${facade.library}.`;
  const given = call.args.filter(each => each.keyword === null);
  if (
    given.length > 1 ||
    call.args.some(({ keyword }) => keyword !== null && facade.only?.includes(keyword) === false) ||
    (facade.without ?? []).some(name => all.cells.some(each => each.calls.some(({ attr }) => attr === name)))
  ) {
    return advice;
  }
  const app = appOf(call);
  if (facade.only?.includes('app') && (!app || app.type === 'Constant')) {
    return advice;
  }
  const host = call.args.find(each => each.keyword === 'host');
  if (template.includes('{host|') && host && /^(?:List|Tuple|Set)$/.test(host.type)) {
    return advice;
  }
  const behind = /^[ \t]*(?:#[^\r\n]*)?(?:\r?\n|$)/.test(source.slice(call.statement.to));
  if (call.use.kind !== 'statement' || !behind || indentOf(source, call.statement) === null) {
    return 'Several lines take its place: put it on a line of its own first.';
  }
  if (call.args.length > 0 && source.slice(call.callee.to, call.to).includes('#')) {
    return 'A comment stands among its arguments, which the rewrite would lose: move it first.';
  }
  if (template.includes('{object}') && call.dotted === null) {
    return 'What it is called on has no name, and stopping it needs one: give it a name first.';
  }
  if (template.includes('{app}') && app?.call && all.coroutine(app.call, cell).verdict === 'unknown') {
    const library = facade.call.split('.')[0]!;
    return all.target(app.call, cell)?.startsWith(`${library}.`)
      ? null
      : 'It cannot be told whether it is given a coroutine: give the app a name first.';
  }
  return null;
}

/** What is served: given by keyword, or first. */
function appOf(call: ICall): IArgument | null {
  return call.args.find(each => each.keyword === 'app') ?? call.args.find(each => each.keyword === null) ?? null;
}

/** Lines in place of a statement. */
class Template {
  private readonly imports: IEdit[] = [];
  private readonly names = new Map<string, string>();

  constructor(
    private readonly cell: ICellFacts,
    private readonly call: ICall,
    private readonly facade: IFacade,
    private readonly all: INotebookFacts
  ) {}

  edits(template: string): ITwinEdits {
    const { source } = this.cell;
    const { statement } = this.call;
    const lines = template.split('\n').map(each => this.fill(each));
    const text = lines.join(newline(source) + (indentOf(source, statement) ?? ''));
    const after = readCell(lines.join('\n'));
    const [first] = this.imports;
    const bring = first ? [{ ...first, text: this.imports.map(each => each.text).join('') }] : [];
    const inside = this.cell.calls.filter(each => each.from >= statement.from && each.to <= statement.to);
    const { stop, note } = this.facade;
    const notes = [stop && `It goes on while the kernel lives; end it with: ${this.fill(stop)}`, note];
    return {
      title: 'Start it, and go on',
      note: notes.filter(each => each !== undefined).join('. ') || null,
      edits: joinAtSamePlace(bring, [{ from: statement.from, to: statement.to, text }]),
      removes: inside.map(spelling),
      adds: after.calls.map(spelling),
      awaits: after.awaits.length - this.cell.awaits.filter(each => each.statement === statement).length,
      dropped: []
    };
  }

  private fill(text: string): string {
    return text
      .replace(PLACE, (_, own: string, key: string, other?: string) => this.value(own !== '', key, other))
      .replace(/\(, /g, '(');
  }

  private value(own: boolean, key: string, other?: string): string {
    const { call, names } = this;
    if (own) {
      names.set(key, names.get(key) ?? this.all.freshName(key));
      return names.get(key)!;
    }
    if (other !== undefined) {
      const found = call.args.find(each => each.keyword === key);
      return found ? this.text(found) : other;
    }
    if (key === 'object') {
      return this.cell.source.slice(call.callee.from, call.callee.to - call.attr!.length - 1);
    }
    if (key === 'app') {
      const app = appOf(call)!;
      const waits = app.call !== null && this.all.coroutine(app.call, this.cell).verdict === 'yes';
      return `${waits ? 'await ' : ''}${this.text(app)}`;
    }
    return key === 'args' ? this.args() : this.library(key);
  }

  private text({ value }: IArgument): string {
    return this.cell.source.slice(value.from, value.to);
  }

  private args(): string {
    const { source } = this.cell;
    const open = source.indexOf('(', this.call.callee.to);
    return source
      .slice(open + 1, this.call.to - 1)
      .trim()
      .replace(/\s*,$/, '');
  }

  /** From the module that the call itself is taken from, `web.AppRunner` beside `web.run_app`; else imported. */
  private library(dotted: string): string {
    const { call, cell } = this;
    const module = this.facade.call.replace(/\w+$/, '');
    if (call.dotted?.includes('.') && dotted.startsWith(module)) {
      return call.dotted.replace(/[^.]+$/, '') + dotted.slice(module.length);
    }
    const { name, edit } = usable(dotted, cell, call.from, this.all);
    if (edit && !this.imports.some(each => each.text === edit.text)) {
      this.imports.push(edit);
    }
    return name;
  }
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
