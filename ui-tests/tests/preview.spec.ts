import { banner, cell, cellText, expect, test } from './fixtures';
import { AWAIT, DEFINE, fail, openScene, RUN } from './scenes';
import { button, entries, expectFindings, openDoctor, preview } from './surfaces';

/** Five lines that stay before and after the one that changes, so that there is something to fold. */
const LONG = `${'y = 0\n'.repeat(12)}${RUN}\n${'z = 0\n'.repeat(12)}`;

test.describe('Preview', () => {
  test('shows what would change, and changes it on Apply', { tag: '@notebook' }, async ({ page }) => {
    await openScene(page, [RUN]);
    await fail(page, 1);

    await button(banner(page, 1), 'Preview').click();
    await expect(preview(page)).toHaveCount(1);
    await expect(preview(page)).toHaveAccessibleName('Replace asyncio.run() with await');
    // A diff of the cell as CodeMirror draws it: the old line, the new line, and what differs in each.
    await expect(preview(page).locator('.cm-deletedLine')).toHaveText('x = asyncio.run(fetch(1))  # one');
    await expect(preview(page).locator('.cm-insertedLine')).toHaveText('x = await fetch(1)  # one');
    await expect(preview(page).locator('.cm-deletedText')).toHaveText(['asyncio', '.', 'run', '(', ')']);
    await expect(preview(page).locator('.cm-changedText')).toContainText(['await']);
    await expect(preview(page).locator('.cm-line', { hasText: 'print("x is", x)' })).toHaveCount(1);
    // Read-only: typing into it changes nothing.
    await preview(page).locator('.cm-content').focus();
    await page.keyboard.type('zzz');
    await expect(preview(page)).not.toContainText('zzz');
    expect(await cellText(page, 1)).toBe(RUN);

    await button(preview(page), 'Cancel').click();
    await expect(preview(page)).toHaveCount(0);
    expect(await cellText(page, 1)).toBe(RUN);
    await expect(banner(page, 1)).toHaveCount(1);

    await button(banner(page, 1), 'Preview').click();
    await button(preview(page), 'Apply').click();
    await expect.poll(() => cellText(page, 1)).toBe(AWAIT);
    await expect(preview(page)).toHaveCount(0);
    await expect(banner(page, 1)).toHaveCount(0);
    await expectFindings(page, []);
    expect(await cellText(page, 0)).toBe(DEFINE);

    await cell(page, 1).locator('.cm-content').click();
    await page.keyboard.press('ControlOrMeta+z');
    await expect.poll(() => cellText(page, 1)).toBe(RUN);
  });

  test('folds what stays, and is reached from the panel and the command', { tag: '@notebook' }, async ({ page }) => {
    await openScene(page, [LONG]);
    await expectFindings(page, ['asyncio-run error 1']);
    await openDoctor(page);

    await button(entries(page), 'Preview').click();
    await expect(preview(page).locator('.cm-collapsedLines')).toHaveCount(2);
    await expect(preview(page).locator('.cm-line', { hasText: 'y = 0' })).toHaveCount(3);
    await page.keyboard.press('Escape');
    await expect(preview(page)).toHaveCount(0);
    expect(await cellText(page, 1)).toBe(LONG);

    await page.evaluate(() => {
      void window.jupyterapp.commands.execute('async-doctor:preview', { rule: 'asyncio-run', cell: 1 });
    });
    await expect(preview(page)).toHaveCount(1);
    // The button that a person most likely wants has the focus.
    await expect(button(preview(page), 'Apply')).toBeFocused();
    await page.keyboard.press('Enter');
    await expect.poll(() => cellText(page, 1)).toBe(LONG.replace(RUN, AWAIT));
  });
});
