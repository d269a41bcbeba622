import type { Page } from './fixtures';
import { banner, cell, cellText, expect, test } from './fixtures';
import { save, saveAndReload, saved } from './lifecycle';
import { DRIVE, fail, openScene, RUN } from './scenes';
import { button, doctor, entries, expectFindings, openDoctor, underlines } from './surfaces';

/** Two mistakes of one rule in a cell, one of that rule elsewhere, and one of another rule that always stays. */
const TWO = `${RUN}\nasyncio.run(fetch(4))`;
const CELLS = [TWO, 'asyncio.run(fetch(5))', DRIVE];
const BEFORE = ['asyncio-run error 1', 'asyncio-run error 1', 'asyncio-run error 2', 'run-until-complete error 3'];

/** Choose from the menu of an Ignore button. */
async function choose(page: Page, place: string): Promise<void> {
  await page.getByRole('menu', { name: 'Ignore' }).getByRole('menuitem', { name: place, exact: true }).click();
  await expect(page.getByRole('menu', { name: 'Ignore' })).toHaveCount(0);
}

/** Ignore the first finding of cell 1 from its banner. */
async function ignore(page: Page, place: string): Promise<string> {
  const path = await openScene(page, CELLS);
  await fail(page, 1);
  await expectFindings(page, BEFORE);
  await button(banner(page, 1).first(), 'Ignore').click();
  await choose(page, place);
  return path;
}

test.describe('Ignore', () => {
  test('this line writes a comment', { tag: '@notebook' }, async ({ page }) => {
    const path = await ignore(page, 'On this line');
    const ignored = TWO.replace('# one', '# async-doctor: ignore[asyncio-run] # one');
    await expect.poll(() => cellText(page, 1)).toBe(ignored);
    const rest = BEFORE.slice(1);
    await expectFindings(page, rest);
    await saveAndReload(page, path);
    await expectFindings(page, rest);
    await expect(underlines(cell(page, 1)).first()).toBeVisible();
    expect(await cellText(page, 1)).toBe(ignored);
  });

  test('this cell adds a tag', { tag: '@notebook' }, async ({ page }) => {
    const path = await ignore(page, 'In this cell');
    const rest = BEFORE.slice(2);
    await expectFindings(page, rest);
    await expect(banner(page, 1)).toHaveCount(0);
    await save(page);
    expect((await saved(page)).cells[1]!.metadata).toMatchObject({ tags: ['async-doctor-ignore'] });
    await saveAndReload(page, path);
    await expectFindings(page, rest);
    expect(await cellText(page, 1)).toBe(TWO);
  });

  test('this notebook writes its metadata', { tag: '@notebook' }, async ({ page }) => {
    const path = await ignore(page, 'In this notebook');
    const rest = BEFORE.slice(3);
    await expectFindings(page, rest);
    await save(page);
    expect((await saved(page)).metadata).toMatchObject({ 'async-doctor': { ignore: ['asyncio-run'] } });
    await saveAndReload(page, path);
    await expectFindings(page, rest);
    expect(await cellText(page, 1)).toBe(TWO);
  });

  test('everywhere is a setting, taken back in the panel', { tag: '@notebook' }, async ({ page }) => {
    const path = await ignore(page, 'Everywhere');
    const rest = BEFORE.slice(3);
    await expectFindings(page, rest);
    await expect(page.locator('.Toastify__toast', { hasText: 'is switched off everywhere' })).toBeVisible();
    await saveAndReload(page, path);
    await expectFindings(page, rest);
    // Nothing of it stands in the file.
    expect((await saved(page)).metadata).not.toHaveProperty('async-doctor');

    await openDoctor(page);
    const rule = doctor(page).getByRole('checkbox', { name: 'asyncio.run() in a cell', exact: true });
    await expect(rule).not.toBeChecked();
    await rule.click();
    await expect(rule).toBeChecked();
    await expectFindings(page, BEFORE);
    await expect(entries(page)).toHaveCount(4);
  });

  test('is offered by the panel and taken back by undo', async ({ page }) => {
    await openScene(page, CELLS);
    await expectFindings(page, BEFORE);
    await openDoctor(page);
    await entries(page)
      .nth(2)
      .getByRole('button', { name: /asyncio\.run/ })
      .click();
    await button(entries(page).nth(2), 'Ignore').click();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('menu', { name: 'Ignore' })).toHaveCount(0);
    await expect(button(entries(page).nth(2), 'Ignore')).toBeFocused();
    await button(entries(page).nth(2), 'Ignore').click();
    await choose(page, 'On this line');
    await expect.poll(() => cellText(page, 2)).toBe(`${CELLS[1]}  # async-doctor: ignore[asyncio-run]`);
    await expect(entries(page)).toHaveCount(3);

    await cell(page, 2).locator('.cm-content').click();
    await page.keyboard.press('ControlOrMeta+z');
    await expect.poll(() => cellText(page, 2)).toBe(CELLS[1]);
    await expectFindings(page, BEFORE);
  });
});
