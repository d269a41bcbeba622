/** The index by symptom: whatever a kernel was recorded to say, somebody who looks it up finds a rule that explains it. */
import type { Output } from '../engine/document';
import { recogniseOutput } from '../engine/failures/recognise';
import { cases, KERNELS, plain } from '../engine/failures/testing/recorded';
import { rules } from '../engine/rules';
import { symptomsOf } from './generate-docs';
import { readPages } from './pages';

/** By rule: the texts of its page, each as the pieces that a real one holds in this order. */
const texts = new Map(
  readPages().map(({ id, published }) => [id, symptomsOf(published).flatMap(row => piecesOf(row.text))])
);

/** What stands between backticks, without the parts that are different every time. */
function piecesOf(row: string): string[][] {
  return [...row.matchAll(/`([^`]+)`/g)].map(([, text]) =>
    text!
      .split(/…|\bNAME\b|\bT\b|0x|\d+(?:\.\d+)?/)
      .map(each => each.trim())
      .filter(each => each !== '')
  );
}

function holds(text: string, pieces: readonly string[]): boolean {
  let at = 0;
  return pieces.every(piece => {
    const found = text.indexOf(piece, at);
    at = found + piece.length;
    return found >= 0;
  });
}

const recorded = [
  ...Object.entries(cases).flatMap(([id, each]) =>
    KERNELS.map((kernel): [string, readonly Output[]] => [`${id} in ${kernel}`, (each[kernel] ?? []).flat()])
  ),
  ...Object.entries(plain)
];

test.each(recorded)('%s', (_, outputs) => {
  const lost = outputs.flatMap(output => {
    const text = output.type === 'error' ? `${output.ename}: ${output.evalue}` : output.text;
    return recogniseOutput(output).flatMap(({ ids }) => {
      const by = rules.filter(rule => rule.failures?.some(id => ids.includes(id)));
      const led = by.some(rule => texts.get(rule.id)!.some(pieces => holds(text, pieces)));
      return by.length === 0 || led ? [] : [`${by.map(rule => rule.id).join()}: ${text.slice(0, 300)}`];
    });
  });
  expect(lost).toEqual([]);
});
