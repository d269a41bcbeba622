import { banner, cell, cellText, expect, openNotebook, outputText, runCell, test } from './fixtures';
import { restartKernel } from './lifecycle';
import { button, doctor, entries, expectFindings, hoverUnderline, openDoctor, preview, toasts } from './surfaces';

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

const WHOLE = [
  'import asyncio\nimport nest_asyncio\nnest_asyncio.apply()',
  'async def main(n):\n    await asyncio.sleep(0)\n    return n',
  'print(asyncio.run(main(1)))',
  'loop = asyncio.get_event_loop()\nprint(loop.run_until_complete(main(2)))'
];
const AFTER = ['import asyncio', WHOLE[1], 'print(await main(1))', 'print(await main(2))'];

test('the patch goes from the whole notebook in one step, and the notebook runs without it', async ({ page }) => {
  const texts = (): Promise<string[]> => Promise.all(WHOLE.map((_, index) => cellText(page, index)));
  const outputs = (): Promise<string[]> => Promise.all([outputText(page, 2), outputText(page, 3)]);
  await openNotebook(page, WHOLE);
  for (const index of WHOLE.keys()) {
    await runCell(page, index);
  }
  await expect.poll(outputs).toEqual(['1', '2']);
  await expectFindings(page, ['nest-asyncio info 0', 'asyncio-run info 2', 'run-until-complete info 3']);

  await test.step('all cells are shown first', async () => {
    await openDoctor(page);
    await entries(page).first().getByRole('button').first().click();
    await button(entries(page).first(), 'Rewrite').click();
    await expect(preview(page)).toHaveAccessibleName('Await in all cells, and take the patch out');
    await expect(preview(page)).toContainText('nest_asyncio.apply()');
    await expect(preview(page)).toContainText('print(await main(1))');
    await expect(preview(page)).toContainText('print(await main(2))');
    expect(await texts()).toEqual(WHOLE);
    await button(preview(page), 'Apply').click();
    await expect.poll(texts).toEqual(AFTER);
    await expectFindings(page, []);
  });

  await test.step('one step takes it back, and one brings it again', async () => {
    await page.menu.clickMenuItem('Edit>Undo Cell Operation');
    await expect.poll(texts).toEqual(WHOLE);
    await page.menu.clickMenuItem('Edit>Redo Cell Operation');
    await expect.poll(texts).toEqual(AFTER);
  });

  await test.step('a new kernel runs it', async () => {
    await page.menu.clickMenuItem('Edit>Clear Outputs of All Cells');
    await expect.poll(outputs).toEqual(['', '']);
    await restartKernel(page);
    await page.menu.clickMenuItem('Run>Run All Cells');
    await expect.poll(outputs, { timeout: 30_000 }).toEqual(['1', '2']);
    // A kernel that was not restarted would count on.
    await expect(cell(page, 3).locator('.jp-InputPrompt')).toHaveText('[4]:');
    await expectFindings(page, []);
  });
});
