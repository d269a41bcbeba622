/** Lessons of the tour, as a person goes through them: what the kernel says, what is found, and what a rewrite makes of it. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { NotebookPanel } from '@jupyterlab/notebook';
import { banner, cellText, expect, openNotebook, outputText, runCell, test } from './fixtures';
import type { Page } from './notebook';
import { button, expectFindings, openDoctor, preview } from './surfaces';

const tour = JSON.parse(readFileSync(path.join(__dirname, '..', '..', 'tour', 'async-doctor-tour.ipynb'), 'utf8')) as {
  cells: { id: string; source: string[] }[];
};

/** The source of a cell of the tour. */
const sourceOf = (id: string): string => tour.cells.find(each => each.id === id)!.source.join('');

interface ILesson {
  /** Id of its cell, and of its rule. */
  readonly rule: string;
  readonly level: string;
  /** A cell that is run behind it. */
  readonly then?: string;
  /** What the last cell shows before and after the rewrite; no rewrite where there is no second one. */
  readonly shows: readonly [RegExp, RegExp?];
  /** Part of the cell's text after the rewrite. */
  readonly becomes?: string;
}

const LESSONS: readonly ILesson[] = [
  {
    rule: 'pending-task-destroyed',
    level: 'error',
    shows: [/Task was destroyed but it is pending!/, /^$/],
    becomes: 'background_tasks'
  },
  { rule: 'blocking-call', level: 'warning', shows: [/^\[70, 60\]\n1\.\d s$/, /^\[70, 60\]\n0\.\d s$/] },
  { rule: 'blocking-wait', level: 'error', shows: [/TimeoutError/, /^18$/] },
  { rule: 'manual-context', level: 'warning', shows: [/^opened$/, /^opened$/], becomes: 'AsyncExitStack' },
  { rule: 'unclosed-client', level: 'info', shows: [/^open$/, /^open$/], becomes: 'async with' },
  { rule: 'wrong-context', level: 'warning', then: 'forgotten', shows: [/^none$/] },
  {
    rule: 'foreign-loop',
    level: 'error',
    then: 'both-again',
    shows: [/is bound to a different event loop/, /^\[4, 18\]$/],
    becomes: 'await both()'
  },
  { rule: 'kernel-environment', level: 'info', shows: [/^$/, /^$/], becomes: '' }
];

async function rewrite(page: Page, rule: string, cell: number): Promise<void> {
  await page.evaluate(args => window.jupyterapp.commands.execute('async-doctor:rewrite-and-run', args), { rule, cell });
}

/** What the kernel of the notebook says that it does. */
async function kernelStatus(page: Page): Promise<string | undefined> {
  return page.evaluate(() => {
    const { sessionContext } = window.jupyterapp.shell.currentWidget as NotebookPanel;
    return sessionContext.session?.kernel?.status;
  });
}

test.describe('The tour', () => {
  for (const { rule, level, then, shows, becomes } of LESSONS) {
    test(rule, async ({ page }) => {
      const cells = ['define', rule, ...(then === undefined ? [] : [then])];
      const last = cells.length - 1;
      await openNotebook(page, cells.map(sourceOf));
      for (const index of cells.keys()) {
        await runCell(page, index);
      }
      await expect.poll(() => outputText(page, last)).toMatch(shows[0]);
      await expectFindings(page, [`${rule} ${level} 1`]);
      if (shows[1]) {
        await rewrite(page, rule, 1);
        await expect.poll(() => cellText(page, 1)).not.toBe(sourceOf(rule));
        expect(await cellText(page, 1)).toContain(becomes ?? 'await');
        if (then !== undefined) {
          await runCell(page, last);
        }
        await expect.poll(() => outputText(page, last)).toMatch(shows[1]);
        await expectFindings(page, []);
      }
    });
  }

  test('sequential-awaits: nothing before its rule is on', async ({ page }) => {
    await openNotebook(page, ['define', 'sequential-awaits'].map(sourceOf));
    await runCell(page, 0);
    await runCell(page, 1);
    await expect.poll(() => outputText(page, 1)).toBe('[4, 18, 27]');
    await expectFindings(page, []);
    const doctor = await openDoctor(page);
    await doctor.getByRole('checkbox', { name: 'Awaits that could run together' }).click();
    await expectFindings(page, ['sequential-awaits warning 1']);
    await button(banner(page, 1), 'Run them together with gather()').click();
    await button(preview(page), 'Apply').click();
    await expect.poll(() => cellText(page, 1)).toContain('await asyncio.gather(*[temperature(place)');
    await runCell(page, 1);
    await expect.poll(() => outputText(page, 1)).toBe('[4, 18, 27]');
    await expectFindings(page, []);
  });
});

test.describe('The tour', () => {
  // galata's mock of the list of kernels cannot read the empty answer to an interrupt.
  test.use({ kernels: null });

  test('interrupted-await: what Stop does', async ({ page }) => {
    await openNotebook(page, ['define', 'interrupted-await'].map(sourceOf));
    await runCell(page, 0);
    await runCell(page, 1, { wait: false });
    await expect.poll(() => kernelStatus(page)).toBe('busy');
    await page.evaluate(() => window.jupyterapp.commands.execute('notebook:interrupt-kernel'));
    // As the lesson says: the event loop has to wake first.
    await runCell(page, 0, { wait: false });
    await expect.poll(() => outputText(page, 1)).toContain('CancelledError');
    await expectFindings(page, ['interrupted-await info 1']);
  });
});
