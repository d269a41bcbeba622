/** Which source each cell of one document ran, by whom, and since when that counts. */

interface IRun {
  /** The source that produced the outputs; null when not known. */
  source: string | null;
  /** True when `source` is only what stood beside the outputs when they were first seen. */
  guessed: boolean;
  /** The source sent last, as long as the outputs are still those of the run before; else null. */
  pending: string | null;
  /** True from the request of this browser to the end of the run. */
  running: boolean;
  /** True when it ran in the kernel that is there now. */
  ran: boolean;
  /** True when this browser asked for it. */
  own: boolean;
}

const NOTHING: IRun = { source: null, guessed: false, pending: null, running: false, ran: false, own: false };

/** The runs of one document, by cell id. */
export class Runs {
  /**
   * A cell came into sight with outputs nobody here produced, from the file or a copy. Nobody knows whether they
   * belong to this text, but once it is edited they certainly do not belong to the new one.
   */
  seen(cell: string, source: string): void {
    if (!this._runs.has(cell)) {
      this._runs.set(cell, { ...NOTHING, source, guessed: true });
    }
  }

  /** The person asked for a run; the old outputs are still there. */
  scheduled(cell: string, source: string): void {
    const run = this._get(cell);
    run.pending = source;
    run.running = true;
  }

  /**
   * The outputs changed; a run begins with taking the old ones away.
   *
   * @param failure - true when something came that may be a failure: that need not wait for the end of the run.
   */
  output(cell: string, failure: boolean): void {
    const run = this._runs.get(cell);
    if (run?.running) {
      this._promote(run, run.source);
      run.ran = run.ran || failure;
      run.own = run.own || failure;
    }
  }

  /** True when a run of this browser is on its way. */
  isRunning(cell: string): boolean {
    return this._runs.get(cell)?.running ?? false;
  }

  /**
   * A run of this browser is over.
   *
   * @param source - the text now, for a run that began before we listened.
   */
  ended(cell: string, source: string): void {
    const run = this._get(cell);
    this._promote(run, run.running ? run.source : source);
    run.guessed = false;
    run.running = false;
    run.ran = true;
    run.own = true;
  }

  /** The kernel dropped the run because an earlier cell failed: it says nothing about this cell. */
  aborted(cell: string): void {
    this._runs.delete(cell);
  }

  /** Somebody else, or the server, ran the cell. */
  foreign(cell: string, source: string): void {
    this._runs.set(cell, { ...NOTHING, source, ran: true });
  }

  /** The kernel is a new one: nothing has run in it. What the outputs belong to stays true. */
  restarted(): void {
    for (const run of this._runs.values()) {
      run.pending = null;
      run.running = false;
      run.ran = false;
      run.own = false;
    }
  }

  hasRun(cell: string): boolean {
    return this._runs.get(cell)?.ran ?? false;
  }

  isOwn(cell: string): boolean {
    const run = this._runs.get(cell);
    return run !== undefined && run.ran && run.own;
  }

  /**
   * The source that produced the outputs, as far as it is known.
   *
   * @param now - the cell's text.
   */
  source(cell: string, now: string): string | null {
    const run = this._runs.get(cell);
    return !run || (run.guessed && run.source === now) ? null : run.source;
  }

  /** The outputs are those of the run that was sent last, if one was. */
  private _promote(run: IRun, otherwise: string | null): void {
    run.guessed = run.guessed && run.pending === null;
    run.source = run.pending ?? otherwise;
    run.pending = null;
  }

  private _get(cell: string): IRun {
    let run = this._runs.get(cell);
    if (!run) {
      run = { ...NOTHING };
      this._runs.set(cell, run);
    }
    return run;
  }

  private readonly _runs = new Map<string, IRun>();
}
