/** Everything a person can do, as commands: for the palette, menus, the keyboard and other extensions. */
import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { Clipboard, ICommandPalette, Notification } from '@jupyterlab/apputils';
import { ITranslator } from '@jupyterlab/translation';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { IFinding } from '../engine';
import { report } from '../engine';
import type { IAction, IOpenDocument } from '../tokens';
import { IActions, IFindings } from '../tokens';
import type { IgnorePlace } from './ask';
import { findingsText } from './list-text';
import type { ITarget } from './target';
import { cellId, chosenFinding, neighbour, TARGET_SCHEMA } from './target';
import { translations } from './translation';

/** Ids of the commands. */
export const CommandIDs = {
  openPanel: 'async-doctor:open-panel',
  rewrite: 'async-doctor:rewrite',
  rewriteAndRun: 'async-doctor:rewrite-and-run',
  preview: 'async-doctor:preview',
  why: 'async-doctor:why',
  ignore: 'async-doctor:ignore',
  extractToModule: 'async-doctor:extract-to-module',
  fixAllSafe: 'async-doctor:fix-all-safe',
  nextFinding: 'async-doctor:next-finding',
  previousFinding: 'async-doctor:previous-finding',
  copyFindings: 'async-doctor:copy-findings',
  findings: 'async-doctor:findings'
} as const;

type Commands = JupyterFrontEnd['commands'];

/** Arguments of the commands that act on one finding. */
interface IArguments extends ITarget {
  /** Which of several fixes, from 0. */
  readonly fix?: number;
  readonly where?: IgnorePlace;
}

/** Milliseconds a short word stays. */
const WORD = 3000;
const NO_ARGUMENTS = { args: { type: 'object', properties: {} } };
const TARGET = { args: { type: 'object', properties: TARGET_SCHEMA } };
const FIX = {
  args: {
    type: 'object',
    properties: { ...TARGET_SCHEMA, fix: { type: 'integer', description: 'Which of several fixes, from 0.' } }
  }
};
const IGNORE = {
  args: {
    type: 'object',
    properties: {
      ...TARGET_SCHEMA,
      where: {
        type: 'string',
        enum: ['line', 'cell', 'document', 'everywhere'],
        description: 'Where to ignore it; without it the person is asked.'
      }
    }
  }
};

/** What the commands work on. */
class Target {
  constructor(
    readonly store: IFindings,
    readonly actions: IActions,
    readonly trans: TranslationBundle
  ) {}

  get document(): IOpenDocument | null {
    return this.store.current;
  }

  get findings(): readonly IFinding[] {
    return this.document ? this.store.findings(this.document) : [];
  }

  /** The finding and the action that are meant. */
  choose(id: IAction['id'], args: IArguments): { finding: IFinding; action: IAction } | null {
    const { document } = this;
    const finding = chosenFinding(this.store, document, args);
    const actions = document && finding ? this.actions.list(document, finding) : [];
    const action = actions.find(each => each.id === id && (args.fix === undefined || each.fix === args.fix));
    return finding && action ? { finding, action } : null;
  }

  /** The document, once what is found in it is known. */
  async ready(): Promise<IOpenDocument | null> {
    const { document, store } = this;
    if (document) {
      await store.ready(document);
    }
    return document;
  }

  async act(id: IAction['id'], args: IArguments): Promise<void> {
    const document = await this.ready();
    const chosen = this.choose(id, args);
    if (!document || !chosen) {
      this.say(this.why(this.trans.__('Async Doctor has nothing for this cell.')));
    } else if (id === 'ignore' && args.where) {
      await this.actions.ignore(document, chosen.finding, args.where);
    } else {
      await this.actions.run(document, chosen.finding, chosen.action);
    }
  }

  async go(step: 1 | -1): Promise<void> {
    const document = await this.ready();
    const last = document ? (this._last.get(document) ?? null) : null;
    const finding = document && neighbour(document, this.findings, last, step);
    if (document && finding) {
      this._last.set(document, finding.key);
      await document.reveal(finding.cell, finding.from);
    } else {
      this.say(this.why(this.trans.__('There are no findings.')));
    }
  }

  /** Why there is nothing: as given, unless the notebook could not be read at all. */
  why(otherwise: string): string {
    const { document, store, trans } = this;
    return document && store.reading(document) === 'failed'
      ? trans.__('The notebook was not read: a part of Async Doctor could not be fetched.')
      : otherwise;
  }

  say(message: string): void {
    Notification.info(message, { autoClose: WORD });
  }

  /** The finding gone to last, by document. */
  private readonly _last = new WeakMap<IOpenDocument, string>();
}

/** Add the commands that act on one finding. */
function addActions(commands: Commands, target: Target): string[] {
  const { trans } = target;
  const add = (command: string, id: IAction['id'], label: string, describedBy: typeof TARGET): string => {
    const possible = (args: IArguments): boolean => target.choose(id, args) !== null;
    commands.addCommand(command, {
      label,
      describedBy,
      isEnabled: args => possible(args as IArguments),
      isVisible: args => possible(args as IArguments),
      execute: args => target.act(id, args as IArguments)
    });
    return command;
  };
  return [
    add(CommandIDs.rewriteAndRun, 'rewrite-and-run', trans.__('Rewrite Async Mistake and Run'), FIX),
    add(CommandIDs.rewrite, 'rewrite', trans.__('Rewrite Async Mistake'), FIX),
    add(CommandIDs.preview, 'preview', trans.__('Preview Async Rewrite'), TARGET),
    add(CommandIDs.why, 'why', trans.__('Why This Is an Async Mistake'), TARGET),
    add(CommandIDs.ignore, 'ignore', trans.__('Ignore Async Finding…'), IGNORE)
  ];
}

