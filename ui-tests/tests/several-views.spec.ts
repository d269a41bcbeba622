import type { Locator } from '@playwright/test';
import type { Page } from './fixtures';
import { banner, cell, cellText, expect, kernelReady, outputText, panel, runCell, test } from './fixtures';
import { closeNotebook, command, openPath, save } from './lifecycle';
import { AWAIT, DEFINE, DRIVE, DRIVEN, fail, openScene, RUN } from './scenes';
import { button, doctor, doctorTab, entries, expectFindings, openDoctor, toasts, underlines } from './surfaces';

/** The notebook views that exist, hidden ones too. */
const views = (page: Page): Locator => page.locator('.jp-NotebookPanel');

/** Banners in one view. */
const bannersOf = (view: Locator): Locator => view.locator('.jp-AsyncDoctorBanner');

/** Put the current tab beside the others, so that both can be seen. */
async function beside(page: Page): Promise<void> {
  await page.evaluate(() => {
    const { shell } = window.jupyterapp;
    shell.add(shell.currentWidget!, 'main', { mode: 'split-right' });
  });
}

test.describe('a notebook', () => {
  test('in two views has its findings in both', async ({ page }) => {
    await openScene(page, [RUN, DRIVE]);
    await fail(page, 1);
    await command(page, 'docmanager:clone');
    await expect(views(page)).toHaveCount(2);
    await beside(page);
    const [first, second] = [views(page).first(), views(page).nth(1)];
    await expect(bannersOf(first)).toHaveCount(1);
    await expect(bannersOf(second)).toHaveCount(1);
    await expect(underlines(second).first()).toBeVisible();
    await expectFindings(page, ['asyncio-run error 1', 'run-until-complete error 2']);
    await openDoctor(page);
    await expect(entries(page)).toHaveCount(2);

    await button(bannersOf(second), 'Rewrite and run').click();
    await expect(bannersOf(first)).toHaveCount(0);
    await expect(bannersOf(second)).toHaveCount(0);
    await expect(first.locator('.jp-Cell').nth(1)).toContainText('x = await fetch(1)');
    await expect(entries(page)).toHaveCount(1);

    // Run in one view: the failure shows in both, and is told once.
    await second.locator('.jp-Cell').nth(2).locator('.jp-InputPrompt').click();
    await command(page, 'notebook:run-cell');
    await expect(bannersOf(second)).toHaveCount(1);
    await expect(bannersOf(first)).toHaveCount(1);
    await expect(toasts(page)).toHaveCount(1);

    // Closing one view leaves the other as it is.
    await closeNotebook(page);
    await expect(views(page)).toHaveCount(1);
    await expect(bannersOf(views(page))).toHaveCount(1);
    await expectFindings(page, ['run-until-complete error 2']);
    await button(bannersOf(views(page)), 'Rewrite').click();
    await expect.poll(() => cellText(page, 2)).toBe(DRIVEN);
    await expect(entries(page)).toHaveCount(0);
  });

  test('is closed and leaves nothing; opened again it is read anew', async ({ page }) => {
    const path = await openScene(page, [RUN]);
    await fail(page, 1);
    await openDoctor(page);
    await expect(entries(page)).toHaveCount(1);
    await expect(toasts(page)).toHaveCount(1);
    await save(page);
    await closeNotebook(page);
    await expect(views(page)).toHaveCount(0);
    await expect(doctor(page)).toContainText('Open a notebook');
    await expect(entries(page)).toHaveCount(0);
    await expect(toasts(page)).toHaveCount(0);
    await expect(doctorTab(page)).toHaveAttribute('title', 'Async Doctor');

    await openPath(page, path);
    await expect(entries(page)).toHaveCount(1);
    await expect(underlines(cell(page, 1)).first()).toBeVisible();
    // The failure in the file is history: nobody has run the cell since.
    await expect(outputText(page, 1)).resolves.toContain('RuntimeError');
    await expect(banner(page, 1)).toHaveCount(0);
    await expect(toasts(page)).toHaveCount(0);
    await button(entries(page), 'Rewrite and run').click();
    await expect.poll(() => outputText(page, 1)).toBe('x is 1');
  });

  test('beside another one keeps to itself', async ({ page }) => {
    // The ids of the cells are the same in both.
    const one = await openScene(page, [RUN, 'a = 1'], { name: 'one.ipynb' });
    await fail(page, 1);
    await expect(toasts(page)).toHaveCount(1);
    const two = await openScene(page, ['b = 1', DRIVE], { name: 'two.ipynb' });
    await openDoctor(page);
    await expectFindings(page, ['run-until-complete error 2']);
    await expect(entries(page)).toHaveCount(1);
    await expect(entries(page)).toHaveAttribute('data-rule', 'run-until-complete');
    await expect(panel(page).locator('.jp-AsyncDoctorBanner')).toHaveCount(0);
    await fail(page, 2);
    await expect(toasts(page)).toHaveCount(2);

    // The notification of the first acts on the first, although the second is in front.
    const toast = toasts(page).filter({ hasText: 'asyncio.run()' });
    await button(toast, 'Rewrite').click();
    await expect(toasts(page)).toHaveCount(1);
    expect(await cellText(page, 1)).toBe('b = 1');
    expect(await cellText(page, 2)).toBe(DRIVE);
    await expectFindings(page, ['run-until-complete error 2']);

    await openPath(page, one);
    await expect.poll(() => cellText(page, 1)).toBe(AWAIT);
    await expect(entries(page)).toHaveCount(0);
    await expectFindings(page, []);
    await openPath(page, two);
    await expect(entries(page)).toHaveCount(1);
    await button(entries(page), 'Rewrite').click();
    await expect.poll(() => cellText(page, 2)).toBe(DRIVEN);

    // Closing the one in front brings the other's findings, not those of the one that went.
    await page.keyboard.press('Escape');
    await page.evaluate(() => window.jupyterapp.commands.execute('docmanager:save'));
    await closeNotebook(page);
    await openPath(page, one);
    await kernelReady(page);
    await runCell(page, 1);
    await expect.poll(() => outputText(page, 1)).toBe('x is 1');
    expect(await cellText(page, 0)).toBe(DEFINE);
    await expectFindings(page, []);
  });
});
