/** Stored outputs, reduced to what the engine reads. */
import type { Output } from '../../engine';
import { isObject, text, word, words } from './values';
import type { JsonObject } from './values';

/** Outputs of one cell in the shapes of formats 3 and 4; unknown kinds are left out. */
export function outputsOf(stored: readonly unknown[]): Output[] {
  return stored.flatMap(each => (isObject(each) ? (outputOf(each) ?? []) : []));
}

function outputOf(output: JsonObject): Output | null {
  switch (output['output_type']) {
    case 'error':
    case 'pyerr':
      return {
        type: 'error',
        ename: word(output['ename']),
        evalue: word(output['evalue']),
        traceback: words(output['traceback'])
      };
    case 'stream': {
      // Format 3 calls the stream's name `stream`; both leave it out for stdout at times.
      const name = (output['name'] ?? output['stream']) === 'stderr' ? 'stderr' : 'stdout';
      return { type: 'stream', name, text: text(output['text']) ?? '' };
    }
    case 'execute_result':
    case 'pyout':
      return shown('result', output);
    case 'display_data':
      return shown('display', output);
    default:
      return null;
  }
}

function shown(type: 'result' | 'display', output: JsonObject): Output | null {
  // Format 4 keeps texts by MIME type, format 3 by short names.
  const plain = text(isObject(output['data']) ? output['data']['text/plain'] : output['text']);
  return plain === null ? null : { type, text: plain };
}
