/** A rule page as people read it: without what only tests need, and with words between an example and its outcome. */

/** Everything from this heading on is for tests alone. */
export const TESTS_ONLY = 'More cases';

/** A comment above an example that says how its notebook differs. */
export const SETTINGS = /^<!-- (\{.*\}) -->$/;

const FENCE = /^(`{3,})(.*)$/;

/** The published text of a page. */
export function publish(page: string): string {
  const [shown = ''] = page.split(`\n## ${TESTS_ONLY}\n`);
  const lines = shown.split('\n').filter(line => !SETTINGS.test(line));
  const out: string[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const [, marks, info = ''] = FENCE.exec(lines[at]!) ?? [];
    const end = marks === undefined ? -1 : lines.indexOf(marks, at + 1);
    if (marks === undefined || end < 0) {
      out.push(lines[at]!);
    } else {
      out.push(...block(marks, info, lines.slice(at + 1, end)));
      at = end;
    }
  }
  return `${out
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trimEnd()}\n`;
}

/** One fence. */
function block(marks: string, info: string, text: readonly string[]): string[] {
  const fenced = (language: string): string[] => [`${marks}${language}`, ...text, marks];
  const fixed = /^py fixed(?: "(.+)"| (all))?$/.exec(info);
  if (fixed) {
    const by = fixed[1] ?? (fixed[2] ? 'Fix all safe' : null);
    return [by === null ? 'After the rewrite:' : `After *${by}*:`, '', ...fenced('python')];
  }
  switch (info) {
    case 'text says':
      return text.map(line => `> ${line}`);
    case 'text note':
      return [`*With it:* ${text.join(' ')}`];
    case 'text refused':
      return [`*No rewrite:* ${text.join(' ')}`];
    default:
      return fenced(/^py(?: |$)/.test(info) ? 'python' : (info.split(' ')[0] ?? ''));
  }
}
