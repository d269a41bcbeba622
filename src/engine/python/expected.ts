/** Code that is written to fail: what a test, or a lesson, shows on purpose. */
import type { ISpan } from '../document';
import type { ICellFacts, IStatement } from './facts';

/** `self.assertRaises(…)`, `self.assertWarnsRegex(…)`, `pytest.raises(…)`, as a `with` or around the call. */
const EXPECTS = /^(?:assert_?(?:raises|warns)\w*|raises|warns|deprecated_call|check_warnings)$/i;
/** What Python raises for the mistakes of the rules. */
const RAISED = /(?:^|\.)(?:Type|Attribute|Runtime|InvalidState)Error$/;

/** True where the code around a place expects that it fails, or warns. */
export function isExpected(at: ISpan, cell: ICellFacts): boolean {
  return (
    cell.calls.some(
      call =>
        call.attr !== null &&
        EXPECTS.test(call.attr) &&
        (isInside(at, call) || (call.use.kind === 'context' && isInside(at, call.statement)))
    ) || isCaughtInTest(at, cell)
  );
}

/** `try: … except TypeError: …` in a function that is a test. */
function isCaughtInTest(at: ISpan, cell: ICellFacts): boolean {
  const caught = cell.statements.some(
    each => /^Try/.test(each.type) && each.catches.some(name => RAISED.test(name)) && isInBody(at, each)
  );
  return caught && cell.functions.some(each => /^test/.test(each.name) && isInside(at, each));
}

function isInBody(at: ISpan, { children }: IStatement): boolean {
  return children.some(each => each.block === 'body' && isInside(at, each));
}

function isInside(at: ISpan, whole: ISpan): boolean {
  return whole.from <= at.from && at.to <= whole.to;
}
