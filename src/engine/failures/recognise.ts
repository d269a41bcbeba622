/** From a document to the failures its kernel reported, each with its place. */
import type { ICell, IDocument, IMessage, Output } from '../document';
import type { IFailure } from './failure';
import { Cells } from './cells';
import { recogniseOutput } from './match';

export type { IRecognised } from './exceptions';
export { recogniseOutput } from './match';

/**
 * Every failure that the outputs of the code cells and the messages of a document tell, in the order of the document;
 * messages come last. What depends on one output alone is kept per output object, so that a second call after a small
 * change costs little. Never throws, whatever the texts are.
 */
export function recognise(document: IDocument): IFailure[] {
  const cells = new Cells(document);
  const failures: IFailure[] = [];
  for (const cell of document.cells) {
    if (cell.kind === 'code') {
      for (const output of cell.outputs) {
        add(failures, output, cell, cells);
      }
    }
  }
  for (const { output, cell } of joined(document.messages)) {
    add(failures, output, cell === null ? null : cells.byId(cell), cells);
  }
  return failures;
}

function add(failures: IFailure[], output: Output, home: ICell | null, cells: Cells): void {
  for (const said of recogniseOutput(output)) {
    const frames = cells.frames(said.frames, home);
    failures.push({ ...said, cell: home?.id ?? null, frames, stale: cells.stale(frames, said.frames, home) });
  }
}

interface IJoined {
  readonly count: number;
  readonly first: Output;
  readonly output: Output;
}

/** By the last message of a run: its text joined, so that an unchanged run stays the same object. */
const runs = new WeakMap<Output, IJoined>();

/** Consecutive stream messages of one name and cell as one: one message may end in the middle of a text. */
function joined(messages: readonly IMessage[]): IMessage[] {
  const result: IMessage[] = [];
  for (let at = 0; at < messages.length;) {
    let end = at + 1;
    const first = messages[at];
    if (!first) {
      break;
    }
    while (end < messages.length && continues(first, messages[end])) {
      end++;
    }
    result.push(end - at === 1 ? first : { cell: first.cell, output: join(messages.slice(at, end)) });
    at = end;
  }
  return result;
}

function continues(first: IMessage, next: IMessage | undefined): boolean {
  return (
    next !== undefined &&
    first.output.type === 'stream' &&
    next.output.type === 'stream' &&
    first.output.name === next.output.name &&
    first.cell === next.cell
  );
}

function join(messages: readonly IMessage[]): Output {
  const first = messages[0]?.output as Output;
  const last = messages[messages.length - 1]?.output as Output;
  const known = runs.get(last);
  if (known && known.first === first && known.count === messages.length) {
    return known.output;
  }
  const text = messages.map(each => (each.output.type === 'stream' ? each.output.text : '')).join('');
  const output: Output = { type: 'stream', name: first.type === 'stream' ? first.name : 'stderr', text };
  runs.set(last, { count: messages.length, first, output });
  return output;
}
