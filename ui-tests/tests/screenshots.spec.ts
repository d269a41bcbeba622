/**
 * The pictures of README and documentation, from a notebook in which everything happened for real. Not part of
 * `npm test`: `SCREENSHOTS=1 npm test -- browser screenshots --project lab` draws them anew.
 */
import type { NotebookPanel } from '@jupyterlab/notebook';
import type { Locator } from '@playwright/test';
import path from 'node:path';
import type { Page } from './fixtures';
import { banner, cell, expect, openNotebook, runCell, test } from './fixtures';
import { button, doctor, entries, expectFindings, openDoctor, preview, toasts } from './surfaces';

const CELLS = [
  { cell_type: 'markdown' as const, source: '## Exchange rates' },
  `\
import asyncio

RATES = {"EUR": 1.08, "GBP": 1.27, "JPY": 0.0067}

async def fetch_rate(currency):
    await asyncio.sleep(0.1)  # as long as the network takes
    return RATES[currency]

async def load(currencies):
    rates = await asyncio.gather(*map(fetch_rate, currencies))
    return dict(zip(currencies, rates))`,
  `\
# All rates at once.
rates = asyncio.run(load(["EUR", "GBP", "JPY"]))
print(rates)`,
  'fetch_rate("EUR")',
  `\
async def watch(currency, seconds=60):
    while True:
        print(currency, await fetch_rate(currency))
        await asyncio.sleep(seconds)

asyncio.create_task(watch("EUR"))
print("watching")`
];

test.use({ viewport: { width: 1000, height: 760 }, deviceScaleFactor: 2 });

/** Failures in one line each: what JupyterLab shows of them is not what the pictures are about. */
async function shortTracebacks(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const { sessionContext } = window.jupyterapp.shell.currentWidget as NotebookPanel;
    await sessionContext.session!.kernel!.requestExecute({ code: '%xmode Minimal', silent: true }).done;
  });
}

/** Wait for the notification of a run, and send it away: it would stand before what is drawn next. */
async function hideToast(page: Page): Promise<void> {
  await expect(toasts(page)).toHaveCount(1);
  await toasts(page).getByRole('button', { name: 'Hide notification' }).click();
  await expect(toasts(page)).toHaveCount(0);
}

/** The part of the page around some elements. */
async function shoot(page: Page, name: string, parts: readonly Locator[], margin = 8): Promise<void> {
  const boxes = await Promise.all(parts.map(async part => (await part.boundingBox())!));
  const left = Math.min(...boxes.map(box => box.x)) - margin;
  const top = Math.min(...boxes.map(box => box.y)) - margin;
  const right = Math.max(...boxes.map(box => box.x + box.width)) + margin;
  const bottom = Math.max(...boxes.map(box => box.y + box.height)) + margin;
  const view = page.viewportSize()!;
  const x = Math.max(0, left);
  const y = Math.max(0, top);
  const clip = { x, y, width: Math.min(right, view.width) - x, height: Math.min(bottom, view.height) - y };
  const folder = path.join(test.info().config.rootDir, '..', '..', 'docs', 'images');
  await page.screenshot({ path: path.join(folder, `${name}.png`), clip, caret: 'hide' });
}

for (const theme of ['light', 'dark'] as const) {
  test(`pictures, ${theme}`, async ({ page }) => {
    await page.theme[theme === 'light' ? 'setLightTheme' : 'setDarkTheme']();
    await openNotebook(page, CELLS, { name: 'exchange-rates.ipynb' });
    await page.sidebar.close('left');
    await shortTracebacks(page);
    await runCell(page, 1);
    await runCell(page, 2);
    await expect(toasts(page)).toHaveCount(1);
    // It slides in, and is not to be hurried: it would be drawn before it is there.
    await expect(toasts(page)).not.toHaveClass(/animate/);
    await shoot(page, `toast-${theme}`, [toasts(page)], 40);
    await shoot(page, `banner-${theme}`, [cell(page, 1), cell(page, 2)], 0);
    await hideToast(page);

    await runCell(page, 3);
    await runCell(page, 4);
    await expectFindings(page, ['asyncio-run error 2', 'unawaited-coroutine error 3', 'dropped-task warning 4']);
    await hideToast(page);
    await openDoctor(page);
    await page.sidebar.setWidth(360, 'right');
    await expect(entries(page)).toHaveCount(3);
    await shoot(page, `panel-${theme}`, [page.locator('#async-doctor-panel')], 0);

    await button(banner(page, 2), 'Why').click();
    await expect(doctor(page)).toContainText('What the rewrite changes');
    await shoot(page, `why-${theme}`, [page.locator('#async-doctor-panel')], 0);

    await button(banner(page, 4), 'Keep it and report failures').click();
    await expect(preview(page)).toBeVisible();
    await shoot(page, `preview-${theme}`, [preview(page).locator('.jp-Dialog-content')], 0);
    await button(preview(page), 'Cancel').click();

    await page.sidebar.close('right');
    await page.evaluate(() => {
      void window.jupyterapp.commands.execute('async-doctor:extract-to-module', { cell: 1, name: 'load' });
    });
    await preview(page).getByRole('textbox', { name: 'Module name' }).fill('rates');
    await expect(preview(page).getByLabel('Text of rates.py')).toBeVisible();
    await shoot(page, `extract-${theme}`, [preview(page).locator('.jp-Dialog-content')], 0);
    await button(preview(page), 'Cancel').click();

    await page.evaluate(() => window.jupyterapp.commands.execute('settingeditor:open', { query: 'Async Doctor' }));
    await expect(page.locator('.jp-SettingsPanel')).toContainText('Async Doctor');
    await shoot(page, `settings-${theme}`, [page.locator('.jp-SettingsPanel')], 0);
  });
}
