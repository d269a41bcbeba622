import { readArguments, UsageProblem } from './arguments';

const parse = (line: string): ReturnType<typeof readArguments> => readArguments(line.split(' ').filter(word => word));

const ALL = { select: null, ignore: [] };

test.each([
  ['--help', { name: 'help', of: null }],
  ['-h', { name: 'help', of: null }],
  ['fix --help', { name: 'help', of: 'fix' }],
  ['--version', { name: 'version' }],
  ['check a.ipynb b', { name: 'check', paths: ['a.ipynb', 'b'], format: 'text', level: 'warning', rules: ALL }],
  ['check --format json --level=hint .', { name: 'check', paths: ['.'], format: 'json', level: 'hint', rules: ALL }],
  ['--format sarif check .', { name: 'check', paths: ['.'], format: 'sarif', level: 'warning', rules: ALL }],
  [
    'check . --select a,b --select=b,c --ignore d',
    { name: 'check', paths: ['.'], format: 'text', level: 'warning', rules: { select: ['a', 'b', 'c'], ignore: ['d'] } }
  ],
  ['check -- --odd.ipynb', { name: 'check', paths: ['--odd.ipynb'], format: 'text', level: 'warning', rules: ALL }],
  ['fix a', { name: 'fix', paths: ['a'], rules: ALL, unsafe: false, write: false }],
  ['fix --diff a', { name: 'fix', paths: ['a'], rules: ALL, unsafe: false, write: false }],
  [
    'fix --write --unsafe --select x a',
    { name: 'fix', paths: ['a'], rules: { select: ['x'], ignore: [] }, unsafe: true, write: true }
  ],
  ['explain asyncio-run', { name: 'explain', asked: 'asyncio-run' }],
  ['rules', { name: 'rules', format: 'text' }],
  ['rules --format json', { name: 'rules', format: 'json' }]
])('%s', (line, command) => {
  expect(parse(line)).toEqual(command);
});

test.each([
  ['', 'a command is missing: check, fix, explain or rules'],
  ['chekc .', 'there is no command "chekc"; did you mean check?'],
  ['a.ipynb', 'there is no command "a.ipynb"; to check it: async-doctor check a.ipynb'],
  ['check', 'check needs a notebook, a Python file or a folder; "." is this folder'],
  ['fix --write', 'fix needs a notebook, a Python file or a folder; "." is this folder'],
  ['check --fromat json .', 'check has no option --fromat; did you mean --format?'],
  ['check --write .', 'check has no option --write'],
  ['check -x .', 'check has no option -x'],
  ['check --constructor .', 'check has no option --constructor'],
  ['--format json', 'there is no option --format'],
  ['check --format xml .', '--format is one of text, json, github, sarif, and "xml" was given'],
  ['check --level off .', '--level is one of hint, info, warning, error, and "off" was given'],
  ['check . --level', '--level needs a value'],
  ['check --level= .', '--level needs a value'],
  ['check --select , .', '--select needs rule ids, separated by commas'],
  ['fix --write=yes .', '--write takes no value, and "yes" was given'],
  ['fix --diff --write .', '--diff only shows the changes and --write makes them; choose one'],
  ['fix --ignore a .', 'fix has no option --ignore'],
  ['explain', 'explain takes the id of one rule, for example asyncio-run, or one message in quotation marks'],
  ['explain a b', 'explain takes the id of one rule, for example asyncio-run, or one message in quotation marks'],
  ['rules x', 'rules takes no further words, and "x" was given'],
  ['rules --format sarif', '--format is one of text, json, and "sarif" was given']
])('%s: %s', (line, message) => {
  expect(() => parse(line)).toThrow(new UsageProblem(message));
});

test('an empty path is refused', () => {
  expect(() => readArguments(['check', ''])).toThrow(UsageProblem);
});
