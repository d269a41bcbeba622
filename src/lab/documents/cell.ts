/** One cell model as the engine sees it; the same value until something the engine reads has changed. */
import type { ICellModel, ICodeCellModel } from '@jupyterlab/cells';
import type { IOutputAreaModel } from '@jupyterlab/outputarea';
import type { IOutputModel } from '@jupyterlab/rendermime';
import { Signal } from '@lumino/signaling';
import type { ICell, Output } from '../../engine';
import type { DocumentChange } from '../../tokens';
import type { Runs } from './runs';
import { hasWindowsLines } from './line-ends';
import { mayBeFailure, OutputReader, streamText } from './outputs';

/** What a watched cell tells its document. */
export interface ICellListener {
  /** True when nothing of the document may be changed. */
  readonly locked: boolean;
  readonly runs: Runs;
  cellChanged(cell: CellWatch, change: DocumentChange): void;
  /** The cell got an execution count, or stopped running, and this browser did not ask for it. */
  ranElsewhere(cell: CellWatch): void;
}

/** Stream text up to this length, in UTF-16 units, is looked at whenever it grows. */
const SHORT = 20_000;
/** Longer text is looked at again after this many milliseconds, and longer still after longer. */
const PAUSE = 200;
/** UTF-16 units that may come for every further millisecond of pause: reading copies all of it. */
const UNITS_PER_MS = 20_000;

/** Watches the model of one cell; never its widget, which windowing makes and unmakes. */
export class CellWatch {
  constructor(
    readonly model: ICellModel,
    private readonly _listener: ICellListener
  ) {
    this.id = model.id;
    model.sharedModel.changed.connect(this._onShared, this);
    model.metadataChanged.connect(this._onMetadata, this);
    if (isCode(model)) {
      model.stateChanged.connect(this._onState, this);
      model.outputs.changed.connect(this._onOutputs, this);
      for (let index = 0; index < model.outputs.length; index++) {
        this._follow(model.outputs.get(index));
      }
      if (model.outputs.length > 0) {
        _listener.runs.seen(this.id, model.sharedModel.getSource());
      }
    }
  }

  readonly id: string;

  /** The cell as it is now. */
  read(): ICell {
    if (this._dirty || !this._cell) {
      const cell = this._build();
      this._dirty = false;
      if (!this._cell || !same(this._cell, cell)) {
        this._cell = cell;
      }
    }
    return this._cell;
  }

  /** Build the value again next time: something outside the model changed. */
  invalidate(): void {
    this._dirty = true;
  }

  /** True when an output of the cell is an error. */
  get failed(): boolean {
    return this.read().outputs.some(output => output.type === 'error');
  }

  dispose(): void {
    clearTimeout(this._timer);
    Signal.clearData(this);
  }

  private _build(): ICell {
    const { model } = this;
    const { locked, runs } = this._listener;
    const code = isCode(model) ? model : null;
    if (this._sourceDirty) {
      this._source = model.sharedModel.getSource();
      this._sourceDirty = false;
    }
    const tags: unknown = model.getMetadata('tags');
    return {
      id: this.id,
      kind: code ? 'code' : model.type === 'markdown' ? 'markdown' : 'raw',
      source: this._source,
      executionCount: code?.executionCount ?? null,
      outputs: code ? this._outputs(code.outputs) : [],
      tags: Array.isArray(tags) ? tags.filter((tag): tag is string => typeof tag === 'string') : [],
      editable: !locked && model.getMetadata('editable') !== false && !hasWindowsLines(this._source),
      ranSource: runs.source(this.id, this._source)
    };
  }

  private _outputs(area: IOutputAreaModel): readonly Output[] {
    const outputs: Output[] = [];
    for (let index = 0; index < area.length; index++) {
      const output = this._reader.read(area.get(index));
      if (output) {
        outputs.push(output);
      }
    }
    const old = this._cell?.outputs ?? [];
    return old.length === outputs.length && old.every((each, index) => each === outputs[index]) ? old : outputs;
  }

