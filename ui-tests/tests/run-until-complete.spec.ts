import { banner, cellText, expect, openNotebook, outputText, runCell, test } from './fixtures';
import { button, expectFindings, toasts } from './surfaces';

const DEFINE = 'import asyncio\n\nasync def main():\n    await asyncio.sleep(0)\n    return 42';

interface ISituation {
  readonly name: string;
  readonly failing: string;
  readonly fixed: string;
}

// Each has a loop of another name, so that one notebook can hold them all.
const SITUATIONS: readonly ISituation[] = [
  {
    name: 'nothing else reads the loop: it goes too',
    failing: '# start\na = asyncio.get_event_loop()\nanswer = a.run_until_complete(main())\nprint(answer)',
    fixed: '# start\nanswer = await main()\nprint(answer)'
  },
  {
    name: 'all on one line',
    failing: 'b = asyncio.get_event_loop(); print(b.run_until_complete(main()))',
    fixed: 'print(await main())'
  },
  {
    name: 'closed afterwards, in a finally',
    failing:
      'c = asyncio.get_event_loop()\ntry:\n    answer = c.run_until_complete(main())\nfinally:\n    c.close()\nprint(answer)',
    fixed: 'answer = await main()\nprint(answer)'
  },
  {
    name: 'the same cell reads the loop: it stays',
    failing: 'd = asyncio.get_event_loop()\nprint(d.run_until_complete(main()))\nsoon = d.time() + 1',
    fixed: 'd = asyncio.get_event_loop()\nprint(await main())\nsoon = d.time() + 1'
  },
  {
    name: 'another cell reads the loop: it stays',
    failing: 'e = asyncio.get_event_loop()\nprint(e.run_until_complete(main()))',
    fixed: 'e = asyncio.get_event_loop()\nprint(await main())'
  },
  {
    name: 'the loop is of another cell, which is left alone',
    failing: 'print(f.run_until_complete(main()))',
    fixed: 'print(await main())'
  }
];

const READS = 'print(e.is_running())\nf = asyncio.get_event_loop()';

test('run_until_complete() becomes an await; the loop goes where nothing else reads it', async ({ page }) => {
  await openNotebook(page, [DEFINE, ...SITUATIONS.map(situation => situation.failing), READS]);
  const reads = SITUATIONS.length + 1;
  await runCell(page, 0);
  for (const [at, { name, failing, fixed }] of SITUATIONS.entries()) {
    await test.step(name, async () => {
      const index = at + 1;
      if (failing.includes('f.')) {
        await runCell(page, reads);
      }
      await runCell(page, index);
      await expect.poll(() => outputText(page, index)).toContain('RuntimeError');
      await expect(banner(page, index)).toHaveCount(1);
      await expect(banner(page, index)).toHaveAttribute('data-rule', 'run-until-complete');
      await expect(banner(page, index)).toContainText('run_until_complete() cannot drive the loop here.');
      await expect(toasts(page)).toHaveCount(1);

      await button(banner(page, index), 'Rewrite and run').click();
      await expect.poll(() => outputText(page, index)).toBe('42');
      expect(await cellText(page, index)).toBe(fixed);
      await expect(banner(page, index)).toHaveCount(0);
    });
  }
  await expectFindings(page, []);
  expect(await cellText(page, 0)).toBe(DEFINE);
  expect(await cellText(page, reads)).toBe(READS);
});
