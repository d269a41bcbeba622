/** The part of the engine that reads Python: most of what we ship, so it is fetched when the first document needs it. */
import type { IAnalysis } from '../engine';
import type { Reading } from '../tokens';
import { fault } from './log';

/** What makes analyses. */
export interface IEngine {
  /** A new analysis; null while the code for it is not here. */
  create(): IAnalysis | null;
  /**
   * Fetch the code.
   *
   * @returns false when it cannot be had now, for example because the server has gone; never rejects.
   */
  load(): Promise<boolean>;
}

/** What is fetched. */
interface ICode {
  createAnalysis(): IAnalysis;
}

/** Milliseconds after a failure in which nobody tries again: a kernel may write many times a second. */
const REST = 2000;

/** The engine, fetched once for all documents. */
export class LateEngine implements IEngine {
  /** @param _import - gets the code; tests give their own. */
  constructor(private readonly _import: () => Promise<ICode> = () => import('../engine/analyse')) {}

  create(): IAnalysis | null {
    return this._code?.createAnalysis() ?? null;
  }

  async load(): Promise<boolean> {
    if (!this._loading && performance.now() < this._rest) {
      return false;
    }
    this._loading ??= this._load();
    return this._loading;
  }

  private async _load(): Promise<boolean> {
    try {
      this._code = await this._import();
      return true;
    } catch (reason) {
      fault('fetching the engine', reason);
      this._rest = performance.now() + REST;
      this._loading = null;
      return false;
    }
  }

  private _code: ICode | null = null;
  private _loading: Promise<boolean> | null = null;
  private _rest = 0;
}

/** The analysis of one document, as soon as there is one. */
export class LateAnalysis {
  /** @param _arrived - called when the engine came, or could not be had for the first time. */
  constructor(
    private readonly _engine: IEngine,
    private readonly _arrived: () => void
  ) {}

  /** Where the last call of `get` stands. */
  get reading(): Reading {
    return this._reading;
  }

  /** The analysis; null while the engine is on its way. A call after a failure tries again. */
  get(): IAnalysis | null {
    this._analysis ??= this._engine.create();
    if (this._analysis) {
      this._reading = 'done';
    } else if (!this._coming) {
      this._reading = this._reading === 'failed' ? 'failed' : 'waiting';
      this._coming = this._engine.load().then(here => {
        this._coming = null;
        const news = here || this._reading !== 'failed';
        this._reading = here ? 'waiting' : 'failed';
        if (news) {
          this._arrived();
        }
      });
    }
    return this._analysis;
  }

  /** Resolves when the engine has come or failed to come, and that has been told. */
  async settled(): Promise<void> {
    await this._coming;
  }

  private _analysis: IAnalysis | null = null;
  private _coming: Promise<void> | null = null;
  private _reading: Reading = 'done';
}
