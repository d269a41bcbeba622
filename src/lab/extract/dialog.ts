/** The question: which name, and both files as they would be. */
import { Dialog } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { IChosen, IQuestion } from './form';
import { ExtractForm } from './form';

/** Apply does nothing as long as there is nothing to apply. */
class ExtractDialog extends Dialog<unknown> {
  constructor(
    private readonly _form: ExtractForm,
    trans: TranslationBundle
  ) {
    super({
      title: trans.__('Extract to module'),
      body: _form,
      focusNodeSelector: 'input',
      buttons: [Dialog.cancelButton({ label: trans.__('Cancel') }), Dialog.okButton({ label: trans.__('Apply') })]
    });
    this.addClass('jp-AsyncDoctorPreview-dialog');
    this.node.setAttribute('role', 'dialog');
    this.node.setAttribute('aria-label', trans.__('Extract to module'));
    _form.changed.connect(this._update, this);
    this._update();
  }

  override resolve(index?: number): void {
    const accepts = index === undefined || index === 1;
    if (!accepts || this._form.chosen) {
      super.resolve(index);
    }
  }

  private _update(): void {
    const apply = this.node.querySelector<HTMLButtonElement>('.jp-Dialog-footer .jp-mod-accept');
    if (apply) {
      // Not `disabled`: it keeps its place in the order of Tab, and says what it is.
      apply.setAttribute('aria-disabled', String(this._form.chosen === null));
    }
  }
}

/** Ask; null when the person thought better of it. */
export async function ask(question: IQuestion): Promise<IChosen | null> {
  const form = new ExtractForm(question);
  const dialog = new ExtractDialog(form, question.trans);
  const { button } = await dialog.launch();
  // The dialog has disposed of the form: what was chosen is a value of its own.
  return button.accept ? form.chosen : null;
}
