import type { Page } from './fixtures';
import { banner, cellText, expect, openNotebook, outputText, runCell, test } from './fixtures';
import { button, entries, expectFindings, openDoctor, preview, toasts } from './surfaces';

/** A task that goes on, and one that fails a moment after the cell. */
const WAITS = 'import asyncio\n\nasync def watch():\n    await asyncio.Event().wait()';
const FAILS = 'import asyncio\n\nasync def watch():\n    await asyncio.sleep(0)\n    raise ValueError("gone")';

const CELL = 'print("start")\nasyncio.create_task(watch())  # in the background\nprint("started")';

const REPORT = `\
    if not task.cancelled() and task.exception() is not None:
        print(f"{task.get_name()} failed: {task.exception()!r}")`;

const REMEDIES = [
  {
    title: 'Keep it and report failures',
    note: 'The task has a name now, and a failure is printed under the cell.',
    after: `\
print("start")
def report_failure(task):
${REPORT}

watch_task = asyncio.create_task(watch())  # in the background
watch_task.add_done_callback(report_failure)
print("started")`,
    output: /^start\nstarted\nTask-\d+ failed: ValueError\('gone'\)$/
  },
  {
    title: 'Keep it in a set',
    note: 'For many tasks: each leaves the set when it ends, and a failure is printed under the cell.',
    after: `\
print("start")
background_tasks = set()

def finish_task(task):
    background_tasks.discard(task)
${REPORT}

watch_task = asyncio.create_task(watch())  # in the background
background_tasks.add(watch_task)
watch_task.add_done_callback(finish_task)
print("started")`,
    output: /^start\nstarted\nTask-\d+ failed: ValueError\('gone'\)$/
  },
  {
    title: 'Await it',
    note: 'The cell waits until the task ends; a task that waits for a widget or a later cell would never end.',
    after: 'print("start")\nawait asyncio.create_task(watch())  # in the background\nprint("started")',
    output: /ValueError: gone$/
  }
];

async function dropped(page: Page, define: string): Promise<void> {
  await openNotebook(page, [define, CELL]);
  await runCell(page, 0);
  await runCell(page, 1);
  await expect(banner(page, 1)).toBeVisible();
}

test.describe('A task that is started and dropped', () => {
  test('is warned of, with three remedies and no notification', async ({ page }) => {
    await dropped(page, WAITS);
    await expect(banner(page, 1)).toHaveCount(1);
    await expect(banner(page, 1)).toHaveAttribute('data-level', 'warning');
    await expect(banner(page, 1)).toContainText('The task of watch() is not kept.');
    const titles = REMEDIES.map(remedy => remedy.title);
    await expect(banner(page, 1).getByRole('button')).toHaveText([...titles, 'Preview', 'Why', 'Ignore']);
    await expectFindings(page, ['dropped-task warning 1']);
    await openDoctor(page);
    await expect(entries(page).getByRole('button', { name: 'Keep it in a set' })).toBeVisible();
    await expect(toasts(page)).toHaveCount(0);

    // Each is shown before it is done, and can be turned down.
    for (const { title, note } of REMEDIES) {
      await button(banner(page, 1), title).click();
      await expect(preview(page)).toHaveAccessibleName(title);
      await expect(preview(page)).toContainText(note);
      await expect(preview(page).locator('.cm-deletedLine, .cm-insertedLine').first()).toBeVisible();
      await button(preview(page), 'Cancel').click();
      await expect(preview(page)).toHaveCount(0);
      expect(await cellText(page, 1)).toBe(CELL);
    }
  });

  for (const { title, after, output } of REMEDIES) {
    test(`is put right by "${title}"`, async ({ page }) => {
      await dropped(page, FAILS);
      await button(banner(page, 1), title).click();
      await button(preview(page), 'Apply').click();
      await expect.poll(() => cellText(page, 1)).toBe(after);
      await expectFindings(page, []);
      await expect(banner(page, 1)).toHaveCount(0);
      await runCell(page, 1);
      await expect.poll(() => outputText(page, 1)).toMatch(output);
    });
  }
});
