import { banner, cell, cellText, expect, openNotebook, outputText, runCell, test } from './fixtures';
import { button, doctor, entries, expectFindings, hoverUnderline, openDoctor, toasts } from './surfaces';

const CELLS = [
  'import asyncio\nimport nest_asyncio\n\nnest_asyncio.apply()',
  'async def main():\n    await asyncio.sleep(0)\n    return 42',
  'print(asyncio.run(main()))'
];

test('after nest_asyncio.apply() asyncio.run() is a remark, not an error', async ({ page }) => {
  await openNotebook(page, CELLS);
  for (const index of CELLS.keys()) {
    await runCell(page, index);
  }
  await expect.poll(() => outputText(page, 2)).toBe('42');
  await expectFindings(page, ['nest-asyncio info 0', 'asyncio-run info 2']);
  await openDoctor(page);
  await expect(entries(page)).toHaveCount(2);
  await expect(entries(page).nth(1)).toContainText('asyncio.run() works here only through nest_asyncio');
  await expect(doctor(page).getByRole('region', { name: 'Event loop' })).toContainText(
    'nest_asyncio patches that loop in cell [1].'
  );
  await expect(page.locator('.jp-AsyncDoctorBanner')).toHaveCount(0);
  await expect(toasts(page)).toHaveCount(0);

  await test.step('Why says what the patch costs', async () => {
    const tooltip = await hoverUnderline(page, cell(page, 0));
    await expect(tooltip).toContainText('nest_asyncio.apply() patches asyncio for the whole kernel.');
    await tooltip.getByText('Why', { exact: true }).click();
    await expect(doctor(page).locator('[data-rule-page="nest-asyncio"]')).toHaveText(
      'nest_asyncio patches the event loop'
    );
    await expect(doctor(page)).toContainText('What it costs:');
    await expect(doctor(page)).toContainText('It cannot be undone: taking the line away helps after a restart only.');
    await button(doctor(page), 'Back').click();
  });

  await test.step('the call can be rewritten all the same', async () => {
    await entries(page).nth(1).getByRole('button').first().click();
    await button(entries(page).nth(1), 'Rewrite and run').click();
    await expect.poll(() => cellText(page, 2)).toBe('print(await main())');
    await expect.poll(() => outputText(page, 2)).toBe('42');
    await expectFindings(page, ['nest-asyncio hint 0']);
    await expect(banner(page, 0)).toHaveCount(0);
  });
});
