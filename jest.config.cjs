/** Two projects: engine (plain node, a second) and lab (jsdom with JupyterLab's packages, slower). */
// Packages that JupyterLab pulls in as ES modules only and that node cannot require.
const esm = [
  '@codemirror',
  '@jupyter/',
  '@jupyterlab/',
  '@lezer',
  '@microsoft',
  '@marijn',
  '@rjsf',
  'color',
  'crelt',
  'style-mod',
  'w3c-keyname',
  'exenv-es6',
  'lib0',
  'marked',
  'nanoid',
  'vscode-ws-jsonrpc',
  'y-protocols',
  'y-websocket',
  'yjs'
].join('|');

const transform = {
  '^.+\\.[tj]sx?$': [
    '@swc/jest',
    {
      jsc: {
        parser: { syntax: 'typescript', tsx: true },
        target: 'es2022',
        transform: { react: { runtime: 'classic' } }
      },
      module: { type: 'commonjs' }
    }
  ]
};

const ours = {
  transform,
  modulePathIgnorePatterns: ['jupyterlab_async_doctor', '.venv', '.cache', 'compat', 'lib', 'dist'].map(
    folder => `<rootDir>/${folder}/`
  )
};

module.exports = {
  projects: [
    {
      ...ours,
      displayName: 'engine',
      testEnvironment: 'node',
      testMatch: ['<rootDir>/src/*.spec.ts', '<rootDir>/src/{engine,cli,house}/**/*.spec.ts']
    },
    {
      ...ours,
      displayName: 'lab',
      testMatch: ['<rootDir>/src/lab/**/*.spec.{ts,tsx}'],
      testEnvironment: '@jupyterlab/testing/lib/jest-env.js',
      setupFiles: ['@jupyterlab/testing/lib/jest-shim.js'],
      moduleNameMapper: {
        '\\.(css|less|sass|scss)$': 'identity-obj-proxy',
        '\\.(gif|ttf|eot)$': '@jupyterlab/testing/lib/jest-file-mock.js'
      },
      transform: { ...transform, '\\.svg$': '@jupyterlab/testing/lib/jest-raw-loader.js' },
      transformIgnorePatterns: [`/node_modules/(?!(${esm}))`]
    }
  ],
  collectCoverageFrom: ['src/**/*.{ts,tsx}', '!src/**/*.spec.*', '!src/house/**']
};
