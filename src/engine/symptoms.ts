/** From a text that somebody copied to the rules that explain it, without the notebook it came from. */
import type { Output } from './document';
import { stripAnsi } from './failures/ansi';
import { patterns } from './failures/catalogue';
import type { IPattern } from './failures/catalogue';
import { cut } from './failures/cut';
import { recogniseOutput } from './failures/match';
import { SEEN_BY } from './failures/verdicts';
import { rules } from './rules';

/** `RuntimeError: …`, `asyncio.exceptions.InvalidStateError: …`, `KeyboardInterrupt`. */
const NAMED = /^\s*(?:[A-Za-z_]\w*\.)*([A-Z]\w*)(?::\s*(.*))?$/;

/**
 * The rules that explain a copied text: a whole output, a traceback, its last line, or only the message.
 *
 * @param text - may have ANSI codes.
 * @returns their ids; those for which the text is most telling come first; empty for anything else.
 */
export function rulesFor(text: string): readonly string[] {
  const found = failuresIn(text).flatMap(id => {
    const by = rules.filter(rule => rule.failures?.includes(id));
    const place = (rule: (typeof by)[number]): number => rule.failures!.indexOf(id);
    const seen = SEEN_BY[id];
    return [...by.sort((a, b) => place(a) - place(b)).map(rule => rule.id), ...(seen ? [seen[0]] : [])];
  });
  return [...new Set(found)];
}

/** Ids of the failure catalogue that a copied text stands for, the most specific first. */
function failuresIn(text: string): readonly string[] {
  const plain = stripAnsi(cut(text)).trim();
  const lines = plain.split('\n').filter(line => line.trim() !== '');
  const last = lines[lines.length - 1] ?? '';
  const [, ename, evalue = ''] = NAMED.exec(last) ?? [];
  const raised: Output[] = ename === undefined ? [] : [{ type: 'error', ename, evalue, traceback: [plain] }];
  const idsIn = (output: Output): readonly string[] => recogniseOutput(output).flatMap(({ ids }) => ids);
  const sure = raised.flatMap(idsIn);
  if (sure.length > 0) {
    return sure;
  }
  // Also what only the words say: a program may have printed them.
  return [
    ...patterns.filter(each => tells(each, plain)).flatMap(each => each.failures),
    ...idsIn({ type: 'stream', name: 'stderr', text: `${plain}\n` }),
    ...idsIn({ type: 'result', text: plain })
  ];
}

/** Only the message, without the name before it or the line behind it: enough where the words themselves are telling. */
function tells({ certainty, needles, re, target }: IPattern, text: string): boolean {
  const isValue = (target === 'error' || target === 'any') && certainty !== 'weak' && !re.test('') && re.test(text);
  return isValue || needles.some(needle => needle.split(' ').length > 2 && text.includes(needle));
}
