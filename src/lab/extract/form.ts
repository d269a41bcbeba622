/** Name, autoreload, what goes along, and both files as they would be. */
import type { LanguageSupport } from '@codemirror/language';
import type { TranslationBundle } from '@jupyterlab/translation';
import { Signal } from '@lumino/signaling';
import { Panel, Widget } from '@lumino/widgets';
import { applyEdits } from '../../engine';
import type { Autoreload, Extracted, Extractor, IDocument, IPlan } from '../../engine';
import { DiffView } from '../views/preview-diff';
import { cellName } from '../views/shown';
import type { IFolder, IListing } from './write';
import { takenBy } from './write';

/** What the question is about. */
export interface IQuestion {
  readonly document: IDocument;
  readonly extractor: Extractor;
  /** Functions and classes of the cell, first the one that is meant. */
  readonly names: readonly string[];
  /** The notebook's file name. */
  readonly origin: string;
  readonly folder: IFolder;
  readonly listing: IListing | null;
  readonly language: LanguageSupport | null;
  readonly trans: TranslationBundle;
}

/** What the person wants. */
export interface IChosen {
  readonly name: string;
  readonly module: string;
  readonly autoreload: Autoreload;
  readonly plan: IPlan;
}

/** Milliseconds after the last key until the preview follows. */
const PAUSE = 150;

/** The body of the dialog. */
export class ExtractForm extends Panel {
  constructor(question: IQuestion) {
    super();
    this.addClass('jp-AsyncDoctorPreview');
    this._question = question;
    const { trans, names, extractor } = question;
    this._name = select(names.map(each => [each, each]));
    this._module = document.createElement('input');
    this._module.type = 'text';
    this._module.className = 'jp-mod-styled';
    this._module.spellcheck = false;
    this._module.autocomplete = 'off';
    this._module.value = extractor.suggest(names[0]!);
    this._reload = select([
      ['none', trans.__('No: restart the kernel after a change')],
      ['module', trans.__('This module (%autoreload 1)')],
      ['all', trans.__('Every module that changes (%autoreload 2)')]
    ]);
    this._problem.setAttribute('role', 'alert');
    this._problem.className = 'jp-AsyncDoctorExtract-problem';
    const fields = document.createElement('div');
    fields.className = 'jp-AsyncDoctorExtract-fields';
    fields.append(
      ...(names.length > 1 ? labelled(trans.__('Move'), this._name) : []),
      ...labelled(trans.__('Module name'), this._module),
      ...labelled(trans.__('Reload when the file changes'), this._reload)
    );
    this.addWidget(new Widget({ node: fields }));
    this.addWidget(new Widget({ node: this._problem }));
    this.addWidget(this._preview);
    this._name.addEventListener('change', () => {
      this._module.value = extractor.suggest(this._name.value);
      this._update();
    });
    this._reload.addEventListener('change', () => this._update());
    this._module.addEventListener('input', () => {
      // What was planned is for another name: nothing can be applied until the preview has followed.
      this._chosen = null;
      this.changed.emit();
      window.clearTimeout(this._timer);
      this._timer = window.setTimeout(() => this._update(), PAUSE);
    });
    this._update();
  }

  /** Emitted when `chosen` may be another. */
  readonly changed = new Signal<this, void>(this);

  /** What Apply would do; null where it cannot be done. */
  get chosen(): IChosen | null {
    return this._chosen;
  }

  override dispose(): void {
    window.clearTimeout(this._timer);
    super.dispose();
  }

  private _update(): void {
    window.clearTimeout(this._timer);
    const { extractor, origin } = this._question;
    const name = this._name.value;
    const module = this._module.value.trim().replace(/\.py$/, '');
    const autoreload = this._reload.value as Autoreload;
    const problem = extractor.problem(module) ?? this._taken(module);
    const valid = problem === null ? module : extractor.suggest(name);
    const extracted = extractor.plan({ name, module: valid, autoreload, origin });
    this._module.setAttribute('aria-invalid', String(problem !== null));
    const refused = 'obstacles' in extracted;
    this._say(refused ? null : problem);
    this._chosen = problem === null && !refused ? { name, module, autoreload, plan: extracted.plan } : null;
    this._show(extracted, problem === null ? module : null);
    this.changed.emit();
  }

