import type { ISettingRegistry } from '@jupyterlab/settingregistry';
import type { Locator } from '@playwright/test';
import type { Page } from './fixtures';
import { expect, runCell, test } from './fixtures';
import { command } from './lifecycle';
import { BARE, DRIVE, fail, openScene, RUN } from './scenes';
import { doctor, entries, expectFindings, openDoctor, toasts, underlines } from './surfaces';

/** JupyterLab's own editor of settings, at ours, beside the notebook so that both can be seen. */
async function openEditor(page: Page): Promise<Locator> {
  await command(page, 'application:toggle-left-area');
  await command(page, 'settingeditor:open', { query: 'Async Doctor' });
  const form = page.locator('.jp-SettingsForm').filter({ has: page.getByRole('heading', { name: 'Async Doctor' }) });
  await expect(form.getByRole('checkbox', { name: 'Notifications' })).toBeVisible();
  await page.evaluate(() => {
    const { shell } = window.jupyterapp;
    const editor = [...shell.widgets('main')].find(widget => widget.title.label === 'Settings')!;
    shell.add(editor, 'main', { mode: 'split-right' });
  });
  await expect(notebook(page)).toBeVisible();
  return form;
}

/** The settings of one rule in the editor. */
const group = (form: Locator, title: string): Locator => form.getByRole('group', { name: title, exact: true });

/** One setting as JupyterLab has it. */
async function setting(page: Page, key: string): Promise<unknown> {
  return page.evaluate(async name => {
    const registry = (await window.galata.getPlugin('@jupyterlab/apputils-extension:settings')) as ISettingRegistry;
    return (await registry.get('jupyterlab-async-doctor:plugin', name)).composite;
  }, key);
}

/** The notebook, also while it is not the current widget. */
const notebook = (page: Page): Locator => page.locator('.jp-NotebookPanel');
const banners = (page: Page): Locator => notebook(page).locator('.jp-AsyncDoctorBanner');

/** Three mistakes in cells 1 to 3; the first has failed. */
async function start(page: Page): Promise<Locator> {
  await openScene(page, [RUN, DRIVE, BARE]);
  await fail(page, 1);
  await openDoctor(page);
  await expect(entries(page)).toHaveCount(3);
  await expect(toasts(page)).toHaveCount(1);
  return openEditor(page);
}

