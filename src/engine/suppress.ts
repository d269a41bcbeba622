/** Ignore comments, tags and metadata: `# async-doctor: ignore[rule-id] reason`. */
import type { IEdit } from './edits/edit';
import type { IFailure } from './failures/failure';
import type { IOptions } from './options';
import { IGNORE_TAG, isOn } from './options';
import type { ICellFacts } from './python/facts';
import type { INotebookFacts } from './python/notebook-facts';
import { scan } from './python/scanner';
import { speaksIn } from './rules/rule';
import type { IRule, ISeen } from './rules/rule';

/** The rule under which ignores that silence nothing are reported. */
const UNUSED = 'unused-ignore';

const COMMENT = /^#\s*async-doctor:\s*ignore\[([^\]]*)\]/;

/** An ignore comment in a cell. */
interface IIgnore {
  readonly from: number;
  readonly to: number;
  readonly rules: readonly string[];
  /** Offsets of the line it stands on; null when it is the cell's first line and speaks for the whole cell. */
  readonly line: { readonly from: number; readonly to: number } | null;
  used: boolean;
}

/**
 * The edit that writes an ignore comment on the line of `offset`.
 *
 * @param source - the cell's source.
 * @param offset - UTF-16 offset where the finding starts.
 * @param rule - the rule id.
 * @returns an insertion at the end of that line, or of the statement's last line where the line goes on in a string.
 */
export function ignoreComment(source: string, offset: number, rule: string): IEdit {
  const tokens = scan(source);
  let end = lineEnd(source, offset);
  // Behind a backslash, or inside a string that goes on, a comment would change the program.
  for (;;) {
    const at = end;
    const inside = tokens.find(each => each.kind === 'string' && each.from < at && at < each.to);
    if (inside) {
      end = lineEnd(source, inside.to);
    } else if (source[end - 1] === '\\' && end < source.length) {
      end = lineEnd(source, end + 1);
    } else {
      break;
    }
  }
  const present = tokens.find(each => each.kind === 'comment' && each.to === end);
  const merged = present && COMMENT.exec(source.slice(present.from, present.to));
  if (present && merged) {
    const at = present.from + merged[0].length - 1;
    return { from: at, to: at, text: `${merged[1]!.trim() === '' ? '' : ', '}${rule}` };
  }
  const text = `# async-doctor: ignore[${rule}]`;
  if (present) {
    // Two comments on one line are one comment: the ignore goes first so that it is seen.
    return { from: present.from, to: present.from, text: `${text} ` };
  }
  return { from: end, to: end, text: `${/\s$/.test(source.slice(0, end)) ? '' : '  '}${text}` };
}

/**
 * Drop what comments, tags and metadata silence; add a sighting for each comment that silences nothing.
 *
 * @param stale - failures of cells that were edited since they ran.
 */
export function suppress(
  groups: readonly ISeen[][],
  all: INotebookFacts,
  options: IOptions,
  rules: readonly IRule[],
  stale: readonly IFailure[]
): ISeen[][] {
  const ignores = new Map<string, IIgnore[]>();
  for (const cell of all.cells) {
    if (cell.ignores) {
      ignores.set(cell.id, readIgnores(cell, all.document.kind === 'script'));
    }
  }
  const kept = groups.filter(members => {
    const { rule, sighting } = members[0]!;
    const tagged = tagsOf(sighting.cell, all).includes(IGNORE_TAG);
    const found = (ignores.get(sighting.cell) ?? []).filter(
      each =>
        each.rules.includes(rule.id) &&
        (!each.line || (each.line.from <= sighting.from && sighting.from <= each.line.to))
    );
    found.forEach(each => (each.used = true));
    return !tagged && found.length === 0 && !all.document.ignored.includes(rule.id);
  });
  const rule = rules.find(each => each.id === UNUSED);
  if (!rule || !isOn(rule, options) || all.document.ignored.includes(UNUSED)) {
    return kept;
  }
  for (const [cell, list] of ignores) {
    const facts = all.cell(cell);
    const open = facts?.complete && facts.python && !tagsOf(cell, all).includes(IGNORE_TAG);
    const unused = open ? list.filter(each => !each.used && !isUnsure(each, cell, rules, stale)) : [];
    for (const each of unused) {
      const words = describe(each, rules, options, all);
      if (words) {
        kept.push([{ rule, sighting: { cell, from: each.from, to: each.to, ...words } }]);
      }
    }
  }
  return kept;
}

/** It silences this very report, or what the kernel will say again once the changed cell has run. */
function isUnsure(ignore: IIgnore, cell: string, rules: readonly IRule[], stale: readonly IFailure[]): boolean {
  const told = stale.filter(each => each.cell === cell || each.frames.some(frame => frame.cell === cell));
  const named = rules.filter(each => ignore.rules.includes(each.id));
  return (
    ignore.rules.includes(UNUSED) ||
    named.some(rule => rule.failures?.some(id => told.some(failure => failure.ids.includes(id))))
  );
}

function describe(
  ignore: IIgnore,
  rules: readonly IRule[],
  options: IOptions,
  all: INotebookFacts
): { title: string; message: string } | null {
  const unknown = ignore.rules.find(id => !rules.some(rule => rule.id === id));
  if (ignore.rules.length === 0) {
    return {
      title: 'This ignore comment names no rule.',
      message: 'Write the rule between the brackets, or remove the comment.'
    };
  }
  if (unknown !== undefined) {
    return { title: `There is no rule named ${unknown}.`, message: 'Correct the name, or remove the comment.' };
  }
  const named = rules.filter(each => ignore.rules.includes(each.id));
  const off = named.some(
    each => !isOn(each, options) || !speaksIn(each, all.document) || all.document.ignored.includes(each.id)
  );
  return off
    ? null
    : {
        title: 'This ignore comment silences nothing.',
        message: 'The mistake it was written for is gone: remove the comment.'
      };
}

function tagsOf(cell: string, all: INotebookFacts): readonly string[] {
  const facts = all.cell(cell);
  return (facts && all.document.cells[facts.index]?.tags) ?? [];
}

/** In a script an ignore above all code speaks for the file: what `#!` and `coding:` say has to stand first. */
function readIgnores(cell: ICellFacts, script: boolean): IIgnore[] {
  const below = script ? cell.source.search(/^[^\S\r\n]*[^\s#]/m) : cell.source.search(/\S/) + 1;
  return scan(cell.source).flatMap(token => {
    const match = token.kind === 'comment' ? COMMENT.exec(cell.source.slice(token.from, token.to)) : null;
    if (!match) {
      return [];
    }
    const rules = match[1]!.split(',').flatMap(each => each.trim() || []);
    const from = cell.source.lastIndexOf('\n', token.from) + 1;
    const line = token.from < below ? null : { from: logicalStart(cell, from), to: token.to };
    return [{ from: token.from, to: token.to, rules, line, used: false }];
  });
}

/** A comment at the end of a statement that goes over several lines speaks for all of them. */
function logicalStart(cell: ICellFacts, lineStart: number): number {
  const holding = cell.statements.filter(
    each => each.children.length === 0 && each.from < lineStart && each.to > lineStart
  );
  return holding.reduce((from, each) => Math.min(from, each.from), lineStart);
}

function lineEnd(source: string, offset: number): number {
  const end = source.indexOf('\n', offset);
  return end < 0 ? source.length : end > 0 && source[end - 1] === '\r' ? end - 1 : end;
}
