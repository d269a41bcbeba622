/** CPython's verdicts and ranges on 696 snippets (testdata/python-snippets.json), through mask, repair and parse. */
import type { ASTNode } from 'py-ast';
import { parse, type IParsed } from './parse';
import data from './testdata/python-snippets.json';
import { eachNode } from './walk';

interface ISnippet {
  readonly id: string;
  readonly source: string;
  readonly accepted: boolean;
  readonly masked?: string;
  readonly calls?: number[][];
  readonly awaits?: number[][];
  readonly scopes?: (string | number)[][];
}

const snippets = data.snippets as unknown as ISnippet[];

/** Python that py-ast 1.16.0 refuses and that is not worth a repair. */
const REFUSED = new Map([['match-013', "a pattern of two joined literals: `case 'a' 'b':`"]]);

/** What CPython refuses and py-ast 1.16.0 does not: no harm, as every fix is checked and the kernel is the judge. */
const LET_THROUGH = new Map([
  ['fstring-014', 'bytes joined to text'],
  ['invalid-018', 'a generator argument followed by another'],
  ['invalid-049', 'leading zeros'],
  ['invalid-068', 'format specifications nested too deeply'],
  ['invalid-079', 'a positional pattern after a keyword pattern'],
  ['invalid-089', 'a statement `x := 1`'],
  ['invalid-092', '`:=` to an attribute'],
  ['invalid-096', 'tabs and spaces mixed'],
  ['invalid-103', 'bytes with more than ASCII'],
  ['invalid-104', 'an unknown character name']
]);

const SCOPES: Record<string, string> = {
  FunctionDef: 'def',
  AsyncFunctionDef: 'async',
  ClassDef: 'class',
  Lambda: 'lambda',
  ListComp: 'list',
  SetComp: 'set',
  DictComp: 'dict',
  GeneratorExp: 'gen'
};

function facts(parsed: IParsed): { calls: string[]; awaits: string[]; scopes: string[] } {
  const shown = parsed.masked.magics.filter(magic => magic.kind === 'line' && magic.python);
  const calls: string[] = [];
  const awaits: string[] = [];
  const scopes: string[] = [];
  const range = (node: ASTNode): number[] => {
    const { from, to } = parsed.span(node);
    return [from, to];
  };
  for (const statement of parsed.body) {
    eachNode(statement, node => {
      const own = parsed.span(node);
      if (shown.some(magic => own.from >= magic.from && own.to <= magic.to)) {
        return;
      }
      if (node.nodeType === 'Call') {
        calls.push(String([...range(node), ...range(node.func as ASTNode)]));
      } else if (node.nodeType === 'Await') {
        awaits.push(String([...range(node), ...range(node.value as ASTNode)]));
      }
      const scope = SCOPES[node.nodeType];
      if (scope) {
        scopes.push(String([scope, ...range(node)]));
      }
    });
  }
  return { calls: calls.sort(), awaits: awaits.sort(), scopes: scopes.sort() };
}

function expected(rows: (string | number)[][] | undefined, parsed: IParsed): string[] {
  const map = (value: string | number): string | number =>
    typeof value === 'number' ? parsed.masked.toSource(value) : value;
  return (rows ?? []).map(row => String(row.map(map))).sort();
}

test.each(snippets)('$id', snippet => {
  const parsed = parse(snippet.source);
  const accepted = snippet.accepted ? !REFUSED.has(snippet.id) : LET_THROUGH.has(snippet.id);
  expect(parsed.complete).toBe(accepted);
  const shown = parsed.masked.magics.some(magic => magic.kind === 'line' && magic.python);
  if (!shown && !snippet.source.includes('\f')) {
    expect(parsed.masked.text).toBe(snippet.masked ?? snippet.source);
  }
  expect(parsed.masked.text).toHaveLength((snippet.masked ?? snippet.source).length);
  if (snippet.accepted && accepted) {
    expect(facts(parsed)).toEqual({
      calls: expected(snippet.calls, parsed),
      awaits: expected(snippet.awaits, parsed),
      scopes: expected(snippet.scopes, parsed)
    });
  }
});
