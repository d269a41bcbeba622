import { nullTranslator } from '@jupyterlab/translation';
import { ReactWidget } from '@jupyterlab/ui-components';
import { Widget } from '@lumino/widgets';
import * as React from 'react';
import { Markdown, readBlocks } from './markdown';

async function render(text: string): Promise<HTMLElement> {
  const widget = ReactWidget.create(<Markdown text={text} trans={nullTranslator.load('')} />);
  Widget.attach(widget, document.body);
  await widget.renderPromise;
  await new Promise(resolve => setTimeout(resolve));
  return widget.node;
}

afterEach(() => {
  document.body.replaceChildren();
});

describe('readBlocks', () => {
  it('puts every line into one block', () => {
    const page =
      '# Title\n\nOne\ntwo `x`\n\n## Part\n- a\n  still a\n- b\n\n1. c\n\n```python\nx = "# no heading"\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n';
    expect(readBlocks(page)).toEqual([
      { kind: 'heading', depth: 1, text: 'Title' },
      { kind: 'paragraph', text: 'One two `x`' },
      { kind: 'heading', depth: 2, text: 'Part' },
      { kind: 'list', ordered: false, items: ['a still a', 'b'] },
      { kind: 'list', ordered: true, items: ['c'] },
      { kind: 'code', info: 'python', text: 'x = "# no heading"' },
      {
        kind: 'table',
        rows: [
          ['a', 'b'],
          ['1', '2']
        ]
      }
    ]);
  });

  it('ends on anything', () => {
    for (const text of ['```\nnever closed', '|', '- ', '#', '#hash', '>', '`', '**', '[](', '\r\n\r', '<!-- open']) {
      expect(() => readBlocks(text)).not.toThrow();
    }
  });
});

describe('Markdown', () => {
  it('shows what a page says', async () => {
    const node = await render(
      '# The title\n\nUse `await f()`, **not** *run*; see [the docs](https://docs.python.org/3/).\n\n## Why\n\n```\na < b\n```'
    );
    expect(node.querySelector('h1, h2')).toBeNull();
    expect(node.querySelector('h3')!.textContent).toBe('Why');
    expect(node.querySelector('p code')!.textContent).toBe('await f()');
    expect(node.querySelector('strong')!.textContent).toBe('not');
    expect(node.querySelector('em')!.textContent).toBe('run');
    expect(node.querySelector('pre')!.textContent).toBe('a < b');
    const link = node.querySelector('a')!;
    expect(link.href).toBe('https://docs.python.org/3/');
    expect(link.rel).toBe('noopener noreferrer');
  });

  it('says which code is before and which after a rewrite', async () => {
    const node = await render('```python\na\n```\n\n```python fixed\nb\n```\n\n```python\nc\n```');
    expect([...node.querySelectorAll('figure')].map(each => each.textContent)).toEqual(['Beforea', 'Afterb', 'c']);
  });

  it('keeps names with underscores and stars in code as they are', async () => {
    const node = await render('`a * b * c` and run_until_complete and __aenter__');
    expect(node.textContent).toBe('a * b * c and run_until_complete and __aenter__');
    expect(node.querySelector('em')).toBeNull();
  });

  it('shows hostile markup as text', async () => {
    const node = await render(
      [
        '<script>window.hurt = true</script>',
        '<img src=x onerror="window.hurt = true">',
        '[go](javascript:alert(1)) [data](data:text/html,<script>1</script>) [rel](/api/kernels)',
        '<javascript:alert(1)> **<iframe>** `<object>`',
        '## <svg onload=alert(1)>',
        '- <a href="javascript:alert(1)">x</a>'
      ].join('\n\n')
    );
    expect(node.querySelector('script, img, iframe, object, svg, a')).toBeNull();
    expect(node.textContent).toContain('<script>window.hurt = true</script>');
    expect((window as unknown as { hurt?: boolean }).hurt).toBeUndefined();
  });
});
