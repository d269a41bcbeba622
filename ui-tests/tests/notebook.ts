/** Open a notebook, run its cells, find what we put into them. */
import type { IJupyterLabPageFixture } from '@jupyterlab/galata';
import type { NotebookPanel } from '@jupyterlab/notebook';
import type { Locator } from '@playwright/test';
import { expect } from '@playwright/test';

export type Host = 'lab' | 'notebook';
export type Page = IJupyterLabPageFixture;

/** A code cell's source, or a whole cell. */
export type Cell = string | ({ cell_type: 'code' | 'markdown' | 'raw'; source: string } & Record<string, unknown>);

interface IPlace {
  host: Host;
  kernel: string;
  /** The test's own folder on the server. */
  folder: string;
}

const places = new WeakMap<Page, IPlace>();

/** Called by the fixture: where the page of a test is. */
export function place(page: Page, where: IPlace): void {
  places.set(page, where);
}

export function placeOf(page: Page): IPlace {
  const where = places.get(page);
  if (!where) {
    throw new Error("The page is not one of fixtures.ts: import 'test' from there.");
  }
  return where;
}

export interface INotebookOptions {
  /** File name. */
  name?: string;
  /** Kernel specification; null for a notebook without one. */
  kernel?: string | null;
  /** Notebook metadata beside the kernel specification. */
  metadata?: Record<string, unknown>;
  /** False: do not wait for a kernel (there is none, or the test is about its start). */
  wait?: boolean;
}

/**
 * Write a notebook into the test's folder, open it and wait until its kernel answers.
 * @returns its path on the server.
 */
export async function openNotebook(
  page: Page,
  cells: readonly Cell[],
  { name = 'test.ipynb', kernel = placeOf(page).kernel, metadata = {}, wait = true }: INotebookOptions = {}
): Promise<string> {
  const { host, folder } = placeOf(page);
  const path = `${folder}/${name}`;
  const kernelspec = kernel === null ? {} : { kernelspec: { name: kernel, display_name: kernel, language: 'python' } };
  const content = {
    cells: cells.map(asCell),
    metadata: { ...kernelspec, ...metadata },
    nbformat: 4,
    nbformat_minor: 5
  };
  expect(await page.contents.uploadContent(JSON.stringify(content), 'text', path)).toBe(true);
  if (host === 'lab') {
    await page.evaluate(async file => {
      await window.jupyterapp.commands.execute('docmanager:open', { path: file, factory: 'Notebook' });
    }, path);
  } else {
    await page.goto(`notebooks/${path}`);
  }
  await cell(page, 0).waitFor();
  if (wait) {
    await kernelReady(page);
  }
  return path;
}

/** Wait until the kernel of the current document answers: what is run earlier is dropped in silence. */
export async function kernelReady(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const { context, sessionContext } = window.jupyterapp.shell.currentWidget as NotebookPanel;
    await context.ready;
    await sessionContext.ready;
    await sessionContext.session?.kernel?.info;
  });
}

/**
 * Run a cell as Ctrl+Enter does.
 * @param wait - false returns while it still runs.
 */
export async function runCell(page: Page, index: number, { wait = true } = {}): Promise<void> {
  await page.evaluate(
    async ([at, until]) => {
      const { commands, shell } = window.jupyterapp;
      (shell.currentWidget as NotebookPanel).content.activeCellIndex = at;
      const done = commands.execute('notebook:run-cell');
      if (until) {
        await done;
      }
    },
    [index, wait] as const
  );
}

/** The current notebook's panel. */
export const panel = (page: Page): Locator => page.locator('.jp-NotebookPanel:not(.lm-mod-hidden)');

/** A cell's node; `index` counts all cells, also those scrolled out of the page. */
export const cell = (page: Page, index: number): Locator =>
  panel(page).locator(`.jp-Cell[data-windowed-list-index="${index}"]`);

/** The banners of a cell. */
export const banner = (page: Page, index: number): Locator => cell(page, index).locator('.jp-AsyncDoctorBanner');

/** The source of a cell as the document has it. */
export async function cellText(page: Page, index: number): Promise<string> {
  return page.evaluate(
    at => (window.jupyterapp.shell.currentWidget as NotebookPanel).content.widgets[at]!.model.sharedModel.getSource(),
    index
  );
}

/** The text of all outputs of a cell, as a person reads it. */
export async function outputText(page: Page, index: number): Promise<string> {
  return (await cell(page, index).locator('.jp-OutputArea-output').allInnerTexts()).join('\n').trim();
}

/** Type into a cell's editor, replacing what is there. */
export async function typeCell(page: Page, index: number, text: string): Promise<void> {
  const editor = cell(page, index).locator('.cm-content');
  await editor.click();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.insertText(text);
}

function asCell(given: Cell, index: number): Record<string, unknown> {
  const whole = typeof given === 'string' ? { cell_type: 'code', source: given } : given;
  const rest = whole.cell_type === 'code' ? { outputs: [], execution_count: null } : {};
  return { id: `cell-${index}`, metadata: {}, ...rest, ...whole };
}
