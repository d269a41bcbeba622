/**
 * What rules may ask about one cell. Values only: ranges, names and how things are used.
 * Built once per cell text by walk.ts; every offset is a UTF-16 offset into the cell's source.
 */
import type { ISpan } from '../document';
import type { IMagic } from './mask';

/** Where names live and whether `await` may stand there. */
export interface IScope {
  readonly kind: 'module' | 'function' | 'lambda' | 'class' | 'comprehension' | 'generator';
  /** Name of the function or class; empty otherwise. */
  readonly name: string;
  readonly parent: IScope | null;
  /** True where Python accepts `await`: the cell itself, an async function, a comprehension in either. */
  readonly awaits: boolean;
  /** True when the code runs while the cell runs: no function or lambda around it. */
  readonly immediate: boolean;
  /** Names bound here, in order; for the module scope they are seen by other cells. */
  readonly bindings: readonly IBinding[];
  /** Names declared `global` here. */
  readonly globals: ReadonlySet<string>;
}

/** A name and what it was bound to. */
export interface IBinding {
  readonly name: string;
  readonly kind: 'import' | 'function' | 'class' | 'value' | 'parameter' | 'del' | 'other';
  /** Where the binding takes effect. */
  readonly at: number;
  /** For imports: the dotted path, `asyncio.run` for `from asyncio import run`. */
  readonly path?: string;
  readonly function?: IFunction;
  readonly class?: IClass;
  /** For `x = <call>`: that call; for `x = await <call>` it is absent. */
  readonly call?: ICall;
  /** For `x = a.b`: the spelled name. */
  readonly alias?: string;
  /** False for bindings under if, try, for, with …. */
  readonly certain: boolean;
  readonly statement: IStatement;
}

/** A `def` or `async def`. */
export interface IFunction extends ISpan {
  readonly name: string;
  /** Dotted name as Python prints it: `K.get`, `outer.<locals>.inner`. */
  readonly qualname: string;
  readonly async: boolean;
  /** Contains `yield` of its own. */
  readonly generator: boolean;
  /** Spelled names of the decorators; `?` for one that is not a dotted name or a call of one. */
  readonly decorators: readonly string[];
  /** The body's scope. */
  readonly scope: IScope;
  /** The scope the name is bound in. */
  readonly within: IScope;
  /** Parameters that must be given, `self` and `cls` not counted for methods. */
  readonly required: number;
  readonly statement: IStatement;
}

/** A class with its methods. */
export interface IClass extends ISpan {
  readonly name: string;
  readonly methods: ReadonlyMap<string, IFunction>;
  /** Spelled base names; `?` for anything else. */
  readonly bases: readonly string[];
  /** Names assigned in the body or through `self.x = …`. */
  readonly attributes: ReadonlySet<string>;
}

/** How the value of an expression is used. */
export type Use =
  /** An expression statement: dropped, or shown when it is the last of the cell. */
  | { readonly kind: 'statement' }
  /** `x = …`; `names` holds the plain names, empty for other targets. */
  | { readonly kind: 'assigned'; readonly names: readonly string[] }
  | { readonly kind: 'awaited'; readonly by: IAwait }
  /** An argument of a call: its position, its keyword, or null behind `*` and `**`. */
  | { readonly kind: 'argument'; readonly call: ICall; readonly position: number | string | null }
  /** An element of a display or comprehension, which itself is used as `use`. */
  | {
      readonly kind: 'element';
      readonly of: 'list' | 'tuple' | 'set' | 'dict' | 'generator';
      readonly container: ISpan;
      readonly use: Use;
    }
  /** The object of `.attr`, of `[…]` or of a call: binds tighter than `await`. */
  | { readonly kind: 'object'; readonly of: 'attribute' | 'subscript' | 'call'; readonly attr: string }
  /** What `for` goes through, in a statement or a comprehension; `async` for `async for`. */
  | { readonly kind: 'iterated'; readonly async: boolean }
  /** `condition`: tested for truth. `operand`: of a comparison or of arithmetic. `unpacked`: shared out to several names or elements. */
  | { readonly kind: 'condition' | 'operand' | 'unpacked' }
  | { readonly kind: 'returned' | 'yielded' | 'context' | 'formatted' | 'decorator' | 'other' };

/** An `await` expression. */
export interface IAwait extends ISpan {
  /** Its operand, with CPython's node type: `Call`, `Name`, `List`, … */
  readonly operand: ISpan & { readonly type: string };
  /** The operand when it is a call. */
  readonly call: ICall | null;
  readonly scope: IScope;
  readonly statement: IStatement;
  readonly use: Use;
}

