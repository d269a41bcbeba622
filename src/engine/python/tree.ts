/** The one place that calls py-ast, and what its trees need before they are CPython's. */
import { Lexer, parse as parsePython, type StmtNode } from 'py-ast';
import { LineTable } from './lines';
import { prepareLiterals } from './literals';
import { quicken } from './quick-lexer';
import { scan } from './scanner';
import { eachNode, type MutableNode } from './walk';

quicken(Lexer);

/**
 * The top-level statements of `text`, or null when it does not parse. Never throws: py-ast raises plain errors for bad
 * syntax and a RangeError for text nested too deeply (about 3,000 levels); both mean that nothing is known.
 * Node types, fields and ranges are CPython's; the values of literals nested in f-strings may lack their braces.
 */
export function tryParse(text: string): StmtNode[] | null {
  let body: StmtNode[];
  const prepared = prepareLiterals(text);
  if (prepared === null || endsInContinuation(text)) {
    return null;
  }
  try {
    body = parsePython(prepared).body;
  } catch {
    return null;
  }
  if (text.includes('try') && !body.every(isSound)) {
    return null;
  }
  if (text.includes('**') && text.includes('await')) {
    correctAwaits(text, body);
  }
  return body;
}

/** True when a backslash joins the last line to a line that is not there; py-ast does not mind. */
function endsInContinuation(text: string): boolean {
  return /\\\n?$/.test(text) && scan(text).pop()?.kind !== 'comment';
}

/** False for statements with a block, which cannot follow `;`. */
export function isSimple(statement: StmtNode): boolean {
  return !('body' in statement) && statement.nodeType !== 'Match';
}

/** False for a `try` with neither `except` nor `finally`: py-ast lets it through, and one is half typed often. */
function isSound(statement: StmtNode): boolean {
  switch (statement.nodeType) {
    case 'Try':
    case 'TryStar':
      return (
        statement.handlers.length + statement.finalbody.length > 0 &&
        statement.body.every(isSound) &&
        statement.handlers.every(handler => handler.body.every(isSound)) &&
        statement.orelse.every(isSound) &&
        statement.finalbody.every(isSound)
      );
    case 'If':
    case 'For':
    case 'AsyncFor':
    case 'While':
      return statement.body.every(isSound) && statement.orelse.every(isSound);
    case 'FunctionDef':
    case 'AsyncFunctionDef':
    case 'ClassDef':
    case 'With':
    case 'AsyncWith':
      return statement.body.every(isSound);
    case 'Match':
      return statement.cases.every(each => each.body.every(isSound));
    default:
      return true;
  }
}

/** `await` binds tighter than `**`; py-ast 1.16.0 reads `await a() ** 2` as `await (a() ** 2)`. */
function correctAwaits(text: string, body: readonly StmtNode[]): void {
  let lines: LineTable | null = null;
  for (const statement of body) {
    eachNode(statement, node => {
      const power = node.value as MutableNode | undefined;
      if (node.nodeType !== 'Await' || power?.nodeType !== 'BinOp' || (power.op as MutableNode).nodeType !== 'Pow') {
        return;
      }
      lines ??= new LineTable(text);
      correctAwait(text, lines, node, power);
    });
  }
}

function correctAwait(text: string, lines: LineTable, node: MutableNode, power: MutableNode): void {
  const start = lines.offset(node.lineno ?? 1, node.col_offset ?? 0);
  const right = power.right as MutableNode;
  const tokens = scan(text, start, lines.offset(right.lineno ?? 1, right.col_offset ?? 0));
  // After `await`, a bracket that is still open at the operand's end means that it holds the power: `await (a ** 2)`.
  const operator = tokens.findIndex(token => token.depth === 0 && text.slice(token.from, token.to) === '**');
  const last = tokens[operator - 1];
  if (!last) {
    return;
  }
  const end = lines.position(last.to);
  const inner: MutableNode = {
    ...node,
    value: power.left,
    end_lineno: end.line,
    end_col_offset: end.column
  };
  node.nodeType = 'BinOp';
  node.left = inner;
  node.op = power.op;
  node.right = right;
  delete node.value;
}
