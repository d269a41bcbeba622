/** Notebooks that several situations start from. */
import type { Cell, INotebookOptions, Page } from './fixtures';
import { banner, expect, openNotebook, outputText, runCell } from './fixtures';

/** The cell that every scene begins with. */
export const DEFINE = `\
import asyncio

async def fetch(n):
    await asyncio.sleep(0)
    return n`;

/** A mistake of the rule `asyncio-run`, and what it is rewritten to. */
export const RUN = 'x = asyncio.run(fetch(1))  # one\nprint("x is", x)';
export const AWAIT = 'x = await fetch(1)  # one\nprint("x is", x)';

/** A mistake of the rule `run-until-complete`, and what it is rewritten to. */
export const DRIVE = 'asyncio.get_event_loop().run_until_complete(fetch(2))';
export const DRIVEN = 'await fetch(2)';

/** A mistake of the rule `unawaited-coroutine`. */
export const BARE = 'fetch(3)';

/**
 * Open a notebook whose first cell defines `fetch`, and run that.
 * @returns the path of the notebook.
 */
export async function openScene(page: Page, cells: readonly Cell[], options: INotebookOptions = {}): Promise<string> {
  const path = await openNotebook(page, [DEFINE, ...cells], options);
  await runCell(page, 0);
  return path;
}

/** Run a cell and wait until its failure has its banner. */
export async function fail(page: Page, index: number): Promise<void> {
  await runCell(page, index);
  expect(await outputText(page, index)).not.toBe('');
  await expect(banner(page, index).first()).toBeVisible();
}
