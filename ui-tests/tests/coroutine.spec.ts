import { banner, cellText, expect, openNotebook, outputText, runCell, test } from './fixtures';
import { button, entries, expectFindings, openDoctor, toasts } from './surfaces';

const DEFINE = `\
import asyncio

async def fetch(n):
    await asyncio.sleep(0)
    return {"n": n}`;

test.describe('A coroutine that is not awaited', () => {
  test('as the last line: its result is shown after the rewrite', { tag: '@ipykernel6' }, async ({ page }) => {
    await openNotebook(page, [DEFINE, 'x = 1', '# the answer\nfetch(x)  # soon']);
    for (const index of [0, 1, 2]) {
      await runCell(page, index);
    }
    await expect.poll(() => outputText(page, 2)).toMatch(/^<coroutine object fetch at 0x[0-9a-f]+>$/);
    await expect(banner(page, 2)).toHaveAttribute('data-rule', 'unawaited-coroutine');
    await expect(banner(page, 2)).toContainText('This shows a coroutine, not its result.');
    await expect(toasts(page)).toHaveCount(1);

    await button(banner(page, 2), 'Rewrite and run').click();
    await expect.poll(() => outputText(page, 2)).toBe("{'n': 1}");
    expect(await cellText(page, 2)).toBe('# the answer\nawait fetch(x)  # soon');
    await expect(banner(page, 2)).toHaveCount(0);
    await expectFindings(page, []);
  });

  test('in the middle of a cell: the warning is explained where it was made', async ({ page }) => {
    await openNotebook(page, [DEFINE, 'print("before")\nfetch(1)\nprint("after")']);
    await runCell(page, 0);
    await runCell(page, 1);
    await expect.poll(() => outputText(page, 1)).toContain("coroutine 'fetch' was never awaited");
    await expect(banner(page, 1)).toContainText('fetch() was called but never awaited.');
    await expectFindings(page, ['unawaited-coroutine error 1']);
    await button(banner(page, 1), 'Rewrite and run').click();
    await expect.poll(() => outputText(page, 1)).toBe('before\nafter');
    expect(await cellText(page, 1)).toBe('print("before")\nawait fetch(1)\nprint("after")');
  });

  // Where the coroutine is made, and the later cell in which Python notices that nobody awaited it.
  const later = [
    {
      name: 'kept by a name',
      made: 'kept = fetch(1)\nprint("made")',
      noticed: 'import gc\nkept = None\ngc.collect();'
    },
    { name: 'in a function', made: 'async def work():\n    fetch(1)\n    return 2', noticed: 'await work();' }
  ];
  for (const { name, made, noticed } of later) {
    test(`${name}: the banner is on the cell that made it`, async ({ page }) => {
      await openNotebook(page, [DEFINE, made, 'print("nothing to do with it")', noticed]);
      for (const index of [0, 1, 2, 3]) {
        await runCell(page, index);
      }
      await expect.poll(() => outputText(page, 1)).not.toContain('never awaited');
      await expect.poll(() => outputText(page, 3)).toContain("coroutine 'fetch' was never awaited");

      await expect(banner(page, 1)).toHaveCount(1);
      await expect(banner(page, 1)).toHaveAttribute('data-rule', 'unawaited-coroutine');
      await expectFindings(page, ['unawaited-coroutine error 1']);
      await expect(banner(page, 3)).toHaveCount(0);
      await openDoctor(page);
      await expect(entries(page)).toHaveAttribute('data-cell', '1');
    });
  }

  test('because asyncio.run() failed: the warning in a later cell is no mistake of its own', async ({ page }) => {
    // The traceback keeps the coroutine, and the next error replaces the traceback.
    await openNotebook(page, [DEFINE, 'asyncio.run(fetch(1))', '1 / 0', 'import gc\ngc.collect();']);
    for (const index of [0, 1, 2, 3]) {
      await runCell(page, index);
    }
    await expect.poll(() => outputText(page, 3)).toContain("coroutine 'fetch' was never awaited");
    await expect(banner(page, 1)).toHaveAttribute('data-rule', 'asyncio-run');
    await expectFindings(page, ['asyncio-run error 1']);
    await expect(page.locator('.jp-AsyncDoctorBanner')).toHaveCount(1);
  });
});
