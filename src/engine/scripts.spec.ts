/** Plain scripts: which rules speak there, and what they must not say. */
import { createAnalysis } from './analyse';
import type { IDocument } from './document';
import { DEFAULT_OPTIONS } from './options';
import { readPython } from './percent';
import { rules } from './rules';

/** Findings as `rule level line`, and the fixes of the first. */
function look(text: string, kind: IDocument['kind'] = 'script'): { found: string[]; fixes: unknown } {
  const analysis = createAnalysis();
  const { document } = readPython(text);
  expect(document.kind).toBe(kind);
  const findings = analysis.update(document, DEFAULT_OPTIONS);
  const lines = findings.map(
    each => `${each.rule} ${each.level} ${each.source.slice(0, each.from).split('\n').length}`
  );
  const fixes = findings[0] && analysis.fixes(findings[0]);
  return {
    found: lines,
    fixes: fixes?.refusal ?? fixes?.fixes.map(({ title, applicability }) => `${title}: ${applicability}`)
  };
}

test('a rule speaks in scripts only where it says so', () => {
  expect(rules.filter(each => each.scripts).map(each => each.id)).toEqual([
    'async-callback',
    'await-in-sync-def',
    'blocking-call',
    'coroutine-as-value',
    'deprecated-loop-api',
    'dropped-task',
    'early-result',
    'gather-arguments',
    'library-run',
    'missing-async',
    'not-awaitable',
    'reused-coroutine',
    'unawaited-coroutine',
    'unused-ignore',
    'wrong-context'
  ]);
});

const MAIN = 'import asyncio, time\n\nasync def main():\n    await asyncio.sleep(0)\n    return 42\n\n';

test.each([
  ['asyncio.run(main())'],
  ['if __name__ == "__main__":\n    asyncio.run(main())'],
  ['loop = asyncio.new_event_loop()\nloop.run_until_complete(main())\nloop.close()'],
  ['with asyncio.Runner() as runner:\n    runner.run(main())\n    runner.run(main())'],
  ['def helper():\n    return asyncio.run(main())\n\nprint(helper())'],
  ['import nest_asyncio\nnest_asyncio.apply()\nasyncio.run(main())'],
  [
    'loop = asyncio.new_event_loop()\ntask = loop.create_task(main())\ntime.sleep(1)\nprint(loop.run_until_complete(task))'
  ],
  ['import sys\nasync def stop():\n    sys.exit(1)\nasyncio.run(stop())'],
  // Not a script, though it has no marks: whatever runs it says what may stand there.
  ['await main()\nx = await main()\n[await main() for _ in range(3)]\nasync with lock:\n    pass']
])('is right in a script: %j', line => {
  expect(look(`${MAIN}${line}\n`).found).toEqual([]);
});

test.each([
  ['async def go():\n    main()', ['unawaited-coroutine warning 8'], ['Await it: safe']],
  [
    'main()',
    ['unawaited-coroutine warning 7'],
    'Outside functions a script cannot await: put it into an async function, or asyncio.run() around it.'
  ],
  ['async def go():\n    time.sleep(1)', ['blocking-call warning 8'], ['Await asyncio.sleep() instead: safe']],
  ['def go():\n    await main()', ['await-in-sync-def error 8'], ['Make go() async and await its calls: unsafe']],
  [
    'async def go():\n    asyncio.gather([main(), main()])',
    ['early-result warning 8', 'gather-arguments error 8'],
    ['Await it: unsafe']
  ]
])('is wrong in a script: %j', (line, found, fixes) => {
  expect(look(`${MAIN}${line}\n`)).toEqual({ found, fixes });
});

test('an ignore comment of a rule that is silent here is no mistake', () => {
  expect(look(`${MAIN}asyncio.run(main())  # async-doctor: ignore[asyncio-run] it is a script\n`).found).toEqual([]);
  expect(look(`${MAIN}x = 1  # async-doctor: ignore[blocking-call]\n`).found).toEqual(['unused-ignore hint 7']);
});

test('an ignore comment above all code speaks for the file, below it for its line', () => {
  const ignore = '# async-doctor: ignore[blocking-call] nothing else runs\n';
  const block = `${MAIN}async def go():\n    time.sleep(1)\n    time.sleep(2)\n`;
  expect(look(`#!/usr/bin/env python\n# coding: utf-8\n\n${ignore}${block}`).found).toEqual([]);
  expect(look(`"""Text."""\n${ignore}${block}`).found).toEqual([
    'unused-ignore hint 2',
    'blocking-call warning 10',
    'blocking-call warning 11'
  ]);
});

describe('a file with cells', () => {
  const cells = (...sources: string[]): string => sources.map(each => `# %%\n${each}\n`).join('\n');

  test('that may be a script as well: nothing is loud, nothing is safe', () => {
    expect(look(cells(MAIN, 'asyncio.run(main())'), 'percent')).toEqual({
      found: ['asyncio-run info 1'],
      fixes: ['Replace asyncio.run() with await: unsafe']
    });
  });

  test.each([
    ['a cell that awaits', cells(MAIN, 'asyncio.run(main())', 'await main()')],
    ['a magic', cells(`%matplotlib inline\n${MAIN}`, 'asyncio.run(main())')],
    [
      'the kernel that jupytext writes',
      `# ---\n# jupyter:\n#   kernelspec:\n#     name: python3\n# ---\n\n${cells(MAIN, 'asyncio.run(main())')}`
    ]
  ])('is for a kernel with %s', (_, text) => {
    expect(look(text, 'percent')).toEqual({
      found: ['asyncio-run error 1'],
      fixes: ['Replace asyncio.run() with await: safe']
    });
  });

  test('is not a script any more with an await, and the fix says so', () => {
    const analysis = createAnalysis();
    const { document } = readPython(cells(MAIN, 'main()'));
    const [finding] = analysis.update(document, DEFAULT_OPTIONS);
    expect(finding).toMatchObject({ rule: 'unawaited-coroutine', level: 'warning' });
    expect(analysis.fixes(finding!).fixes[0]).toMatchObject({
      applicability: 'unsafe',
      note: 'With an await at its top level this file can be run cell by cell only, and no more as a script.'
    });
    expect(analysis.fixAllSafe()).toBeNull();
  });

  test.each([
    ['kernel-environment', 'import asyncio, uvloop\nuvloop.install()'],
    ['competing-loop', 'loop = asyncio.get_event_loop()\nloop.close()']
  ])('may need as a script what %s takes away', (rule, cell) => {
    const analysis = createAnalysis();
    const { document } = readPython(cells(MAIN, cell));
    const finding = analysis.update(document, DEFAULT_OPTIONS).find(each => each.rule === rule);
    expect(analysis.fixes(finding!).fixes[0]).toMatchObject({
      applicability: 'unsafe',
      note: expect.stringContaining('Where this file is run as a script it may be needed as it is.')
    });
  });

  test('has safe rewrites where no cell awaits by itself', () => {
    const found = look(cells(`${MAIN}async def go():\n    main()`), 'percent');
    expect(found).toEqual({ found: ['unawaited-coroutine warning 8'], fixes: ['Await it: safe'] });
  });
});

test('one analysis reads a text as what it is now', () => {
  const analysis = createAnalysis();
  const { document } = readPython(`${MAIN}asyncio.run(main())\n`);
  const rulesOf = (kind: IDocument['kind']): string[] =>
    analysis.update({ ...document, kind }, DEFAULT_OPTIONS).map(each => each.rule);
  expect([rulesOf('script'), rulesOf('notebook'), rulesOf('script')]).toEqual([[], ['asyncio-run'], []]);
});
