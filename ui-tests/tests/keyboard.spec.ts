import type { Locator } from '@playwright/test';
import type { NotebookPanel } from '@jupyterlab/notebook';
import type { Page } from './fixtures';
import { banner, cell, cellText, expect, outputText, test } from './fixtures';
import { select } from './lifecycle';
import { AWAIT, DRIVE, DRIVEN, fail, openScene, RUN } from './scenes';
import { button, doctor, entries, expectFindings, openDoctor, preview } from './surfaces';

/** What the notebook says of where the person is. */
async function place(page: Page): Promise<{ cell: number; mode: string; cells: number; line: number }> {
  return page.evaluate(() => {
    const { content } = window.jupyterapp.shell.currentWidget as NotebookPanel;
    const line = content.activeCell?.editor?.getCursorPosition().line ?? -1;
    return { cell: content.activeCellIndex, mode: content.mode, cells: content.widgets.length, line };
  });
}

/** Press Tab until an element has the focus. */
async function tabTo(page: Page, wanted: Locator): Promise<void> {
  const most = 30;
  for (let count = 0; count < most; count++) {
    await page.keyboard.press('Tab');
    if (await wanted.evaluate(node => node === document.activeElement)) {
      return;
    }
  }
  await expect(wanted, `not reached by ${most} Tabs`).toBeFocused();
}

/** Choose a command in the palette. */
async function fromPalette(page: Page, label: string): Promise<void> {
  await page.keyboard.press('ControlOrMeta+Shift+C');
  const search = page.getByRole('searchbox').or(page.locator('.lm-CommandPalette-input'));
  await expect(search.first()).toBeFocused();
  await page.keyboard.type(label);
  await expect(page.locator('.lm-CommandPalette-item.lm-mod-active')).toContainText(label);
  await page.keyboard.press('Enter');
}