const EXTRACT = {
  args: {
    type: 'object',
    properties: {
      cell: TARGET_SCHEMA.cell,
      name: { type: 'string', description: 'Function or class; without it the first function of the cell is meant.' }
    }
  }
};

/** Add the command that moves a function into a module. */
function addExtract(commands: Commands, { store, actions, trans }: Target): string {
  const cellOf = (document: IOpenDocument | null, { cell }: ITarget): string | null => {
    const id = document && cellId(document, cell);
    // Cheap: it is asked whenever a menu opens. What stands there is found out when the command runs.
    const found = document?.snapshot().cells.find(each => each.id === id && each.kind === 'code');
    const definition = /^(?:async[ \t]+def|def|class)[ \t]/m;
    const { kind, language } = document?.snapshot() ?? {};
    return found &&
      document?.file !== undefined &&
      kind === 'notebook' &&
      language === 'python' &&
      definition.test(found.source)
      ? found.id
      : null;
  };
  const possible = (args: ITarget): boolean => actions.extractor !== null && cellOf(store.current, args) !== null;
  commands.addCommand(CommandIDs.extractToModule, {
    label: trans.__('Extract to Module…'),
    caption: trans.__('Move a function and what it needs into a file beside the notebook'),
    describedBy: EXTRACT,
    isEnabled: args => possible(args),
    isVisible: args => possible(args),
    execute: async args => {
      const document = store.current;
      const cell = cellOf(document, args);
      const name = typeof args['name'] === 'string' ? { name: args['name'] } : {};
      if (document && cell !== null) {
        await actions.extractor?.extract(document, { cell, ...name });
      } else {
        Notification.info(trans.__('There is no function at the top level of this cell.'), { autoClose: WORD });
      }
    }
  });
  return CommandIDs.extractToModule;
}

/** Add the commands that act on the whole document. */
function addOverall(commands: Commands, target: Target): string[] {
  const { trans, store, actions } = target;
  const some = (): boolean => target.findings.length > 0;
  const add = (command: string, label: string, execute: () => unknown, isEnabled = some): string => {
    commands.addCommand(command, { label, describedBy: NO_ARGUMENTS, isEnabled, execute });
    return command;
  };
  const withDocument = async (work: (document: IOpenDocument) => unknown): Promise<unknown> => {
    const document = await target.ready();
    return document ? work(document) : target.say(trans.__('No notebook is open.'));
  };
  const copy = (document: IOpenDocument): void => {
    Clipboard.copyToSystem(findingsText(document, target.findings, trans));
    target.say(trans._n('%1 finding copied.', '%1 findings copied.', target.findings.length));
  };
  return [
    add(
      CommandIDs.openPanel,
      trans.__('Show Async Doctor'),
      () => actions.explainer?.open(),
      () => true
    ),
    add(CommandIDs.nextFinding, trans.__('Next Async Finding'), () => target.go(1)),
    add(CommandIDs.previousFinding, trans.__('Previous Async Finding'), () => target.go(-1)),
    add(CommandIDs.fixAllSafe, trans.__('Fix All Safe Async Findings…'), () => {
      return withDocument(document => actions.fixAllSafe(document));
    }),
    add(CommandIDs.copyFindings, trans.__('Copy Async Findings'), () => withDocument(copy)),
    add(
      CommandIDs.findings,
      trans.__('Async Findings as JSON'),
      async () => reportOf(store, await target.ready()),
      () => true
    )
  ];
}

/** The JSON of the command line for one document. */
function reportOf(store: IFindings, document: IOpenDocument | null): unknown {
  if (!document) {
    return report([]);
  }
  const { path } = document;
  const snapshot = document.snapshot();
  if (store.reading(document) === 'failed') {
    return report([{ path, kind: snapshot.kind, error: 'a part of Async Doctor could not be fetched' }]);
  }
  const findings = store.findings(document);
  return report([{ path, document: snapshot, findings, fixes: finding => store.fixes(document, finding) }]);
}

/** Adds the commands. */
export const commands: JupyterFrontEndPlugin<void> = {
  id: 'jupyterlab-async-doctor:commands',
  description: 'Commands of Async Doctor for palette, menus and keyboard.',
  autoStart: true,
  requires: [IFindings, IActions],
  optional: [ICommandPalette, ITranslator],
  activate: (
    app: JupyterFrontEnd,
    store: IFindings,
    actions: IActions,
    palette: ICommandPalette | null,
    translator: ITranslator | null
  ): void => {
    const trans = translations(translator);
    const target = new Target(store, actions, trans);
    const category = trans.__('Async Doctor');
    const { commands: registry } = app;
    const ids = [...addActions(registry, target), addExtract(registry, target), ...addOverall(registry, target)];
    for (const command of ids.filter(id => id !== CommandIDs.findings)) {
      palette?.addItem({ command, category });
    }
  }
};
