/** From a document to the failures its kernel reported, each with its place. */
import type { ICell, IDocument, IMessage, Output } from '../document';
import type { IFailure } from './failure';
import { Cells } from './cells';
import type { IRecognised } from './exceptions';
import { recogniseOutput } from './match';

export type { IRecognised } from './exceptions';
export { recogniseOutput } from './match';

/**
 * Every failure that the outputs of the code cells and the messages of a document tell, in the order of the document;
 * messages come last. Never throws, whatever the texts are.
 */
export function recognise(document: IDocument): readonly IFailure[] {
  return new Recogniser().update(document);
}

const NONE: readonly string[] = [];

/** Recognises the failures of one document again and again; an unchanged cell costs a comparison. */
export class Recogniser {
  private cells: readonly ICell[] = [];
  /** What the outputs of each cell say, by its index. */
  private said: (readonly IRecognised[])[] = [];
  private messages: readonly IMessage[] = [];
  private failures: readonly IFailure[] = [];

  /** The failures of the document as it is now; the same list when nothing has changed. */
  update({ cells, messages }: IDocument): readonly IFailure[] {
    const before = this.cells;
    let same = cells.length === before.length && sameMembers(messages, this.messages);
    const said = cells.map((cell, index) => {
      if (cell === before[index]) {
        return this.said[index]!;
      }
      same = false;
      return cell.kind === 'code' ? cell.outputs.flatMap(recogniseOutput) : [];
    });
    this.cells = cells;
    this.said = said;
    this.messages = messages;
    if (!same) {
      this.failures = this.place();
    }
    return this.failures;
  }

  /** Failures with their places: any change of any cell may move them. */
  private place(): readonly IFailure[] {
    const cells = new Cells(this.cells);
    const failures: IFailure[] = [];
    this.said.forEach((said, index) => {
      for (const each of said) {
        failures.push(placed(each, this.cells[index]!, cells));
      }
    });
    for (const { output, cell, rerun = NONE } of joined(this.messages)) {
      const home = cell === null ? null : cells.byId(cell);
      failures.push(...recogniseOutput(output).map(each => ({ ...placed(each, home, cells), rerun })));
    }
    return failures;
  }
}

function placed(said: IRecognised, home: ICell | null, cells: Cells): IFailure {
  const frames = cells.frames(said.frames, home);
  return { ...said, cell: home?.id ?? null, frames, stale: cells.stale(frames, said.frames, home) };
}

function sameMembers<T>(one: readonly T[], other: readonly T[]): boolean {
  return one.length === other.length && one.every((each, index) => each === other[index]);
}

interface IJoined {
  readonly count: number;
  readonly first: Output;
  readonly output: Output;
}

/** By the last message of a run: its text joined, so that an unchanged run stays the same object. */
const runs = new WeakMap<Output, IJoined>();

/** Consecutive stream messages of one name and cell as one, when the same cells ran since: one message may end in the middle of a text. */
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
    result.push(end - at === 1 ? first : { ...first, output: join(messages.slice(at, end)) });
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
    first.cell === next.cell &&
    sameMembers(first.rerun ?? NONE, next.rerun ?? NONE)
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
