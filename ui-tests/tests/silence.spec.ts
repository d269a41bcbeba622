import type { Cell, Page } from './fixtures';
import { cell, expect, openNotebook, outputText, runCell, test } from './fixtures';
import { doctor, doctorTab, entries, expectFindings, openDoctor, toasts, underlines } from './surfaces';

const WORDS = 'asyncio.run() cannot be called from a running event loop';

/** A mistake if it were Python, with the output it would have. */
const LOOKS_LIKE = {
  cell_type: 'code' as const,
  source: 'import asyncio\nasync def main(): pass\nmain()\nasyncio.run(main())',
  execution_count: 1,
  outputs: [{ output_type: 'error', ename: 'RuntimeError', evalue: WORDS, traceback: [`RuntimeError: ${WORDS}`] }]
};

async function expectNothing(page: Page): Promise<void> {
  await expectFindings(page, []);
  await expect(entries(page)).toHaveCount(0);
  await expect(doctorTab(page)).toHaveAttribute('title', 'Async Doctor');
  await expect(page.locator('.jp-AsyncDoctorBanner')).toHaveCount(0);
  await expect(underlines(page.locator('body'))).toHaveCount(0);
  await expect(toasts(page)).toHaveCount(0);
}

test.describe('Nothing at all is said', () => {
  for (const [name, language] of [
    ['ir', 'R'],
    ['julia-1.10', 'julia']
  ]) {
    test(`in a notebook of ${language}`, async ({ page }) => {
      const kernelspec = { name, display_name: language, language };
      await openNotebook(page, [LOOKS_LIKE], {
        metadata: { kernelspec, language_info: { name: language } },
        wait: false
      });
      // JupyterLab asks for another kernel, as this one is not there.
      await page.getByRole('dialog').getByRole('button', { name: 'No Kernel', exact: true }).click();
      await openDoctor(page);
      await expect(doctor(page)).toContainText('This is not a Python notebook. Nothing in it is read.');
      await expectNothing(page);
    });
  }

  test('in an ordinary synchronous notebook', async ({ page }) => {
    const cells = [
      'import math\nrun = print',
      'def main():\n    return 42',
      'run(main())',
      'math.sqrt(main())',
      '1 / 0'
    ];
    await openNotebook(page, cells);
    for (const index of cells.keys()) {
      await runCell(page, index);
    }
    await expect.poll(() => outputText(page, 4)).toContain('ZeroDivisionError');
    await openDoctor(page);
    await expect(doctor(page)).toContainText('No findings in this notebook.');
    await expect(doctor(page)).toContainText('0 cells read');
    await expectNothing(page);
  });

  test('on text and on other languages in a Python notebook', async ({ page }) => {
    const script = 'import asyncio\nasyncio.run(main())\nmain()\nasyncio.create_task(main())';
    const cells: Cell[] = [
      { cell_type: 'markdown', source: `# asyncio.run(main())\n\n\`\`\`python\n${script}\n\`\`\`` },
      { cell_type: 'raw', source: script },
      `%%bash\n# asyncio.run(main())\necho "RuntimeError: ${WORDS}"\necho "RuntimeError: ${WORDS}" >&2`,
      `%%writefile script.py\n${script}`,
      '%%javascript\nasync function main() {}\nmain();\n// asyncio.run(main())',
      `%%html\n<pre>${script}</pre>`,
      `text = """\n${script}\n"""  # asyncio.run(main())\nprint(text)`,
      '!echo "asyncio.run(main())"'
    ];
    // One real mistake shows that the notebook was read.
    const mistake = 'async def main(): ...\nimport asyncio\nasyncio.run(main())';
    await openNotebook(page, [...cells, mistake]);
    for (const index of [...cells, mistake].keys()) {
      await runCell(page, index);
    }
    await expect.poll(() => outputText(page, 2)).toContain(WORDS);
    await expect.poll(() => outputText(page, 3)).toContain('Writing script.py');
    await expect(cell(page, cells.length).locator('.jp-AsyncDoctorBanner')).toHaveCount(1);
    await expectFindings(page, [`asyncio-run error ${cells.length}`]);
    await expect(page.locator('.jp-AsyncDoctorBanner')).toHaveCount(1);
    await expect(toasts(page)).toHaveCount(1);
    for (const index of cells.keys()) {
      await expect(underlines(cell(page, index))).toHaveCount(0);
    }
  });
});
