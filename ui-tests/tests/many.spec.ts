import type { Page } from './fixtures';
import { banner, cell, expect, openNotebook, test } from './fixtures';
import { button, doctorTab, entries, expectFindings, openDoctor, toasts } from './surfaces';

const COUNT = 30;
const DEFINE = 'import asyncio\n\nasync def main(n):\n    return n';

/** Every cell fails, and the tag lets the next one run all the same. */
const FAILING = Array.from({ length: COUNT }, (_, index) => ({
  cell_type: 'code' as const,
  source: `asyncio.run(main(${index}))`,
  metadata: { tags: ['raises-exception'] }
}));

/** Count every notification that appears from now on, also one that goes before anybody looks. */
async function countToasts(page: Page): Promise<() => Promise<number>> {
  const counter = await page.evaluateHandle(() => {
    const seen = new Set<Element>();
    new MutationObserver(() => {
      document.querySelectorAll('.Toastify__toast').forEach(toast => seen.add(toast));
    }).observe(document.body, { childList: true, subtree: true });
    return seen;
  });
  return () => counter.evaluate(seen => seen.size);
}

test('thirty failures at once: one notification, and all of them in the panel', async ({ page }) => {
  await openNotebook(page, [DEFINE, ...FAILING]);
  const count = await countToasts(page);
  await page.evaluate(() => window.jupyterapp.commands.execute('notebook:run-all-cells'));

  await expectFindings(
    page,
    FAILING.map((_, index) => `asyncio-run error ${index + 1}`)
  );
  await expect(banner(page, 1)).toHaveCount(1);
  await expect(toasts(page)).toHaveCount(1);
  await expect(toasts(page)).toContainText(`${COUNT} cells: asyncio.run() cannot start a second event loop here.`);
  await expect(doctorTab(page)).toHaveAttribute('title', `Async Doctor (${COUNT})`);
  expect(await count()).toBe(1);

  await button(toasts(page), 'Show all').click();
  await expect(entries(page)).toHaveCount(COUNT);
  await openDoctor(page);
  await expect(entries(page).last()).toHaveAttribute('data-cell', String(COUNT));
  // An entry far down the page leads to its cell.
  await entries(page).last().getByRole('button').first().click();
  await expect(cell(page, COUNT).locator('.jp-AsyncDoctorBanner')).toBeInViewport();
  expect(await count()).toBe(1);
});