test.describe('with the keyboard alone', () => {
  test('a cell is run, mended by its banner and left again', async ({ page }) => {
    await openScene(page, [RUN, 'value = 1']);
    await select(page, 1);
    await page.keyboard.press('Control+Enter');
    await expect(banner(page, 1)).toBeVisible();
    const names = ['Rewrite and run', 'Rewrite', 'Preview', 'Why', 'Ignore'];
    await tabTo(page, button(banner(page, 1), names[0]!));
    for (const name of names.slice(1)) {
      await page.keyboard.press('Tab');
      await expect(button(banner(page, 1), name)).toBeFocused();
    }
    for (let back = 1; back < names.length; back++) {
      await page.keyboard.press('Shift+Tab');
    }
    await expect(button(banner(page, 1), 'Rewrite and run')).toBeFocused();
    await page.keyboard.press('Enter');
    await expect.poll(() => cellText(page, 1)).toBe(AWAIT);
    await expect.poll(() => outputText(page, 1)).toBe('x is 1');
    await expect(banner(page, 1)).toHaveCount(0);

    // The banner has gone with the focus in it: the keyboard is at the cell again, not nowhere.
    expect(await place(page)).toMatchObject({ cell: 1, mode: 'command', cells: 3 });
    await page.keyboard.press('ArrowDown');
    await expect.poll(async () => (await place(page)).cell).toBe(2);
  });

  test('letters on a banner are no commands of the notebook', { tag: '@notebook' }, async ({ page }) => {
    await openScene(page, [RUN]);
    await fail(page, 1);
    await button(banner(page, 1), 'Why').focus();
    for (const key of ['b', 'a', 'x', 'd', 'd', 'm', 'y', 'r', 'z', '0', '0', 'Delete', 'ArrowUp', 'j', 'k']) {
      await page.keyboard.press(key);
    }
    await expect(button(banner(page, 1), 'Why')).toBeFocused();
    expect(await place(page)).toMatchObject({ cell: 1, cells: 2 });
    expect(await cellText(page, 1)).toBe(RUN);

    // Escape goes back to the cell, where they are commands: so the keys did arrive.
    await page.keyboard.press('Escape');
    expect(await place(page)).toMatchObject({ cell: 1, mode: 'command', cells: 2 });
    await page.keyboard.press('b');
    await expect.poll(async () => (await place(page)).cells).toBe(3);
    await expect(banner(page, 1)).toHaveCount(1);
  });

  test('preview, why and ignore give the focus back', async ({ page }) => {
    await openScene(page, [RUN]);
    await fail(page, 1);
    await button(banner(page, 1), 'Preview').focus();
    await page.keyboard.press('Enter');
    await expect(button(preview(page), 'Apply')).toBeFocused();
    await page.keyboard.press('Shift+Tab');
    await expect(button(preview(page), 'Cancel')).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(preview(page)).toHaveCount(0);
    await expect(button(banner(page, 1), 'Preview')).toBeFocused();

    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expect(doctor(page).locator('[data-rule-page="asyncio-run"]')).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(button(banner(page, 1), 'Why')).toBeFocused();

    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    const menu = page.getByRole('menu', { name: 'Ignore' });
    await expect(menu.getByRole('menuitem', { name: 'On this line' })).toBeFocused();
    await page.keyboard.press('b');
    await page.keyboard.press('ArrowUp');
    await expect(menu.getByRole('menuitem', { name: 'Everywhere' })).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(menu).toHaveCount(0);
    await expect(button(banner(page, 1), 'Ignore')).toBeFocused();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await expect.poll(() => cellText(page, 1)).toContain('# async-doctor: ignore[asyncio-run] # one');
    expect(await place(page)).toMatchObject({ cell: 1, cells: 2 });
  });

  test('findings are gone to, and mended from the palette', async ({ page }) => {
    await openScene(page, ['value = 1', `\n\n${RUN}`, 'value = 2', DRIVE]);
    await expectFindings(page, ['asyncio-run error 2', 'run-until-complete error 4']);
    await select(page, 0);
    await page.keyboard.press('F8');
    await expect.poll(() => place(page)).toMatchObject({ cell: 2, mode: 'edit', line: 2 });
    await page.keyboard.press('F8');
    await expect.poll(() => place(page)).toMatchObject({ cell: 4, mode: 'edit', line: 0 });
    await page.keyboard.press('F8');
    await expect.poll(() => place(page)).toMatchObject({ cell: 2, line: 2 });
    await page.keyboard.press('Shift+F8');
    await expect.poll(() => place(page)).toMatchObject({ cell: 4, line: 0 });

    await fromPalette(page, 'Rewrite Async Mistake and Run');
    await expect.poll(() => cellText(page, 4)).toBe(DRIVEN);
    await expect.poll(() => outputText(page, 4)).toBe('2');
    await fromPalette(page, 'Previous Async Finding');
    await expect.poll(() => place(page)).toMatchObject({ cell: 2, line: 2 });
    await fromPalette(page, 'Fix All Safe');
    await expect(page.getByRole('dialog')).toContainText('in 1 cell');
    await page.keyboard.press('Enter');
    await expect.poll(() => cellText(page, 2)).toBe(`\n\n${AWAIT}`);
    await expectFindings(page, []);
  });

  test('the panel is walked through', async ({ page }) => {
    await openScene(page, [RUN, DRIVE]);
    await fail(page, 1);
    await openDoctor(page);
    const rows = entries(page).locator('.jp-AsyncDoctorPanel-row');
    await expect(rows).toHaveCount(2);
    await rows.first().focus();
    await page.keyboard.press('ArrowDown');
    await expect(rows.nth(1)).toBeFocused();
    await expect(rows.nth(1)).toHaveAttribute('aria-expanded', 'true');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await expect(button(entries(page).nth(1), 'Rewrite')).toBeFocused();
    await page.keyboard.press('Enter');
    await expect.poll(() => cellText(page, 2)).toBe(DRIVEN);
    // The row is gone; its neighbour has the focus, and Enter goes to its place.
    await expect(rows).toHaveCount(1);
    await expect(rows.first()).toBeFocused();
    await page.keyboard.press('Enter');
    await expect.poll(() => place(page)).toMatchObject({ cell: 1, mode: 'edit' });
    await expect(cell(page, 1).locator('.cm-content')).toBeFocused();
  });
});
