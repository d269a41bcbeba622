/** Reads rule pages: Markdown in, examples out. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
// Not through the engine's door: that lists the rules, and the list is written from what is read here.
import { LEVELS } from '../engine/finding';
import type { IDocument, Output } from '../engine';
import type { IExample, IExpected, IFixedText, IPage, IPageCell } from './page';
import { errorOf } from './outputs';
import { publish, SETTINGS, TESTS_ONLY } from './publish';

/** Folder of the rules and their pages. */
export const RULES = path.join(__dirname, '..', 'engine', 'rules');

const FENCE = /^(`{3,})(.*)$/;
const EXPECTED = /^([a-z][a-z-]*):(\d+)(?::([a-z]+))?$/;

/** What a comment above an example may say: how its document differs, and how it cannot be tried. */
type ISettings = Partial<IDocument> & {
  readonly script?: boolean;
  readonly unrun?: string;
  readonly python?: string;
  readonly until?: string;
  readonly ends?: readonly string[];
  readonly order?: readonly number[];
};
type Draft<T> = { -readonly [K in keyof T]: T[K] };
type CellDraft = Draft<Omit<IPageCell, 'fixed'>> & { readonly fixed: Draft<IFixedText>[] };
type ExampleDraft = Omit<IExample, 'cells'> & { readonly cells: CellDraft[] };

/** All pages, sorted by rule id. */
export function readPages(): IPage[] {
  const files = readdirSync(RULES).filter(name => name.endsWith('.md'));
  return files.sort().map(name => readPage(path.basename(name, '.md'), readFileSync(path.join(RULES, name), 'utf8')));
}

/**
 * Read one page.
 *
 * @param id - the rule id.
 * @param text - the page.
 * @throws Error naming page and line when a fence cannot be understood.
 */
export function readPage(id: string, text: string): IPage {
  const lines = text.split('\n');
  const examples: ExampleDraft[] = [];
  const sections: string[] = [];
  let section = '';
  let heading = '';
  let settings: ISettings = {};
  let current: ExampleDraft | null = null;
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at]!;
    const title = /^(#{2,3}) (.+)$/.exec(line);
    const fence = FENCE.exec(line);
    if (title) {
      [section, heading] = title[1] === '##' ? [title[2]!, ''] : [section, title[2]!];
      sections.push(...(title[1] === '##' ? [section] : []));
      current = null;
      settings = {};
    } else if (SETTINGS.test(line)) {
      settings = JSON.parse(SETTINGS.exec(line)![1]!) as ISettings;
    } else if (fence) {
      const end = lines.indexOf(fence[1]!, at + 1);
      if (end < 0) {
        throw new Error(`${id}.md:${at + 1}: this fence is never closed`);
      }
      if (/^py(?: |$)/.test(fence[2]!) && !current) {
        const name = heading ? `${section}, ${heading}` : section;
        const published = !sections.includes(TESTS_ONLY);
        const { script = true, unrun = null, python = null, until = null, ...others } = settings;
        const { ends = [], order = null, ...document } = others;
        current = { page: id, name, cells: [], document, unrun, python, until, ends, order, script, published };
        examples.push(current);
      }
      take(fence[2]!, lines.slice(at + 1, end).join('\n'), current, { id, line: at + 2 });
      at = end;
    }
  }
  const [, level = ''] = /^`[a-z-]+` · (.+)$/m.exec(text) ?? [];
  const paragraphs = text.split(/\n{2,}/);
  const title = /^# (.+)$/.exec(lines[0]!)?.[1] ?? '';
  return { id, title, level, summary: joined(paragraphs[2] ?? ''), sections, examples, published: publish(text) };
}

/** One fence: a cell, or something about the cell above it. */
function take(info: string, text: string, example: ExampleDraft | null, place: { id: string; line: number }): void {
  const cell = example?.cells[example.cells.length - 1];
  const fixed = cell?.fixed[cell.fixed.length - 1];
  const [, word = '', rest = ''] = /^(\S*) ?(.*)$/.exec(info)!;
  const fail = (why: string): Error => new Error(`${place.id}.md:${place.line - 1}: ${why}`);
  const byTitle = /^fixed(?: "(.+)"| (all))?$/.exec(rest);
  if (word === 'py' && byTitle && cell) {
    cell.fixed.push({ by: byTitle[1] ?? byTitle[2] ?? null, text, note: null, outputs: null });
  } else if (word === 'py' && rest === 'script' && cell) {
    cell.script = text;
  } else if (word === 'py' && example) {
    example.cells.push(cellOf(rest, text, place.line, fail));
  } else if (word === 'text' && rest === 'refused' && cell) {
    cell.refused = joined(text);
  } else if (word === 'text' && rest === 'says' && cell) {
    cell.says = joined(text);
  } else if (word === 'text' && rest === 'note' && fixed) {
    fixed.note = joined(text);
  } else if (rest.length > 0 && cell && outputs(word, rest, text)) {
    const owner = fixed ?? cell;
    owner.outputs = [...(owner.outputs ?? []), ...outputs(word, rest, text)!];
  } else if (word === 'py' || rest !== '') {
    throw fail(`"${info}" says nothing here`);
  }
}

function cellOf(words: string, source: string, line: number, fail: (why: string) => Error): CellDraft {
  let editable = true;
  const expected = words.split(' ').flatMap((word): IExpected[] => {
    const match = EXPECTED.exec(word);
    const level = match?.[3] === undefined ? null : LEVELS.find(each => each === match[3]);
    if (word === 'read-only') {
      editable = false;
    } else if (word !== '' && (!match || level === undefined)) {
      throw fail(`"${word}" is not of the form rule:line or rule:line:level`);
    }
    return match && level !== undefined ? [{ rule: match[1]!, line: Number(match[2]), level }] : [];
  });
  return { source, line, expected, fixed: [], refused: null, says: null, outputs: null, editable, script: null };
}

/** Stored outputs: as JSON, or as a person would see them. */
function outputs(word: string, rest: string, text: string): readonly Output[] | null {
  if (word === 'json' && rest === 'output') {
    const value = JSON.parse(text) as Output | Output[];
    return Array.isArray(value) ? value : [value];
  }
  if (word !== 'text') {
    return null;
  }
  switch (rest) {
    case 'stdout':
    case 'stderr':
      return [{ type: 'stream', name: rest, text: `${text}\n` }];
    case 'result':
      return [{ type: 'result', text }];
    case 'display':
      return [{ type: 'display', text }];
    case 'error':
      return [errorOf(text)];
    default:
      return null;
  }
}

function joined(text: string): string {
  return text.split('\n').join(' ').trim();
}
