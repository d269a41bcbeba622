/** Generated files are current; with UPDATE=1 they are written. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { generate, placeOf } from './generate';
import { filesIn, textOf } from './repository';

const UPDATE = process.env['UPDATE'] === '1';

describe('generated files', () => {
  const files = generate();

  it.each([...files])('%s is as `npm run update` writes it', (name, text) => {
    if (UPDATE && textOf(name) !== text) {
      mkdirSync(path.dirname(placeOf(name)), { recursive: true });
      writeFileSync(placeOf(name), text);
    }
    expect(textOf(name)).toBe(text);
  });

  it('has no page of a rule that is gone', () => {
    const gone = filesIn('docs/rules').filter(name => !files.has(name));
    if (UPDATE) {
      gone.forEach(name => rmSync(placeOf(name)));
    }
    expect(filesIn('docs/rules').filter(name => !files.has(name))).toEqual([]);
  });
});
