/**
 * Names that people, scripts and other extensions rely on. A change here breaks somebody's settings, shortcuts or
 * notebooks: keep the old name working, and say so in the changelog.
 */
import ts from 'typescript';
import { rules } from '../engine';
import { filesIn, textOf } from './repository';

/** String literals of the shipped code that match. */
function literals(pattern: RegExp): string[] {
  const files = filesIn('src').filter(name => /\.tsx?$/.test(name) && !/\.spec\.|\/testing\/|\/house\//.test(name));
  const found = new Set<string>();
  for (const name of files) {
    const visit = (node: ts.Node): void => {
      if (ts.isStringLiteralLike(node) && pattern.test(node.text)) {
        found.add(node.text);
      }
      ts.forEachChild(node, visit);
    };
    visit(ts.createSourceFile(name, textOf(name), ts.ScriptTarget.Latest, true));
  }
  return [...found].sort();
}

describe('public names', () => {
  it('of plugins and tokens', () => {
    expect(literals(/^jupyterlab-async-doctor:/)).toEqual([
      'jupyterlab-async-doctor:IActions',
      'jupyterlab-async-doctor:IExplainer',
      'jupyterlab-async-doctor:IFindings',
      'jupyterlab-async-doctor:IKernels',
      'jupyterlab-async-doctor:actions',
      'jupyterlab-async-doctor:banners',
      'jupyterlab-async-doctor:commands',
      'jupyterlab-async-doctor:doctor',
      'jupyterlab-async-doctor:extract',
      'jupyterlab-async-doctor:kernels',
      'jupyterlab-async-doctor:notebooks',
      'jupyterlab-async-doctor:panel',
      'jupyterlab-async-doctor:plugin',
      'jupyterlab-async-doctor:toasts',
      'jupyterlab-async-doctor:underlines'
    ]);
  });

  it('of commands', () => {
    expect(literals(/^async-doctor:[a-z-]+$/)).toEqual([
      'async-doctor:copy-findings',
      'async-doctor:extract-to-module',
      'async-doctor:findings',
      'async-doctor:fix-all-safe',
      'async-doctor:ignore',
      'async-doctor:next-finding',
      'async-doctor:open-panel',
      'async-doctor:preview',
      'async-doctor:previous-finding',
      'async-doctor:rewrite',
      'async-doctor:rewrite-and-run',
      'async-doctor:why'
    ]);
  });

  it('of settings', () => {
    const schema = JSON.parse(textOf('schema/plugin.json')) as { properties: Record<string, unknown> };
    expect(Object.keys(schema.properties)).toEqual(['banners', 'toasts', 'underlines', 'rerun', 'twins', 'rules']);
  });

  it('of rules: a new one needs no line here, and none of these may go', () => {
    const known = [
      'asyncio-run',
      'await-under-magic',
      'dropped-task',
      'nest-asyncio',
      'run-until-complete',
      'unawaited-coroutine',
      'unused-ignore'
    ];
    const ids = rules.map(each => each.id);
    expect(known.filter(id => !ids.includes(id))).toEqual([]);
  });

  it('of the cell tag and of the command', () => {
    const { bin } = JSON.parse(textOf('package.json')) as { bin: Record<string, string> };
    expect([...Object.keys(bin), ...literals(/^async-doctor-ignore$/)]).toEqual([
      'async-doctor',
      'async-doctor-ignore'
    ]);
  });
});
