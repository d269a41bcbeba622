import { banner, cellText, expect, openNotebook, outputText, runCell, test } from './fixtures';
import { button, expectFindings } from './surfaces';

const DEFINE = `\
import asyncio
import asyncio as aio
from asyncio import run, run as go

async def main(n=1):
    await asyncio.sleep(0)
    print("main", n)
    return n`;

interface IForm {
  readonly name: string;
  readonly before: string;
  readonly after: string;
  readonly output: string;
}

const FORMS: readonly IForm[] = [
  { name: 'aliased module', before: 'aio.run(main(2));', after: 'await main(2);', output: 'main 2' },
  { name: 'imported function', before: 'x = run(main(3))', after: 'x = await main(3)', output: 'main 3' },
  { name: 'renamed function', before: 'x = [go(main(4))]', after: 'x = [await main(4)]', output: 'main 4' },
  {
    name: 'keyword arguments',
    before: 'x = asyncio.run(main(n=5), debug=True)  # slow',
    after: 'x = await main(n=5)  # slow',
    output: 'main 5'
  },
  {
    name: 'several lines',
    before: 'x = asyncio.run(  # start\n    main(\n        6,  # six\n    ),\n)\n\nprint(x)',
    after: 'x = await (  # start\n    main(\n        6,  # six\n    )\n)\n\nprint(x)',
    output: 'main 6\n6'
  },
  {
    name: 'main guard',
    before: "if __name__ == '__main__':\n    # the script's start\n    asyncio.run(main(7))",
    after: "if __name__ == '__main__':\n    # the script's start\n    await main(7)",
    output: 'main 7'
  },
  {
    name: 'try/except for something else',
    before: 'try:\n    asyncio.run(main(8))\nexcept ValueError:\n    print("no")\nfinally:\n    print("end")',
    after: 'try:\n    await main(8)\nexcept ValueError:\n    print("no")\nfinally:\n    print("end")',
    output: 'main 8\nend'
  },
  {
    name: 'try/except that prints the failure',
    before: 'try:\n    asyncio.run(main(9))\nexcept Exception as error:\n    print("failed:", error)',
    after: 'try:\n    await main(9)\nexcept Exception as error:\n    print("failed:", error)',
    output: 'main 9'
  },
  {
    name: 'switch on is_running()',
    before:
      'loop = asyncio.get_event_loop()\nif loop.is_running():\n    asyncio.run(main(10))\nelse:\n    loop.run_until_complete(main(10))',
    after: 'loop = asyncio.get_event_loop()\nawait main(10)',
    // As the last expression of the cell it shows its value now.
    output: 'main 10\n\n10'
  }
];

test('every form of asyncio.run() is rewritten to the call alone', { tag: '@ipykernel6' }, async ({ page }) => {
  await openNotebook(page, [DEFINE, ...FORMS.map(form => form.before)]);
  await runCell(page, 0);
  for (const [at, { name, before, after, output }] of FORMS.entries()) {
    await test.step(name, async () => {
      const index = at + 1;
      expect(await cellText(page, index)).toBe(before);
      await runCell(page, index);
      await expect(banner(page, index)).toContainText('asyncio.run() cannot start a second event loop here.');
      await button(banner(page, index), 'Rewrite and run').click();
      await expect.poll(() => outputText(page, index)).toBe(output);
      expect(await cellText(page, index)).toBe(after);
      await expect(banner(page, index)).toHaveCount(0);
    });
  }
  await expectFindings(page, []);
});

test('each of several calls is rewritten by itself', async ({ page }) => {
  await openNotebook(page, [DEFINE, 'a = asyncio.run(main(1)); b = asyncio.run(main(2))']);
  await runCell(page, 0);
  await runCell(page, 1);
  await expect(banner(page, 1)).toHaveCount(2);
  await button(banner(page, 1).last(), 'Rewrite').click();
  await expect.poll(() => cellText(page, 1)).toBe('a = asyncio.run(main(1)); b = await main(2)');
  await expect(banner(page, 1)).toHaveCount(1);
  await button(banner(page, 1), 'Rewrite and run').click();
  await expect.poll(() => outputText(page, 1)).toBe('main 1\nmain 2');
  expect(await cellText(page, 1)).toBe('a = await main(1); b = await main(2)');
});
