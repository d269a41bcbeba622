import type { Page } from './fixtures';
import { banner, cellText, expect, outputText, test } from './fixtures';
import { AWAIT, DRIVE, fail, openScene, RUN } from './scenes';
import { button, doctor, entries, expectFindings, openDoctor, toasts } from './surfaces';

/** The explanation of a rule in the panel: its heading. */
const page_ = (page: Page, rule: string) => doctor(page).locator(`[data-rule-page="${rule}"]`);

test.describe('Why', () => {
  test('opens the explanation in the panel', { tag: '@notebook' }, async ({ page }) => {
    await openScene(page, [RUN]);
    await fail(page, 1);
    await expect(doctor(page)).toBeHidden();

    await button(banner(page, 1), 'Why').click();
    await expect(page_(page, 'asyncio-run')).toHaveText('asyncio.run() in a cell');
    await expect(page_(page, 'asyncio-run')).toHaveRole('heading');
    await expect(page_(page, 'asyncio-run')).toBeFocused();
    // What happened here, and its change; then what is true of the rule everywhere.
    await expect(doctor(page)).toContainText('asyncio.run() cannot start a second event loop here.');
    await expect(doctor(page).locator('del').first()).toContainText('asyncio.run(fetch(1))');
    await expect(doctor(page).locator('ins').first()).toContainText('await fetch(1)');
    const parts = ['What happens', 'Why', 'What the rewrite changes', 'Alternatives', 'If you deviate', 'Guidance'];
    for (const part of parts) {
      await expect(doctor(page).getByRole('heading', { name: part, exact: true })).toHaveCount(1);
    }
    await expect(doctor(page)).toContainText('python-notebooks-async');

    await button(doctor(page), 'Rewrite and run').click();
    await expect.poll(() => cellText(page, 1)).toBe(AWAIT);
    await expect.poll(() => outputText(page, 1)).toBe('x is 1');
    // The page stays for the reader; what it offered is done.
    await expect(page_(page, 'asyncio-run')).toBeVisible();
    await expect(doctor(page).getByRole('button', { name: /^Rewrite/ })).toHaveCount(0);

    await button(doctor(page), 'Back').click();
    await expect(doctor(page).getByRole('heading', { name: 'Async Doctor' })).toBeVisible();
    await expect(page_(page, 'asyncio-run')).toHaveCount(0);
  });

  test('opens from the list, the notification and the rules', { tag: '@notebook' }, async ({ page }) => {
    await openScene(page, [DRIVE]);
    await fail(page, 1);
    await button(toasts(page), 'Why').click();
    await expect(page_(page, 'run-until-complete')).toBeVisible();
    await expect(doctor(page)).toContainText('run_until_complete() cannot drive the loop here.');
    await button(doctor(page), 'Back').click();

    await button(entries(page), 'Why').click();
    await expect(page_(page, 'run-until-complete')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(entries(page)).toHaveCount(1);

    // A rule's own page needs no finding, and offers no change.
    await button(doctor(page), 'Why: Task that is started and not kept').click();
    await expect(page_(page, 'dropped-task')).toBeVisible();
    await expect(doctor(page)).not.toContainText('cannot drive the loop');
    await expect(doctor(page).getByRole('button', { name: /^Rewrite/ })).toHaveCount(0);
  });

  test('keeps text as text and opens links elsewhere', async ({ page }) => {
    await openScene(page, [RUN]);
    await expectFindings(page, ['asyncio-run error 1']);
    await openDoctor(page);
    await button(entries(page), 'Why').click();
    await expect(doctor(page).getByRole('heading', { name: 'Guidance', exact: true })).toBeVisible();
    const links = doctor(page).getByRole('link');
    const targets = await links.evaluateAll(nodes =>
      nodes.map(node => [node.getAttribute('rel'), node.getAttribute('target')])
    );
    expect(targets.every(([rel, target]) => rel === 'noopener noreferrer' && target === '_blank')).toBe(true);
    await expect(doctor(page).locator('script, iframe, img, style')).toHaveCount(0);
  });
});
