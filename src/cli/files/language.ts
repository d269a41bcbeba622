/** Which language and kernel a notebook was written for. */
import type { IKernel } from '../../engine';
import { isObject, word } from './values';
import type { JsonObject } from './values';

/** Starts of kernel names that say "not Python"; any other name is a person's own, and most often a Python environment. */
const OTHER_KERNELS =
  /^(ir\d*$|r$|r[-_\d]|irkernel|xr$|julia|bash|zsh|calysto|javascript|ijavascript|jslab|tslab|typescript|deno|node|\.net|dotnet|scala|almond|apache_toree_(?!python)|spylon|spark(?!.*py)|gophernotes|go$|gonb|rust|evcxr|sos$|octave|xoctave|matlab|imatlab|ruby|iruby|haskell|ihaskell|perl|iperl|raku|kotlin|java$|jjava|ijava|rapaio|groovy|clojure|clojupyter|lua|xlua|ilua|php|cling|xcpp|xeus-cling|c$|cpp|fortran|ocaml|sql|xsql|postgres|sqlite|wolfram|maxima|stata|sas|elixir|erlang|powershell|prolog|swift|racket|scheme|lisp|forth|gnuplot)/;

/**
 * The lower-case language; `python` where the notebook does not say.
 *
 * @param metadata - the notebook's.
 * @param cells - asked last: format 3 names a language for each cell.
 */
export function languageOf(metadata: JsonObject, cells: readonly JsonObject[]): string {
  const spec = isObject(metadata['kernelspec']) ? metadata['kernelspec'] : {};
  const info = isObject(metadata['language_info']) ? metadata['language_info'] : {};
  const named = word(info['name']) || word(spec['language']) || word(metadata['language']);
  if (named) {
    return plain(named);
  }
  const kernel = word(spec['name']).toLowerCase();
  if (kernel) {
    return OTHER_KERNELS.test(kernel) ? kernel : 'python';
  }
  const own = cells.map(cell => (cell['cell_type'] === 'code' ? word(cell['language']) : '')).find(each => each);
  return own ? plain(own) : 'python';
}

/** The language's usual name: `Python`, `ipython` and `python3` are all one language. */
export function plain(name: string): string {
  const lower = name.toLowerCase();
  return /^i?python[\d.]*$/.test(lower) ? 'python' : lower;
}

/** What the notebook says of its kernel; null when it says nothing. */
export function kernelOf(metadata: JsonObject): IKernel | null {
  const spec = isObject(metadata['kernelspec']) ? metadata['kernelspec'] : null;
  const info = isObject(metadata['language_info']) ? metadata['language_info'] : null;
  if (!spec && !info) {
    return null;
  }
  const name = `${word(spec?.['name'])} ${word(spec?.['display_name'])}`.toLowerCase();
  const implementation = name.includes('pyodide') ? 'pyodide' : name.includes('xpython') ? 'xpython' : 'ipython';
  return { implementation, version: word(info?.['version']) };
}
