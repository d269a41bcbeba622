/**
 * Listens to what kernels say, for the messages JupyterLab shows nowhere: those whose parent is empty,
 * unknown, or a request whose cell has been run again since. Never asks a kernel anything.
 */
import type { Kernel, KernelMessage } from '@jupyterlab/services';
import { Token } from '@lumino/coreutils';
import type { IDisposable } from '@lumino/disposable';
import { DisposableDelegate } from '@lumino/disposable';
import type { Output } from '../../engine';
import { cutText } from '../documents/outputs';

/** Who wants to know: one document on the kernel. */
export interface IKernelSink {
  /** False while nothing is wanted: the kernel is not a Python one, or it is restarting. */
  readonly listening: boolean;
  hasCell(cell: string): boolean;
  /** The cell that was sent with this text by somebody else; null when there is none. */
  cellOf(code: string): string | null;
  /**
   * Something that is in no cell's outputs.
   *
   * @param parent - message id of the request, empty where there was none.
   */
  receive(output: Output, cell: string | null, parent: string): void;
}

/** All kernels that are listened to. */
export interface IKernels {
  /** Listen for `sink` until the result is disposed. */
  watch(connection: Kernel.IKernelConnection, sink: IKernelSink): IDisposable;
}

/** Token between our own plugins; without it documents have no messages. */
export const IKernels = new Token<IKernels>('jupyterlab-async-doctor:IKernels', 'Listens to kernels for Async Doctor.');

/** Longest text of one message that is kept, in UTF-16 units, and how much of it from the beginning. */
const LONGEST = 40_000;
const HEAD = 10_000;
/** How many requests, and how many seen messages, one kernel is remembered by. */
const REQUESTS = 5_000;
const SEEN = 1_000;

/** A request some client sent. */
interface IRequest {
  /** Id of the cell; null when it came from no cell that is known. */
  readonly cell: string | null;
  /** True when it was sent by another client: only its `execute_input` was heard. */
  readonly foreign: boolean;
  done: boolean;
}

/** One kernel, however many connections and documents it has. */
class KernelListener {
  constructor(private readonly _unused: () => void) {}

  add(connection: Kernel.IKernelConnection, sink: IKernelSink): IDisposable {
    const sinks = this._connections.get(connection) ?? [];
    if (sinks.length === 0) {
      connection.anyMessage.connect(this._onMessage, this);
    }
    this._connections.set(connection, [...sinks, sink]);
    return new DisposableDelegate(() => this._remove(connection, sink));
  }

  private _remove(connection: Kernel.IKernelConnection, sink: IKernelSink): void {
    const left = (this._connections.get(connection) ?? []).filter(each => each !== sink);
    if (left.length > 0) {
      this._connections.set(connection, left);
      return;
    }
    connection.anyMessage.disconnect(this._onMessage, this);
    this._connections.delete(connection);
    if (this._connections.size === 0) {
      this._unused();
    }
  }

  /** Called for every message both ways: the tests come in order of how much they leave out. */
  private _onMessage(_: Kernel.IKernelConnection, { msg, direction }: Kernel.IAnyMessageArgs): void {
    const type = msg.header.msg_type;
    if (direction === 'send') {
      if (type === 'execute_request') {
        this._sent(msg);
      }
      return;
    }
    if (msg.channel !== 'iopub') {
      return;
    }
    if (type === 'stream') {
      const content = msg.content as KernelMessage.IStreamMsg['content'];
      if (content.name === 'stderr') {
        this._candidate(msg, () => ({ type: 'stream', name: 'stderr', text: cutText(content.text, LONGEST, HEAD) }));
      }
    } else if (type === 'error') {
      const { ename, evalue, traceback } = msg.content as KernelMessage.IErrorMsg['content'];
      this._candidate(msg, () => ({
        type: 'error',
        ename,
        evalue: cutText(evalue, LONGEST, HEAD),
        traceback: cutText(traceback.join('\n'), LONGEST, HEAD).split('\n')
      }));
    } else if (type === 'execute_input') {
      this._input(msg);
    } else if (type === 'status') {
      const { execution_state: state } = msg.content as KernelMessage.IStatusMsg['content'];
      const request = state === 'idle' ? this._requests.get(parentOf(msg)) : undefined;
      if (request) {
        request.done = true;
      }
    }
  }

  private _sent(msg: KernelMessage.IMessage): void {
    const cell: unknown = (msg.metadata as Record<string, unknown>)['cellId'];
    this._remember(msg.header.msg_id, typeof cell === 'string' ? cell : null, false);
  }

  /** A request of another client (collaboration, the server, a console) shows itself by its input. */
  private _input(msg: KernelMessage.IMessage): void {
    const parent = parentOf(msg);
    if (parent && !this._requests.has(parent)) {
      const { code } = msg.content as KernelMessage.IExecuteInputMsg['content'];
      const cells = [...this._sinks()].map(sink => sink.cellOf(code));
      this._remember(parent, cells.find(cell => cell !== null) ?? null, true);
    }
  }

  private _remember(id: string, cell: string | null, foreign: boolean): void {
    this._requests.set(id, { cell, foreign, done: false });
    trim(this._requests, REQUESTS);
    if (cell !== null) {
      this._latest.set(cell, id);
    }
  }

  private _candidate(msg: KernelMessage.IMessage, read: () => Output): void {
    const parent = parentOf(msg);
    const request = this._requests.get(parent);
    if (request && this._isShown(parent, request)) {
      return;
    }
    // A console on the kernel of a notebook is another connection: everything arrives twice.
    const id = msg.header.msg_id;
    if (this._seen.has(id)) {
      return;
    }
    this._seen.set(id, true);
    trim(this._seen, SEEN);
    const cell = request?.cell ?? null;
    const output = read();
    for (const sink of this._sinks()) {
      if (!sink.listening) {
        continue;
      }
      if (cell === null || sink.hasCell(cell)) {
        sink.receive(output, cell, parent);
      }
    }
  }

  /** True when JupyterLab shows the output somewhere itself, or it comes from nobody's cell. */
  private _isShown(id: string, request: IRequest): boolean {
    if (request.cell === null) {
      return true;
    }
    return this._latest.get(request.cell) === id && !(request.foreign && request.done);
  }

  private _sinks(): Set<IKernelSink> {
    return new Set([...this._connections.values()].flat());
  }

  private readonly _connections = new Map<Kernel.IKernelConnection, readonly IKernelSink[]>();
  /** Requests by message id, oldest first. */
  private readonly _requests = new Map<string, IRequest>();
  /** The request that fills the outputs of a cell now. */
  private readonly _latest = new Map<string, string>();
  private readonly _seen = new Map<string, true>();
}

/** One listener for each kernel id. */
export class KernelListeners implements IKernels {
  watch(connection: Kernel.IKernelConnection, sink: IKernelSink): IDisposable {
    const id = connection.id;
    let listener = this._listeners.get(id);
    if (!listener) {
      listener = new KernelListener(() => this._listeners.delete(id));
      this._listeners.set(id, listener);
    }
    return listener.add(connection, sink);
  }

  private readonly _listeners = new Map<string, KernelListener>();
}

/** Id of the request a message answers; empty where there is none. */
function parentOf(msg: KernelMessage.IMessage): string {
  return (msg.parent_header as { readonly msg_id?: string } | null)?.msg_id ?? '';
}

/** Forget the oldest entries beyond a number. */
function trim(map: Map<string, unknown>, size: number): void {
  for (const key of map.keys()) {
    if (map.size <= size) {
      return;
    }
    map.delete(key);
  }
}