  private _changed(change: DocumentChange): void {
    this._dirty = true;
    this._listener.cellChanged(this, change);
  }

  private _onShared(_: unknown, change: { readonly sourceChange?: unknown }): void {
    if (change.sourceChange) {
      this._sourceDirty = true;
      this._changed('text');
    }
  }

  private _onMetadata(_: unknown, change: { readonly key: string }): void {
    // Every run writes its times into the metadata: those are nobody's business here.
    if (change.key === 'tags' || change.key === 'editable') {
      this._changed('text');
    }
  }

  private _onState(_: unknown, change: { readonly name: string; readonly newValue: unknown }): void {
    if (change.name === 'executionCount') {
      this._changed('output');
    }
    if (this._listener.runs.isRunning(this.id)) {
      this._elsewhere = false;
      return;
    }
    if (change.name === 'executionCount' && typeof change.newValue === 'number') {
      this._elsewhere = true;
      this._listener.ranElsewhere(this);
    } else if (change.name === 'executionState' && change.newValue === 'idle' && this._elsewhere) {
      // A state without a count is no run: JupyterLab gives a cell that was moved both of them anew.
      this._elsewhere = false;
      this._listener.ranElsewhere(this);
    }
  }

  private _onOutputs(_: IOutputAreaModel, change: IOutputAreaModel.ChangedArgs): void {
    let failure = false;
    if (change.type === 'add' || change.type === 'set') {
      for (const model of change.newValues) {
        this._reader.forget(model);
        this._follow(model);
        failure = failure || mayBeFailure(model);
      }
    }
    this._listener.runs.output(this.id, failure);
    this._changed(failure ? 'evidence' : 'output');
  }

  /** Since JupyterLab 4.3 text appended to a stream is told by the text alone. */
  private _follow(model: IOutputModel): void {
    const text = model.type === 'stream' ? streamText(model) : null;
    if (!text || this._followed.has(model)) {
      return;
    }
    this._followed.add(model);
    text.changed.connect(() => this._onText(model, text.text.length), this);
  }

  private _onText(model: IOutputModel, length: number): void {
    if (length <= SHORT) {
      this._look(model);
      return;
    }
    this._grown.add(model);
    if (this._timer === 0) {
      this._timer = window.setTimeout(() => this.lookAtGrown(), PAUSE + length / UNITS_PER_MS);
    }
  }

  /** Look at streams that have grown since; called by the clock and at the end of a run. */
  lookAtGrown(): void {
    clearTimeout(this._timer);
    this._timer = 0;
    const grown = [...this._grown];
    this._grown.clear();
    grown.forEach(model => this._look(model));
  }

  private _look(model: IOutputModel): void {
    this._reader.forget(model);
    const failure = mayBeFailure(model);
    this._listener.runs.output(this.id, failure);
    this._changed(failure ? 'evidence' : 'output');
  }

  private readonly _reader = new OutputReader();
  private readonly _followed = new WeakSet<IOutputModel>();
  private readonly _grown = new Set<IOutputModel>();
  private _timer = 0;
  /** True from the count of a run that this browser did not ask for to its end. */
  private _elsewhere = false;
  private _cell: ICell | null = null;
  private _dirty = true;
  private _source = '';
  private _sourceDirty = true;
}

/** True for the model of a code cell. */
export function isCode(model: ICellModel): model is ICodeCellModel {
  return model.type === 'code';
}

function same(a: ICell, b: ICell): boolean {
  return (
    a.source === b.source &&
    a.outputs === b.outputs &&
    a.executionCount === b.executionCount &&
    a.editable === b.editable &&
    a.ranSource === b.ranSource &&
    a.kind === b.kind &&
    a.tags.length === b.tags.length &&
    a.tags.every((tag, index) => tag === b.tags[index])
  );
}
