/** A unified diff of two versions of a cell. */

/** Lines around a change that are shown with it. */
const CONTEXT = 3;
/** Larger differences are shown as one block instead of being compared line by line: time and memory grow with the square. */
const LARGEST = 4_000_000;

interface ILine {
  readonly sign: ' ' | '-' | '+';
  readonly text: string;
}

/**
 * The hunks of a diff, without file names.
 *
 * @returns one text per line: `@@ -1,2 +1,2 @@`, ` same`, `-old`, `+new`; none when nothing differs.
 */
export function unifiedDiff(before: string, after: string): string[] {
  const lines = compare(before.split('\n'), after.split('\n'));
  const result: string[] = [];
  for (const [from, to] of hunks(lines)) {
    const head = lines.slice(0, from);
    const part = lines.slice(from, to);
    result.push(
      `@@ -${range(head, part, '+')} +${range(head, part, '-')} @@`,
      ...part.map(line => line.sign + line.text)
    );
  }
  return result;
}

/** `start,count` of the side that lacks the lines with `other`. */
function range(head: readonly ILine[], part: readonly ILine[], other: ILine['sign']): string {
  const start = head.filter(line => line.sign !== other).length;
  const count = part.filter(line => line.sign !== other).length;
  return `${count > 0 ? start + 1 : start},${count}`;
}

/** Stretches of lines that belong together: changes with their context. */
function hunks(lines: readonly ILine[]): [number, number][] {
  const result: [number, number][] = [];
  lines.forEach((line, at) => {
    if (line.sign === ' ') {
      return;
    }
    const last = result[result.length - 1];
    const to = Math.min(lines.length, at + 1 + CONTEXT);
    if (last && at - CONTEXT <= last[1]) {
      last[1] = to;
    } else {
      result.push([Math.max(0, at - CONTEXT), to]);
    }
  });
  return result;
}

function compare(before: readonly string[], after: readonly string[]): ILine[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) {
    start++;
  }
  let end = 0;
  const most = Math.min(before.length, after.length) - start;
  while (end < most && before[before.length - 1 - end] === after[after.length - 1 - end]) {
    end++;
  }
  const middle = between(before.slice(start, before.length - end), after.slice(start, after.length - end));
  return [...mark(' ', before.slice(0, start)), ...middle, ...mark(' ', before.slice(before.length - end))];
}

/** Longest common subsequence of the lines that differ at both ends. */
function between(before: readonly string[], after: readonly string[]): ILine[] {
  const width = after.length + 1;
  if ((before.length + 1) * width > LARGEST) {
    return [...mark('-', before), ...mark('+', after)];
  }
  const common = new Uint32Array((before.length + 1) * width);
  for (let i = before.length - 1; i >= 0; i--) {
    for (let j = after.length - 1; j >= 0; j--) {
      const at = i * width + j;
      common[at] =
        before[i] === after[j]
          ? (common[at + width + 1] ?? 0) + 1
          : Math.max(common[at + width] ?? 0, common[at + 1] ?? 0);
    }
  }
  const lines: ILine[] = [];
  let i = 0;
  let j = 0;
  while (i < before.length && j < after.length) {
    const at = i * width + j;
    if (before[i] === after[j]) {
      lines.push({ sign: ' ', text: before[i++] ?? '' });
      j++;
    } else if ((common[at + width] ?? 0) >= (common[at + 1] ?? 0)) {
      lines.push({ sign: '-', text: before[i++] ?? '' });
    } else {
      lines.push({ sign: '+', text: after[j++] ?? '' });
    }
  }
  return [...lines, ...mark('-', before.slice(i)), ...mark('+', after.slice(j))];
}

function mark(sign: ILine['sign'], lines: readonly string[]): ILine[] {
  return lines.map(text => ({ sign, text }));
}
