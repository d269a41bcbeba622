import type { NotebookPanel } from '@jupyterlab/notebook';
import type { Page } from './fixtures';
import { banner, cell, cellText, expect, outputText, test } from './fixtures';
import { command, select } from './lifecycle';
import { AWAIT, DRIVE, fail, openScene, RUN } from './scenes';
import { button, entries, expectFindings, openDoctor, toasts, underlines } from './surfaces';

const RUNS = 'asyncio-run error';
const DRIVES = 'run-until-complete error';

/** Cell 1 has failed, cell 2 is fine, cell 3 is a mistake that did not run. */
async function start(page: Page): Promise<void> {
  await openScene(page, [RUN, 'value = 1', DRIVE]);
  await fail(page, 1);
  await openDoctor(page);
  await expect(entries(page)).toHaveCount(2);
}

/** Where banners are, by cell. */
const banners = (page: Page): Promise<number[]> =>
  page
    .locator('.jp-Cell:has(.jp-AsyncDoctorBanner)')
    .evaluateAll(nodes => nodes.map(node => Number(node.getAttribute('data-windowed-list-index'))));

/** Where the panel says that the findings are. */
const listed = (page: Page): Promise<(string | null)[]> =>
  entries(page).evaluateAll(nodes => nodes.map(node => node.getAttribute('data-cell')));

test.describe('the cell of a finding', () => {
  test('is deleted, and brought back', async ({ page }) => {
    await start(page);
    await select(page, 1);
    await command(page, 'notebook:delete-cell');
    await expectFindings(page, [`${DRIVES} 2`]);
    await expect.poll(() => listed(page)).toEqual(['2']);
    await expect.poll(() => banners(page)).toEqual([]);
    await expect(toasts(page)).toHaveCount(0);

    await command(page, 'notebook:undo-cell-action');
    await expectFindings(page, [`${RUNS} 1`, `${DRIVES} 3`]);
    await expect.poll(() => listed(page)).toEqual(['1', '3']);
    await button(entries(page).first(), 'Rewrite').click();
    await expect.poll(() => cellText(page, 1)).toBe(AWAIT);
  });

  test('is moved, with its banner', async ({ page }) => {
    await start(page);
    await select(page, 1);
    await command(page, 'notebook:move-cell-down');
    await expectFindings(page, [`${RUNS} 2`, `${DRIVES} 3`]);
    await expect.poll(() => banners(page)).toEqual([2]);
    await expect.poll(() => listed(page)).toEqual(['2', '3']);
    await command(page, 'notebook:move-cell-down');
    await expectFindings(page, [`${DRIVES} 2`, `${RUNS} 3`]);
    await expect.poll(() => banners(page)).toEqual([3]);
    await expect.poll(() => listed(page)).toEqual(['2', '3']);
    await expect(underlines(cell(page, 3)).first()).toBeVisible();
    // Moving is not running.
    await expect(toasts(page)).toHaveCount(1);

    await button(banner(page, 3), 'Rewrite and run').click();
    await expect.poll(() => cellText(page, 3)).toBe(AWAIT);
    await expect.poll(() => outputText(page, 3)).toBe('x is 1');
    expect(await cellText(page, 2)).toBe(DRIVE);
    expect(await banners(page)).toEqual([]);
  });

  test('is split and merged again', async ({ page }) => {
    await start(page);
    await page.evaluate(() => {
      const { content } = window.jupyterapp.shell.currentWidget as NotebookPanel;
      content.activeCellIndex = 1;
      content.mode = 'edit';
      content.activeCell!.editor!.setCursorPosition({ line: 1, column: 0 });
    });
    await command(page, 'notebook:split-cell-at-cursor');
    const [first, second] = RUN.split('\n') as [string, string];
    await expect.poll(() => cellText(page, 1)).toBe(first);
    expect(await cellText(page, 2)).toBe(second);
    // The output stays with the second half, which is no mistake: the first is, and has not run.
    await expectFindings(page, [`${RUNS} 1`, `${DRIVES} 4`]);
    await expect.poll(() => banners(page)).toEqual([]);
    await expect.poll(() => listed(page)).toEqual(['1', '4']);

    await select(page, 1);
    await command(page, 'notebook:merge-cell-below');
    await expect.poll(() => cellText(page, 1)).toBe(`${first}\n\n${second}`);
    await expectFindings(page, [`${RUNS} 1`, `${DRIVES} 3`]);
    await expect.poll(() => listed(page)).toEqual(['1', '3']);
    await button(entries(page).first(), 'Rewrite').click();
    await expect.poll(() => cellText(page, 1)).toBe(AWAIT.replace('\n', '\n\n'));
    await expectFindings(page, [`${DRIVES} 2`.replace('2', '3')]);
  });

  test('is copied: each is a mistake of its own', async ({ page }) => {
    await start(page);
    await select(page, 1);
    await command(page, 'notebook:copy-cell');
    await select(page, 3);
    await command(page, 'notebook:paste-cell-below');
    await expectFindings(page, [`${RUNS} 1`, `${DRIVES} 3`, `${RUNS} 4`]);
    await expect.poll(() => listed(page)).toEqual(['1', '3', '4']);
    // The copy came with the output, but nobody ran it.
    expect(await banners(page)).toEqual([1]);

    await entries(page).nth(2).getByRole('button').first().click();
    await button(entries(page).nth(2), 'Rewrite').click();
    await expect.poll(() => cellText(page, 4)).toBe(AWAIT);
    expect(await cellText(page, 1)).toBe(RUN);
    await expectFindings(page, [`${RUNS} 1`, `${DRIVES} 3`]);
    expect(await banners(page)).toEqual([1]);
  });

  test('becomes Markdown, and code again', async ({ page }) => {
    await start(page);
    await select(page, 1);
    await command(page, 'notebook:change-cell-to-markdown');
    await expectFindings(page, [`${DRIVES} 3`]);
    await expect.poll(() => banners(page)).toEqual([]);
    await expect.poll(() => listed(page)).toEqual(['3']);
    await select(page, 1);
    await command(page, 'notebook:change-cell-to-code');
    await expectFindings(page, [`${RUNS} 1`, `${DRIVES} 3`]);
    await expect.poll(() => listed(page)).toEqual(['1', '3']);
  });
});
