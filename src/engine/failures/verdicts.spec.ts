/** No entry of the failure catalogue is without a verdict, and none has two. */
import { createAnalysis } from '../analyse';
import { rules } from '../rules';
import { patterns } from './catalogue';
import { entries } from './recorded/entries.json';
import { cases, KERNELS, measured, notebookOf } from './testing/recorded';
import { LEFT_ALONE, SEEN_BY } from './verdicts';

const ids = Object.keys(entries);
const explained = new Set(rules.flatMap(each => each.failures ?? []));

/** A rule that is off is asked as well. */
const SWITCHED_ON = { level: 'info' } as const;

/** What was decided on an entry; several where that is not clear. */
function verdictsOn(id: string): string[] {
  const by = rules.filter(each => each.failures?.includes(id)).map(each => each.id);
  return [
    ...(by.length > 0 ? [`explained by ${by.join(', ')}`] : []),
    ...(id in SEEN_BY ? [`seen by ${SEEN_BY[id]![0]}`] : []),
    ...(id in LEFT_ALONE ? [`left alone: ${LEFT_ALONE[id]}`] : [])
  ];
}

test.each(ids)('%s has one verdict', id => {
  expect([id, ...verdictsOn(id)]).toEqual([id, expect.any(String)]);
});

test('what patterns, measurements and rules name is an entry', () => {
  const named = [...patterns.flatMap(each => each.failures), ...measured.map(each => each.failure), ...explained];
  const listed = [SEEN_BY, LEFT_ALONE].flatMap(each => Object.keys(each));
  expect([...new Set([...named, ...listed])].filter(id => !ids.includes(id))).toEqual([]);
});

describe('seen under another text, or in the code', () => {
  const recorded = Object.entries(SEEN_BY).flatMap(([id, [rule, name]]) => (name === null ? [] : [[id, rule, name]]));

  test.each(recorded)('%s by %s in case %s', (_, rule, name) => {
    const { source, ...outputs } = cases[name!]!;
    const found = KERNELS.filter(each => outputs[each]).flatMap(each =>
      createAnalysis().update(notebookOf(source, outputs[each]!), { rules: { [rule!]: SWITCHED_ON } })
    );
    expect(found.map(each => each.rule)).toContain(rule);
  });

  test('the others name a rule that is there', () => {
    const there = rules.map(each => each.id);
    expect(Object.values(SEEN_BY).filter(([rule]) => !there.includes(rule))).toEqual([]);
  });
});

test('a reason is a sentence', () => {
  expect(Object.values(LEFT_ALONE).filter(each => !/^[A-Z].{20,}\.$/.test(each))).toEqual([]);
});
