/**
 * Whether calls of async functions could run at the same time: nothing that one of them touches can matter to another.
 * Only what the notebook shows counts; whatever is not known to be harmless is taken to matter.
 */
import { clientOf, isStateless } from './concurrent-clients';
import type { IArgument, IBinding, ICall, ICellFacts, IFunction, IRead, IScope } from './facts';
import type { INotebookFacts, IPlaced } from './notebook-facts';
import { CHANGING, isQuiet, QUIET_MODULES } from './quiet';

/**
 * What a name may stand for in a function that is to run beside others.
 * `client`: a client that takes requests in any order; `item`: something of this call alone, such as an element of what is
 * gone through; `shared`: something that other calls may have too, which may be looked at as a whole and no more.
 */
type Role = 'client' | 'item' | 'shared';

/** How something that others have too may be used: as it is, never what is in it. */
const AS_A_WHOLE: ReadonlySet<string> = new Set(['argument', 'condition', 'formatted', 'operand']);

/** How deep functions that call functions are followed. */
const DEPTH = 4;

/** The surroundings of one question. */
interface IAsked {
  readonly all: INotebookFacts;
  /** Names whose values come and go between the calls. */
  readonly between: ReadonlySet<string>;
}

/**
 * True when a call may run beside others of its kind.
 *
 * @param own - names that mean something else in each call: the variables of the loop around it.
 * @param between - names that the statements around the calls assign: a function that reads one has to come later.
 */
export function isSelfContained(
  call: ICall,
  cell: ICellFacts,
  all: INotebookFacts,
  own: ReadonlySet<string>,
  between: ReadonlySet<string>
): boolean {
  const asked = { all, between };
  const roles = rolesOf(call, cell, asked, name => (own.has(name) ? 'item' : null));
  if (!roles) {
    return false;
  }
  const [root = '', ...rest] = call.dotted?.split('.') ?? [];
  if (rest.length > 0) {
    const client = own.has(root) ? null : clientOf(root, call, cell, all);
    return client !== null && isStateless(client, rest.join('.'));
  }
  const made = all.lookup(root, call.scope, call.from, cell);
  const isOwn = made?.what.certain === true && made.what.function?.async === true;
  return isOwn && waits(made.what.function!, made.cell) && runs(made, roles, asked, 0);
}

/** The role of each argument; null when making the arguments is something that has an order. */
function rolesOf(
  call: ICall,
  cell: ICellFacts,
  asked: IAsked,
  known: (name: string) => Role | null
): ReadonlyMap<number | string, Role> | null {
  const inside = (at: number): boolean => at > call.callee.to && at < call.to;
  const quiet = cell.calls.every(each => !inside(each.from) || isQuiet(asked.all.target(each, cell) ?? ''));
  if (!quiet || cell.awaits.some(each => inside(each.from))) {
    return null;
  }
  const roles = new Map<number | string, Role>();
  for (const [position, argument] of call.args.entries()) {
    const role = roleOf(argument, call, cell, asked, known);
    if (role === null) {
      return null;
    }
    roles.set(argument.keyword ?? position, role);
  }
  return roles;
}

function roleOf(
  { keyword, dotted, type }: IArgument,
  call: ICall,
  cell: ICellFacts,
  { all }: IAsked,
  known: (name: string) => Role | null
): Role | null {
  if (keyword === '*' || keyword === '**' || type === 'Lambda') {
    return null;
  }
  if (dotted === null) {
    return 'item';
  }
  const [root = '', ...rest] = dotted.split('.');
  const role = known(root);
  if (role !== null) {
    return role === 'client' && rest.length > 0 ? null : role;
  }
  const found = all.lookup(root, call.scope, call.from, cell);
  if (found?.what.function || found?.what.class) {
    return null;
  }
  return rest.length === 0 && clientOf(root, call, cell, all) ? 'client' : 'shared';
}

/** True when a function awaits, and not just to keep a distance between requests. */
function waits(made: IFunction, cell: ICellFacts): boolean {
  const inside = cell.awaits.filter(each => each.from > made.from && each.to <= made.to);
  const blocks = cell.asyncStatements.some(each => each.from > made.from && each.to <= made.to);
  const sleeps = inside.filter(each => each.call?.attr === 'sleep');
  return blocks ? sleeps.length === 0 : inside.length > 0 && (sleeps.length === 0 || sleeps.length === inside.length);
}

/** True when everything in a function's body is its own. */
function runs(
  { what, cell }: IPlaced<IBinding>,
  given: ReadonlyMap<number | string, Role>,
  asked: IAsked,
  depth: number
): boolean {
  const made = what.function;
  const body = made?.statement.children[0];
  if (!made || !body || depth > DEPTH || made.generator || made.decorators.length > 0) {
    return false;
  }
  if (made.within.kind !== 'module' || made.scope.globals.size > 0 || cell.functions.some(each => within(each, made))) {
    return false;
  }
  const parameters = made.scope.bindings.filter(each => each.kind === 'parameter').map(each => each.name);
  if ([...given.keys()].some(key => (typeof key === 'number' ? key >= parameters.length : !parameters.includes(key)))) {
    return false;
  }
  const inner = new Body(cell, made, body.from, asked, name => {
    const at = parameters.indexOf(name);
    // Where nothing is given, the default is the same in every call.
    return at < 0 ? null : (given.get(name) ?? given.get(at) ?? 'shared');
  });
  return inner.isHarmless(depth);
}

