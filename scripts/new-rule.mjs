/** npm run new-rule -- <id>: writes a rule and its page, both working, to be changed into what they should be. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { say } from './progress.mjs';
import { attempt, inRoot } from './run.mjs';

const [id = '', ...rest] = process.argv.slice(2);
const rules = (...parts) => inRoot('src', 'engine', 'rules', ...parts);

if (!/^[a-z]+(-[a-z]+)*$/.test(id) || rest.length > 0) {
  say('Usage: npm run new-rule -- <id>, where id names the mistake in small letters and dashes: unawaited-coroutine');
  process.exit(2);
}
if (existsSync(rules(`${id}.ts`)) || existsSync(rules(`${id}.md`))) {
  say(`There is a rule named ${id} already.`);
  process.exit(2);
}

const title = `${id[0].toUpperCase()}${id.slice(1).replaceAll('-', ' ')}`;
for (const [template, name] of [
  ['rule.ts.txt', `${id}.ts`],
  ['page.md.txt', `${id}.md`]
]) {
  const text = readFileSync(inRoot('scripts', 'new-rule', template), 'utf8');
  writeFileSync(rules(name), text.replaceAll('{{id}}', id).replaceAll('{{title}}', title));
}
const { code } = await attempt(process.execPath, [inRoot('scripts', 'update.mjs')], { show: 'errors' });
say(`
The rule: src/engine/rules/${id}.ts
Its page: src/engine/rules/${id}.md, documentation and test at once

1. Write on the page what should be found, and what should not.
2. npm test -- unit src/house/pages.spec.ts -t ${id}
3. Change the rule until it passes, then: npm run update && npm test -- types lint unit
`);
process.exitCode = code;
