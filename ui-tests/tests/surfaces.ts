/** What our extension shows, found by the names that are a contract with people and other extensions. */
import type { Locator } from '@playwright/test';
import { expect } from '@playwright/test';
import type { Page } from './notebook';

/** One finding of the `async-doctor:findings` command, as far as tests read it. */
export interface IFound {
  readonly rule: string;
  readonly level: string;
  /** Index among all cells, from 0. */
  readonly cell: number;
  readonly evidence: readonly string[];
}

/** The findings of the current document, in their order; what every surface draws from. */
export async function findings(page: Page): Promise<IFound[]> {
  return page.evaluate(async () => {
    const report = (await window.jupyterapp.commands.execute('async-doctor:findings')) as {
      files: { findings: (Omit<IFound, 'cell'> & { cell: { index: number } })[] }[];
    };
    const all = report.files.flatMap(file => file.findings);
    return all.map(({ rule, level, cell, evidence }) => ({ rule, level, cell: cell.index, evidence }));
  });
}

/**
 * Wait until these are the findings, each written as `rule level cell`. With none expected, first wait for something
 * that shows that the analysis has looked: `[]` is also what it says before it did.
 */
export async function expectFindings(page: Page, expected: readonly string[]): Promise<void> {
  await expect
    .poll(async () => (await findings(page)).map(({ rule, level, cell }) => `${rule} ${level} ${cell}`))
    .toEqual(expected);
}

/** A button of ours by its whole name: "Rewrite" is not "Rewrite and run". */
export const button = (inside: Locator, name: string): Locator => inside.getByRole('button', { name, exact: true });

/** The panel in the sidebar. */
export const doctor = (page: Page): Locator => page.getByRole('region', { name: 'Async Doctor' });

/** Entries of the panel's list. */
export const entries = (page: Page): Locator =>
  doctor(page).getByRole('region', { name: 'Findings' }).locator('[data-rule]');

export async function openDoctor(page: Page): Promise<Locator> {
  await page.evaluate(() => window.jupyterapp.commands.execute('async-doctor:open-panel'));
  await expect(doctor(page).getByRole('heading', { name: 'Async Doctor' })).toBeVisible();
  return doctor(page);
}

/** The panel's tab in the sidebar of JupyterLab, also while the panel is closed; it shows the number of findings. */
export const doctorTab = (page: Page): Locator => page.locator('.lm-TabBar-tab[data-id="async-doctor-panel"]');

/** All notifications on the screen, whoever shows them: a test that counts them proves that there is no other. */
export const toasts = (page: Page): Locator => page.locator('.Toastify__toast');

/** Where an underline of ours begins and ends; one may be several marks, as colours split it. */
export const underlines = (inside: Locator): Locator => inside.locator('.cm-lintRange.jp-AsyncDoctor-mark');

/** The dialog with the change. */
export const preview = (page: Page): Locator =>
  page.getByRole('dialog').filter({ has: page.getByRole('button', { name: 'Apply', exact: true }) });

/** What hovering over an underline shows. */
export const tooltip = (page: Page): Locator => page.locator('.cm-tooltip-lint');

/**
 * Hover over an underline until its tooltip is there: the editor ignores a pointer that came before it was ready.
 * @returns the tooltip.
 */
export async function hoverUnderline(page: Page, inside: Locator): Promise<Locator> {
  await expect(async () => {
    await page.mouse.move(0, 0);
    await underlines(inside).first().hover();
    await expect(tooltip(page)).toBeVisible({ timeout: 2000 });
  }).toPass();
  return tooltip(page);
}