/** `[x async for x in y]`, also as set and dict: it awaits without the word. */
export interface IAsyncComprehension extends ISpan {
  /** The scope around it. */
  readonly scope: IScope;
  readonly statement: IStatement;
}

/** An argument of a call. */
export interface IArgument extends ISpan {
  /** Keyword name; null for positional ones; `*` and `**` for unpacking. */
  readonly keyword: string | null;
  /** CPython's node type of the value: `Call`, `Name`, `Await`, `Lambda`, `List`, … */
  readonly type: string;
  readonly call: ICall | null;
  readonly await: IAwait | null;
  /** Spelled dotted name when the value is one. */
  readonly dotted: string | null;
  /** Range of the value; differs from the argument's own range for keywords. */
  readonly value: ISpan;
}

/** A call. */
export interface ICall extends ISpan {
  /** Range of what is called: `asyncio.run` in `asyncio.run(main())`. */
  readonly callee: ISpan;
  /** Spelled dotted name, `aio.run`; null when the callee is something else. */
  readonly dotted: string | null;
  /** The names of `dotted`: `aio`, `run`; empty when there is none. */
  readonly parts: readonly string[];
  /** Last name of the callee: `run`; null when there is none. */
  readonly attr: string | null;
  /** The call whose result the method is called on: `asyncio.get_event_loop()` in `….run_until_complete()`. */
  readonly receiver: ICall | null;
  readonly args: readonly IArgument[];
  readonly scope: IScope;
  readonly statement: IStatement;
  readonly use: Use;
}

/** A statement, simple or compound. */
export interface IStatement extends ISpan {
  /** CPython's node type: `Expr`, `Assign`, `If`, … */
  readonly type: string;
  readonly parent: IStatement | null;
  /** Which block of the parent it stands in: `body`, `orelse`, `finalbody`, `handler`. */
  readonly block: 'body' | 'orelse' | 'finalbody' | 'handler';
  /** For statements in an except block: the spelled exception types of that handler; `*` for a bare except. */
  readonly handles: readonly string[];
  readonly index: number;
  readonly siblings: readonly IStatement[];
  readonly children: readonly IStatement[];
  readonly scope: IScope;
  /** The line magic this statement is the argument of. */
  readonly magic: IMagic | null;
  /**
   * Range and node type of the test of `if` and `while`, of the iterable of `for`, of the first item of `with`, of the
   * first decorator of a definition.
   */
  readonly head: (ISpan & { readonly type: string }) | null;
  /** For `with`: how many managers it enters; 0 for others. */
  readonly items: number;
  /** For `try`: spelled exception types of all handlers; `*` for a bare except. */
  readonly catches: readonly string[];
  /** For an expression statement or an assignment: range and node type of the value. */
  readonly value: (ISpan & { readonly type: string; readonly dotted: string | null }) | null;
}

/** A name that is read. */
export interface IRead {
  readonly name: string;
  readonly at: number;
  readonly scope: IScope;
  readonly use: Use;
  readonly statement: IStatement;
}

/** Facts of one cell's text. */
export interface ITextFacts {
  readonly source: string;
  /** True when the whole cell parsed: only then may it be rewritten. */
  readonly complete: boolean;
  /** False when the cell holds no Python of this kernel. */
  readonly python: boolean;
  /** The cell magic over the whole cell. */
  readonly cellMagic: IMagic | null;
  readonly magics: readonly IMagic[];
  readonly module: IScope;
  readonly statements: readonly IStatement[];
  readonly calls: readonly ICall[];
  readonly awaits: readonly IAwait[];
  readonly functions: readonly IFunction[];
  readonly reads: readonly IRead[];
  /** The statement whose value the cell shows: a last expression without `;`, not under `%%capture`. */
  readonly last: IStatement | null;
  /** `async for` and `async with` at places where the cell itself would await. */
  readonly asyncStatements: readonly IStatement[];
  readonly asyncComprehensions: readonly IAsyncComprehension[];
  /** True when it may hold an ignore comment. */
  readonly ignores: boolean;
  /** Module names of `from x import *`. */
  readonly stars: readonly string[];
}

/** Facts of a cell in its document. */
export interface ICellFacts extends ITextFacts {
  readonly id: string;
  /** Index among all cells of the document. */
  readonly index: number;
  readonly editable: boolean;
  /** When it ran last, as the kernel counts; null when it did not. */
  readonly executionCount: number | null;
}

/** One code cell before and after a change. */
export interface ICellChange {
  /** Null where it was not read. */
  readonly before: ICellFacts | null;
  readonly after: ICellFacts | null;
  /** Its texts where it was not read. */
  readonly unread: readonly string[];
}
