/** Notebooks made up for measuring: ordinary code of ordinary length, the same in every run. */
import { asyncCell } from './async-code.mjs';
import { plainCell } from './plain-code.mjs';
import { random } from './random.mjs';

/**
 * Sources of the code cells of one notebook.
 *
 * @param every - one cell in so many uses asyncio: 20 for ordinary notebooks, 1 for all of them.
 */
export function sources({ cells = 1000, every = 20, seed = 1 } = {}) {
  const r = random(seed);
  let seen = false;
  return Array.from({ length: cells }, (_, index) => {
    const async = index % every === every - 1;
    const lines = async ? asyncCell(r, !seen) : plainCell(r, index);
    seen ||= async;
    return lines.join('\n');
  });
}

/** The sources as the engine's document; the objects are new, as those of a notebook just opened. */
export function documentOf(cells, outputs = () => []) {
  return {
    kind: 'notebook',
    language: 'python',
    kernel: { implementation: 'ipython', version: '3.12.1' },
    cells: cells.map((source, index) => ({
      id: `cell-${index}`,
      kind: 'code',
      source,
      executionCount: index + 1,
      outputs: outputs(index),
      tags: [],
      editable: true
    })),
    messages: [],
    ignored: [],
    editable: true
  };
}

/** The same cells as one Python file: IPython's own syntax becomes comments, which ruff's parser needs. */
export function scriptOf(cells) {
  return `${cells.map(source => source.replace(/^[%!]/gm, '#')).join('\n\n')}\n`;
}

/** The same cells as the text of an .ipynb file. */
export function ipynbOf(cells) {
  const notebook = {
    cells: cells.map((source, index) => ({
      cell_type: 'code',
      execution_count: index + 1,
      id: `cell-${index}`,
      metadata: {},
      outputs: [],
      source: source.split(/(?<=\n)/)
    })),
    metadata: {
      kernelspec: { display_name: 'Python 3', language: 'python', name: 'python3' },
      language_info: { name: 'python', version: '3.12.1' }
    },
    nbformat: 4,
    nbformat_minor: 5
  };
  return `${JSON.stringify(notebook, null, 1)}\n`;
}