test.describe('the settings editor', () => {
  test('has a switch and a level for every rule', async ({ page }) => {
    const form = await start(page);
    const titles = await doctor(page).locator('[data-rule-switch] label').allInnerTexts();
    expect(titles).toContain('asyncio.run() in a cell');
    for (const title of titles) {
      await expect(group(form, title).getByRole('checkbox')).toHaveCount(1);
      await expect(group(form, title).getByRole('checkbox')).toBeChecked();
      await expect(group(form, title).getByRole('combobox')).toHaveCount(1);
      const choices = await group(form, title).getByRole('option').allInnerTexts();
      expect(choices.map(each => each.replace(/ \(.*/, ''))).toEqual([
        ...['Default', 'Off', 'Hint', 'Info', 'Warning', 'Error']
      ]);
    }
    // The rules, the group that holds them, and the whole.
    await expect(form.getByRole('group')).toHaveCount(titles.length + 2);
  });

  test('switches a rule off and on at once', async ({ page }) => {
    const form = await start(page);
    const rule = group(form, 'asyncio.run() in a cell');
    await rule.getByRole('checkbox').click();
    await expect(entries(page)).toHaveCount(2);
    await expect(banners(page)).toHaveCount(0);
    await expect(toasts(page)).toHaveCount(0);
    await expect(underlines(notebook(page).locator('.jp-Cell').nth(1))).toHaveCount(0);
    await expect(underlines(notebook(page).locator('.jp-Cell').nth(2))).not.toHaveCount(0);
    await expect(doctor(page).getByRole('checkbox', { name: 'asyncio.run() in a cell' })).not.toBeChecked();

    await rule.getByRole('checkbox').click();
    await expect(entries(page)).toHaveCount(3);
    await expect(banners(page)).toHaveCount(1);
    await expect(underlines(notebook(page).locator('.jp-Cell').nth(1))).not.toHaveCount(0);
    await expect(doctor(page).getByRole('checkbox', { name: 'asyncio.run() in a cell' })).toBeChecked();
  });

  test('makes a rule quieter or louder at once', async ({ page }) => {
    const form = await start(page);
    const level = group(form, 'asyncio.run() in a cell').getByRole('combobox');
    await level.selectOption({ label: 'Hint' });
    await expect(entries(page).first()).toHaveAttribute('data-level', 'hint');
    // A hint is no banner and no notification.
    await expect(banners(page)).toHaveCount(0);
    await expect(toasts(page)).toHaveCount(0);
    await level.selectOption({ label: 'Warning' });
    await expect(entries(page).first()).toHaveAttribute('data-level', 'warning');
    await expect(banners(page)).toHaveAttribute('data-level', 'warning');
    await level.selectOption({ label: 'Off' });
    await expect(entries(page)).toHaveCount(2);
    await level.selectOption({ label: 'Default (Error)' });
    await expect(entries(page).first()).toHaveAttribute('data-level', 'error');
    await expect(banners(page)).toHaveAttribute('data-level', 'error');
  });

  test('says whether a rewrite may run the cell', async ({ page }) => {
    const form = await start(page);
    const labels = banners(page).getByRole('button');
    const rest = ['Preview', 'Why', 'Ignore'];
    await expect(labels).toHaveText(['Rewrite and run', 'Rewrite', ...rest]);
    // JupyterLab gives the choice no name of its own.
    const option = page.getByRole('option', { name: 'Offer "Rewrite" alone' });
    const choice = form.getByRole('combobox').filter({ has: option });
    await choice.selectOption({ label: 'Offer "Rewrite" first' });
    await expect(labels).toHaveText(['Rewrite', 'Rewrite and run', ...rest]);
    await choice.selectOption({ label: 'Offer "Rewrite" alone' });
    await expect(labels).toHaveText(['Rewrite', ...rest]);
    await expect(entries(page).first().getByRole('button', { name: 'Rewrite and run' })).toHaveCount(0);
    await choice.selectOption({ label: 'Offer "Rewrite and run" first' });
    await expect(labels).toHaveText(['Rewrite and run', 'Rewrite', ...rest]);
  });

  test('switches banners, underlines and notifications, each by itself', async ({ page }) => {
    const form = await start(page);
    const all = (): Promise<boolean[]> =>
      Promise.all(
        [banners(page), underlines(notebook(page)), toasts(page)].map(async each => (await each.count()) > 0)
      );
    await expect.poll(all).toEqual([true, true, true]);

    await form.getByRole('checkbox', { name: 'Banners in the notebook' }).click();
    await expect.poll(all).toEqual([false, true, true]);
    await form.getByRole('checkbox', { name: 'Banners in the notebook' }).click();
    await expect.poll(all).toEqual([true, true, true]);

    await form.getByRole('checkbox', { name: 'Underlines in the code' }).click();
    await expect.poll(all).toEqual([true, false, true]);
    await form.getByRole('checkbox', { name: 'Underlines in the code' }).click();
    await expect.poll(all).toEqual([true, true, true]);

    await form.getByRole('checkbox', { name: 'Notifications' }).click();
    await expect.poll(all).toEqual([true, true, false]);
    await expect(entries(page)).toHaveCount(3);

    // Not even for a new failure, which has its banner.
    await page.getByRole('tab', { name: 'test.ipynb' }).click();
    await runCell(page, 2);
    await expect(banners(page)).toHaveCount(2);
    await expectFindings(page, ['asyncio-run error 1', 'run-until-complete error 2', 'unawaited-coroutine warning 3']);
    await expect(toasts(page)).toHaveCount(0);

    // Switched on again it tells what comes from now on, and only that.
    await form.getByRole('checkbox', { name: 'Notifications' }).click();
    // The editor itself waits a moment before it tells anybody.
    await expect.poll(() => setting(page, 'toasts')).toBe(true);
    await page.getByRole('tab', { name: 'test.ipynb' }).click();
    await runCell(page, 3);
    await expect(toasts(page)).toHaveCount(1);
    await expect(toasts(page)).toContainText('This shows a coroutine, not its result.');
  });
});
