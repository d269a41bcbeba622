/** What every browser test starts from: the same words for JupyterLab and Notebook 7. */
import { test as galataTest } from '@jupyterlab/galata';
import { expect } from '@playwright/test';
import type { Host } from './notebook';
import { place } from './notebook';

export { expect };
export * from './notebook';

interface IOptions {
  /** Which application the project of the configuration runs in. */
  host: Host;
  /** Name of the kernel specification for new notebooks. */
  kernel: string;
}

interface IFixtures {
  /** Messages in the browser's console, and uncaught errors, that name our package. */
  troubles: string[];
}

const OURS = /async[-_]doctor/i;
// JupyterLab counts the time a plugin waits for others; a busy machine is no trouble of ours.
const SLOW = /^Plugin \S+ .*took [\d.]+ms to activate/;

export const test = galataTest.extend<IOptions & IFixtures>({
  host: ['lab', { option: true }],
  kernel: ['python3', { option: true }],

  waitForApplication: async ({ host, waitForApplication }, use) => {
    await use(
      host === 'lab'
        ? waitForApplication
        : async page => {
            await page.locator('#main-panel').waitFor();
          }
    );
  },

  // Automatic, so that it listens before the page opens and every test proves that we did not complain.
  troubles: [
    async ({ context }, use) => {
      const troubles: string[] = [];
      context.on('console', message => {
        const text = `${message.text()} (${message.location().url})`;
        const loud = message.type() === 'error' || message.type() === 'warning';
        if (loud && OURS.test(text) && !SLOW.test(text)) {
          troubles.push(text);
        }
      });
      context.on('weberror', error => {
        const text = error.error().stack ?? error.error().message;
        if (OURS.test(text)) {
          troubles.push(text);
        }
      });
      await use(troubles);
      expect(troubles, 'the console names our package').toEqual([]);
    },
    { auto: true }
  ],

  page: async ({ page, host, kernel, tmpPath }, use) => {
    place(page, { host, kernel, folder: tmpPath });
    await use(page);
  }
});