  private _taken(module: string): string | null {
    const { listing, trans } = this._question;
    if (listing?.writable === false) {
      return trans.__(
        'This folder is read-only, so there is no place for a new file. Save a copy of the notebook elsewhere.'
      );
    }
    return takenBy(listing, module, trans);
  }

  /** An alert that says the same again would be read again. */
  private _say(problem: string | null): void {
    if (this._problem.textContent !== (problem ?? '')) {
      this._problem.textContent = problem ?? '';
    }
  }

  private _show(extracted: Extracted, module: string | null): void {
    const preview = this._preview;
    const top = this.node.scrollTop;
    [...preview.widgets].forEach(each => each.dispose());
    if ('obstacles' in extracted) {
      const { trans } = this._question;
      preview.addWidget(words('jp-AsyncDoctorPreview-cell', trans.__('It cannot be moved yet. In the way:')));
      preview.addWidget(bullets(extracted.obstacles.map(each => each.text)));
    } else if (module !== null) {
      this._files(extracted.plan, module);
    }
    this.node.scrollTop = top;
  }

  private _files({ module: text, fix, warnings, travels }: IPlan, module: string): void {
    const { document: snapshot, folder, trans, language } = this._question;
    const preview = this._preview;
    const more = travels.filter(each => each.name !== this._name.value);
    const along = more.map(each => trans.__('%1 (%2)', each.name, cellName(trans, snapshot, each.cell))).join(', ');
    const told = [
      along === '' ? trans.__('It needs nothing else.') : trans.__('Goes along: %1.', along),
      ...warnings,
      folder.drive === '' || folder.drive === 'RTC'
        ? trans.__(
            'The kernel finds the file as long as it was started in the folder of this notebook, as JupyterLab does.'
          )
        : trans.__(
            'This notebook is on the drive %1: whether its kernel can read files there cannot be told from here.',
            folder.drive
          )
    ];
    preview.addWidget(bullets(told));
    const file = `${module}.py`;
    preview.addWidget(words('jp-AsyncDoctorPreview-cell', trans.__('New file %1', `${folder.prefix}${file}`)));
    preview.addWidget(new DiffView({ before: '', after: text, name: trans.__('Text of %1', file), language }));
    snapshot.cells.forEach((cell, index) => {
      const edits = fix.edits.filter(each => each.cell === cell.id);
      if (edits.length > 0) {
        const label = cellName(trans, snapshot, index);
        const after = applyEdits(cell.source, edits);
        preview.addWidget(words('jp-AsyncDoctorPreview-cell', trans.__('Change in %1', label)));
        const name = trans.__('Change in %1', label);
        preview.addWidget(new DiffView({ before: cell.source, after, name, language }));
      }
    });
  }

  private readonly _question: IQuestion;
  private readonly _name: HTMLSelectElement;
  private readonly _module: HTMLInputElement;
  private readonly _reload: HTMLSelectElement;
  private readonly _problem = document.createElement('p');
  private readonly _preview = new Panel();
  private _chosen: IChosen | null = null;
  private _timer = 0;
}

function select(choices: readonly (readonly [string, string])[]): HTMLSelectElement {
  const node = document.createElement('select');
  node.className = 'jp-mod-styled';
  node.append(...choices.map(([value, label]) => new Option(label, value)));
  return node;
}

function labelled(text: string, control: HTMLElement): HTMLElement[] {
  const label = document.createElement('label');
  const id = `async-doctor-extract-${text.toLowerCase().replace(/\W+/g, '-')}`;
  label.textContent = text;
  label.htmlFor = id;
  control.id = id;
  return [label, control];
}

function words(className: string, text: string): Widget {
  const node = document.createElement('p');
  node.textContent = text;
  node.className = className;
  return new Widget({ node });
}

function bullets(lines: readonly string[]): Widget {
  const node = document.createElement('ul');
  node.className = 'jp-AsyncDoctorExtract-list';
  for (const line of lines) {
    const item = document.createElement('li');
    item.textContent = line;
    node.append(item);
  }
  return new Widget({ node });
}
