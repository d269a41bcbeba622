import type { NotebookPanel } from '@jupyterlab/notebook';
import type { Page } from './fixtures';
import { banner, cell, cellText, expect, outputText, runCell, test, typeCell } from './fixtures';
import { command } from './lifecycle';
import { AWAIT, DRIVE, fail, openScene, RUN } from './scenes';
import {
  button,
  doctorTab,
  entries,
  expectFindings,
  findings,
  openDoctor,
  preview,
  toasts,
  underlines
} from './surfaces';

/** Change a cell's text as somebody else would, in collaboration or from another view; then press a button at once. */
async function editAndPress(page: Page, index: number, text: string, label: string): Promise<void> {
  await page.evaluate(
    ([at, before, name]) => {
      const { content } = window.jupyterapp.shell.currentWidget as NotebookPanel;
      const { model, node } = content.widgets[at]!;
      const buttons = [...node.querySelectorAll<HTMLElement>('.jp-AsyncDoctorBanner button')];
      model.sharedModel.updateSource(0, 0, before);
      // In the same turn: nothing that shows the finding can have been renewed.
      buttons.find(each => each.textContent === name)!.click();
    },
    [index, text, label] as const
  );
}

test.describe('a cell edited after the finding', () => {
  test('loses it with the mistake and gets it back', { tag: '@notebook' }, async ({ page, host }) => {
    await openScene(page, [RUN]);
    await openDoctor(page);
    await fail(page, 1);
    await expect(entries(page)).toHaveCount(1);
    await expect(underlines(cell(page, 1)).first()).toBeVisible();
    await expect(toasts(page)).toHaveCount(1);

    // One character makes another name of it.
    await page.evaluate(() => {
      const { content } = window.jupyterapp.shell.currentWidget as NotebookPanel;
      content.activeCellIndex = 1;
      content.mode = 'edit';
      const { editor } = content.activeCell!;
      editor!.setCursorPosition({ line: 0, column: 'x = asyncio'.length });
      editor!.focus();
    });
    await page.keyboard.type('2');
    await expect(banner(page, 1)).toHaveCount(0);
    await expect(entries(page)).toHaveCount(0);
    await expect(underlines(cell(page, 1))).toHaveCount(0);
    await expect(toasts(page)).toHaveCount(0);
    expect(await findings(page)).toEqual([]);
    if (host === 'lab') {
      await expect(doctorTab(page)).toHaveAttribute('title', 'Async Doctor');
    }
    expect(await cellText(page, 1)).toBe(RUN.replace('asyncio', 'asyncio2'));

    await page.keyboard.press('Backspace');
    await expect(entries(page)).toHaveCount(1);
    await expect(banner(page, 1)).toHaveCount(1);
    await expect(underlines(cell(page, 1)).first()).toBeVisible();
    // Told once: the same mistake in the same text is no news.
    await expect(toasts(page)).toHaveCount(0);
  });

  test('is rewritten as it is now, not as it was', { tag: '@notebook' }, async ({ page }) => {
    await openScene(page, [RUN]);
    await fail(page, 1);
    await cell(page, 1).locator('.cm-content').click();
    await page.keyboard.press('ControlOrMeta+Home');
    await page.keyboard.insertText('# 🩺 new\nlist(range(3))\n');
    await expectFindings(page, ['asyncio-run error 1']);
    await expect(banner(page, 1)).toHaveCount(1);
    await button(banner(page, 1), 'Rewrite').click();
    await expect.poll(() => cellText(page, 1)).toBe(`# 🩺 new\nlist(range(3))\n${AWAIT}`);
  });

  test('is never rewritten by a click that crosses an edit', { tag: '@notebook' }, async ({ page }) => {
    await openScene(page, [RUN]);
    await fail(page, 1);
    await expect(toasts(page)).toHaveCount(1);
    await editAndPress(page, 1, 'y = 0; ', 'Rewrite');
    await expect(toasts(page).filter({ hasText: 'edited' })).toHaveCount(1);
    expect(await cellText(page, 1)).toBe(`y = 0; ${RUN}`);

    // The finding is renewed for the text of now, and what it offers works.
    await expectFindings(page, ['asyncio-run error 1']);
    await button(banner(page, 1), 'Rewrite and run').click();
    await expect.poll(() => cellText(page, 1)).toBe(`y = 0; ${AWAIT}`);
    await expect.poll(() => outputText(page, 1)).toBe('x is 1');
  });

  test('is not changed by a preview of the old text', async ({ page }) => {
    await openScene(page, [RUN]);
    await fail(page, 1);
    await button(banner(page, 1), 'Preview').click();
    await expect(preview(page)).toHaveCount(1);
    await page.evaluate(() => {
      const { content } = window.jupyterapp.shell.currentWidget as NotebookPanel;
      content.widgets[1]!.model.sharedModel.updateSource(0, 0, '# new\n');
    });
    await button(preview(page), 'Apply').click();
    await expect(toasts(page).filter({ hasText: 'Nothing was changed: the cell was edited' })).toHaveCount(1);
    expect(await cellText(page, 1)).toBe(`# new\n${RUN}`);
  });

  test('keeps all cells from a fix of all when one has changed', async ({ page }) => {
    await openScene(page, [RUN, DRIVE]);
    await expectFindings(page, ['asyncio-run error 1', 'run-until-complete error 2']);
    // The command ends with the dialog.
    void command(page, 'async-doctor:fix-all-safe').catch(() => undefined);
    await expect(page.getByRole('dialog')).toContainText('in 2 cells');
    await page.evaluate(() => {
      const { content } = window.jupyterapp.shell.currentWidget as NotebookPanel;
      content.widgets[2]!.model.sharedModel.updateSource(0, 0, '# new\n');
    });
    await button(page.getByRole('dialog'), 'Apply').click();
    await expect(toasts(page).filter({ hasText: 'Nothing was changed' })).toHaveCount(1);
    expect(await cellText(page, 1)).toBe(RUN);
    expect(await cellText(page, 2)).toBe(`# new\n${DRIVE}`);
  });

  test('offers what is right once another cell was edited', async ({ page }) => {
    const drive = 'loop = asyncio.get_event_loop()\nloop.run_until_complete(fetch(2))';
    await openScene(page, [drive, 'value = 1']);
    await fail(page, 1);
    await openDoctor(page);
    // Nobody else reads the loop: its line can go.
    await expect(banner(page, 1).locator('del')).toHaveCount(2);
    await typeCell(page, 2, 'print(loop)');
    await expect(banner(page, 1).locator('del')).toHaveCount(1);
    await expect(entries(page).locator('del')).toHaveCount(1);
    await button(banner(page, 1), 'Rewrite').click();
    await expect.poll(() => cellText(page, 1)).toBe('loop = asyncio.get_event_loop()\nawait fetch(2)');
  });

  test('has no banner for a mistake that was only typed', async ({ page }) => {
    await openScene(page, ['print("fine")']);
    await runCell(page, 1);
    await typeCell(page, 1, RUN);
    await expectFindings(page, ['asyncio-run error 1']);
    await expect(underlines(cell(page, 1)).first()).toBeVisible();
    await expect(banner(page, 1)).toHaveCount(0);
    await expect(toasts(page)).toHaveCount(0);
    await fail(page, 1);
    await expect(toasts(page)).toHaveCount(1);
  });
});
