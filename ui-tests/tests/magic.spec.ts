import { banner, cellText, expect, openNotebook, outputText, runCell, test } from './fixtures';
import { button, expectFindings, preview, toasts } from './surfaces';

const DEFINE = 'import asyncio\nimport time\n\nasync def main():\n    await asyncio.sleep(0)\n    return 42';

// What drives the loop under the magic.
const DRIVES = ['asyncio.run(main())', 'asyncio.get_event_loop().run_until_complete(main())'];

const timed = (name: string): string => `\
${name} = time.perf_counter()
answer = await main()
print(answer)
print(f"{time.perf_counter() - ${name}:.3f} s")`;

test.describe('Under %%time', () => {
  test('driving the loop is not replaced by an await alone', async ({ page }) => {
    await openNotebook(page, [DEFINE, ...DRIVES.map(drive => `%%time\nanswer = ${drive}\nprint(answer)`)]);
    await runCell(page, 0);
    for (const index of [1, 2]) {
      await runCell(page, index);
      await expect(banner(page, index)).toHaveCount(1);
      await expect(banner(page, index)).toHaveAttribute('data-rule', 'await-under-magic');
      await expect(banner(page, index)).toContainText('cannot start a second event loop under %%time.');
      await expect(banner(page, index)).toContainText('an await under %%time is a syntax error');
      const names = ['Time it inside the cell', 'Remove %%time', 'Preview', 'Why', 'Ignore'];
      await expect(banner(page, index).getByRole('button')).toHaveText(names);
      await expect(toasts(page)).toHaveCount(1);

      await button(banner(page, index), 'Time it inside the cell').click();
      await button(preview(page), 'Apply').click();
      await expect.poll(() => cellText(page, index)).toBe(timed(index === 1 ? 'started' : 'started_2'));
      await expect(banner(page, index)).toHaveCount(0);
      await runCell(page, index);
      await expect.poll(() => outputText(page, index)).toMatch(/^42\n\d+\.\d{3} s$/);
    }
    await expectFindings(page, []);
  });

  test('the magic can go instead', async ({ page }) => {
    await openNotebook(page, [DEFINE, '%%time\nprint(await main())  # keep me']);
    await runCell(page, 0);
    await runCell(page, 1);
    await expect.poll(() => outputText(page, 1)).toContain('SyntaxError');
    await expect(banner(page, 1)).toContainText('await does not work under %%time.');
    await button(banner(page, 1), 'Remove %%time').click();
    await expect(preview(page)).toContainText('What %%time did is not done any more.');
    await button(preview(page), 'Apply').click();
    await expect.poll(() => cellText(page, 1)).toBe('print(await main())  # keep me');
    await expect(banner(page, 1)).toHaveCount(0);
    await runCell(page, 1);
    await expect.poll(() => outputText(page, 1)).toBe('42');
    await expectFindings(page, []);
  });
});
