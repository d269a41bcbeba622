import type { Page } from './fixtures';
import { banner, cell, cellText, expect, openNotebook, outputText, runCell, test } from './fixtures';
import { button, doctorTab, entries, expectFindings, openDoctor, toasts, underlines } from './surfaces';

const IMPORTS = `\
import asyncio

async def fetch(*names, delay=0):
    await asyncio.sleep(delay)
    return [len(name) for name in names]
`;

const CELL = `\
# 🩺 Add up what was fetched: 'one' and "two".
total = sum(asyncio.run(fetch("a", 'bb', """ccc""")))  # asyncio.run(…) stays in comments


print("total:", total)   # three spaces, and no newline at the end`;

const REWRITTEN = CELL.replace(`asyncio.run(fetch("a", 'bb', """ccc"""))`, `await fetch("a", 'bb', """ccc""")`);

const SENTENCE =
  'asyncio.run() cannot start a second event loop here. The kernel already runs one, so await the coroutine directly.';

/** The notebook with its mistake, run. */
async function failed(page: Page): Promise<void> {
  await openNotebook(page, [IMPORTS, CELL]);
  await runCell(page, 0);
  await runCell(page, 1);
  await expect.poll(() => outputText(page, 1)).toContain('asyncio.run() cannot be called from a running event loop');
  await expect(banner(page, 1)).toBeVisible();
}

test.describe('asyncio.run() in a cell', () => {
  test('is explained at once', { tag: ['@notebook', '@ipykernel6'] }, async ({ page, host }) => {
    await failed(page);

    await expect(banner(page, 1)).toHaveCount(1);
    await expect(banner(page, 1)).toContainText(SENTENCE);
    await expect(banner(page, 1)).toHaveAttribute('data-rule', 'asyncio-run');
    await expect(banner(page, 1)).toHaveAttribute('data-level', 'error');
    await expect(banner(page, 1)).toHaveRole('group');
    await expect(banner(page, 1)).toHaveAccessibleName(/^asyncio\.run\(\) cannot start a second event loop here\./);
    const names = ['Rewrite and run', 'Rewrite', 'Preview', 'Why', 'Ignore'];
    await expect(banner(page, 1).getByRole('button')).toHaveText(names);
    // Between the code and the output.
    const order = cell(page, 1).locator('.jp-Cell-inputWrapper, .jp-AsyncDoctorBanner, .jp-Cell-outputWrapper');
    expect(
      await order.evaluateAll(nodes => nodes.map(node => node.classList.contains('jp-AsyncDoctorBanner')))
    ).toEqual([false, true, false]);

    await expect(toasts(page)).toHaveCount(1);
    await expect(toasts(page)).toContainText('asyncio.run() cannot start a second event loop here.');
    await expect(toasts(page).getByRole('button', { name: /^(Rewrite|Why)$/ })).toHaveText(['Rewrite', 'Why']);

    await expectFindings(page, ['asyncio-run error 1']);
    if (host === 'lab') {
      await expect(doctorTab(page)).toHaveAttribute('title', 'Async Doctor (1)');
      await expect(doctorTab(page).locator('text')).toHaveText('1');
    }
    await openDoctor(page);
    await expect(entries(page)).toHaveCount(1);
    await expect(entries(page)).toHaveAttribute('data-rule', 'asyncio-run');
    await expect(entries(page)).toHaveAttribute('data-level', 'error');
    await expect(entries(page)).toHaveAttribute('data-cell', '1');
    await expect(underlines(cell(page, 1)).first()).toBeVisible();
  });

  test('is rewritten and run in one go', { tag: ['@notebook', '@ipykernel6'] }, async ({ page, host }) => {
    await failed(page);
    await openDoctor(page);
    await expect(entries(page)).toHaveCount(1);

    await button(banner(page, 1), 'Rewrite and run').click();
    await expect.poll(() => outputText(page, 1)).toBe('total: 6');
    expect(await cellText(page, 1)).toBe(REWRITTEN);
    await expect(banner(page, 1)).toHaveCount(0);
    await expect(entries(page)).toHaveCount(0);
    await expect(underlines(cell(page, 1))).toHaveCount(0);
    await expect(toasts(page)).toHaveCount(0);
    if (host === 'lab') {
      await expect(doctorTab(page)).toHaveAttribute('title', 'Async Doctor');
    }

    // One step back: the old text, and the finding with it.
    await cell(page, 1).locator('.cm-content').click();
    await page.keyboard.press('ControlOrMeta+z');
    await expect.poll(() => cellText(page, 1)).toBe(CELL);
    await expect(entries(page)).toHaveCount(1);
    await expect(underlines(cell(page, 1)).first()).toBeVisible();
  });

  test('is rewritten without being run, and undone', { tag: ['@notebook', '@ipykernel6'] }, async ({ page }) => {
    await failed(page);
    await button(banner(page, 1), 'Rewrite').click();
    await expect.poll(() => cellText(page, 1)).toBe(REWRITTEN);
    await expect(banner(page, 1)).toHaveCount(0);
    await expectFindings(page, []);
    await expect.poll(() => outputText(page, 1)).toContain('RuntimeError');

    await cell(page, 1).locator('.cm-content').click();
    await page.keyboard.press('ControlOrMeta+z');
    await expect.poll(() => cellText(page, 1)).toBe(CELL);
    // The failure is this text's own again.
    await expect(banner(page, 1)).toContainText(SENTENCE);
    await expectFindings(page, ['asyncio-run error 1']);
  });

  test('is put right from the notification', { tag: '@notebook' }, async ({ page }) => {
    await failed(page);
    await toasts(page).getByRole('button', { name: 'Rewrite' }).click();
    await expect.poll(() => cellText(page, 1)).toBe(REWRITTEN);
    await expect(toasts(page)).toHaveCount(0);
  });

  test('is notified of once, however often it is run', async ({ page }) => {
    await openNotebook(page, [IMPORTS, CELL, 'asyncio.run(fetch("again"))']);
    await runCell(page, 0);
    await runCell(page, 1);
    await expect(toasts(page)).toHaveCount(1);
    await toasts(page).getByRole('button', { name: 'Hide notification' }).click();
    await expect(toasts(page)).toHaveCount(0);

    await runCell(page, 1);
    await expect(banner(page, 1)).toHaveCount(1);
    // The next notification is about what is new alone.
    await runCell(page, 2);
    await expect(toasts(page)).toHaveCount(1);
    await expect(toasts(page)).toContainText(/^asyncio\.run\(\) cannot start a second event loop here\./);
    await toasts(page).getByRole('button', { name: 'Rewrite' }).click();
    await expect.poll(() => cellText(page, 2)).toBe('await fetch("again")');
    expect(await cellText(page, 1)).toBe(CELL);
  });
});
