import { paleTexts } from './contrast';
import type { Page } from './fixtures';
import { cell, cellText, expect, openNotebook, outputText, runCell, test } from './fixtures';
import { choose, extract, files, fileText, nameField, setRule, writeFile } from './extracting';
import { restartKernel } from './lifecycle';
import { button, entries, preview, toasts } from './surfaces';

const IMPORTS = 'import asyncio\nimport json';
const HELPER = `\
PAUSE = 0.01

async def load(n):
    await asyncio.sleep(PAUSE)
    return json.dumps({"n": n})`;
const USE = 'print(await load(1), await load(2))';
const CELLS = [IMPORTS, HELPER, USE];

const FILE = `\
"""load, moved here from test.ipynb."""

import asyncio
import json

PAUSE = 0.01


async def load(n):
    await asyncio.sleep(PAUSE)
    return json.dumps({"n": n})
`;

/** Nothing was written, nothing was changed. */
async function expectUntouched(page: Page, left: readonly string[] = ['test.ipynb']): Promise<void> {
  expect(await files(page)).toEqual(left);
  for (const [index, source] of CELLS.entries()) {
    expect(await cellText(page, index)).toBe(source);
  }
}

test.describe('Extract to module', () => {
  test('shows both files, writes them, and what is left runs as before', { tag: '@notebook' }, async ({ page }) => {
    await openNotebook(page, CELLS);
    for (const index of [0, 1, 2]) {
      await runCell(page, index);
    }
    const before = await outputText(page, 2);
    expect(before).toContain('{"n": 1}');

    const dialog = await extract(page);
    await expect(nameField(dialog)).toBeFocused();
    await choose(dialog, 'loading');
    await expect(dialog).toContainText('New file');
    await expect(dialog).toContainText('loading.py');
    await expect(dialog.getByLabel('Text of loading.py')).toContainText('async def load(n):');
    await expect(dialog.getByLabel('Change in cell [2]')).toContainText('from loading import load');
    await button(dialog, 'Apply').click();
    await expect(dialog).toHaveCount(0);

    await expect.poll(() => cellText(page, 1)).toBe('from loading import load');
    expect(await fileText(page, 'loading.py')).toBe(FILE);
    expect(await files(page)).toEqual(['loading.py', 'test.ipynb']);
    await expect(toasts(page)).toContainText('load is in loading.py now. Undo takes the cell back; the file stays.');

    // A kernel that knows nothing of the cells as they were.
    await restartKernel(page);
    for (const index of [0, 1, 2]) {
      await runCell(page, index);
    }
    expect(await outputText(page, 2)).toBe(before);

    await cell(page, 1).locator('.cm-content').click();
    await page.keyboard.press('ControlOrMeta+z');
    await expect.poll(() => cellText(page, 1)).toBe(HELPER);
    expect(await fileText(page, 'loading.py')).toBe(FILE);
  });

  test('changes several cells in one step, with autoreload', async ({ page }) => {
    const constant = 'PAUSE = 0.01\n\ndef wrap(n):\n    return {"n": n}\n\nkept = wrap(0)';
    const helper = 'async def load(n):\n    await asyncio.sleep(PAUSE)\n    return json.dumps(wrap(n))';
    const cells = [IMPORTS, constant, helper, USE];
    await openNotebook(page, cells);
    const dialog = await extract(page, 2);
    await choose(dialog, 'loading');
    await dialog.getByLabel('Reload when the file changes').selectOption('all');
    await expect(dialog).toContainText('Goes along: PAUSE (cell 2), wrap (cell 2)');
    await expect(dialog.getByLabel('Change in cell 2')).toContainText('%autoreload 2');
    await button(dialog, 'Apply').click();
    await expect.poll(() => cellText(page, 2)).toBe('from loading import load');
    expect(await cellText(page, 1)).toBe(
      '%load_ext autoreload\n%autoreload 2\nfrom loading import wrap\n\nkept = wrap(0)'
    );
    for (const index of [0, 1, 2, 3]) {
      await runCell(page, index);
    }
    expect(await outputText(page, 3)).toBe('{"n": 1} {"n": 2}');

    // The file is changed: the kernel reads it again.
    await writeFile(page, 'loading.py', (await fileText(page, 'loading.py'))!.replace('"n": n', '"number": n'));
    await expect(async () => {
      await runCell(page, 3);
      expect(await outputText(page, 3)).toBe('{"number": 1} {"number": 2}');
    }).toPass();

    await page.evaluate(() => window.jupyterapp.commands.execute('notebook:undo-cell-action'));
    await expect.poll(() => cellText(page, 2)).toBe(helper);
    expect(await cellText(page, 1)).toBe(constant);
  });

  test('does not overwrite a file, whatever the case of its name', async ({ page }) => {
    await openNotebook(page, CELLS);
    await writeFile(page, 'loading.py', '# mine');
    const dialog = await extract(page);
    await choose(dialog, 'Loading');
    await expect(dialog.getByRole('alert')).toHaveText(
      'Loading.py exists already in this folder, and is not overwritten: choose another name.'
    );
    await expect(button(dialog, 'Apply')).toHaveAttribute('aria-disabled', 'true');
    await button(dialog, 'Apply').click({ force: true });
    await nameField(dialog).press('Enter');
    await expect(dialog).toBeVisible();
    await button(dialog, 'Cancel').click();
    await expect(dialog).toHaveCount(0);
    expect(await fileText(page, 'loading.py')).toBe('# mine');
    await expectUntouched(page, ['loading.py', 'test.ipynb']);
  });

  for (const when of ['before the file is written', 'between the last look and the name']) {
    test(`does not overwrite a file that came meanwhile, ${when}`, async ({ page }) => {
      await openNotebook(page, CELLS);
      const dialog = await extract(page);
      await choose(dialog, 'loading');
      await expect(dialog).toContainText('loading.py');
      if (when.startsWith('before')) {
        await writeFile(page, 'loading.py', '# mine');
      } else {
        await page.route('**/api/contents/**', async route => {
          if (route.request().method() === 'PATCH') {
            await writeFile(page, 'loading.py', '# mine');
          }
          await route.continue();
        });
      }
      await button(dialog, 'Apply').click();
      await expect(toasts(page)).toContainText('loading.py exists already in this folder, and is not overwritten');
      expect(await fileText(page, 'loading.py')).toBe('# mine');
      await expectUntouched(page, ['loading.py', 'test.ipynb']);
    });
  }

  test('says what is wrong with a name', async ({ page }) => {
    await openNotebook(page, CELLS);
    const dialog = await extract(page);
    for (const [name, says] of [
      ['my helpers', 'is no name for a module'],
      ['2nd', 'is no name for a module'],
      ['a/b', 'is no name for a module'],
      ['class', 'is a word of Python itself'],
      ['asyncio', 'would hide it'],
      ['', 'Give the module a name.']
    ] as const) {
      await choose(dialog, name);
      await expect(dialog.getByRole('alert')).toContainText(says);
      await expect(button(dialog, 'Apply')).toHaveAttribute('aria-disabled', 'true');
    }
    await choose(dialog, 'loading.py');
    await expect(dialog.getByRole('alert')).toHaveText('');
    await expect(button(dialog, 'Apply')).toHaveAttribute('aria-disabled', 'false');
    await page.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
    await expectUntouched(page);
  });

  test('leaves nothing behind where the folder takes no file', async ({ page }) => {
    await openNotebook(page, CELLS);
    // The tests may run as somebody who may write everywhere: the server's answer is given in its place.
    const answer = { status: 403, json: { message: 'Permission denied', reason: null } };
    await page.route('**/api/contents/**', async route => {
      await (route.request().method() === 'POST' ? route.fulfill(answer) : route.continue());
    });
    const dialog = await extract(page);
    await choose(dialog, 'loading');
    await button(dialog, 'Apply').click();
    await expect(toasts(page)).toContainText('loading.py was not written: this folder is read-only.');
    await expectUntouched(page);
  });

  test('says so at once where nothing can be written into the folder', async ({ page }) => {
    await openNotebook(page, CELLS);
    await page.route('**/api/contents/**', async route => {
      const url = new URL(route.request().url());
      const listing = route.request().method() === 'GET' && url.searchParams.get('type') === 'directory';
      if (listing) {
        const answer = await route.fetch();
        await route.fulfill({ response: answer, json: { ...(await answer.json()), writable: false } });
      } else {
        await route.continue();
      }
    });
    const dialog = await extract(page);
    await expect(dialog.getByRole('alert')).toContainText('This folder is read-only');
    await expect(button(dialog, 'Apply')).toHaveAttribute('aria-disabled', 'true');
    await button(dialog, 'Cancel').click();
    await page.unrouteAll({ behavior: 'wait' });
    await expectUntouched(page);
  });

  test('takes its own file away where the text is not taken', async ({ page }) => {
    await openNotebook(page, CELLS);
    await page.route('**/api/contents/**.py*', async route => {
      const answer = { status: 507, json: { message: 'No space left on device', reason: null } };
      await (route.request().method() === 'PUT' ? route.fulfill(answer) : route.continue());
    });
    const dialog = await extract(page);
    await choose(dialog, 'loading');
    await button(dialog, 'Apply').click();
    await expect(toasts(page)).toContainText('loading.py was not written');
    await expectUntouched(page);
  });

  test('says what stands in the way', async ({ page }) => {
    await openNotebook(page, ['import random\nseed = random.random()', 'async def f():\n    return seed']);
    const dialog = await extract(page);
    await expect(dialog).toContainText('seed is what random.random() gives when cell number 1 runs');
    await expect(button(dialog, 'Apply')).toHaveAttribute('aria-disabled', 'true');
    await button(dialog, 'Cancel').click();
    expect(await files(page)).toEqual(['test.ipynb']);
  });

  test('is offered by the finding, once the rule is on', async ({ page }) => {
    const body = [
      'found = []',
      'for n in range(3):',
      '    await asyncio.sleep(0)',
      '    found.append(n)',
      'return found'
    ];
    const helper = `import asyncio\n\nasync def load():\n    ${body.join('\n    ')}`;
    await openNotebook(page, [helper, 'await load(), await load()']);
    await page.evaluate(async () => {
      await window.jupyterapp.commands.execute('async-doctor:open-panel');
    });
    await expect(entries(page)).toHaveCount(0);
    await page.evaluate(setRule, true);
    try {
      await expect(entries(page)).toHaveCount(1);
      await button(entries(page), 'Extract to module').click();
      await expect(preview(page)).toContainText('async def load():');
      await button(preview(page), 'Cancel').click();
    } finally {
      await page.evaluate(setRule, false);
    }
  });

  for (const theme of ['JupyterLab Light', 'JupyterLab Dark']) {
    test(`can be read in ${theme}, also in a narrow window`, async ({ page }) => {
      await page.theme.setTheme(theme);
      await openNotebook(page, [...CELLS, 'import random\nseed = random.random()', 'async def f():\n    return seed']);
      const plan = await extract(page);
      await expect(plan.getByLabel('Change in cell 2')).toBeVisible();
      // Colours of code are the theme's own.
      for (const part of await plan.locator('p, label, li, select, input').all()) {
        expect(await paleTexts(part), 'plan').toEqual([]);
      }
      await choose(plan, 'a b');
      await expect(plan.getByRole('alert')).not.toHaveText('');
      expect(await paleTexts(plan), 'problem').toEqual([]);
      await page.setViewportSize({ width: 480, height: 600 });
      const box = (await plan.locator('.jp-Dialog-content').boundingBox())!;
      expect([box.x >= 0, box.x + box.width <= 480, box.y >= 0, box.y + box.height <= 600]).not.toContain(false);
      const field = (await nameField(plan).boundingBox())!;
      expect(field.x + field.width).toBeLessThan(box.x + box.width);
      await page.keyboard.press('Escape');
      await page.setViewportSize({ width: 1000, height: 700 });

      const refused = await extract(page, 4);
      await expect(refused).toContainText('In the way');
      expect(await paleTexts(refused), 'obstacles').toEqual([]);
    });
  }
});
