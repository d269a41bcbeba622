import type { NotebookPanel } from '@jupyterlab/notebook';
import type { Page } from './fixtures';
import { banner, cellText, expect, runCell, test } from './fixtures';
import { closeNotebook, command, openPath, saved } from './lifecycle';
import { AWAIT, DRIVE, fail, openScene, RUN } from './scenes';
import { button, doctor, entries, expectFindings, openDoctor, toasts } from './surfaces';

const LOCKED = { cell_type: 'code', source: RUN, metadata: { editable: false } } as const;
const FOUND = ['asyncio-run error 1', 'run-until-complete error 2'];

/** Choose from the menu of an Ignore button. */
async function ignore(page: Page, place: string): Promise<void> {
  await button(banner(page, 1), 'Ignore').click();
  await page.getByRole('menuitem', { name: place, exact: true }).click();
}

const refusal = (page: Page, text: string) => toasts(page).filter({ hasText: text });

test('a locked cell is explained and not rewritten, until it is unlocked', async ({ page }) => {
  await openScene(page, [LOCKED, DRIVE]);
  await fail(page, 1);
  await expectFindings(page, FOUND);
  await expect(banner(page, 1).getByRole('button')).toHaveText(['Why', 'Ignore']);
  await expect(banner(page, 1)).toContainText('This cell is read-only, so it cannot be rewritten here.');
  await expect(toasts(page).getByRole('button', { name: 'Rewrite' })).toHaveCount(0);
  await openDoctor(page);
  await expect(entries(page).first()).toContainText('read-only');
  await expect(
    entries(page)
      .first()
      .getByRole('button', { name: /Rewrite|Preview/ })
  ).toHaveCount(0);

  // Neither by a command, nor with all others.
  await command(page, 'async-doctor:rewrite', { rule: 'asyncio-run', cell: 1 }).catch(() => undefined);
  await command(page, 'notebook:enter-command-mode');
  void command(page, 'async-doctor:fix-all-safe').catch(() => undefined);
  await expect(page.getByRole('dialog')).toContainText('in 1 cell');
  await button(page.getByRole('dialog'), 'Cancel').click();
  await ignore(page, 'On this line');
  await expect(refusal(page, 'the cell is locked')).toHaveCount(1);
  expect(await cellText(page, 1)).toBe(RUN);

  await page.evaluate(() => {
    const { content } = window.jupyterapp.shell.currentWidget as NotebookPanel;
    content.widgets[1]!.model.deleteMetadata('editable');
  });
  await expect(button(banner(page, 1), 'Rewrite')).toBeVisible();
  await button(banner(page, 1), 'Rewrite').click();
  await expect.poll(() => cellText(page, 1)).toBe(AWAIT);
});

test('a notebook whose file must not be written is explained and not rewritten', async ({ page }) => {
  const path = await openScene(page, [RUN, DRIVE, 'import os\nos.chmod("test.ipynb", 0o444)']);
  await runCell(page, 3);
  await command(page, 'docmanager:save');
  await closeNotebook(page);
  await openPath(page, path);
  await expectFindings(page, FOUND);
  await runCell(page, 0);
  await fail(page, 1);
  await expect(banner(page, 1).getByRole('button')).toHaveText(['Why', 'Ignore']);
  await expect(banner(page, 1)).toContainText('This notebook is read-only');

  await openDoctor(page);
  await expect(entries(page)).toHaveCount(2);
  await expect(doctor(page).getByRole('button', { name: /Rewrite|Preview|Fix all/ })).toHaveCount(0);
  for (const place of ['On this line', 'In this cell', 'In this notebook']) {
    await ignore(page, place);
  }
  await expect(refusal(page, 'read-only')).toHaveCount(3);
  expect(await cellText(page, 1)).toBe(RUN);
  await expectFindings(page, FOUND);
  expect((await saved(page)).metadata).not.toHaveProperty('async-doctor');

  // What concerns no file works.
  await ignore(page, 'Everywhere');
  await expectFindings(page, FOUND.slice(1));
});
