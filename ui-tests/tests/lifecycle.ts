/** Save, reload, close and open again. */
import type { NotebookPanel } from '@jupyterlab/notebook';
import type { Page } from './fixtures';
import { cell, kernelReady, placeOf } from './fixtures';

/** Save the current notebook. */
export async function save(page: Page): Promise<void> {
  await page.evaluate(() => (window.jupyterapp.shell.currentWidget as NotebookPanel).context.save());
}

/** The current notebook as it is in its file. */
export async function saved(page: Page): Promise<{
  metadata: Record<string, unknown>;
  cells: { source: string; metadata: Record<string, unknown> }[];
}> {
  return page.evaluate(async () => {
    const { path } = (window.jupyterapp.shell.currentWidget as NotebookPanel).context;
    const model = await window.jupyterapp.serviceManager.contents.get(path, { content: true });
    return model.content;
  });
}

/** Open a notebook that is on the server, and wait for its kernel. */
export async function openPath(page: Page, path: string): Promise<void> {
  if (placeOf(page).host === 'lab') {
    await page.evaluate(async file => {
      const { commands } = window.jupyterapp;
      await commands.execute('docmanager:open', { path: file, factory: 'Notebook' });
    }, path);
  } else {
    await page.goto(`notebooks/${path}`);
  }
  await cell(page, 0).waitFor();
  await kernelReady(page);
}

/** Restart the kernel, without the question. */
export async function restartKernel(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const { sessionContext } = window.jupyterapp.shell.currentWidget as NotebookPanel;
    await sessionContext.restartKernel();
    // JupyterLab's first question to the new kernel can get lost, and then it waits for a minute.
    await sessionContext.session!.kernel!.reconnect();
  });
  await kernelReady(page);
}

/** Save, then start the application anew with this notebook; the kernel goes on. */
export async function saveAndReload(page: Page, path: string): Promise<void> {
  await save(page);
  // Not until the launcher is in front, as galata would: the layout may bring the notebook back.
  const options = { waitUntil: 'domcontentloaded', waitForIsReady: false } as const;
  await page.reload(options);
  await page.locator('#jupyterlab-splash').waitFor({ state: 'detached' });
  await openPath(page, path);
}

/** Close the current notebook; its kernel stays. */
export async function closeNotebook(page: Page): Promise<void> {
  await page.evaluate(() => window.jupyterapp.shell.currentWidget?.close());
}

/** Do what a menu or the palette does. */
export async function command(page: Page, id: string, args: Record<string, string | number> = {}): Promise<void> {
  await page.evaluate(([name, given]) => window.jupyterapp.commands.execute(name, given), [id, args] as const);
}

/** Make a cell the active one, as a click on its prompt does. */
export async function select(page: Page, index: number): Promise<void> {
  await cell(page, index).locator('.jp-InputPrompt').click();
}
