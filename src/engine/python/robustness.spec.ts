/** Nothing that a person may type makes the parser throw or point outside the source. */
import { parse } from './parse';
import { scan } from './scanner';
import data from './testdata/python-snippets.json';
import { eachNode } from './walk';

const sources = data.snippets.map(snippet => snippet.source);

function check(source: string): void {
  const parsed = parse(source);
  const ordered = (...offsets: number[]): void => {
    if (offsets.some((offset, index) => offset < (offsets[index - 1] ?? 0)) || (offsets.pop() ?? 0) > source.length) {
      throw new Error(`offsets out of order in ${JSON.stringify(source)}`);
    }
  };
  ordered(...parsed.unparsed.flatMap(({ from, to }) => [from, to]));
  ordered(...scan(source).flatMap(({ from, to }) => [from, to]));
  for (const { from, to, argument } of parsed.masked.magics) {
    ordered(from, argument.from, argument.to, to);
  }
  for (const statement of parsed.body) {
    eachNode(statement, node => {
      const { from, to } = parsed.span(node);
      ordered(from, to);
    });
  }
}

test('every prefix of every snippet', () => {
  for (const source of sources) {
    for (let length = 0; length < source.length; length++) {
      check(source.slice(0, length));
    }
  }
});

test('every snippet without one of its lines, and with other line ends', () => {
  for (const source of sources) {
    const lines = source.split('\n');
    lines.forEach((_, index) => check(lines.filter((__, other) => other !== index).join('\n')));
    check(source.replace(/\n/g, '\r\n'));
    check(source.replace(/\n/g, '\r'));
  }
});

test('every snippet indented, prompted, below a cell magic and with odd units between', () => {
  for (const source of sources) {
    check(source.replace(/^/gm, '  '));
    check(source.replace(/^/gm, '>>> '));
    check('%%time\n' + source);
    for (const unit of ['\0', '\ufeff', '\f', '\v', '\ud800', '\udc00', '\u2028', '😀', '\\', '"', '{']) {
      const middle = source.length >> 1;
      check(source.slice(0, middle) + unit + source.slice(middle));
      check(unit + source);
      check(source + unit);
    }
  }
});
