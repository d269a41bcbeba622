import { banner, cell, cellText, expect, outputText, runCell, test, typeCell } from './fixtures';
import { AWAIT, fail, openScene, RUN } from './scenes';
import { button, entries, expectFindings, openDoctor, underlines } from './surfaces';

const BROKEN = `${RUN}\nx = = 2`;
/** Nothing of it is Python. */
const GARBAGE = '}{ asyncio.run( 🩺 """ \u0001\u2028 await await';

test('a cell that does not parse is explained and not rewritten, until it does', async ({ page }) => {
  await openScene(page, [BROKEN, GARBAGE, RUN]);
  await expectFindings(page, ['asyncio-run error 1', 'asyncio-run error 3']);
  await openDoctor(page);
  await expect(entries(page).first()).toContainText('not valid Python');
  await expect(
    entries(page)
      .first()
      .getByRole('button', { name: /Rewrite|Preview/ })
  ).toHaveCount(0);

  await runCell(page, 1);
  expect(await outputText(page, 1)).toContain('SyntaxError');
  await expect(banner(page, 1).getByRole('button')).toHaveText(['Why', 'Ignore']);
  await expect(banner(page, 1)).toContainText('not valid Python');
  await runCell(page, 2);
  expect(await outputText(page, 2)).toContain('SyntaxError');
  await expect(banner(page, 2)).toHaveCount(0);

  // Its neighbours are none the worse for it.
  await fail(page, 3);
  await expect(button(banner(page, 3), 'Rewrite and run')).toBeVisible();

  await typeCell(page, 1, `${RUN}\nx = 2`);
  await expect(button(banner(page, 1), 'Rewrite')).toBeVisible();
  await expect(underlines(cell(page, 1))).not.toHaveCount(0);
  await button(banner(page, 1), 'Rewrite').click();
  await expect.poll(() => cellText(page, 1)).toBe(`${AWAIT}\nx = 2`);
  expect(await cellText(page, 2)).toBe(GARBAGE);
});
