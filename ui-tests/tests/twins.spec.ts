import { galata } from '@jupyterlab/galata';
import { cellText, expect, openNotebook, test } from './fixtures';
import { command } from './lifecycle';
import { button, entries, expectFindings, openDoctor, preview } from './surfaces';

const ID = 'jupyterlab-async-doctor:plugin';
const CELLS = ['from weather import Client\nclient = Client()', 'print(client.fetch("Oslo"))'];

test.describe('twins of one’s own libraries', () => {
  test.use({
    mockSettings: { ...galata.DEFAULT_SETTINGS, [ID]: { twins: ['nonsense', 'weather.Client.fetch -> fetch_async'] } },
    autoGoto: false
  });

  test('are found and rewritten; a wrong line is named once', async ({ page, troubles }) => {
    const lines: string[] = [];
    page.on('console', message => message.text().includes('"twins"') && lines.push(message.text()));
    await page.goto();
    await openNotebook(page, CELLS);
    await expectFindings(page, ['loop-owning-call warning 1']);
    await openDoctor(page);
    await entries(page).first().getByRole('button').first().click();
    await button(entries(page).first(), 'Preview').click();
    await expect(preview(page)).toContainText('await client.fetch_async("Oslo")');
    await button(preview(page), 'Apply').click();
    await expect.poll(() => cellText(page, 1)).toBe('print(await client.fetch_async("Oslo"))');
    await expectFindings(page, []);
    expect(lines).toEqual([
      '[async-doctor] Setting "twins", line 1 (nonsense): write it as "library.call -> async_call"; it is ignored.'
    ]);
    // Expected here: the fixture takes every other line for a failure.
    troubles.length = 0;
  });
});

test('a twin is written in the settings editor', async ({ page }) => {
  await openNotebook(page, CELLS);
  await expectFindings(page, []);
  await command(page, 'settingeditor:open', { query: 'Async Doctor' });
  const form = page.locator('.jp-SettingsForm').filter({ has: page.getByRole('heading', { name: 'Async Doctor' }) });
  await form.getByRole('button', { name: 'Add item', exact: true }).click();
  // The empty line it begins with is no mistake.
  await form.getByRole('textbox').fill('weather.Client.fetch -> fetch_async');
  await page.getByRole('tab', { name: 'test.ipynb' }).click();
  await expectFindings(page, ['loop-owning-call warning 1']);
});
