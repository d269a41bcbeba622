import { banner, cell, expect, openNotebook, outputText, runCell, test, typeCell } from './fixtures';
import { button, entries, expectFindings, findings, openDoctor, preview, underlines } from './surfaces';

const DEFINE = `\
import asyncio

async def load():
    await asyncio.sleep(0)
    raise ValueError("no rates")`;
const START = 'asyncio.create_task(load())\nprint("started")';

/** Newer kernels send text that belongs to no cell without a parent, and JupyterLab shows none of it. */
test.describe('the message of a task that failed unseen', () => {
  test('is told in the cell that made the task', { tag: '@ipykernel6' }, async ({ page }) => {
    await openNotebook(page, [DEFINE, START, 'value = 1']);
    for (const index of [0, 1, 2]) {
      await runCell(page, index);
    }
    await expectFindings(page, ['unseen-task-failure warning 1']);
    expect((await findings(page))[0]!.evidence).toContain('stream');
    await expect(banner(page, 1)).toContainText('load() failed and nobody saw it.');
    await expect(banner(page, 1)).toContainText('ValueError');
    await openDoctor(page);
    await expect(entries(page)).toHaveCount(1);
    await expect(underlines(cell(page, 1)).first()).toBeVisible();
    expect(await outputText(page, 2)).toBe('');

    await button(banner(page, 1), 'Keep it and report failures').click();
    await button(preview(page), 'Apply').click();
    await runCell(page, 1);
    await expect.poll(() => outputText(page, 1)).toMatch(/^started\nTask-\d+ failed: ValueError\('no rates'\)$/);
    await expectFindings(page, []);
  });

  test('is history once the cell has run again', async ({ page }) => {
    await openNotebook(page, [DEFINE, START]);
    await runCell(page, 0);
    await runCell(page, 1);
    await expect(banner(page, 1)).toContainText('load() failed and nobody saw it.');
    await typeCell(page, 1, 'try:\n    await load()\nexcept ValueError as error:\n    print(error)');
    await runCell(page, 1);
    await expect.poll(() => outputText(page, 1)).toBe('no rates');
    await expectFindings(page, []);
    await expect(banner(page, 1)).toHaveCount(0);
  });
});
