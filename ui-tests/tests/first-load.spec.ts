import { gzipSync } from 'node:zlib';
import { BUDGET, firstLoad } from '../../scripts/first-load.mjs';
import { cell, expect, openNotebook, test as base, typeCell } from './fixtures';
import { doctor, expectFindings, openDoctor, underlines } from './surfaces';

const MISTAKE = 'import asyncio\nasync def main(): ...\nasyncio.run(main())';
const OURS = /\/extensions\/jupyterlab-async-doctor\/static\/.*\.js/;

const test = base.extend<{ fetched: Map<string, number> }>({
  // Automatic, so that it listens before the page opens. Sizes after gzip, by address.
  fetched: [
    async ({ context }, use) => {
      const fetched = new Map<string, number>();
      context.on('requestfinished', async request => {
        if (OURS.test(request.url())) {
          const body = await (await request.response())!.body();
          fetched.set(request.url(), gzipSync(body, { level: 9 }).length);
        }
      });
      await use(fetched);
    },
    { auto: true }
  ]
});

const sum = (fetched: Map<string, number>): number => [...fetched.values()].reduce((total, size) => total + size, 0);

test.describe('What the browser fetches', () => {
  test('is little at the start, and the engine with the first Python notebook', async ({ page, fetched }) => {
    const expected = firstLoad();
    await expect.poll(() => sum(fetched)).toBe(expected.start);
    expect(expected.start).toBeLessThanOrEqual(BUDGET);

    await openNotebook(page, [MISTAKE], {
      name: 'other.ipynb',
      metadata: { kernelspec: { name: 'ir', display_name: 'R', language: 'R' }, language_info: { name: 'R' } },
      wait: false
    });
    await page.getByRole('dialog').getByRole('button', { name: 'No Kernel', exact: true }).click();
    expect(sum(fetched)).toBe(expected.start);

    await openNotebook(page, ['x = 1']);
    await expect.poll(() => sum(fetched)).toBe(expected.python);

    await typeCell(page, 0, MISTAKE);
    await expectFindings(page, ['asyncio-run error 0']);
    await expect(underlines(cell(page, 0)).first()).toBeVisible();
    await openDoctor(page);
    expect(sum(fetched)).toBeLessThanOrEqual(expected.all);
  });

  test('may fail to come: that is said, and the next change tries again', async ({ page, troubles }) => {
    await page.route(OURS, route => route.abort());
    await openNotebook(page, [MISTAKE]);
    await expect.poll(() => troubles.filter(each => each.includes('fetching the engine failed')).length).toBe(1);
    // The panel cannot be fetched either, so it is not asked.
    await page.unroute(OURS);
    await openDoctor(page);
    await expect(doctor(page)).toContainText('The notebook was not read');

    await expect(async () => {
      await typeCell(page, 0, `${MISTAKE}\n`);
      await expectFindings(page, ['asyncio-run error 0']);
    }).toPass();
    await expect(doctor(page)).toContainText('1 cell read');
    expect(troubles.filter(each => each.includes('fetching the engine failed'))).toHaveLength(1);
    // The rest is the browser's own report of what was not fetched.
    expect(troubles.filter(each => !/fetching the engine failed|ERR_FAILED/.test(each))).toEqual([]);
    troubles.length = 0;
  });
});
