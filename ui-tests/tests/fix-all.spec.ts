import type { Page } from './fixtures';
import { banner, cell, cellText, expect, outputText, runCell, test } from './fixtures';
import { AWAIT, BARE, DEFINE, DRIVE, DRIVEN, openScene, RUN } from './scenes';
import { button, doctor, entries, expectFindings, openDoctor, preview } from './surfaces';

/** Its remedies are a matter of choice: not part of what can be done without looking. */
const TASK = 'asyncio.create_task(fetch(5))\nprint("started")';
const LOCKED = { cell_type: 'code', source: 'asyncio.run(fetch(6))', metadata: { editable: false } } as const;
const BROKEN = 'asyncio.run(fetch(7)\n';
const TWICE = 'asyncio.run(fetch(8))\nasyncio.run(fetch(9))';

const CELLS = [RUN, DRIVE, BARE, TASK, LOCKED, BROKEN, TWICE];
const BEFORE = [
  ...['asyncio-run error 1', 'run-until-complete error 2', 'unawaited-coroutine warning 3'],
  ...['dropped-task warning 4', 'asyncio-run error 5', 'asyncio-run error 7', 'asyncio-run error 7']
];
const AFTER = [AWAIT, DRIVEN, 'await fetch(3)', TASK, LOCKED.source, BROKEN, 'await fetch(8)\nawait fetch(9)'];
const LEFT = ['dropped-task warning 4', 'asyncio-run error 5'];

const dialog = (page: Page) => page.getByRole('dialog').filter({ hasText: 'Fix all safe' });

async function texts(page: Page): Promise<string[]> {
  return Promise.all(CELLS.map((_, index) => cellText(page, index + 1)));
}

const SOURCES = CELLS.map(each => (typeof each === 'string' ? each : each.source));

test.describe('Fix all safe', () => {
  test('says how much it changes, changes it in one step, and is undone in one', async ({ page }) => {
    await openScene(page, CELLS);
    await expectFindings(page, BEFORE);
    await openDoctor(page);
    await expect(entries(page)).toHaveCount(BEFORE.length);

    await doctor(page)
      .getByRole('button', { name: /^Fix all safe/ })
      .click();
    await expect(dialog(page)).toContainText(/9 edits in 4 cells of .*test\.ipynb\./);
    expect(await texts(page)).toEqual(SOURCES);
    await button(dialog(page), 'Cancel').click();
    await expect(dialog(page)).toHaveCount(0);
    expect(await texts(page)).toEqual(SOURCES);

    await doctor(page)
      .getByRole('button', { name: /^Fix all safe/ })
      .click();
    await button(dialog(page), 'Apply').click();
    await expect.poll(() => texts(page)).toEqual(AFTER);
    expect(await cellText(page, 0)).toBe(DEFINE);
    await expectFindings(page, LEFT);
    await expect(entries(page)).toHaveCount(LEFT.length);
    await expect(doctor(page).getByRole('button', { name: /^Fix all safe/ })).toHaveCount(0);
    // Nothing was run.
    expect(await outputText(page, 1)).toBe('');

    await page.menu.clickMenuItem('Edit>Undo Cell Operation');
    await expect.poll(() => texts(page)).toEqual(SOURCES);
    await expectFindings(page, BEFORE);
    await page.menu.clickMenuItem('Edit>Redo Cell Operation');
    await expect.poll(() => texts(page)).toEqual(AFTER);
  });

  test('shows every cell first when asked to', async ({ page }) => {
    await openScene(page, CELLS);
    await expectFindings(page, BEFORE);
    await page.evaluate(() => void window.jupyterapp.commands.execute('async-doctor:fix-all-safe'));
    await button(dialog(page), 'Preview').click();
    await expect(preview(page).locator('.cm-editor')).toHaveCount(4);
    await expect(preview(page).locator('.cm-deletedLine')).toHaveCount(5);
    await button(preview(page), 'Apply').click();
    await expect.poll(() => texts(page)).toEqual(AFTER);
  });

  test('is one step of the cell where one cell is all, and leaves the banner of the rest', async ({ page }) => {
    await openScene(page, [TWICE, 'value = 1']);
    await runCell(page, 1);
    await expect(banner(page, 1)).toHaveCount(2);
    await page.evaluate(() => void window.jupyterapp.commands.execute('async-doctor:fix-all-safe'));
    await expect(dialog(page)).toContainText(/4 edits in 1 cell of .*Undo in that cell/);
    await button(dialog(page), 'Apply').click();
    await expect.poll(() => cellText(page, 1)).toBe(AFTER[6]);
    await expect(banner(page, 1)).toHaveCount(0);
    await cell(page, 1).locator('.cm-content').click();
    await page.keyboard.press('ControlOrMeta+z');
    await expect.poll(() => cellText(page, 1)).toBe(TWICE);
    await expect(banner(page, 1)).toHaveCount(2);
  });
});
