import { galata } from '@jupyterlab/galata';
import type { ISettingRegistry } from '@jupyterlab/settingregistry';
import type { Page } from './fixtures';
import { banner, expect, test } from './fixtures';
import { DRIVE, fail, openScene, RUN } from './scenes';
import { doctor, entries, expectFindings, openDoctor, toasts } from './surfaces';

const ID = 'jupyterlab-async-doctor:plugin';

/** What the settings file holds. JupyterLab writes the titles into it as comments. */
async function onDisk(page: Page): Promise<unknown> {
  const raw = await page.evaluate(async id => {
    const registry = (await window.galata.getPlugin('@jupyterlab/apputils-extension:settings')) as ISettingRegistry;
    return (await registry.connector.fetch(id))?.raw ?? '';
  }, ID);
  return JSON.parse(raw.replace(/^\s*\/\/.*$/gm, ''));
}

/** Lines of ours in the browser's console that are warnings, from now on. */
function warnings(page: Page): string[] {
  const lines: string[] = [];
  page.on('console', message => {
    if (message.type() === 'warning' && message.text().startsWith('[async-doctor]')) {
      lines.push(message.text());
    }
  });
  return lines;
}

test.describe('settings of another version', () => {
  const settings = {
    banners: true,
    somethingElse: { kept: true },
    rules: {
      'rule-of-tomorrow': { enabled: true, level: 'error' },
      'asyncio-run': { level: 'warning', colour: 'red' },
      'run-until-complete': { enabled: false }
    }
  };
  test.use({ mockSettings: { ...galata.DEFAULT_SETTINGS, [ID]: settings }, autoGoto: false });

  test('are kept, and what is not known is ignored with one line', async ({ page, troubles }) => {
    const lines = warnings(page);
    await page.goto();
    await openScene(page, [RUN, DRIVE]);
    await expectFindings(page, ['asyncio-run warning 1']);
    await openDoctor(page);

    // What a person changes in the panel leaves the rest of the file as it was.
    await doctor(page).getByRole('checkbox', { name: 'run_until_complete() in a cell' }).click();
    await expectFindings(page, ['asyncio-run warning 1', 'run-until-complete error 2']);
    await expect
      .poll(() => onDisk(page))
      .toEqual({
        ...settings,
        rules: { ...settings.rules, 'run-until-complete': { enabled: true } }
      });
    expect(lines).toEqual(['[async-doctor] Setting "rules.rule-of-tomorrow" names no rule; it is ignored.']);
    // Expected here: the fixture takes every other line for a failure.
    troubles.length = 0;
  });
});

test.describe('settings with wrong types', () => {
  const settings = {
    toasts: false,
    underlines: 'yes',
    rules: { 'asyncio-run': { enabled: 'no', level: 'loud' }, 'run-until-complete': { level: 'hint' } }
  };
  test.use({ mockSettings: { ...galata.DEFAULT_SETTINGS, [ID]: settings }, autoGoto: false });

  test('are kept, and the rest of them counts', async ({ page, troubles }) => {
    const lines = warnings(page);
    await page.goto();
    await openScene(page, [RUN, DRIVE]);
    await expectFindings(page, ['asyncio-run error 1', 'run-until-complete hint 2']);
    await fail(page, 1);
    await expect(banner(page, 1)).toHaveAttribute('data-level', 'error');
    await openDoctor(page);
    await expect(entries(page)).toHaveCount(2);

    // JupyterLab does not write into such a file, and neither do we: the panel says so.
    await doctor(page).getByRole('checkbox', { name: 'asyncio.run() in a cell' }).click();
    await expect(doctor(page).getByRole('alert')).toContainText('mend that first');
    expect(await onDisk(page)).toEqual(settings);
    await expectFindings(page, ['asyncio-run error 1', 'run-until-complete hint 2']);
    await expect(toasts(page)).toHaveCount(0);
    expect(lines).toEqual([
      '[async-doctor] JupyterLab refuses these settings as a whole; what is right in them counts all the same.',
      '[async-doctor] Setting "rules.asyncio-run.enabled" is neither true nor false; it is ignored.',
      '[async-doctor] Setting "rules.asyncio-run.level" is no level; it is ignored.'
    ]);
    troubles.length = 0;
  });
});
