import { runWith } from '../testing/terminal';

test('explain prints the page', async () => {
  expect(await runWith(['explain', 'bad-word'])).toEqual({
    status: 0,
    out: '# bad-word\n\nBad words are bad.\n',
    err: ''
  });
});

test('explain without a page says what the rule is', async () => {
  expect((await runWith(['explain', 'odd-word'])).out).toBe('# odd-word\n\nAn odd word\n');
});

test('explain suggests the nearest names', async () => {
  const { status, err } = await runWith(['explain', 'bad_word']);
  expect(status).toBe(2);
  expect(err).toContain('there is no rule "bad_word"; did you mean bad-word?');
  expect((await runWith(['explain', 'xyzzy'])).err).toContain('"async-doctor rules" lists them');
});

test('explain takes what the kernel said', async () => {
  expect((await runWith(['explain', 'Error: so BAD'])).out).toBe('# bad-word\n\nBad words are bad.\n');
  expect((await runWith(['explain', 'BAD and ODD'])).out).toBe(
    'That message has several causes:\n\nbad-word  A bad word\nodd-word  An odd word\n\n' +
      '"async-doctor explain bad-word" explains the first of them.\n'
  );
  const { status, err } = await runWith(['explain', 'nothing of the sort']);
  expect([status, err]).toEqual([2, expect.stringContaining('no rule knows the message "nothing of the sort"')]);
});

test('rules lists the rules', async () => {
  expect((await runWith(['rules'])).out).toBe(
    'bad-word    error    A bad word\nloud-word   off      A loud word\nodd-word    warning  An odd word\nsmall-word  hint     A small word\n'
  );
  expect(JSON.parse((await runWith(['rules', '--format', 'json'])).out)).toEqual({
    version: 1,
    rules: expect.arrayContaining([{ id: 'bad-word', level: 'error', title: 'A bad word' }])
  });
});

test('help and version', async () => {
  expect((await runWith(['--version'])).out).toBe('async-doctor 1.2.3\n');
  expect((await runWith(['--help'])).out).toContain('async-doctor check [--format text|json|github|sarif]');
  for (const command of ['check', 'fix', 'explain', 'rules']) {
    const { status, out, err } = await runWith([command, '--help']);
    expect([status, err]).toEqual([0, '']);
    expect(out).toContain(`Usage: async-doctor ${command}`);
    expect(out.split('\n').filter(line => line.length > 120)).toEqual([]);
  }
});

test('a mistake in the command names the help', async () => {
  expect(await runWith([])).toEqual({
    status: 2,
    out: '',
    err: 'async-doctor: a command is missing: check, fix, explain or rules ("async-doctor --help" says more)\n'
  });
});
