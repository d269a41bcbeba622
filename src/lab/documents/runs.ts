/** Which source each cell of one document ran, by whom, and since when that counts. */

interface IRun {
  /** The source that produced the outputs; null when not known. */
  source: string | null;
  /** The source sent last, as long as the outputs are still those of the run before; else null. */
  pending: string | null;
  /** True from the request of this browser to the end of the run. */
  running: boolean;
  /** True when it ran in the kernel that is there now. */
  ran: boolean;
  /** True when this browser asked for it. */
  own: boolean;
}

const NOTHING: IRun = { source: null, pending: null, running: false, ran: false, own: false };

/** The runs of one document, by cell id. */
export class Runs {
  /**
   * A cell came into sight with outputs nobody here produced, from the file or a copy: as far as anybody
   * knows they belong to this text, and once it is edited they certainly do not belong to the new one.
   */
  seen(cell: string, source: string): void {
    if (!this._runs.has(cell)) {
      this._runs.set(cell, { ...NOTHING, source });
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
      run.source = run.pending ?? run.source;
      run.pending = null;
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
    run.source = run.pending ?? (run.running ? run.source : source);
    run.pending = null;
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

  source(cell: string): string | null {
    return this._runs.get(cell)?.source ?? null;
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
