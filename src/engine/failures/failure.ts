/** What the kernel said, recognised: a failure of the catalogue with its place. No advice here. */
import type { Evidence } from '../finding';

/**
 * How far the text alone proves an asyncio mistake.
 * `certain`: the text alone; `likely`: almost always; `weak`: only together with the source of a cell.
 */
export type Certainty = 'certain' | 'likely' | 'weak';

/** One frame of a traceback. */
export interface IFrame {
  /** Id of the cell the frame lies in; null for library files and for cells that cannot be told. */
  readonly cell: string | null;
  /** File name or `Cell In[3]` as printed, ANSI codes removed. */
  readonly file: string;
  /** Line in that file or in the source of the cell that ran, from 1; 0 when not printed. */
  readonly line: number;
  /** Function the frame is in; empty for module level. */
  readonly name: string;
  /** The source line marked by the traceback, trimmed; null when not printed. */
  readonly code: string | null;
}

/** One exception of a group. */
export interface IMember {
  /** Name without its module, and first line of the value. */
  readonly ename: string;
  readonly evalue: string;
  /** Where its frames begin and end among those of the failure. */
  readonly from: number;
  readonly to: number;
}

/** One recognised failure. */
export interface IFailure {
  /** Id in the catalogue: `F-RUN-1`. One message may be several failures' text; the first id is the most specific. */
  readonly ids: readonly string[];
  /** Pattern id: `run.asyncio_run`. */
  readonly pattern: string;
  /** Named groups of the pattern, for example `name` of a coroutine. */
  readonly groups: Readonly<Record<string, string>>;
  readonly evidence: Exclude<Evidence, 'source'>;
  /** Of the pattern, raised or lowered by the frames. Text on stdout may be the person's own words: look at `stream` too. */
  readonly certainty: Certainty;
  /** The stream the text was on; null for errors, results and displays. */
  readonly stream: 'stdout' | 'stderr' | null;
  /** Id of the cell the message arrived in; null without one. It is not proof of where the mistake is. */
  readonly cell: string | null;
  /** Exception name and value of an error, or of the traceback printed with a stream's text; empty otherwise. */
  readonly ename: string;
  readonly evalue: string;
  /**
   * Outermost first; empty when no place was printed. Of a warning: the one place it names, which is where the object
   * died, or the places of its creation. Of an exception group on a stream: its own, then those of its members.
   */
  readonly frames: readonly IFrame[];
  /** Of an exception group on a stream: what it holds, groups within it left out. Errors do not say. */
  readonly members?: readonly IMember[];
  /** True when the source of the cell it arrived in has changed since it ran, or the traceback's line is not there any more. */
  readonly stale: boolean;
  /** Ids of the cells that have been run again since: their mistakes would be told anew. */
  readonly rerun?: readonly string[];
}
