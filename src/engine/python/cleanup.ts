/**
 * What IPython removes at line starts before it reads a cell: common indentation and prompts.
 * Follows IPython 9.17.1, core/inputtransformer2.py (`leading_indent`, `PromptStripper`), including its
 * heuristics for doctest prompts. Input has `\n` line ends only.
 */

/** One physical line with its line end. `from` moves forward over what is removed. */
export interface ILine {
  from: number;
  readonly to: number;
}

const CLASSIC = /^[^\S\n]*>>>/m;
const CLASSIC_FIRST = /^\s*>>>[ \t]?/;
const CLASSIC_NEXT = /^\s*\.\.\.[ \t]?/;
const NUMBERED = /^(?:(?:(?:\[nav\]|\[ins\])? )?In \[\d+\]: |\s*\.{3,}: ?)/;
const NUMBERED_ANYWHERE = /In \[\d+\]: |\.\.\.:/;
const TRIPLE_QUOTES = /"""|'''/g;

/** The lines of `text`, each with its `\n`. */
export function splitLines(text: string): ILine[] {
  const lines: ILine[] = [];
  let from = 0;
  while (from < text.length) {
    const end = text.indexOf('\n', from);
    const to = end < 0 ? text.length : end + 1;
    lines.push({ from, to });
    from = to;
  }
  return lines;
}

/** True when no line of `text` has anything to remove. Quick; may be false for a text that has nothing either. */
export function isClean(text: string): boolean {
  let at = 0;
  let lineStart = 0;
  for (; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 10) {
      lineStart = at + 1;
    } else if (unit !== 32 && unit !== 9) {
      break;
    }
  }
  return at === lineStart && !CLASSIC.test(text) && !NUMBERED_ANYWHERE.test(text);
}

/**
 * Removes indentation and prompts from the lines from `first` on, by moving their `from`.
 * @returns the index of the first line that is not blank; `lines.length` when all are
 */
export function cleanUp(text: string, lines: readonly ILine[], first: number): number {
  let start = first;
  while (start < lines.length && isBlank(text, lines[start])) {
    start++;
  }
  const rest = lines.slice(start);
  if (rest.length > 0) {
    dedent(text, rest);
    stripClassic(text, rest);
    stripNumbered(text, rest);
  }
  return start;
}

function content(text: string, line: ILine): string {
  return text.slice(line.from, line.to);
}

function isBlank(text: string, line: ILine | undefined): boolean {
  return line === undefined || content(text, line).trim() === '';
}

/** As `textwrap.dedent`; lines of white space alone do not count and lose what they can. */
function dedent(text: string, lines: readonly ILine[]): void {
  let margin: string | null = null;
  for (const line of lines) {
    const own = indentation(text, line);
    if (line.from + own.length >= line.to || text.charCodeAt(line.from + own.length) === 10) {
      continue;
    }
    margin = margin === null ? own : commonPrefix(margin, own);
    if (margin === '') {
      return;
    }
  }
  const width = margin === null ? 0 : margin.length;
  for (const line of lines) {
    line.from += Math.min(width, indentation(text, line).length);
  }
}

function indentation(text: string, line: ILine): string {
  let at = line.from;
  while (at < line.to && (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 9)) {
    at++;
  }
  return text.slice(line.from, at);
}

function commonPrefix(one: string, other: string): string {
  let length = 0;
  while (length < one.length && one.charCodeAt(length) === other.charCodeAt(length)) {
    length++;
  }
  return one.slice(0, length);
}

function stripClassic(text: string, lines: readonly ILine[]): void {
  if (!lines.some(line => CLASSIC_FIRST.test(content(text, line)))) {
    return;
  }
  const kept = insideTripleQuotes(text, lines);
  if (!lines.some((line, index) => !kept[index] && CLASSIC_FIRST.test(content(text, line)))) {
    return;
  }
  let segment: ILine[] = [];
  let stripped = false;
  const close = (): void => {
    if (stripped) {
      dedent(text, segment);
    }
    segment = [];
    stripped = false;
  };
  lines.forEach((line, index) => {
    if (kept[index]) {
      close();
      return;
    }
    const own = content(text, line);
    const prompt = CLASSIC_FIRST.exec(own) ?? CLASSIC_NEXT.exec(own);
    if (prompt) {
      line.from += prompt[0].length;
      stripped = true;
    }
    segment.push(line);
  });
  close();
}

/** IPython's guess which lines are in a string that a person typed, where prompts are text. */
function insideTripleQuotes(text: string, lines: readonly ILine[]): boolean[] {
  let open: string | null = null;
  let preserve = false;
  let seenPrompt = false;
  return lines.map(line => {
    const own = content(text, line);
    let inside = open !== null && preserve;
    for (const match of own.matchAll(TRIPLE_QUOTES)) {
      if (match.index > 0 && own.charCodeAt(match.index - 1) === 92) {
        continue;
      }
      if (open === null) {
        open = match[0];
        const before = own.slice(0, match.index);
        const bare = before.replace(CLASSIC_FIRST, '').replace(CLASSIC_NEXT, '');
        preserve = !(bare !== before && seenPrompt) && /^[rubf]*$/i.test(bare.trim());
        inside = preserve;
      } else if (open === match[0]) {
        open = null;
        preserve = false;
      }
    }
    seenPrompt = seenPrompt || CLASSIC_FIRST.test(own);
    return inside;
  });
}

function stripNumbered(text: string, lines: readonly ILine[]): void {
  if (!lines.slice(0, 2).some(line => NUMBERED.test(content(text, line)))) {
    return;
  }
  for (const line of lines) {
    line.from += NUMBERED.exec(content(text, line))?.[0].length ?? 0;
  }
}
