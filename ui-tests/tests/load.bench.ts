/**
 * What we cost while a notebook runs, by the browser's profiler: wall clock is too noisy for so small a part. Not part
 * of `npm test`: `npm run bench` runs it and reads what it writes to the file that BENCH names.
 */
import type { CDPSession } from '@playwright/test';
import { readFileSync, writeFileSync } from 'node:fs';
import type { Page } from './fixtures';
import { banner, expect, openNotebook, test } from './fixtures';

interface IProfile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly url: string; readonly functionName: string };
    readonly children?: readonly number[];
  }[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

interface ICost {
  /** Of the time that the main thread was busy, what passed in our code and in what it called. */
  readonly share: number;
  /** Milliseconds of the longest stretch in it. */
  readonly longest: number;
  /** Milliseconds in it, and milliseconds that the main thread was busy. */
  readonly ours: number;
  readonly busy: number;
}

const OURS = '/extensions/jupyterlab-async-doctor/';

/** Run something under the profiler. */
async function profile(page: Page, work: () => Promise<void>): Promise<ICost> {
  // galata's page is a proxy, which the session does not take for one.
  const [own] = page.context().pages();
  const session: CDPSession = await page.context().newCDPSession(own!);
  await session.send('Profiler.enable');
  await session.send('Profiler.setSamplingInterval', { interval: 500 });
  await session.send('Profiler.start');
  await work();
  const { profile } = await session.send('Profiler.stop');
  return costOf(profile as IProfile);
}

function costOf({ nodes, samples, timeDeltas }: IProfile): ICost {
  const parents = new Map(nodes.flatMap(node => (node.children ?? []).map(child => [child, node.id] as const)));
  const byId = new Map(nodes.map(node => [node.id, node]));
  const ours = new Set<number>();
  const idle = new Set<number>();
  for (const { id, callFrame } of nodes) {
    if (callFrame.functionName === '(idle)' || callFrame.functionName === '(program)') {
      idle.add(id);
    }
    for (let at: number | undefined = id; at !== undefined; at = parents.get(at)) {
      if (byId.get(at)!.callFrame.url.includes(OURS)) {
        ours.add(id);
        break;
      }
    }
  }
  let inside = 0;
  let busy = 0;
  let stretch = 0;
  let longest = 0;
  samples.forEach((id, index) => {
    // Each delta is the time from the sample before.
    const took = (timeDeltas[index + 1] ?? 0) / 1000;
    busy += idle.has(id) ? 0 : took;
    inside += ours.has(id) ? took : 0;
    stretch = ours.has(id) ? stretch + took : 0;
    longest = Math.max(longest, stretch);
  });
  return { share: inside / busy, longest, ours: inside, busy };
}

function write(name: string, cost: ICost): void {
  const file = process.env.BENCH!;
  const known = JSON.parse(readFileSync(file, 'utf8')) as Record<string, ICost>;
  writeFileSync(file, JSON.stringify({ ...known, [name]: cost }));
}

const runAll = (page: Page): Promise<unknown> =>
  page.evaluate(() => window.jupyterapp.commands.execute('notebook:run-all-cells'));

/** The number of the last run, as JupyterLab shows it. */
const prompt = (page: Page, cell: number) =>
  page.locator(`.jp-Cell[data-windowed-list-index="${cell}"] .jp-InputPrompt`).first();

test.describe.configure({ mode: 'serial', timeout: 300_000 });

test('500 quick cells', async ({ page }) => {
  const cells = Array.from({ length: 500 }, (_, index) =>
    index % 20 === 19
      ? `async def f_${index}(n):\n    return n\n\nawait f_${index}(${index})`
      : `x_${index} = [${index}, "a"]\nprint(x_${index})`
  );
  await openNotebook(page, [...cells, 'print("end")']);
  const cost = await profile(page, async () => {
    await runAll(page);
    await page.evaluate(() => {
      const { content } = window.jupyterapp.shell.currentWidget as never as { content: { activeCellIndex: number } };
      content.activeCellIndex = 500;
    });
    await expect(prompt(page, 500)).toHaveText('[501]:', { timeout: 240_000 });
  });
  write('500 quick cells', cost);
});

test('10 MB of text', async ({ page }) => {
  const flood = 'import sys\nfor _ in range(10_000):\n    sys.stdout.write("- " * 511 + "\\n")\nsys.stdout.flush()';
  const fail = 'import asyncio\nasync def f():\n    return 1\n\nasyncio.run(f())';
  await openNotebook(page, [`${flood}\n${fail}`]);
  const cost = await profile(page, async () => {
    await runAll(page);
    await expect(banner(page, 0)).toHaveCount(1, { timeout: 240_000 });
  });
  write('10 MB of text', cost);
});
