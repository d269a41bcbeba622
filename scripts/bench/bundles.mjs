/** Our own source as something node can load: the same compiler settings as the build, without the build. */
import { createRequire } from 'node:module';
import esbuild from 'esbuild';
import { inRoot } from '../run.mjs';

const load = createRequire(import.meta.url);

/** Bundle source files and load what they export. */
export async function bundle(sources, name) {
  const outfile = inRoot('.cache', 'bench', `${name}.cjs`);
  await esbuild.build({
    stdin: {
      contents: sources.map(source => `export * from './${source}';`).join('\n'),
      resolveDir: inRoot('src')
    },
    outfile,
    bundle: true,
    platform: 'node',
    target: 'es2020',
    format: 'cjs',
    logLevel: 'error'
  });
  return load(outfile);
}
