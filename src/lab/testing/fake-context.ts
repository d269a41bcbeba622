/** A notebook without a server: a real model, and a session and a kernel that say what they are told. For tests only. */
import type { ICodeCellModel } from '@jupyterlab/cells';
import type { IOutput } from '@jupyterlab/nbformat';
import { NotebookModel } from '@jupyterlab/notebook';
import { nullTranslator } from '@jupyterlab/translation';
import { Signal } from '@lumino/signaling';
import type { NotebookContext } from '../documents/notebook';
import { NotebookDocument } from '../documents/notebook';
import type { IKernels } from '../kernel/listener';

/** Words as they are. */
export const trans = nullTranslator.load('');

/** A kernel connection. */
export class FakeKernel {
  constructor(
    readonly id: string,
    language = 'python',
    features?: readonly string[]
  ) {
    const info = { implementation: 'ipython', language_info: { name: language, version: '3.12.1' } };
    this.info = Promise.resolve({ ...info, ...(features && { supported_features: features }) });
  }

  readonly anyMessage = new Signal<this, { msg: object; direction: 'send' | 'recv' }>(this);
  readonly isDisposed = false;
  readonly info: Promise<object>;

  /** The browser sends a cell. */
  send(id: string, cell?: string): void {
    const metadata = cell === undefined ? {} : { cellId: cell };
    const msg = { header: { msg_id: id, msg_type: 'execute_request' }, channel: 'shell', metadata, content: {} };
    this.anyMessage.emit({ msg, direction: 'send' });
  }

  /** The kernel says something. */
  say(type: string, content: object, parent: string | null, id = `m${++this._count}`): void {
    const msg = {
      header: { msg_id: id, msg_type: type },
      parent_header: parent === null ? {} : { msg_id: parent },
      channel: 'iopub',
      metadata: {},
      content
    };
    this.anyMessage.emit({ msg, direction: 'recv' });
  }

  private _count = 0;
}

/** A session context. */
export class FakeSession {
  readonly kernelChanged = new Signal<this, object>(this);
  readonly statusChanged = new Signal<this, string>(this);
  readonly specsManager = { specs: { kernelspecs: { ir: { language: 'R' } } } };
  session: { kernel: FakeKernel } | null = null;

  connect(kernel: FakeKernel | null): void {
    this.session = kernel ? { kernel } : null;
    this.kernelChanged.emit({ newValue: kernel });
  }
}

/** A notebook with code cells of these sources and ids `a`, `b`, `c`, … */
export class FakeNotebook {
  constructor(sources: readonly string[], kernels: IKernels | null = null, perCellUndo = true) {
    this.model = new NotebookModel({ disableDocumentWideUndoRedo: perCellUndo });
    this.model.sharedModel.deleteCellRange(0, this.model.cells.length);
    this.model.setMetadata('language_info', { name: 'python' });
    this.model.sharedModel.insertCells(
      0,
      sources.map((source, index) => ({
        cell_type: 'code',
        id: String.fromCharCode(97 + index),
        source,
        metadata: {},
        outputs: []
      }))
    );
    this.context = {
      model: this.model,
      sessionContext: this.session,
      path: 'folder/fake.ipynb',
      localPath: 'folder/fake.ipynb',
      contentsModel: this.file,
      fileChanged: this.fileChanged,
      pathChanged: new Signal<this, string>(this)
    } as unknown as NotebookContext;
    const host = { dialogs: null, translator: null, activate: () => undefined };
    this.document = new NotebookDocument(this.context, host, kernels, trans);
  }

  readonly model: NotebookModel;
  readonly context: NotebookContext;
  readonly document: NotebookDocument;
  readonly session = new FakeSession();
  readonly file = { writable: true };
  readonly fileChanged = new Signal<this, object>(this);

  cell(index: number): ICodeCellModel {
    return this.model.cells.get(index) as ICodeCellModel;
  }

  source(index: number): string {
    return this.cell(index).sharedModel.getSource();
  }

  /** Run a cell as JupyterLab does, with these outputs. */
  run(index: number, outputs: readonly IOutput[] = []): void {
    const model = this.cell(index);
    const cell = { model } as unknown as Parameters<NotebookDocument['scheduled']>[0];
    this.document.scheduled(cell);
    model.clearExecution();
    outputs.forEach(output => model.outputs.add(output));
    model.executionCount = ++this._count;
    const failed = outputs.some(output => output.output_type === 'error');
    const error = failed ? { errorName: 'RuntimeError' } : null;
    this.document.executed({ cell, success: !failed, error });
  }

  private _count = 0;
}

/** The output of a cell that fails. */
export const FAILURE: IOutput = {
  output_type: 'error',
  ename: 'RuntimeError',
  evalue: 'asyncio.run() cannot be called from a running event loop',
  traceback: ['Traceback', 'RuntimeError']
};
