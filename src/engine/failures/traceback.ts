/**
 * Frames out of printed tracebacks: IPython 7 to 9 in every `%xmode`, CPython's own format on a stream, chained
 * exceptions and exception groups.
 */
import type { Output } from '../document';
import { stripAnsi } from './ansi';
import { cut } from './cut';
import { headOf, type IHead } from './head';

/** One printed frame, not yet related to a cell. */
export interface IPrintedFrame extends IHead {
  /** The source line the traceback marks, trimmed; null when not printed. */
  readonly code: string | null;
}

/** One printed traceback: from its heading to the line of its exception. */
export interface ITraceback {
  /** UTF-16 offsets into the text without ANSI codes. */
  readonly from: number;
  readonly to: number;
  /** Outermost first. */
  readonly frames: readonly IPrintedFrame[];
  /** Name and first line of the value of the exception at its end; empty when there is none. */
  readonly ename: string;
  readonly evalue: string;
  /** True for `… created at (most recent call last)`: where an object was made, not where something failed. */
  readonly origin: boolean;
  /** True when this exception was the direct cause of the next one: `raise … from …`. */
  readonly cause: boolean;
  /** Column of the margin in an exception group, 0 outside: what is deeper belongs to the group above. */
  readonly margin: number;
}

const HEADING = '(most recent call last)';
/** `During handling …` and `The above exception …` part one traceback from the next. */
const CHAIN = /^(?:During handling of the above exception|The above exception was the direct cause)/;
/** The line between an exception and the one that was raised from it. */
export const CAUSE = 'The above exception was the direct cause of the following exception:';
const GROUP = 'Exception Group Traceback (most recent call last)';
const MARGIN = /^( {1,200})[|+] ?/;
/** Marks under a line of code. */
const CARETS = /^[\s^~]*$/;
/** What IPython 8.20 and later print where a file has no source, such as `<timed exec>`. */
const NO_SOURCE = "'Could not get source, probably due dynamically evaluated source code.'";
const ARROW = /^-*> ?(\d{1,9})(?: (.*))?$/;
const NUMBERED = /^ *\d{1,9}(?: |$)/;
const EXCEPTION = /^([A-Za-z_][\w.]*)(?:: (.*))?$/;

/**
 * The tracebacks of a text without ANSI codes, in the order printed.
 * `ipython` says that the text is the traceback list of an error message: frames need no heading there.
 */
export function tracebacksIn(text: string, ipython: boolean): ITraceback[] {
  const found: ITraceback[] = [];
  let open: Draft | null = ipython ? new Draft(0, 0, false) : null;
  let group = false;
  const close = (to: number): void => {
    if (open && (open.frames.length > 0 || open.ename)) {
      found.push(open.done(to));
    }
    open = null;
  };
  for (let from = 0; from < text.length;) {
    const newline = text.indexOf('\n', from);
    const end = newline < 0 ? text.length : newline;
    let line = text.slice(from, text[end - 1] === '\r' ? end - 1 : end);
    // Only inside a group is a bar at the beginning a margin and not somebody's code.
    group = line.includes(GROUP) || (group && MARGIN.test(line));
    const margin = group ? MARGIN.exec(line) : null;
    line = margin ? line.slice(margin[0].length) : line;
    if (line.includes(HEADING)) {
      if (!open || !ipython || open.frames.length > 0) {
        close(from);
        open = new Draft(from, margin?.[1]?.length ?? 0, line.includes('created at'));
      }
    } else if (ipython && CHAIN.test(line)) {
      close(from);
      const before = found.pop();
      if (before) {
        found.push({ ...before, cause: line === CAUSE });
      }
      open = new Draft(end, 0, false);
    } else if (open?.take(line, ipython)) {
      close(end);
      // What follows in the same message has its own heading or chain line, or is a frame of the next exception.
      open = ipython ? new Draft(end, 0, false) : null;
    }
    from = end + 1;
  }
  close(text.length);
  return found;
}

/** A traceback being read. */
class Draft {
  readonly frames: IPrintedFrame[] = [];
  ename = '';
  evalue = '';
  private fresh = false;

  constructor(
    private readonly from: number,
    private readonly margin: number,
    private readonly origin: boolean
  ) {}

  /** Read one line; true when it ends the traceback. */
  take(line: string, ipython: boolean): boolean {
    const head = headOf(line, ipython);
    if (head) {
      this.frames.push({ ...head, code: null });
      this.fresh = true;
      return false;
    }
    const last = this.frames[this.frames.length - 1];
    if (last && ipython) {
      const arrow = ARROW.exec(line);
      if (arrow) {
        this.mark(last, Number(arrow[1]), arrow[2] ?? '');
        return false;
      }
    }
    if (line.startsWith(' ') || line === '') {
      if (last && this.fresh && !CARETS.test(line) && !(ipython && NUMBERED.test(line))) {
        this.mark(last, last.line, line);
      }
      this.fresh = this.fresh && line.trim() === '';
      // CPython prints no empty line inside a traceback; IPython does between its frames.
      return false;
    }
    this.fresh = false;
    if (this.frames.length === 0 && !ipython) {
      return true;
    }
    const exception = EXCEPTION.exec(line);
    if (exception && !this.origin) {
      this.ename = exception[1] ?? '';
      this.evalue = exception[2] ?? '';
      return true;
    }
    return !ipython;
  }

  done(to: number): ITraceback {
    const { from, frames, ename, evalue, origin, margin } = this;
    return { from, to, frames, ename, evalue, origin, margin, cause: false };
  }

  private mark(frame: IPrintedFrame, line: number, code: string): void {
    const text = code.trim();
    // The arrow knows better than `<cell line: 1>`, which is where the statement begins.
    this.frames[this.frames.length - 1] = { ...frame, line, code: text === NO_SOURCE ? null : text || null };
    this.fresh = false;
  }
}

/** The text that tracebacks are looked for in: an error's list joined by lines, or a stream's text; ANSI removed. */
export function tracebackText(output: Output): string {
  if (output.type !== 'error') {
    return output.type === 'stream' ? stripAnsi(cut(output.text)) : '';
  }
  return stripAnsi(cut(output.traceback.join('\n')));
}

/**
 * The frames of an output, outermost first: for an error those of the exception that was raised last, for a stream
 * those of every traceback printed in it. Empty for results and displays.
 */
export function framesOf(output: Output): readonly IPrintedFrame[] {
  const all = tracebacksIn(tracebackText(output), output.type === 'error');
  return output.type === 'error' ? lastFrames(all) : all.flatMap(each => each.frames);
}

/** The frames of the last traceback that has any. */
export function lastFrames(all: readonly ITraceback[]): readonly IPrintedFrame[] {
  for (let at = all.length - 1; at >= 0; at--) {
    const frames = all[at]?.frames ?? [];
    if (frames.length > 0) {
      return frames;
    }
  }
  return [];
}
