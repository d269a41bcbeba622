/** Output models -> what the engine reads. Looks at type and length before it copies anything. */
import type { IOutputModel } from '@jupyterlab/rendermime';
import type { Output } from '../../engine';

/** Longest text handed on, in UTF-16 units; of a longer one the two ends are kept. */
const LONGEST = 200_000;
/** Kept from the beginning: the first thing that went wrong. */
const HEAD = 20_000;

/** The text, or its first 20,000 and last 180,000 UTF-16 units on lines of their own. */
export function cutText(text: string, longest = LONGEST, head = HEAD): string {
  return text.length <= longest ? text : `${text.slice(0, head)}\n\n${text.slice(text.length - (longest - head))}`;
}

/** The growing text of a stream: part of the output model since JupyterLab 4.3. */
export interface IStreamText {
  readonly text: string;
  readonly changed: { connect(slot: () => void, thisArg?: unknown): boolean };
}

/** The growing text of a stream output, where this JupyterLab has one. */
export function streamText(model: IOutputModel): IStreamText | null {
  return (model as { readonly streamText?: IStreamText }).streamText ?? null;
}

/** Reads output models, each once until it is said to have changed. */
export class OutputReader {
  /** Read it again next time. */
  forget(model: IOutputModel): void {
    this._known.delete(model);
  }

  /** @returns null for what the engine has no use for. */
  read(model: IOutputModel): Output | null {
    let output = this._known.get(model);
    if (output === undefined) {
      output = readOutput(model);
      this._known.set(model, output);
    }
    return output;
  }

  private readonly _known = new WeakMap<IOutputModel, Output | null>();
}

/** True when the output may be what the kernel says of a mistake; cheap, for deciding what cannot wait. */
export function mayBeFailure(model: IOutputModel): boolean {
  switch (model.type) {
    case 'error':
      return true;
    case 'stream':
      return model.toJSON()['name'] === 'stderr';
    case 'execute_result':
    case 'display_data': {
      // `<coroutine object …>`, also within a list or quoted.
      const text = plainText(model);
      return text !== null && text.slice(0, HEAD).includes('<');
    }
    default:
      return false;
  }
}

function readOutput(model: IOutputModel): Output | null {
  switch (model.type) {
    case 'error': {
      const json = model.toJSON();
      return {
        type: 'error',
        ename: cutText(asText(json['ename'])),
        evalue: cutText(asText(json['evalue'])),
        traceback: cutLines(Array.isArray(json['traceback']) ? json['traceback'] : [])
      };
    }
    case 'stream': {
      const json = model.toJSON();
      const text = streamText(model)?.text ?? asText(json['text']);
      return { type: 'stream', name: json['name'] === 'stderr' ? 'stderr' : 'stdout', text: cutText(text) };
    }
    case 'execute_result':
    case 'display_data':
    case 'update_display_data': {
      const text = plainText(model);
      return text === null
        ? null
        : { type: model.type === 'execute_result' ? 'result' : 'display', text: cutText(text) };
    }
    default:
      return null;
  }
}

/** `text/plain`, where there is one. The data of the JSON form is not a copy. */
function plainText(model: IOutputModel): string | null {
  const data: unknown = model.toJSON()['data'];
  const text: unknown =
    typeof data === 'object' && data !== null ? (data as Record<string, unknown>)['text/plain'] : null;
  return text === undefined || text === null ? null : asText(text);
}

/** nbformat allows a list of lines wherever it allows a text. */
function asText(value: unknown): string {
  if (Array.isArray(value)) {
    return value.filter(line => typeof line === 'string').join('');
  }
  return typeof value === 'string' ? value : '';
}

/** Entries of a traceback; of a very long one the two ends. */
function cutLines(lines: readonly unknown[]): readonly string[] {
  const texts = lines.filter((line): line is string => typeof line === 'string');
  const length = texts.reduce((sum, line) => sum + line.length, 0);
  return length <= LONGEST ? texts : cutText(texts.join('\n')).split('\n');
}
