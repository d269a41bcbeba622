import type { NotebookPanel } from '@jupyterlab/notebook';
import type { Page } from './fixtures';
import { banner, cell, cellText, expect, outputText, runCell, test } from './fixtures';
import { restartKernel } from './lifecycle';
import { AWAIT, DEFINE, DRIVE, DRIVEN, fail, openScene, RUN } from './scenes';
import { button, doctor, entries, expectFindings, findings, openDoctor, toasts, underlines } from './surfaces';

/** The evidence of the only finding. */
const evidence = async (page: Page): Promise<readonly string[] | undefined> => (await findings(page))[0]?.evidence;

const kernelDialog = (page: Page) => page.getByRole('dialog').filter({ hasText: /kernel/i });

/** Restart the kernel and wait until it can run something. */
async function restart(page: Page): Promise<void> {
  await restartKernel(page);
  await expectStatus(page, /^idle$/);
}

/** The server has started a dead kernel again by itself; where JupyterLab misses that, a person restarts it. */
async function comesBack(page: Page): Promise<void> {
  try {
    await expectStatus(page, /^(starting|idle)$/, 10_000);
  } catch {
    await restart(page);
  }
}

async function expectStatus(page: Page, status: RegExp, timeout = 30_000): Promise<void> {
  const now = (): Promise<string> =>
    page.evaluate(() => {
      const { session } = (window.jupyterapp.shell.currentWidget as NotebookPanel).sessionContext;
      return session?.kernel?.status ?? 'none';
    });
  await expect.poll(now, { timeout }).toMatch(status);
}

test.describe('the kernel', () => {
  test('is restarted: banners go, what the source says stays', { tag: '@notebook' }, async ({ page }) => {
    await openScene(page, [RUN]);
    await fail(page, 1);
    await expect(toasts(page)).toHaveCount(1);

    await restart(page);
    await expect(banner(page, 1)).toHaveCount(0);
    await expect(toasts(page)).toHaveCount(0);
    await expectFindings(page, ['asyncio-run error 1']);
    await expect(underlines(cell(page, 1)).first()).toBeVisible();

    // It listens to the new kernel.
    await runCell(page, 0);
    await runCell(page, 1);
    await expect(banner(page, 1)).toHaveCount(1);
    expect(await evidence(page)).toEqual(['source', 'error']);
    await button(banner(page, 1), 'Rewrite and run').click();
    await expect.poll(() => outputText(page, 1)).toBe('x is 1');
    // Told once for this text.
    await expect(toasts(page)).toHaveCount(0);
  });

  test('dies and comes back', async ({ page }) => {
    test.slow();
    await openScene(page, [RUN, 'import os\nos._exit(1)']);
    await fail(page, 1);
    await runCell(page, 2, { wait: false });
    await kernelDialog(page).getByRole('button', { name: 'Ok' }).click();
    await expect(banner(page, 1)).toHaveCount(0);
    await expectFindings(page, ['asyncio-run error 1']);
    await comesBack(page);

    await runCell(page, 0);
    await fail(page, 1);
    await button(banner(page, 1), 'Rewrite and run').click();
    await expect.poll(() => outputText(page, 1)).toBe('x is 1');
    await expectFindings(page, []);
  });

  test('is gone: rewriting needs none, running starts one', async ({ page }) => {
    await openScene(page, [RUN, DRIVE]);
    await fail(page, 1);
    await page.evaluate(async () => {
      await (window.jupyterapp.shell.currentWidget as NotebookPanel).sessionContext.shutdown();
    });
    await expect(banner(page, 1)).toHaveCount(0);
    await expectFindings(page, ['asyncio-run error 1', 'run-until-complete error 2']);

    await openDoctor(page);
    await expect(doctor(page)).toContainText('No Python kernel is connected.');
    await button(entries(page).first(), 'Rewrite').click();
    await expect.poll(() => cellText(page, 1)).toBe(AWAIT);
    await expect(entries(page)).toHaveCount(1);
    // JupyterLab starts the kernel of the notebook anew; nothing is defined in that.
    await button(entries(page).first(), 'Rewrite and run').click();
    await expect.poll(() => cellText(page, 2)).toBe(DRIVEN);
    await expect.poll(() => outputText(page, 2), { timeout: 30_000 }).toContain('NameError');
    await expect(doctor(page)).toContainText(/Python 3\.\d+\.\d+ · ipykernel/);
    await expect(entries(page)).toHaveCount(0);
    await runCell(page, 0);
    await runCell(page, 2);
    expect(await outputText(page, 2)).toBe('2');
  });

  test('is busy: what is left need not wait for the end of a run', async ({ page }) => {
    // Three mistakes that look alike, so that one takes the place of another.
    const [before, after] = ['asyncio.run(fetch(2))', 'await fetch(2)'];
    const mended = (count: number): string => [0, 1, 2].map(at => (at < count ? after : before)).join('\n');
    await openScene(page, [mended(0), 'await asyncio.sleep(3600)']);
    await fail(page, 1);
    await openDoctor(page);
    await expect(entries(page)).toHaveCount(3);
    await runCell(page, 2, { wait: false });

    await button(entries(page).first(), 'Rewrite and run').click();
    await expect.poll(() => cellText(page, 1)).toBe(mended(1));
    await expect(entries(page)).toHaveCount(2);
    await button(entries(page).first(), 'Rewrite').click();
    await expect.poll(() => cellText(page, 1)).toBe(mended(2));
    await button(banner(page, 1), 'Rewrite').click();
    await expect.poll(() => cellText(page, 1)).toBe(mended(3));
    await expectFindings(page, []);

    await restart(page);
    await expectFindings(page, []);
    await expect(banner(page, 1)).toHaveCount(0);
    expect(await cellText(page, 0)).toBe(DEFINE);
  });
});
