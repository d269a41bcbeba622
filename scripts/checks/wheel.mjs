/** What a user installs: complete, without our own workshop in it, and found by JupyterLab. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { BUDGET, firstLoad } from '../first-load.mjs';
import { jupyterEnvironment } from '../jupyter.mjs';
import { python } from '../python.mjs';
import { attempt, inRoot, run } from '../run.mjs';
import { wheel as unpacked } from '../wheel.mjs';
import { checkAll, expect } from './check.mjs';

const { name, version } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'));

const SOURCE = 'import asyncio\nasync def main():\n    await asyncio.sleep(0)\nasyncio.run(main())';
const MISTAKE = {
  cells: [{ cell_type: 'code', id: 'a', metadata: {}, outputs: [], execution_count: null, source: SOURCE }],
  metadata: { kernelspec: { name: 'python3', display_name: 'Python 3', language: 'python' } },
  nbformat: 4,
  nbformat_minor: 5
};

export async function wheel() {
  const place = await unpacked();
  const extension = path.join(place.share, 'labextensions', name);
  const env = { ...jupyterEnvironment(path.join(place.prefix, 'jupyter'), [place.share]), PYTHONPATH: place.packages };
  const command = args => attempt(place.command, args, { env });

  return checkAll([
    [
      'the wheel holds extension, settings and command line',
      () => {
        for (const file of ['package.json', 'install.json', `schemas/${name}/plugin.json`, 'static/style.js']) {
          expect(existsSync(path.join(extension, file)), `${file} is missing`);
        }
        const cli = path.join(place.packages, 'jupyterlab_async_doctor', 'cli', 'async-doctor.cjs');
        expect(existsSync(cli), 'the bundled command line is missing');
      }
    ],
    [
      'the wheel holds nothing else',
      () => {
        const known = /^(share\/jupyter\/|bin\/|Scripts\/|lib\/|Lib\/|jupyter\/)/;
        const strange = files(place.prefix).filter(
          file => !known.test(file) || /\.spec\.|\/(src|node_modules|ui-tests|scripts|tour)\/|\.map$/.test(file)
        );
        expect(strange.length === 0, strange.join('\n'));
        const twice = path.join(place.packages, 'jupyterlab_async_doctor', 'labextension');
        expect(!existsSync(twice), 'the extension is in site-packages, too');
      }
    ],
    [
      'the source distribution holds source and builds, so that it needs no npm',
      async () => {
        const dist = path.join(place.prefix, 'sdist');
        await run(await python(), ['-m', 'hatchling', 'build', '-t', 'sdist', '-d', dist]);
        const list = 'import sys, tarfile; print(*tarfile.open(sys.argv[1]).getnames(), sep="\\n")';
        const names = await run(await python(), ['-c', list, path.join(dist, readdirSync(dist)[0])]);
        const held = names
          .trim()
          .split(/\r?\n/)
          .map(each => each.replace(/^[^/]*\//, ''));
        const built = ['labextension/package.json', 'labextension/static/style.js', 'cli/async-doctor.cjs'];
        const wanted = ['package-lock.json', 'src/index.ts', ...built.map(each => `jupyterlab_async_doctor/${each}`)];
        const missing = wanted.filter(each => !held.includes(each));
        const strange = held.filter(each => /node_modules|^\.(venv|cache)|^ui-tests/.test(each));
        expect(missing.length + strange.length === 0, `missing: ${missing.join(' ')}; too much: ${strange.join(' ')}`);
      }
    ],
    [
      'what every start of JupyterLab fetches is small',
      () => {
        const { start } = firstLoad();
        expect(start <= BUDGET, `${start} bytes after gzip; ${BUDGET} are allowed: load late what is needed late`);
      }
    ],
    [
      'JupyterLab finds the extension enabled and OK',
      async () => {
        const { output, errors } = await attempt(await python(), ['-m', 'jupyterlab.labextensions', 'list'], { env });
        const line = `${output}${errors}`.split('\n').find(each => each.includes(`${name} v`)) ?? '';
        // eslint-disable-next-line no-control-regex -- the list is coloured
        const plain = line.replace(/\u001b\[[0-9;]*m/g, '').trim();
        expect(plain.startsWith(`${name} v${version} enabled OK`), plain || `${output}${errors}`);
      }
    ],
    [
      'the Python package knows its version',
      async () => {
        const code = 'import jupyterlab_async_doctor as p; print(p.__version__)';
        const printed = (await run(await python(), ['-c', code], { env, cwd: place.prefix })).trim();
        expect(printed === version, `it says ${printed}, package.json says ${version}`);
      }
    ],
    [
      'async-doctor says its version and finds a mistake',
      async () => {
        const said = await command(['--version']);
        expect(
          said.code === 0 && said.output.includes(version),
          `exit code ${said.code}: ${said.output}${said.errors}`
        );
        const file = path.join(place.prefix, 'mistake.ipynb');
        writeFileSync(file, JSON.stringify(MISTAKE));
        const { code, output, errors } = await command(['check', '--format', 'json', file]);
        expect(code === 1 && output.includes('"asyncio-run"'), `exit code ${code}: ${output}${errors}`);
      }
    ],
    [
      'async-doctor runs with the node it is told to take and says when that is none',
      async () => {
        const told = { ...env, ASYNC_DOCTOR_NODE: process.execPath, PATH: '' };
        const good = await attempt(await python(), ['-m', 'jupyterlab_async_doctor', '--help'], { env: told });
        expect(good.code === 0, `exit code ${good.code}: ${good.output}${good.errors}`);
        const lost = { ...told, ASYNC_DOCTOR_NODE: path.join(place.prefix, 'no-such-node') };
        const bad = await attempt(await python(), ['-m', 'jupyterlab_async_doctor', '--help'], { env: lost });
        expect(bad.code === 2 && /^async-doctor: cannot run/.test(bad.errors), `exit code ${bad.code}: ${bad.errors}`);
      }
    ]
  ]);
}

function files(folder, inside = '') {
  return readdirSync(path.join(folder, inside), { withFileTypes: true }).flatMap(entry => {
    const name = path.posix.join(inside, entry.name);
    return entry.isDirectory() ? files(folder, name) : [name];
  });
}
