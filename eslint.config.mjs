import js from '@eslint/js';
import jupyter from '@jupyter/eslint-plugin';
import tseslint from 'typescript-eslint';

// "Nothing leaves the browser" is a promise to users; these are the ways it could be broken.
const quiet = 'Nothing in src may send anything anywhere.';
const senders = ['fetch', 'XMLHttpRequest', 'WebSocket', 'EventSource', 'RTCPeerConnection', 'WebTransport'];
const sendingModules = ['http', 'https', 'http2', 'net', 'tls', 'dgram', 'dns', 'child_process'];
const sendingPaths = [
  { name: '@jupyterlab/services', importNames: ['ServerConnection'], message: quiet },
  ...sendingModules.flatMap(name => [name, `node:${name}`]).map(name => ({ name, message: quiet }))
];
const sendingProperties = [
  { property: 'sendBeacon', message: quiet },
  ...['window', 'globalThis', 'self'].flatMap(object => senders.map(property => ({ object, property, message: quiet })))
];

// The engine turns values into values: with a clock, a page or a process in reach its tests would not be worth much.
const outside = [
  ...['window', 'document', 'navigator', 'self', 'globalThis', 'localStorage', 'sessionStorage', 'indexedDB'],
  ...['process', 'require', 'Buffer', 'console', 'Date', 'performance'],
  ...['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'requestAnimationFrame', 'requestIdleCallback']
];

const tests = ['**/*.spec.{ts,tsx}', '**/testing/**', 'src/house/**'];

const restrictGlobals = (names, message) => names.map(name => ({ name, message }));

// What may be imported of the engine; `.dependency-cruiser.cjs` says the same and why, this says it in the editor.
const doors = (names, message) => ({
  'no-restricted-imports': ['error', { paths: sendingPaths, patterns: [{ regex: `/engine/(?!(${names})$)`, message }] }]
});

// A long file is a sign that two subjects share it.
const size = max => ({ 'max-lines': ['error', { max, skipBlankLines: false, skipComments: false }] });

export default tseslint.config(
  {
    ignores: [
      'lib',
      'node_modules',
      'jupyterlab_async_doctor',
      'coverage',
      'dist',
      'compat/*/node_modules',
      'docs/_build',
      'ui-tests/playwright-report',
      'ui-tests/test-results',
      '.venv',
      '.cache'
    ]
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  { files: ['**/*.{js,cjs,mjs,ts,tsx}'], ...js.configs.recommended },
  ...tseslint.configs.recommended.map(config => ({ files: ['**/*.{ts,tsx}'], ...config })),
  { plugins: { jupyter } },
  ...jupyter.configs.recommended,
  {
    files: ['src/**/*.{ts,tsx}', 'ui-tests/**/*.ts'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      eqeqeq: ['error', 'always'],
      curly: 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-unnecessary-condition': 'off',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/naming-convention': [
        'error',
        { selector: 'interface', format: ['PascalCase'], custom: { regex: '^I[A-Z]', match: true } }
      ],
      // JupyterLab's own form: a token and its interface share a name.
      '@typescript-eslint/no-redeclare': 'off',
      ...size(300)
    }
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    rules: {
      'no-restricted-globals': ['error', ...restrictGlobals(senders, quiet)],
      'no-restricted-properties': ['error', ...sendingProperties]
    }
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    // Tests may start what they test.
    ignores: tests,
    rules: { 'no-restricted-imports': ['error', { paths: sendingPaths }] }
  },
  {
    files: ['src/engine/**/*.ts'],
    ignores: tests,
    rules: {
      'no-restricted-globals': [
        'error',
        ...restrictGlobals(senders, quiet),
        ...restrictGlobals(outside, 'The engine is pure: values in, values out.')
      ],
      'no-restricted-imports': [
        'error',
        {
          paths: sendingPaths,
          patterns: [
            { regex: '^(?!\\.{1,2}(/|$)|py-ast$)', message: 'The engine imports only itself and py-ast.' },
            {
              regex: '^(\\.\\./)+(lab|cli|house|index|tokens)(/|$)',
              message: 'The engine imports only itself and py-ast.'
            }
          ]
        }
      ]
    }
  },
  {
    files: ['src/lab/**/*.{ts,tsx}'],
    ignores: tests,
    rules: doors(
      'index',
      "Import from 'engine' (or, lazily, from 'engine/analyse', 'engine/extract' and 'engine/pages')."
    )
  },
  {
    files: ['src/cli/**/*.ts'],
    ignores: tests,
    rules: doors(
      'index|analyse|pages|symptoms',
      "Import from 'engine', 'engine/analyse', 'engine/pages' or 'engine/symptoms'."
    )
  },
  {
    files: ['src/lab/**/*.{ts,tsx}', 'src/index.ts'],
    rules: {
      // Needed as soon as a notebook is open; what only a click needs is loaded by the click.
      'jupyter/prefer-lazy-imports': ['warn', { ignoreImports: ['../engine', './documents/*', './findings'] }]
    }
  },
  {
    // The engine and the command line speak English.
    files: ['src/engine/**/*.ts', 'src/cli/**/*.ts'],
    rules: { 'jupyter/no-untranslated-string': 'off' }
  },
  {
    // A test's words are shown to nobody, and what it creates ends with it.
    files: tests,
    rules: {
      'jupyter/no-untranslated-string': 'off',
      'jupyter/require-disposable-ownership': 'off',
      'jupyter/require-disposable-transfer': 'off',
      'jupyter/require-signal-cleanup': 'off'
    }
  },
  {
    // galata's helper knows JupyterLab's cells; ours have to work in Notebook 7 as well.
    files: ['ui-tests/**/*.ts'],
    rules: { 'jupyter/galata-prefer-notebook-cell-helper': 'off' }
  },
  // Generated: one entry for each rule.
  {
    files: ['src/engine/pages.ts', 'src/engine/rules/index.ts', 'src/engine/rules/list.ts'],
    rules: { 'max-lines': 'off' }
  },
  { files: ['src/index.ts'], rules: size(40) },
  {
    files: ['scripts/**/*.mjs', 'ui-tests/**/*.mjs', '*.{cjs,mjs}'],
    languageOptions: {
      globals: Object.fromEntries(
        ['process', 'console', 'URL', 'fetch', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'].map(
          name => [name, 'readonly']
        )
      )
    },
    rules: size(300)
  },
  {
    files: ['**/*.cjs'],
    languageOptions: { globals: { module: 'writable', require: 'readonly', __dirname: 'readonly' } }
  },
  { files: ['style/**/*.js'], languageOptions: { sourceType: 'module' } }
);
