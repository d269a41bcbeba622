import type { Page } from './fixtures';
import { banner, cell, expect, test } from './fixtures';
import { command } from './lifecycle';
import { fail, openScene } from './scenes';
import { button, doctor, entries, expectFindings, hoverUnderline, openDoctor, preview, toasts } from './surfaces';

const NAME = '<img/src=x/onerror=hacked()>';
const SHOWN = `fetch.__qualname__ = "${NAME}"\nc = fetch(1)\nc`;
const ARGUMENT = '"<b>x</b> [y](javascript:hacked()) https://example.org"';
const SOURCE = `asyncio.run(fetch(${ARGUMENT}))  # <i>1</i>`;
/** A link and colours for a terminal, a bell, a backspace, text from right to left, a lone carriage return. */
const CONTROL = `print("\\x1b[31m\\x1b]8;;https://example.org\\x07link\\x1b]8;;\\x07\\x00\\x08\\r\\u202e<i>")
import sys
print("\\x1b[1masyncio.run() cannot be called\\x1b[0m <img src=x onerror=hacked()>", file=sys.stderr)
asyncio.run(fetch(3))`;
const LOOKALIKE = `raise RuntimeError("asyncio.run() cannot be called from a running event loop<img src=x onerror=hacked()>")`;

/** Elements that no text of a kernel or a cell may become. */
async function expectOnlyText(page: Page): Promise<void> {
  const ours = '.jp-AsyncDoctorBanner, .jp-AsyncDoctorPanel, .jp-AsyncDoctorPreview, .cm-tooltip-lint, .Toastify';
  const made = page.locator(ours).locator('img, script, b, i, a[href*="example.org"], a[href^="javascript"]');
  await expect(made).toHaveCount(0);
  expect(await page.evaluate(() => Reflect.get(window, 'wasHacked') as unknown)).toBeUndefined();
}

test('text of kernels and cells is shown as text', async ({ page }) => {
  await page.evaluate(() => {
    Reflect.set(window, 'hacked', () => Reflect.set(window, 'wasHacked', true));
  });
  await openScene(page, [SHOWN, SOURCE, CONTROL]);
  await fail(page, 1);
  await expect(banner(page, 1)).toContainText(`c holds what ${NAME}() returned`);
  await fail(page, 2);
  await fail(page, 3);
  await expectFindings(page, ['unawaited-coroutine error 1', 'asyncio-run error 2', 'asyncio-run error 3']);
  await expect(banner(page, 2).locator('del')).toHaveText(`− ${SOURCE}`);
  await expect(toasts(page)).toHaveCount(1);
  await expectOnlyText(page);

  await openDoctor(page);
  await expect(entries(page).first()).toContainText(`c holds what ${NAME}() returned`);
  await entries(page).nth(1).locator('.jp-AsyncDoctorPanel-row').click();
  await expect(entries(page).nth(1).locator('del')).toHaveText(`− ${SOURCE}`);
  await hoverUnderline(page, cell(page, 2));
  await expectOnlyText(page);

  await button(banner(page, 2), 'Preview').click();
  await expect(preview(page)).toContainText(ARGUMENT);
  await expectOnlyText(page);
  await button(preview(page), 'Cancel').click();
  await button(banner(page, 1), 'Why').click();
  await expect(doctor(page).locator('[data-rule-page]')).toBeVisible();
  await expect(doctor(page)).toContainText(`c holds what ${NAME}() returned`);
  await expectOnlyText(page);
});

test('a message that only looks like one is no evidence', async ({ page }) => {
  await openScene(page, [LOOKALIKE, 'asyncio.run(fetch(1))'], { name: '<b>odd & bold.ipynb' });
  await page.evaluate(() => window.jupyterapp.commands.execute('notebook:run-all-cells'));
  await fail(page, 2);
  await expectFindings(page, ['asyncio-run error 2']);
  await expect(banner(page, 1)).toHaveCount(0);

  // The name of the file is text as well.
  void command(page, 'async-doctor:fix-all-safe').catch(() => undefined);
  await expect(page.getByRole('dialog')).toContainText('<b>odd & bold.ipynb');
  await expect(page.getByRole('dialog').locator('b')).toHaveCount(0);
});
