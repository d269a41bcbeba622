/** Loop runners with their own calling conventions: anyio.run and asyncio.Runner. */
import type { ICall, ICellFacts, IStatement } from '../python/facts';
import type { INotebookFacts } from '../python/notebook-facts';
import { driveByAwait, spelling } from './drive';
import type { IDriven } from './drive';
import { headerOf, unwrap } from './statements';

/** `anyio.run(f, 1, 2)` takes the function and its arguments apart. */
export function driveAnyio(cell: ICellFacts, call: ICall, all: INotebookFacts): IDriven | string {
  const [first, second] = call.args.filter(each => each.keyword === null);
  const backend = call.args.find(each => each.keyword === 'backend');
  if (backend && !/^['"]asyncio['"]$/.test(cell.source.slice(backend.from, backend.to))) {
    return 'The call asks for another backend than asyncio, which the kernel does not run.';
  }
  if (
    !first?.dotted ||
    call.args.some(each => each.keyword === '*' || each.keyword === '**') ||
    call.use.kind === 'object'
  ) {
    return 'anyio.run() is not given a plain function here, so there is nothing to await.';
  }
  if (!second) {
    const driven = driveByAwait(cell, call, 'func', all);
    // Without a definition in the notebook the name would be awaited uncalled; anyio always calls it.
    return typeof driven === 'string' || driven.adds.length > 0
      ? driven
      : calledHere(cell, call, first.value.from, first.value.to, first.dotted);
  }
  const last = call.args.filter(each => each.keyword === null).pop()!;
  const edits = [
    { from: call.from, to: first.from, text: 'await ' },
    { from: first.to, to: second.from, text: '(' },
    { from: last.to, to: call.to, text: ')' }
  ];
  return { edits, removes: [spelling(call)], adds: [first.dotted], awaits: 1, dropped: [] };
}

function calledHere(cell: ICellFacts, call: ICall, from: number, to: number, name: string): IDriven | string {
  if (/[#\n]/.test(cell.source.slice(call.callee.to, from) + cell.source.slice(to, call.to))) {
    return 'The call goes over several lines, so it is left alone.';
  }
  const edits = [
    { from: call.from, to: from, text: 'await ' },
    { from: to, to: call.to, text: '()' }
  ];
  return { edits, removes: [spelling(call)], adds: [name], awaits: 1, dropped: [] };
}

/**
 * `with asyncio.Runner() as runner:` goes with all its `runner.run(…)`.
 *
 * @param inside - the `runner.run(…)` calls of this statement.
 */
export function driveRunner(
  cell: ICellFacts,
  runner: IStatement,
  inside: readonly ICall[],
  all: INotebookFacts
): IDriven | string {
  const header = headerOf(cell, runner);
  const makers = cell.calls.filter(each => each.use.kind === 'context' && each.statement === runner);
  const name = cell.module.bindings.find(each => each.statement === runner)?.name ?? '';
  const moved = header && unwrap(cell, runner, header, runner.children);
  const driven = inside.map(each => driveByAwait(cell, each, 'coro', all));
  const parts = driven.filter((each): each is IDriven => typeof each !== 'string');
  const plain = makers.length === 1 && makers[0]!.args.length === 0 && all.reads(name)?.length === inside.length;
  if (!plain || !moved || parts.length !== driven.length) {
    return 'The Runner is used for more than running coroutines, so it is left alone.';
  }
  return {
    edits: [...moved, ...parts.flatMap(each => each.edits)],
    removes: [spelling(makers[0]!), ...parts.flatMap(each => each.removes)],
    adds: parts.flatMap(each => each.adds),
    awaits: parts.reduce((count, each) => count + each.awaits, 0),
    dropped: []
  };
}
