import { cellText, expect, openNotebook, outputText, runCell, test } from './fixtures';

test('our plugins are active and a cell runs', { tag: ['@notebook', '@ipykernel6'] }, async ({ page, kernel }) => {
  await openNotebook(page, ['import ipykernel\nprint("generation", ipykernel.version_info[0])']);

  const plugins = await page.evaluate(() => {
    const app = window.jupyterapp;
    const ours = app.listPlugins().filter(id => id.startsWith('jupyterlab-async-doctor:'));
    return ours.map(id => [id, app.isPluginActivated(id)]);
  });
  expect(plugins.length).toBeGreaterThan(0);
  expect(plugins.filter(([, active]) => !active)).toEqual([]);

  await runCell(page, 0);
  expect(await outputText(page, 0)).toBe(`generation ${kernel === 'python3-ipykernel6' ? 6 : 7}`);
  expect(await cellText(page, 0)).toMatch(/^import ipykernel/);
});
