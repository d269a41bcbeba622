/** Our own source as something node can load: the same compiler settings as the build, without the build. */
import { createRequire } from 'node:module';
import esbuild from 'esbuild';
import { inRoot } from '../run.mjs';

const load = createRequire(import.meta.url);

/** Bundle one source file and load it. */
export async function bundle(source, name) {
  const outfile = inRoot('.cache', 'bench', `${name}.cjs`);
  await esbuild.build({
    entryPoints: [inRoot(source)],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'es2020',
    format: 'cjs',
    logLevel: 'error'
  });
  return load(outfile);
}
