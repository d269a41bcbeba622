/** What must never be in what we ship, and how long a file may be. Who may import whom: .dependency-cruiser.cjs. */
import path from 'node:path';
import ts from 'typescript';
import { ruleFiles } from './generate';
import { filesIn, textOf } from './repository';

/** Ways to send something somewhere, to run text as code, or to show text as markup. */
const FORBIDDEN: ReadonlySet<string> = new Set([
  ...['fetch', 'XMLHttpRequest', 'WebSocket', 'WebTransport', 'EventSource', 'RTCPeerConnection', 'sendBeacon'],
  ...['ServerConnection', 'importScripts', 'eval', 'Function', 'execScript'],
  ...['innerHTML', 'outerHTML', 'insertAdjacentHTML', 'dangerouslySetInnerHTML', 'setHTMLUnsafe']
]);

/** Where one of these words is something else. */
const HARMLESS: readonly string[] = [
  // JupyterLab's settings, read as every setting is read.
  'src/lab/settings.ts: registry.connector.fetch'
];

const GENERATED: ReadonlySet<string> = new Set([
  'src/engine/pages.ts',
  'src/engine/rules/index.ts',
  'src/engine/rules/list.ts'
]);

/** Bundles, made by the build. */
const BUILT = /^jupyterlab_async_doctor\/(?:labextension|cli)\/|\/_version\.py$/;

const FILE = 300;
const RULE = 150;
const INDEX = 40;

const code = filesIn('src').filter(name => /\.tsx?$/.test(name));
const shipped = code.filter(name => !/\.spec\.tsx?$|\/testing\/|^src\/house\//.test(name));

function parse(name: string): ts.SourceFile {
  const kind = name.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  return ts.createSourceFile(name, textOf(name), ts.ScriptTarget.Latest, true, kind);
}

function* nodesOf(node: ts.Node): Iterable<ts.Node> {
  yield node;
  for (const child of node.getChildren()) {
    yield* nodesOf(child);
  }
}

/** Forbidden names in a file, with what they are part of. */
function forbidden(name: string): string[] {
  const found: string[] = [];
  for (const node of nodesOf(parse(name))) {
    // `window['fetch']` is the same as `window.fetch`.
    const named = ts.isIdentifier(node) || (ts.isStringLiteral(node) && ts.isElementAccessExpression(node.parent));
    if (named && FORBIDDEN.has(node.text)) {
      const whole = ts.isPropertyAccessExpression(node.parent) ? node.parent.getText() : node.text;
      found.push(`${name}: ${whole}`);
    }
  }
  return found.filter(each => !HARMLESS.includes(each));
}

/** Lines that hold more than sentences, imports and comments. */
function linesOfCode(name: string): number {
  const file = parse(name);
  const lineAt = (offset: number): number => file.getLineAndCharacterOfPosition(offset).line;
  const lines = new Set<number>();
  const texts = new Set<number>();
  const visit = (node: ts.Node): void => {
    const isText = ts.isStringLiteralLike(node) || ts.isTemplateExpression(node);
    if (ts.isImportDeclaration(node)) {
      return;
    }
    if (isText && node.getText().includes(' ')) {
      texts.add(lineAt(node.getStart()));
    } else if (node.getChildCount() === 0) {
      lines.add(lineAt(node.getStart()));
    } else {
      node.getChildren().forEach(visit);
    }
  };
  visit(file);
  return [...lines].filter(line => !texts.has(line)).length;
}

function lengthOf(name: string): number {
  return textOf(name).trimEnd().split('\n').length;
}

describe('what is shipped', () => {
  it('is found', () => {
    expect(shipped).toContain('src/index.ts');
    expect(shipped.length).toBeGreaterThan(50);
  });

  it('sends nothing, runs no text as code, and shows no text as markup', () => {
    expect(shipped.flatMap(forbidden)).toEqual([]);
  });
});

describe('sizes', () => {
  const folders = ['src', 'style', 'scripts', 'ui-tests/tests', 'kernel-tests', 'jupyterlab_async_doctor'];
  const written = folders.flatMap(filesIn).filter(name => /\.(?:tsx?|css|mjs|cjs|py)$/.test(name) && !BUILT.test(name));

  it(`no file has more than ${FILE} lines`, () => {
    expect(new Set(written.map(name => path.extname(name)))).toEqual(new Set(['.ts', '.tsx', '.css', '.mjs', '.py']));
    expect(written.filter(name => !GENERATED.has(name) && lengthOf(name) > FILE)).toEqual([]);
  });

  it(`no rule has more than ${RULE} lines beside its texts`, () => {
    const long = ruleFiles().map(id => [id, linesOfCode(`src/engine/rules/${id}.ts`)] as const);
    expect(long.filter(([, lines]) => lines > RULE)).toEqual([]);
  });

  it(`the list of plugins has at most ${INDEX} lines`, () => {
    expect(lengthOf('src/index.ts')).toBeLessThanOrEqual(INDEX);
  });

  it('no file is named after nothing', () => {
    const vague = /^(?:utils?|helpers?|common|misc|types|constants|shared)\./;
    expect(code.filter(name => vague.test(path.basename(name)))).toEqual([]);
  });
});
