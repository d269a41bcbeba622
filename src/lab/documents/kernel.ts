/** What one document knows of its kernel: language, version, and the messages no cell shows. */
import type { ISessionContext } from '@jupyterlab/apputils';
import type { Kernel } from '@jupyterlab/services';
import type { IDisposable } from '@lumino/disposable';
import { Signal } from '@lumino/signaling';
import type { IKernel, IMessage, Output } from '../../engine';
import type { IKernels, IKernelSink } from '../kernel/listener';
import { plainLanguage } from './language';
import { cutText } from './outputs';

/** How many messages are kept. */
const MOST = 200;
/** Text of one parent that comes within this many milliseconds is one message: a kernel writes it in pieces. */
const TOGETHER = 150;
/** Longest text of one message, in UTF-16 units, and how much of it from the beginning. */
const LONGEST = 40_000;
const HEAD = 10_000;

/** What the kernel's side tells its document. */
export interface IKernelOwner {
  readonly language: string;
  hasCell(cell: string): boolean;
  cellOf(code: string): string | null;
  /** A message came. */
  messageReceived(): void;
  /** Nothing has run in the kernel that is there now. */
  kernelReplaced(): void;
  /** Language or version became known. */
  kernelDescribed(): void;
}

/** The kernel of one document, through restarts and changes. */
export class DocumentKernel implements IKernelSink, IDisposable {
  constructor(
    private readonly _session: ISessionContext,
    private readonly _kernels: IKernels | null,
    private readonly _owner: IKernelOwner
  ) {
    _session.kernelChanged.connect(this._onKernel, this);
    _session.statusChanged.connect(this._onStatus, this);
    this._attach(_session.session?.kernel ?? null);
  }

  /** Lower-case language the running kernel names; null while it has not answered. */
  get language(): string | null {
    return this._language;
  }

  get kernel(): IKernel | null {
    return this._kernel;
  }

  get messages(): readonly IMessage[] {
    return this._messages;
  }

  get listening(): boolean {
    return !this._restarting && this._owner.language === 'python';
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  hasCell(cell: string): boolean {
    return this._owner.hasCell(cell);
  }

  cellOf(code: string): string | null {
    return this._owner.cellOf(code);
  }

  receive(output: Output, cell: string | null, parent: string): void {
    const now = Date.now();
    const last = this._messages[this._messages.length - 1];
    const joins = parent === this._lastParent && cell === (last?.cell ?? null) && now - this._lastTime < TOGETHER;
    if (joins && last?.output.type === 'stream' && output.type === 'stream') {
      const text = cutText(last.output.text + output.text, LONGEST, HEAD);
      this._messages = [...this._messages.slice(0, -1), { ...last, output: { ...output, text } }];
    } else {
      this._messages = [...this._messages.slice(1 - MOST), { output, cell }];
    }
    this._lastParent = parent;
    this._lastTime = now;
    this._owner.messageReceived();
  }

  /**
   * A cell runs again: what its earlier run said later is history. What else was said may be about this cell too, of that
   * it is noted: only the engine can tell.
   */
  forget(cell: string): void {
    if (this._messages.some(({ rerun }) => !rerun?.includes(cell))) {
      const kept = this._messages.filter(message => message.cell !== cell);
      this._messages = kept.map(each => ({ ...each, rerun: [...new Set(each.rerun).add(cell)] }));
      this._owner.messageReceived();
    }
  }

  dispose(): void {
    if (!this._isDisposed) {
      this._isDisposed = true;
      this._watch?.dispose();
      Signal.clearData(this);
    }
  }

  private _onKernel(): void {
    // A restart ends here too, with the same kernel as before.
    this._restarting = false;
    this._reset();
    this._attach(this._session.session?.kernel ?? null);
  }

  private _onStatus(_: ISessionContext, status: Kernel.Status): void {
    switch (status) {
      case 'restarting':
      case 'autorestarting':
      case 'terminating':
      case 'dead':
        // The dying kernel still warns about everything it throws away.
        this._restarting = true;
        this._automatic = status === 'autorestarting';
        this._reset();
        break;
      case 'idle':
      case 'busy':
        // A kernel that the server restarted comes back without `kernelChanged`.
        if (this._automatic) {
          this._automatic = false;
          this._restarting = false;
          this._attach(this._session.session?.kernel ?? null);
        }
        break;
      default:
        break;
    }
  }

  private _reset(): void {
    this._messages = [];
    this._lastParent = '';
    this._owner.kernelReplaced();
  }

  private _attach(connection: Kernel.IKernelConnection | null): void {
    this._watch?.dispose();
    this._watch = null;
    if (this._connection !== connection) {
      this._language = null;
      this._kernel = null;
    }
    this._connection = connection;
    if (!connection || connection.isDisposed) {
      return;
    }
    this._watch = this._kernels?.watch(connection, this) ?? null;
    void connection.info.then(
      info => {
        if (this._isDisposed || this._connection !== connection) {
          return;
        }
        this._language = plainLanguage(info.language_info.name);
        const { implementation, language_info } = info;
        this._kernel = { implementation, version: language_info.version, subshells: hasSubshells(info) };
        this._owner.kernelDescribed();
      },
      () => undefined // The kernel died before it answered: its status tells.
    );
  }

  private _watch: IDisposable | null = null;
  private _connection: Kernel.IKernelConnection | null = null;
  private _language: string | null = null;
  private _kernel: IKernel | null = null;
  private _messages: readonly IMessage[] = [];
  private _lastParent = '';
  private _lastTime = 0;
  private _restarting = false;
  private _automatic = false;
  private _isDisposed = false;
}

/** JupyterLab 4.0 does not know this part of the answer. */
function hasSubshells(info: object): boolean {
  const { supported_features: features } = info as { readonly supported_features?: unknown };
  return Array.isArray(features) && features.includes('kernel subshells');
}
