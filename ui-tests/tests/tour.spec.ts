/** Lessons of the tour, as a person goes through them: what the kernel says, what is found, and what a rewrite makes of it. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { cellText, expect, openNotebook, outputText, runCell, test } from './fixtures';
import type { Page } from './notebook';
import { expectFindings, openDoctor } from './surfaces';

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
    await doctor.getByRole('checkbox', { name: 'Awaits that could run together' }).check();
    await expectFindings(page, ['sequential-awaits warning 1']);
    await rewrite(page, 'sequential-awaits', 1);
    await expect.poll(() => cellText(page, 1)).toContain('await asyncio.gather(*[temperature(place)');
    await expect.poll(() => outputText(page, 1)).toBe('[4, 18, 27]');
    await expectFindings(page, []);
  });

  test('interrupted-await: what Stop does', async ({ page }) => {
    await openNotebook(page, ['define', 'interrupted-await'].map(sourceOf));
    await runCell(page, 0);
    await runCell(page, 1, { wait: false });
    await expect(page.locator('.jp-Notebook-ExecutionIndicator[data-status="busy"]')).toBeVisible();
    await page.evaluate(() => window.jupyterapp.commands.execute('notebook:interrupt-kernel'));
    await expect.poll(() => outputText(page, 1), { timeout: 40_000 }).toContain('CancelledError');
    await expectFindings(page, ['interrupted-await info 1']);
  });
});
