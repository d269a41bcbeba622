/** A file that can be checked, whatever kind it is. */
import type { IDocument } from '../../engine';
import type { IFilePlace } from './places';

/** A file as read. */
export interface ISourceFile {
  readonly path: string;
  /** The exact bytes, to see later whether somebody else changed the file. */
  readonly bytes: Buffer;
  readonly document: IDocument;
  /**
   * A function from cell index and offset in that cell to a place in the file; the text is scanned once.
   *
   * @param sources - sources that differ from those that were read, by cell index; notebooks take none.
   */
  places(sources?: ReadonlyMap<number, string>): (cell: number, offset: number) => IFilePlace;
  /** The text of the file with other sources for some cells, by their index; every other character as it was. */
  rewritten(sources: ReadonlyMap<number, string>): string;
}
