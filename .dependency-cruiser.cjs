/**
 * Who may import whom: the engine knows nothing above it, lab and cli know the engine by its doors,
 * and what is only for tests never ships.
 */
const specs = '\\.spec\\.tsx?$';
// index.ts is the front door. Behind analyse.ts is everything that reads Python, behind extract.ts what moves a function
// into a module, behind pages.ts are the long texts: a browser fetches them when they are needed, so they stay out of index.ts.
const doors = '^src/engine/(index|analyse|extract|pages|symptoms)\\.ts$';
const late = '^src/engine/(analyse|extract|pages|symptoms)\\.ts$';

module.exports = {
  forbidden: [
    {
      name: 'engine-alone',
      comment: 'The engine imports itself and py-ast: it must run in a browser, in node and in a test.',
      severity: 'error',
      from: { path: '^src/engine/', pathNot: specs },
      to: { pathNot: '^(src/engine/|node_modules/py-ast/)' }
    },
    {
      name: 'through-the-door',
      comment:
        'lab and cli use what engine/index.ts, analyse.ts, pages.ts and symptoms.ts export, nothing behind them.',
      severity: 'error',
      from: { path: '^src/(lab/|cli/|index\\.ts|tokens\\.ts)' },
      to: { path: '^src/engine/', pathNot: doors }
    },
    {
      name: 'large-things-late',
      comment: 'lab imports the large doors dynamically: what starts with JupyterLab would bring the engine with it.',
      severity: 'error',
      from: { path: '^src/(lab/|index\\.ts|tokens\\.ts)', pathNot: specs },
      to: { path: late, dynamic: false }
    },
    {
      name: 'rules-on-top',
      comment: 'Rules ask facts and build edits; what they stand on must not know them.',
      severity: 'error',
      from: { path: '^src/engine/(python|edits|failures|tasks)/', pathNot: specs },
      to: { path: '^src/engine/rules/' }
    },
    {
      name: 'lab-and-cli-apart',
      comment: 'The command line runs without JupyterLab and the extension without node.',
      severity: 'error',
      from: { path: '^src/(lab/|index\\.ts|tokens\\.ts)', pathNot: specs },
      to: { path: '^src/cli/' }
    },
    {
      name: 'cli-without-lab',
      severity: 'error',
      from: { path: '^src/cli/', pathNot: specs },
      to: { path: '^(src/(lab/|index\\.ts|tokens\\.ts)|node_modules/(@jupyter|@lumino|@codemirror|react))' }
    },
    {
      name: 'tests-do-not-ship',
      severity: 'error',
      from: { path: '^src/', pathNot: `^src/house/|/testing/|${specs}` },
      to: { path: `^src/house/|/testing/|${specs}` }
    },
    {
      name: 'not-declared',
      comment: 'What ships may import dependencies and peerDependencies only: nothing else is there for a user.',
      severity: 'error',
      from: { path: '^src/', pathNot: `^src/house/|/testing/|${specs}` },
      to: { path: '^node_modules/', dependencyTypesNot: ['npm', 'npm-peer'] }
    },
    { name: 'no-circular', severity: 'error', from: { path: '^src' }, to: { circular: true } },
    { name: 'resolvable', severity: 'error', from: { path: '^src' }, to: { couldNotResolve: true } }
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types']
    }
  }
};
