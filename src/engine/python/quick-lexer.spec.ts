/** The quick lexer gives the very tokens, and the very errors, of the one it stands in for. */
import type { Lexer } from 'py-ast';
import { quicken } from './quick-lexer';
import data from './testdata/python-snippets.json';

type LexerClass = typeof Lexer;

/** A copy of the package of its own, since the quick way changes the class itself. */
function copy(): LexerClass {
  let made: LexerClass | null = null;
  jest.isolateModules(() => (made = jest.requireActual<{ Lexer: LexerClass }>('py-ast').Lexer));
  return made!;
}

const original = copy();
const quick = copy();
quicken(quick);

/** The tokens as the parser sees them (it drops comments), or the message of the error. */
function tokensOf(lexer: LexerClass, text: string): unknown {
  try {
    return new lexer(text).tokenize().filter(each => (each.type as string) !== 'COMMENT');
  } catch (error) {
    return String(error);
  }
}

function expectSame(text: string): void {
  expect(tokensOf(quick, text)).toEqual(tokensOf(original, text));
}

test('the two classes are different copies', () => {
  expect(quick).not.toBe(original);
  expect(quick.prototype).not.toBe(original.prototype);
});

test('the snippets', () => {
  data.snippets.forEach(each => expectSame(each.source));
});

test.each([
  ['keywords', 'and as assert async await break class continue def del elif else except False finally for from\n'],
  ['more keywords', 'global if import in is lambda None nonlocal not or pass raise return True try while with yield\n'],
  ['soft keywords', 'match case type _ print exec\n'],
  ['operators', 'a+b-c*d/e//f%g**h@i<<j>>k&l|m^n~o<p>q<=r>=s==t!=u->v:=w...x.y;z\n'],
  ['assignments', 'a+=b-=c*=d/=e//=f%=g**=h@=i<<=j>>=k&=l|=m^=n\n'],
  ['numbers', '1 1.5 .5 1. 1e5 1_000 0xff 0o7 0b1 1j -1 a.1 a[-1] 1if 2else 3\n'],
  ['strings', `'a' "b" '' "" 'a''b' """c""" '''d\n\ne''' r'f' b"g" f'{h}' 'i\\'j' "k\\\\" 'ü' # l\n`],
  ['strings with no end', `x = 'a\n`],
  ['triple strings with no end', `x = """a\nb`],
  ['a quote too many', `'''' ''''' """" '''\n`],
  ['letters beyond ASCII', 'größe = "ä" + naïve.ß # ö\nα = 1\n'],
  ['letters beyond the first plane', '𝒳 = "😀" + x😀\n# 😀 x\ny = 1\n'],
  ['brackets over lines', 'f(\n  a,\n    [b,\n\tc], # d\n {e:\nf})\ng\n'],
  ['brackets that do not match', ')\n x\n]]\n  (\ny\n'],
  ['blocks', 'if a:\n    b\n\n    # c\n  # d\n    e\n\tf\nelse:\n\tg\n\n\nh'],
  ['a dedent to nowhere', 'if a:\n    b\n  c\n'],
  ['blanks', '  \n a\n   \n\n\t\n   # b'],
  ['line ends', 'a\r\nb\rc\n\r\n"d\r\ne"\n'],
  ['continued lines', 'a = \\\n  b\nc \\\n\n"d\\\ne"\n'],
  ['comments', '#\n#a\nb#c\n#d'],
  ['other characters', 'a $ b'],
  ['nothing', '']
])('%s', (_, text) => {
  expectSame(text);
});

test('texts put together at random', () => {
  const pieces = [
    'a',
    'if',
    ' ',
    '    ',
    '\n',
    '\n  ',
    '(',
    ')',
    '[',
    ']',
    '{',
    '}',
    ':',
    ',',
    '.',
    '=',
    '==',
    '*',
    '-'
  ];
  pieces.push(
    '"',
    "'",
    '"""',
    "'''",
    '\\',
    '#',
    '1',
    '0x',
    'é',
    '😀',
    'f"',
    'rb',
    '\t',
    '>',
    '!',
    '->',
    '\f',
    'await',
    '\r\n'
  );
  let state = 7;
  const next = (size: number): number => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return (state >>> 8) % size;
  };
  for (let round = 0; round < 5000; round++) {
    let text = '';
    for (let left = next(14); left >= 0; left--) {
      text += pieces[next(pieces.length)];
    }
    expectSame(text);
  }
});
