import { banner, cell, cellText, expect, openNotebook, runCell, test } from './fixtures';
import { button, doctor, expectFindings, openDoctor } from './surfaces';

const DEFINE = 'import asyncio\n\nasync def main():\n    return 42';
const CELL = 'x = 1\r\nx = asyncio.run(main())\r\nprint(x)';

test('a cell with Windows line ends is explained and not rewritten', async ({ page }) => {
  await openNotebook(page, [DEFINE, CELL, 'asyncio.run(main())']);
  await runCell(page, 0);
  await runCell(page, 1);
  await expect(banner(page, 1)).toContainText('asyncio.run() cannot start a second event loop here.');
  await expect(banner(page, 1)).toContainText('The cell has Windows line ends: copy its text into a new cell first.');
  await expect(banner(page, 1).getByRole('button')).toHaveText(['Why', 'Ignore']);

  // "Fix all safe" leaves it out, too.
  await expectFindings(page, ['asyncio-run error 1', 'asyncio-run error 2']);
  await openDoctor(page);
  await button(doctor(page), 'Fix all safe (1)').click();
  await button(page.getByRole('dialog'), 'Apply').click();
  await expect.poll(() => cellText(page, 2)).toBe('await main()');
  await expectFindings(page, ['asyncio-run error 1']);
  expect(await cellText(page, 1)).toBe(CELL);
  await expect(cell(page, 1).locator('.cm-line')).toHaveText(['x = 1', 'x = asyncio.run(main())', 'print(x)']);
});