function within(part: { from: number; to: number }, whole: { from: number; to: number }): boolean {
  return part.from > whole.from && part.to <= whole.to;
}

/** The body of one function, with what its parameters stand for. */
class Body {
  constructor(
    private readonly cell: ICellFacts,
    private readonly made: IFunction,
    private readonly start: number,
    private readonly asked: IAsked,
    private readonly parameter: (name: string) => Role | null
  ) {}

  isHarmless(depth: number): boolean {
    const { cell, made, start } = this;
    const inside = (at: number): boolean => at >= start && at < made.to;
    return (
      cell.reads.every(each => !inside(each.at) || this.mayRead(each)) &&
      cell.calls.every(each => !inside(each.from) || this.mayCall(each, depth))
    );
  }

  /** What a name stands for; `code` for functions, classes and modules, which their calls decide about. */
  private role(name: string, scope: IScope, at: number): Role | 'code' {
    const local = this.local(name, scope);
    if (local && local.kind !== 'import') {
      return local.kind === 'parameter' ? (this.parameter(name) ?? 'shared') : isAlias(local) ? 'shared' : 'item';
    }
    const { all } = this.asked;
    const found = all.lookup(name, scope, at, this.cell)?.what;
    if (found && /^(?:import|function|class)$/.test(found.kind)) {
      return 'code';
    }
    if (clientOf(name, { scope, from: at }, this.cell, all)) {
      return 'client';
    }
    const meant = found ? null : all.meaning(name, scope, at, this.cell);
    return meant !== null && (isQuiet(meant) || QUIET_MODULES.has(meant)) ? 'code' : 'shared';
  }

  private local(name: string, from: IScope): IBinding | null {
    for (let scope: IScope | null = from; scope; scope = scope === this.made.scope ? null : scope.parent) {
      const found = scope.bindings.find(each => each.name === name);
      if (found) {
        return found;
      }
    }
    return null;
  }

  private mayRead({ name, scope, at, use }: IRead): boolean {
    if (this.asked.between.has(name) && !this.local(name, scope)) {
      return false;
    }
    switch (this.role(name, scope, at)) {
      case 'client':
        return use.kind === 'argument' || (use.kind === 'object' && use.of === 'attribute');
      case 'item':
        return true;
      case 'shared':
        return AS_A_WHOLE.has(use.kind);
      case 'code':
        return this.isCallee(at) || /(?:Error|Exception)$/.test(name) || QUIET_MODULES.has(name);
    }
  }

  /** A function that is handed on may be called in any way. */
  private isCallee(at: number): boolean {
    return this.cell.calls.some(each => each.callee.from === at);
  }

  private mayCall(call: ICall, depth: number): boolean {
    const { cell, asked } = this;
    if (call.dotted === null) {
      // `(await client.get(url)).json()`: what is called on is judged by itself.
      return call.receiver !== null || !isEntered(call);
    }
    const [root = '', ...rest] = call.dotted.split('.');
    const role = this.role(root, call.scope, call.from);
    if (role === 'client') {
      const client = clientOf(root, call, cell, asked.all);
      // A parameter has its client from the caller, who knows which.
      return rest.length > 0 && (client ? isStateless(client, rest.join('.')) : isStateless(null, rest.join('.')));
    }
    if (role === 'item') {
      const local = this.local(root, call.scope);
      const made = local !== null && isMadeHere(local, cell) && !CHANGING.test(call.attr ?? '');
      return rest.length > 0 && (!isEntered(call) || made);
    }
    if (role === 'shared') {
      return false;
    }
    if (isQuiet(asked.all.target(call, cell) ?? '')) {
      return true;
    }
    const found = rest.length === 0 ? asked.all.lookup(root, call.scope, call.from, cell) : null;
    const roles = rolesOf(call, cell, asked, name => {
      const known = this.role(name, call.scope, call.from);
      return known === 'code' ? null : known;
    });
    return found !== null && roles !== null && runs(found, roles, asked, depth + 1);
  }
}

/** True when a call is awaited or entered: it works with the object it is called on for longer. */
function isEntered({ use }: ICall): boolean {
  return use.kind === 'awaited' || use.kind === 'context' || (use.kind === 'iterated' && use.async);
}

/** `s = session`: the same object under another name. */
function isAlias({ statement }: IBinding): boolean {
  return /Assign$/.test(statement.type) && /^(?:Name|Attribute|Subscript)$/.test(statement.value?.type ?? 'Name');
}

/** True when a local name holds what a method or a library gave, and not something that came from outside. */
function isMadeHere({ statement, kind }: IBinding, cell: ICellFacts): boolean {
  const { value, head } = statement;
  if (kind === 'parameter' || !/^(?:Assign|AsyncWith|With)$/.test(statement.type)) {
    return false;
  }
  const of = cell.awaits.find(each => each.from === value?.from && each.to === value.to)?.operand ?? value ?? head;
  return cell.calls.some(each => each.from === of?.from && each.to === of.to && each.dotted?.includes('.') === true);
}
