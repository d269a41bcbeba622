/** What a browser fetches of the built extension, and when; read from the bundles, as the browser reads them. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { inRoot } from './run.mjs';

/** Most that is fetched when JupyterLab starts, in bytes after gzip. */
export const BUDGET = 60_000;

const BUILT = inRoot('jupyterlab_async_doctor', 'labextension');
/** What JupyterLab asks of an extension when it starts. */
const AT_START = ['./extension', './style'];
/** What the chunk with the engine exports. */
const ENGINE = /\bcreateAnalysis:\(\)=>/;

/**
 * Sizes after gzip, in bytes.
 *
 * @returns `start`: with JupyterLab; `python`: from the start until the first Python notebook is read; `all`: with
 *   underlines, panel, explanations and preview.
 * @throws Error when the bundles are not put together as expected: then nothing can be said.
 */
export function firstLoad() {
  const { load } = JSON.parse(readFileSync(path.join(BUILT, 'package.json'), 'utf8')).jupyterlab._build;
  const files = readdirSync(path.join(BUILT, 'static')).filter(name => /\.[0-9a-f]+\.js$/.test(name));
  const texts = new Map(files.map(name => [name, readFileSync(path.join(BUILT, 'static', name), 'utf8')]));
  const entry = path.basename(load);
  const named = id => {
    const found = files.find(name => name.startsWith(`${id}.`));
    return found ?? fail(`there is no chunk ${id}`);
  };

  const start = [entry, ...AT_START.flatMap(module => chunksOf(exposed(texts.get(entry), module)).map(named))];
  // A chunk without a file has only what JupyterLab shares.
  const isOurs = id => files.some(name => name.startsWith(`${id}.`));
  // What is fetched together with the engine: its parser, at least.
  const together = start.flatMap(name => requests(texts.get(name)).map(ids => ids.filter(isOurs).map(named)));
  const engine = together.find(names => names.some(name => ENGINE.test(texts.get(name))));
  const python = [...start, ...(engine ?? fail('nothing fetches the engine'))];
  const size = names =>
    [...new Set(names)].reduce((sum, name) => sum + gzipSync(texts.get(name), { level: 9 }).length, 0);
  return { start: size(start), python: size(python), all: size(files) };
}

/** The code that provides a module to JupyterLab. */
function exposed(text, module) {
  const from = text.indexOf(`"${module}":`);
  return from < 0 ? fail(`${module} is not provided`) : text.slice(from, text.indexOf('.then(', from));
}

/** Ids of the chunks that are fetched by each dynamic import. */
function requests(text) {
  const calls = text.matchAll(/Promise\.all\(\[((?:\w+\.e\([^)]*\),?)+)\]\)|\w+\.e\([^)]*\)/g);
  return [...calls].map(([call]) => chunksOf(call));
}

const chunksOf = text => [...text.matchAll(/\.e\("?([^")]+)"?\)/g)].map(match => match[1]);

function fail(sentence) {
  throw new Error(`The size of the first load cannot be told: ${sentence}.`);
}
