import { banner, cell, cellText, expect, outputText, runCell, test, typeCell } from './fixtures';
import { AWAIT, DRIVE, DRIVEN, fail, openScene, RUN } from './scenes';
import { button, entries, expectFindings, findings, openDoctor, toasts } from './surfaces';

const MB = 2 ** 20;
const LINE = 'values = [1, "two", {3: 4}]  # five\n';

/** So much code, with a mistake in the middle. */
const around = (megabytes: number, statement: string): string => {
  const half = LINE.repeat((megabytes * MB) / 2 / LINE.length);
  return `${half}${statement}\n${half}`;
};

/** Nothing that JupyterLab itself would take for a link: it looks for those for seconds. */
const FLOOD = '("- " * 500 + "\\n") * 50_000';

test('a cell of 5 MB is left alone, and the cells around it are not', async ({ page }) => {
  const code = around(5, 'asyncio.run(fetch(1))');
  const text = `text = """${'asyncio.run(fetch(1)) '.repeat((5 * MB) / 22)}"""\nasyncio.run(fetch(1))`;
  await openScene(page, [code, DRIVE, text, RUN]);
  await expectFindings(page, ['run-until-complete error 2', 'asyncio-run error 4']);
  await openDoctor(page);
  await expect(entries(page)).toHaveCount(2);

  await fail(page, 4);
  await button(banner(page, 4), 'Rewrite and run').click();
  await expect.poll(() => outputText(page, 4)).toBe('x is 1');
  await button(entries(page).first(), 'Rewrite').click();
  await expect.poll(() => cellText(page, 2)).toBe(DRIVEN);
  await typeCell(page, 2, `${DRIVEN}\n${RUN}`);
  await expectFindings(page, ['asyncio-run error 2']);
  await button(entries(page).first(), 'Rewrite').click();
  await expect.poll(() => cellText(page, 2)).toBe(`${DRIVEN}\n${AWAIT}`);
  expect((await cellText(page, 1)) === code).toBe(true);
  expect((await cellText(page, 3)) === text).toBe(true);
});

test('a cell of 800 kB is rewritten at one place', async ({ page }) => {
  await openScene(page, [around(0.8, 'x = asyncio.run(fetch(1))')]);
  await expectFindings(page, ['asyncio-run error 1']);
  await openDoctor(page);
  await button(entries(page).first(), 'Rewrite').click();
  await expect.poll(async () => (await cellText(page, 1)) === around(0.8, 'x = await fetch(1)')).toBe(true);
  await expectFindings(page, []);
});

test.describe('50 MB of output in one go', () => {
  // JupyterLab needs its time to draw that, with us or without.
  test.slow();

  test('before a failure', async ({ page }) => {
    const show = `from IPython.display import display\ndisplay({"text/plain": ${FLOOD}, "text/html": "<b>50 MB</b>"}, raw=True)`;
    await openScene(page, [`${show}\n${RUN}`, DRIVE]);
    await runCell(page, 1);
    await expect(cell(page, 1).locator('.jp-OutputArea-output').first()).toHaveText('50 MB');
    await expectFindings(page, ['asyncio-run error 1', 'run-until-complete error 2']);
    expect((await findings(page))[0]!.evidence).toEqual(['source', 'error']);
    await expect(banner(page, 1)).toHaveCount(1);
    await expect(toasts(page)).toHaveCount(1);
    await button(banner(page, 1), 'Rewrite').click();
    await expect.poll(() => cellText(page, 1)).toBe(`${show}\n${AWAIT}`);
    await fail(page, 2);
    await button(banner(page, 2), 'Rewrite and run').click();
    await expect.poll(() => outputText(page, 2)).toBe('2');
  });

  test('with a warning at its end', async ({ page }) => {
    const print = `import gc, sys\nsys.stderr.write(${FLOOD})\nsys.stderr.flush()`;
    await openScene(page, [`${print}\nfetch(3)\ngc.collect()\nprint("end")`, RUN]);
    await runCell(page, 1);
    await expectFindings(page, ['unawaited-coroutine error 1', 'asyncio-run error 2']);
    expect((await findings(page))[0]!.evidence).toEqual(['source', 'stream']);
    await expect(banner(page, 1)).toHaveCount(1);
    await button(banner(page, 1), 'Rewrite').click();
    await expect.poll(() => cellText(page, 1)).toContain('\nawait fetch(3)\ngc.collect()');
    await expect(banner(page, 1)).toHaveCount(0);
  });
});
