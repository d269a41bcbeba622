/** Moving a function into a module: the dialog, and the files beside the notebook. */
import type { ISettingRegistry } from '@jupyterlab/settingregistry';
import type { Locator } from '@playwright/test';
import type { Page } from './fixtures';
import { expect, placeOf } from './fixtures';
import { preview } from './surfaces';

/** Call the command, as the palette does. */
export async function extract(page: Page, index = 1): Promise<Locator> {
  await page.evaluate(at => {
    void window.jupyterapp.commands.execute('async-doctor:extract-to-module', { cell: at });
  }, index);
  await expect(preview(page)).toHaveAccessibleName('Extract to module');
  return preview(page);
}

/** Where the module's name is written. */
export const nameField = (dialog: Locator): Locator => dialog.getByRole('textbox', { name: 'Module name' });

/** Give the module a name. */
export async function choose(dialog: Locator, name: string): Promise<void> {
  await nameField(dialog).fill(name);
}

/** The text of a file in the test's folder; null when it is not there. */
export async function fileText(page: Page, name: string): Promise<string | null> {
  const { folder } = placeOf(page);
  return page.evaluate(
    async ([path, file]) => {
      const { contents } = window.jupyterapp.serviceManager;
      const { content } = await contents.get(path!);
      const there = (content as { name: string }[]).some(each => each.name === file);
      return there ? ((await contents.get(`${path}/${file}`)).content as string) : null;
    },
    [folder, name]
  );
}

/** The names of all files in the test's folder. */
export async function files(page: Page): Promise<string[]> {
  return page.evaluate(async path => {
    const { content } = await window.jupyterapp.serviceManager.contents.get(path);
    return (content as { name: string }[]).map(each => each.name).sort();
  }, placeOf(page).folder);
}

/** Write a file into the test's folder, over whatever is there. */
export async function writeFile(page: Page, name: string, text: string): Promise<void> {
  await page.evaluate(
    async ([path, content]) => {
      await window.jupyterapp.serviceManager.contents.save(path!, { type: 'file', format: 'text', content });
    },
    [`${placeOf(page).folder}/${name}`, text]
  );
}

/** In the page: switch the rule on or off. */
export async function setRule(on: boolean): Promise<void> {
  const settings = await window.galata.getPlugin('@jupyterlab/apputils-extension:settings');
  const plugin = await (settings as ISettingRegistry).load('jupyterlab-async-doctor:plugin');
  await plugin.set('rules', on ? { 'inline-helper': { level: 'hint' } } : {});
}
