import { patterns } from './catalogue';
import { measured } from './testing/recorded';
import { recogniseOutput } from './recognise';

test('every measured pattern is here, once', () => {
  const ids = patterns.map(each => each.id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(measured.map(each => each.id).filter(id => !ids.includes(id))).toEqual([]);
});

test('and stands for what it was measured for', () => {
  for (const { id, failure, target } of measured) {
    const pattern = patterns.find(each => each.id === id);
    expect([id, pattern?.failures[0], pattern?.target]).toEqual([id, failure, target]);
  }
});

test('every failure has the form of the catalogue, none is named twice', () => {
  for (const { failures } of patterns) {
    expect(new Set(failures).size).toBe(failures.length);
    failures.forEach(id => expect(id).toMatch(/^[FL]-[A-Z]+-\d+$/));
  }
});

test('the generic value texts come last', () => {
  const last = patterns.slice(-5).map(each => each.id);
  expect(last).toEqual(['coro.value', 'coro.value_repr', 'agen.value', 'task.value', 'asyncobj.value']);
});

describe('work grows with the text and no faster', () => {
  test.each(patterns.map(each => [each.id, each] as const))('%s: no repetition within a repetition', (_, { re }) => {
    expect(nested(re.source)).toEqual([]);
  });

  test.each(patterns.map(each => [each.id, each] as const))(
    '%s: an open repetition starts afresh each time',
    (_, { re }) => {
      expect(
        alternatives(re.source)
          .filter(each => !each.startsWith('^'))
          .flatMap(overlapping)
      ).toEqual([]);
    }
  );

  test('the checks see what they are for', () => {
    expect(nested('<a (?<name>[^>\\n]*?(?:<[\\w]+>[^>\\n]*?)*) at')).toHaveLength(1);
    expect(nested('(?:a+b){2,}')).toHaveLength(1);
    expect(overlapping('<coroutine object [^>\\n]* at 0x')).toHaveLength(1);
    expect(overlapping('Executing <.+ took')).toHaveLength(1);
    expect(overlapping("coroutine '[^']+' was")).toEqual([]);
    expect(alternatives('^a(?:b|c)|[|]d\\|')).toEqual(['^a(?:b|c)', '[|]d\\|']);
  });

  // The longest text that is read, made of what each pattern begins with: a square here would not come to an end.
  test.each(patterns.map(each => [each.id, each] as const))('%s: a text of its own beginnings', (_, pattern) => {
    for (const piece of beginnings(pattern.re.source)) {
      const text = piece.repeat(Math.ceil(200_000 / piece.length));
      for (const each of [text, `${text}\n`, `${text}'`, text.replace(/\n/g, ' ')]) {
        pattern.re.test(each);
      }
    }
  });

  test('the whole catalogue on texts made of needles', () => {
    for (const needle of new Set(patterns.flatMap(each => each.needles))) {
      const text = needle.repeat(Math.ceil(200_000 / needle.length));
      recogniseOutput({ type: 'stream', name: 'stderr', text });
      recogniseOutput({ type: 'stream', name: 'stdout', text: `${needle}\n`.repeat(5000) });
      recogniseOutput({ type: 'result', text });
    }
  });
});

/** Groups with a `*`, `+` or open `{n,}` inside that are repeated themselves. */
function nested(source: string): string[] {
  const found: string[] = [];
  const open: number[] = [];
  // Classes and escapes hold no structure.
  const bare = source.replace(/\\./g, 'aa').replace(/\[[^\]]*\]/g, each => 'a'.repeat(each.length));
  for (let at = 0; at < bare.length; at++) {
    if (bare[at] === '(') {
      open.push(at);
    } else if (bare[at] === ')') {
      const from = open.pop() ?? 0;
      const inside = bare.slice(from + 1, at).replace(/^\?(?:[:=!]|<\w+>)/, '');
      if (/^(?:[*+]|\{\d+,)/.test(bare.slice(at + 1)) && /[*+]|\{\d+,/.test(inside)) {
        found.push(source.slice(from, at + 2));
      }
    }
  }
  return found;
}

/**
 * Repetitions without an upper bound that can run over the character they follow: beginning anew at each such character
 * and running to the end of the text each time, they would cost the square of its length.
 */
function overlapping(source: string): string[] {
  const found: string[] = [];
  for (const match of source.matchAll(
    /(\\?.)(?:\((?:\?(?::|<\w+>))?)*(\[(?:\\.|[^\]\\])*\]|\\[wdsSWD]|\.)(?:[*+]|\{\d+,\})/g
  )) {
    const [whole, before = '', repeated = ''] = match;
    if (new RegExp(`^${repeated}$`).test(before.replace(/^\\/, ''))) {
      found.push(whole);
    }
  }
  return found;
}

/** The parts of an expression between the bars that lie in no group and no class. */
function alternatives(source: string): string[] {
  const parts = [''];
  let depth = 0;
  for (const [piece = ''] of source.matchAll(/\\.|\[(?:\\.|[^\]\\])*\]|[^]/g)) {
    depth += piece === '(' ? 1 : piece === ')' ? -1 : 0;
    if (piece === '|' && depth === 0) {
      parts.push('');
    } else {
      parts.push((parts.pop() ?? '') + piece);
    }
  }
  return parts;
}

/** Literal texts that lead into each part of an expression, so that matching gets as far as it can before it fails. */
function beginnings(source: string): string[] {
  const words = source
    .replace(/\(\?<\w+>/g, '(')
    .replace(/\\r\?\\n/g, '\n')
    .replace(/\[[^\]]*\](?:[*+]\??|\{[\d,]+\}\??)?/g, ' a')
    .replace(/\\[wd](?:[*+]|\{[\d,]+\})?/g, '1')
    .replace(/\\([^bs])/g, '$1')
    .replace(/\\[bs]/g, ' ')
    .split(/\(\?[:=!]|[()|^$?]|\.[*+]|\.\{[\d,]+\}/)
    .filter(each => each.length > 2);
  return [...words, words.join('')].filter(each => each !== '');
}
