/** One rule is one id everywhere: file, page, list, settings, documentation. */
import { rules as listed } from '../engine';
import { rules } from '../engine/rules';
import { pages } from '../engine/pages';
import { loadRule, ruleFiles } from './generate';
import { readPages } from './pages';
import { filesIn, textOf } from './repository';

const ids = ruleFiles();

/** Ids that a text links to as `rules/<id>.md`. */
function linked(text: string): string[] {
  return [...new Set([...text.matchAll(/\]\((?:docs\/)?rules\/([a-z-]+)\.md\)/g)].map(match => match[1]!))].sort();
}

describe('the rules', () => {
  it('have an id that is their file name', () => {
    expect(ids.map(id => loadRule(id).id)).toEqual(ids);
    expect(ids.filter(id => !/^[a-z]+(-[a-z]+)*$/.test(id))).toEqual([]);
  });

  it('have a page each', () => {
    expect(readPages().map(each => each.id)).toEqual(ids);
  });

  it('are all listed', () => {
    expect(rules.map(each => each.id)).toEqual(ids);
    expect(listed).toEqual(rules.map(({ id, title, level }) => ({ id, title, level })));
  });

  it('have a page that is shipped', () => {
    expect(Object.keys(pages)).toEqual(ids);
  });

  it('can be set', () => {
    const schema = JSON.parse(textOf('schema/plugin.json')) as {
      properties: { rules: { properties: Record<string, { title: string }> } };
    };
    const { properties } = schema.properties.rules;
    expect(Object.entries(properties).map(([id, { title }]) => [id, title])).toEqual(
      rules.map(each => [each.id, each.title])
    );
  });

  it('are documented', () => {
    expect(filesIn('docs/rules')).toEqual(ids.map(id => `docs/rules/${id}.md`));
    expect(linked(textOf('docs/index.md'))).toEqual(ids);
    expect(linked(textOf('README.md'))).toEqual(ids);
  });

  it('have a title that fits a label', () => {
    expect(rules.filter(({ title }) => title.length >= 60 || title.endsWith('.')).map(each => each.id)).toEqual([]);
  });
});
