/**
 * The few marks that rule pages use, as React elements. Text stays text: no markup of a page, and none that
 * somebody smuggled into one, reaches the document.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

/** A page, without its own title. */
export function Markdown({ text, trans }: { text: string; trans: TranslationBundle }): React.ReactElement {
  const blocks = readBlocks(text).filter(
    (block, index) => !(index === 0 && block.kind === 'heading' && block.depth === 1)
  );
  return (
    <div className="jp-AsyncDoctorPanel-prose">
      {blocks.map((block, index) => (
        <Block key={index} block={block} caption={captionOf(block, blocks[index + 1], trans)} />
      ))}
    </div>
  );
}

/** What a piece of code is, by the words behind its fence; pages have a cell before and after its rewrite. */
function captionOf(block: MarkdownBlock, next: MarkdownBlock | undefined, trans: TranslationBundle): string {
  if (block.kind !== 'code') {
    return '';
  }
  const words: Record<string, string> = {
    fixed: trans.__('After'),
    error: trans.__('The kernel says'),
    stderr: trans.__('The kernel says'),
    stdout: trans.__('Output'),
    result: trans.__('Output'),
    says: trans.__('Shown as'),
    refused: trans.__('Not rewritten'),
    note: trans.__('Note')
  };
  const word = block.info.split(' ')[1] ?? '';
  const before = next?.kind === 'code' && next.info.split(' ')[1] === 'fixed';
  return words[word] ?? (before ? trans.__('Before') : '');
}

/** A part of a page. */
export type MarkdownBlock =
  | { readonly kind: 'heading'; readonly depth: number; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'code'; readonly info: string; readonly text: string }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly string[] }
  | { readonly kind: 'table'; readonly rows: readonly (readonly string[])[] };

const FENCE = /^ {0,3}(`{3,}|~{3,})(.*)$/;
const HEADING = /^(#{1,6})\s+(.*?)\s*#*$/;
const ITEM = /^\s*(?:([-*+])|(\d{1,9})[.)])\s+(.*)$/;

/** Split a page into blocks; every line ends up in exactly one. */
export function readBlocks(text: string): MarkdownBlock[] {
  const lines = text
    .replace(/\r\n?/g, '\n')
    .replace(/<!--[\s\S]*?-->/g, '')
    .split('\n');
  const blocks: MarkdownBlock[] = [];
  let at = 0;
  while (at < lines.length) {
    const line = lines[at]!;
    const fence = FENCE.exec(line);
    const heading = HEADING.exec(line);
    if (line.trim() === '') {
      at++;
    } else if (fence) {
      const end = closing(lines, at + 1, fence[1]!);
      blocks.push({ kind: 'code', info: fence[2]!.trim(), text: lines.slice(at + 1, end).join('\n') });
      at = end + 1;
    } else if (heading) {
      blocks.push({ kind: 'heading', depth: heading[1]!.length, text: heading[2]! });
      at++;
    } else if (ITEM.test(line)) {
      const end = until(lines, at + 1, next => next.trim() === '');
      blocks.push({ kind: 'list', ordered: ITEM.exec(line)![2] !== undefined, items: readItems(lines.slice(at, end)) });
      at = end;
    } else if (line.trimStart().startsWith('|')) {
      const end = until(lines, at + 1, next => !next.trimStart().startsWith('|'));
      blocks.push({ kind: 'table', rows: readRows(lines.slice(at, end)) });
      at = end;
    } else {
      const end = until(
        lines,
        at + 1,
        next => next.trim() === '' || FENCE.test(next) || HEADING.test(next) || ITEM.test(next)
      );
      const words = lines.slice(at, end).map(each => each.replace(/^\s*>?\s*/, '').trimEnd());
      blocks.push({ kind: 'paragraph', text: words.join(' ') });
      at = end;
    }
  }
  return blocks;
}

function until(lines: readonly string[], from: number, stop: (line: string) => boolean): number {
  let at = from;
  while (at < lines.length && !stop(lines[at]!)) {
    at++;
  }
  return at;
}

function closing(lines: readonly string[], from: number, fence: string): number {
  return until(
    lines,
    from,
    line => line.trim().startsWith(fence) && line.trim().replaceAll(fence.charAt(0), '') === ''
  );
}

function readItems(lines: readonly string[]): string[] {
  const items: string[] = [];
  for (const line of lines) {
    const item = ITEM.exec(line);
    if (item) {
      items.push(item[3]!);
    } else {
      items.push(`${items.pop() ?? ''} ${line.trim()}`);
    }
  }
  return items;
}

function readRows(lines: readonly string[]): string[][] {
  return lines
    .filter(line => !/^[\s|:-]+$/.test(line))
    .map(line =>
      line
        .trim()
        .replace(/^\||\|$/g, '')
        .split('|')
        .map(cell => cell.trim())
    );
}

function Block({ block, caption }: { block: MarkdownBlock; caption: string }): React.ReactElement {
  switch (block.kind) {
    case 'heading':
      // The rule's title is the panel's h2: what follows is below it.
      return React.createElement(`h${Math.min(6, Math.max(3, block.depth + 1))}`, null, inline(block.text));
    case 'code':
      return (
        <figure>
          {caption ? <figcaption>{caption}</figcaption> : null}
          <pre tabIndex={0} data-language={block.info.split(' ')[0]}>
            <code>{block.text}</code>
          </pre>
        </figure>
      );
    case 'list':
      return React.createElement(
        block.ordered ? 'ol' : 'ul',
        null,
        block.items.map((item, index) => <li key={index}>{inline(item)}</li>)
      );
    case 'table':
      return (
        <table>
          <thead>
            <tr>
              {block.rows[0]?.map((cell, index) => (
                <th key={index}>{inline(cell)}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {block.rows.slice(1).map((row, index) => (
              <tr key={index}>
                {row.map((cell, column) => (
                  <td key={column}>{inline(cell)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      );
    case 'paragraph':
      return <p>{inline(block.text)}</p>;
  }
}

const INLINE = /(`+)(.+?)\1|\*\*(.+?)\*\*|\*(?=\S)(.+?)\*|\[([^\]]*)\]\(([^)\s]*)\)|<(https?:\/\/[^>\s]+)>/;

/** Code, bold, emphasis and links within a line. */
function inline(text: string): React.ReactNode[] {
  const result: React.ReactNode[] = [];
  let rest = text;
  for (let match = INLINE.exec(rest); match; match = INLINE.exec(rest)) {
    result.push(rest.slice(0, match.index));
    result.push(React.cloneElement(mark(match), { key: result.length }));
    rest = rest.slice(match.index + match[0].length);
  }
  result.push(rest);
  return result;
}

function mark(match: RegExpExecArray): React.ReactElement {
  const [, , code, bold, emphasis, words, target, bare] = match;
  if (code !== undefined) {
    return <code>{code.trim()}</code>;
  }
  if (bold !== undefined) {
    return <strong>{inline(bold)}</strong>;
  }
  if (emphasis !== undefined) {
    return <em>{inline(emphasis)}</em>;
  }
  const address = bare ?? target ?? '';
  const label = bare ?? words ?? '';
  // Other schemes could run script; relative addresses lead nowhere from inside the panel.
  return /^https?:\/\//i.test(address) ? (
    <a href={address} target="_blank" rel="noopener noreferrer">
      {label}
    </a>
  ) : (
    <span>{inline(label)}</span>
  );
}
