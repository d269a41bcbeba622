import { banner, cell, cellText, expect, openNotebook, test } from './fixtures';
import { doctorTab, entries, expectFindings, hoverUnderline, openDoctor, toasts, underlines } from './surfaces';

const CELLS = [
  'import asyncio\n\nasync def main():\n    return 42',
  'x = asyncio.run(main())  # later',
  'main()\nprint("done")',
  'loop = asyncio.get_event_loop()\nloop.run_until_complete(main())'
];

/** What the kernel answered the last time, as the file has it. */
const STORED = {
  output_type: 'error',
  ename: 'RuntimeError',
  evalue: 'asyncio.run() cannot be called from a running event loop',
  traceback: ['RuntimeError: asyncio.run() cannot be called from a running event loop']
};

const FOUND = ['asyncio-run error 1', 'unawaited-coroutine warning 2', 'run-until-complete error 3'];

test.describe('A notebook that was opened and not run', () => {
  test('has underlines and a list, and nothing louder', { tag: '@notebook' }, async ({ page, host }) => {
    await openNotebook(page, CELLS);
    await expectFindings(page, FOUND);
    for (const index of [1, 2, 3]) {
      await expect(underlines(cell(page, index)).first()).toBeVisible();
    }
    await expect(underlines(cell(page, 0))).toHaveCount(0);
    if (host === 'lab') {
      await expect(doctorTab(page)).toHaveAttribute('title', 'Async Doctor (3)');
    }

    const panel = await openDoctor(page);
    await expect(entries(page)).toHaveCount(3);
    await expect(entries(page).nth(0)).toContainText('asyncio.run() cannot start a second event loop here');
    await expect(entries(page).nth(0)).toContainText('cell 2 line 1');
    await expect(panel).toContainText('4 cells read');

    await expect(page.locator('.jp-AsyncDoctorBanner')).toHaveCount(0);
    await expect(toasts(page)).toHaveCount(0);
  });

  test('offers the same rewrite in the tooltip', { tag: '@notebook' }, async ({ page }) => {
    await openNotebook(page, CELLS);
    const tooltip = await hoverUnderline(page, cell(page, 1));
    await expect(tooltip).toContainText('asyncio.run() cannot start a second event loop here.');
    await expect(tooltip.getByRole('button')).toHaveText(['Rewrite', 'Preview', 'Why']);
    await tooltip.getByText('Rewrite', { exact: true }).click();
    await expect.poll(() => cellText(page, 1)).toBe('x = await main()  # later');
    await expectFindings(page, FOUND.slice(1));
    await expect(underlines(cell(page, 1))).toHaveCount(0);
  });

  test('is not loud about failures of an earlier day either', async ({ page }) => {
    const failed = { cell_type: 'code' as const, source: CELLS[1]!, execution_count: 2, outputs: [STORED] };
    await openNotebook(page, [CELLS[0]!, failed]);
    await expectFindings(page, ['asyncio-run error 1']);
    await expect(underlines(cell(page, 1)).first()).toBeVisible();
    await openDoctor(page);
    await expect(entries(page)).toHaveCount(1);
    await expect(banner(page, 1)).toHaveCount(0);
    await expect(toasts(page)).toHaveCount(0);
  });
});
